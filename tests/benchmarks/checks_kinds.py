"""Texts of several kinds: pairs that well-meaning people translated, for training and measuring.

Read from the folder of development data; whoever asks for a kind that is not there is told so.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.checks_calibrate import document_folds
from tests.benchmarks.checks_faults import Pair, load

REAL = EVAL / "real"
FOLD = 1  # of the UN documents: the first has the pairs that checks_report scores
_LONGEST = 80  # words
_SHORTEST = 10
_NOTE = re.compile(r"\(?\s*(?:Amended|Modified|Added|Repealed)[^)]*\)\s*[,:.-]*\s*")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _un() -> list[Pair]:
    return [pair for pair, fold in zip(load(), document_folds(), strict=True) if fold == FOLD]


def gold_pairs() -> list[Pair]:
    """The health pairs whose divergences a reviser marked; never trained on."""
    with (REAL / "health_pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(row["id"], row["en"], row["ar"]) for row in rows]


def _health() -> list[Pair]:
    marked = {pair.en.strip() for pair in gold_pairs()}
    found = []
    root = ET.parse(REAL / "health.tmx").getroot()  # noqa: S314 - our own data
    for number, unit in enumerate(root.iter("tu")):
        texts = {
            variant.get(_LANG, "")[:2]: "".join(variant.find("seg").itertext())  # type: ignore[union-attr]
            for variant in unit.iter("tuv")
        }
        if texts["en"].strip() not in marked:
            found.append(Pair(str(number), texts["en"], texts["ar"]))
    return found


def _law() -> list[Pair]:
    """Articles by number, without the notes on amendments that only the English has."""
    english, arabic = (
        _articles(REAL / "law" / name, word)
        for name, word in (("code.en.txt", "Article"), ("code.ar.txt", "الفصل"))
    )
    return [
        Pair(number, _NOTE.sub("", text), arabic[number])
        for number, text in english.items()
        if number in arabic
    ]


def _articles(path: Path, word: str) -> dict[str, str]:
    found = {}
    for paragraph in path.read_text(encoding="utf-8").strip().split("\n\n"):
        if match := re.match(rf"{word} (\d+)\b", paragraph):
            found[match[1]] = " ".join(paragraph.split())
    return found


KINDS: dict[str, Callable[[], list[Pair]]] = {
    "un": _un,
    "health": _health,
    "law": _law,
    "bible": lambda: load(EVAL / "bible_verses.tsv"),
    "sdg": lambda: load(EVAL / "sdg_pairs.tsv", ("goal", "kind", "en", "ar")),
    "tatoeba": lambda: load(REAL / "tatoeba_10k.tsv"),
    "flores": lambda: load(REAL / "flores.tsv"),
}
TAUGHT = ("un", "health", "law", "bible", "sdg", "tatoeba")
LEFT_OUT = "flores"


def sample(kind: str, count: int) -> list[Pair]:
    """So many pairs of a kind, drawn once and for all, none so short that it cannot lose words."""
    pairs = [
        pair
        for pair in KINDS[kind]()
        if all(_SHORTEST <= len(text.split()) <= _LONGEST for text in (pair.en, pair.ar))
    ]
    random.Random(1).shuffle(pairs)
    return pairs[:count]
