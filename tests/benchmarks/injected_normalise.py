"""How many broken words are found where a sound version of the text exists, and how many are right.

    python -m tests.benchmarks.injected_normalise [--documents 120] [--rate 0.015] [--seed 3]

Takes UN documents, spoils letters in an "older version" of each (a letter lost, or its dots, or
م and ه exchanged), and repairs both versions together. A lost letter needs no table, so this is
not the confusion table tested against itself. Exits 1 below 9 in 10 with the right word first,
or with one wrong word applied. Needs the evaluation data (PARALLEL_CORPUS_EVAL).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import replace

from parallel_corpus.language.script import words
from parallel_corpus.model import Document, Segment
from parallel_corpus.normalise import normalise_document, repair_words
from tests.benchmarks.clean_normalise import documents
from tests.benchmarks.results import record

_GROUPS = ("بتثن", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "مه")
_ALIKE = {letter: group.replace(letter, "") for group in _GROUPS for letter in group}
_WORD = re.compile("[\u0621-\u064a]{5,}")
_LOST = 0.4
_ENOUGH = 0.9

Gold = dict[tuple[str, str, str], str]


def spoil(word: str, source: random.Random) -> str:
    """The word with one letter inside it lost or taken for its like."""
    index = source.randrange(1, len(word) - 1)
    if source.random() < _LOST:
        return word[:index] + word[index + 1 :]
    return word[:index] + source.choice(_ALIKE.get(word[index], word[index])) + word[index + 1 :]


def older(document: Document, rate: float, source: random.Random, gold: Gold) -> Document:
    """A spoilt version of the document; what was spoilt is put into `gold`."""
    name = document.id + "-old"
    parts: list[Segment] = []
    for part in document.segments:
        text = part.text
        for start, end, word in reversed(words(part.text)):
            if source.random() < rate and _WORD.fullmatch(word):
                broken = spoil(word, source)
                if broken != word:
                    text = text[:start] + broken + text[end:]
                    gold[name, part.place, broken] = word
        parts.append(replace(part, id=f"{name}:ar:{part.place}", raw=text, text=text))
    return replace(document, id=name, segments=tuple(parts))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--rate", type=float, default=0.015)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    source = random.Random(options.seed)
    gold: Gold = {}
    sound = [item for item in documents("UN") if item.language == "ar"][: options.documents]
    spoilt = [older(item, options.rate, source, gold) for item in sound]
    sound = [replace(item, supersedes=item.id + "-old") for item in sound]
    told: Counter[str] = Counter()
    for document in repair_words([normalise_document(item) for item in (*sound, *spoilt)]):
        for part in document.segments:
            for repair in part.repairs:
                if repair.code.startswith("N7"):
                    meant = gold.get((document.id, part.place, repair.edit.before))
                    right = "right" if meant == repair.edit.after else "wrong"
                    told[f"{'not spoilt' if meant is None else right} {repair.status}"] += 1
    found = told["right applied"] + told["right proposed"]
    print(f"{len(gold)} words spoilt; {found} found with the right word first; {dict(told)}")
    record(
        "injected_normalise",
        data=f"UN development set, {options.documents} documents, {len(gold)} words spoilt in a copy",
        command="python -m tests.benchmarks.injected_normalise",
        figures={"spoilt": len(gold), "found": found}
        | {name.replace(" ", "_"): count for name, count in sorted(told.items())},
    )
    return 1 if found < _ENOUGH * len(gold) or told["wrong applied"] else 0


if __name__ == "__main__":
    sys.exit(main())
