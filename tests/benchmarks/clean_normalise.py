"""What normalising does to clean text: next to nothing, and never to numbers.

    python -m tests.benchmarks.clean_normalise

UN development set, UDHR, FLORES, Tatoeba and vocalised Bible verses go through all stages and the
word repair, as documents. Prints, for each text and language, the share of words left unchanged
and what was changed by which rule; exits 1 below 99.9% of words (strokes of tatweel, and Persian
letters that Arabic has no use for, are not counted as words: their rules are named), where the
value of a number changed, or where less than 99.99% of the sound words are left. Not sound, and
counted as `faults_mended`, is what nobody writes: a number in the digits of two systems, a letter
as a glyph, a letter after ة. Each changed word is printed. Needs the evaluation data (PARALLEL_CORPUS_EVAL).
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from parallel_corpus.language.script import western_digits, words
from parallel_corpus.model import Document, Segment
from parallel_corpus.normalise import normalise_document, repair_words
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import record

# (file, column of the document's name, of English, of Arabic, lines to skip)
FILES = {
    "UN": ("un_dev.tsv", 0, -2, -1, 1),
    "Tatoeba": ("tatoeba.tsv", None, 0, 1, 1),
    "FLORES": ("real/flores.tsv", None, 1, 2, 1),
    "Bible": ("bible_verses.tsv", None, 1, 2, 1),
    "UDHR en": ("udhr/en.tsv", None, 2, None, 0),
    "UDHR ar": ("udhr/ar.tsv", None, None, 2, 0),
}
_ENOUGH, _ENOUGH_SOUND = 0.999, 0.9999
_NAMED = re.compile("[\u0640\u06a9\u06cc]")
_IMPOSSIBLE = re.compile(
    "[0-9][\u0660-\u0669]|[\u0660-\u0669][0-9]|[\ufb50-\ufdff\ufe70-\ufefc]|\u0629[\u0621-\u064a]"
)


def documents(name: str) -> Iterator[Document]:
    """The texts of a file as one document each language, or one each document it names."""
    file, key, english, arabic, skip = FILES[name]
    rows = [line.split("\t") for line in (EVAL / file).read_text("utf-8").splitlines()[skip:]]
    for language, column in (("en", english), ("ar", arabic)):
        texts: dict[str, list[str]] = {}
        for row in rows if column is not None else ():
            owner = row[key] if key is not None else name
            texts.setdefault(owner.replace(":", "_"), []).append(row[column])
        for owner, parts in texts.items():
            yield Document(
                owner,
                language,  # type: ignore[arg-type]
                tuple(
                    Segment(f"{owner}:{language}:p{n}", language, f"p{n}", text, text)  # type: ignore[arg-type]
                    for n, text in enumerate(parts, 1)
                ),
            )


def changed(before: str, after: str) -> list[str]:
    """The words of `before` that are not in `after`, strokes and the like aside."""
    old, new = (Counter(word for _, _, word in words(text)) for text in (before, after))
    return [word for word in (old - new).elements() if not _NAMED.search(word)]


def figures(text: str) -> list[str]:
    return re.findall(r"\d+", western_digits(text))


def main() -> int:
    failed = False
    found: dict[str, Any] = {"numbers_changed": 0}
    for name in FILES:
        raw = list(documents(name))
        start = time.process_time()
        done = repair_words([normalise_document(document) for document in raw])
        seconds = time.process_time() - start
        for language in ("en", "ar"):
            parts = [s for d in done if d.language == language for s in d.segments]
            total = sum(len(words(part.raw)) for part in parts)
            if not total:
                continue
            lost = [word for part in parts for word in changed(part.raw, part.text)]
            mended = sum(bool(_IMPOSSIBLE.search(word)) for word in lost)
            wrong = [part.id for part in parts if figures(part.raw) != figures(part.text)]
            codes = Counter(f"{r.code} {r.status}" for part in parts for r in part.repairs)
            share = 1 - len(lost) / total
            sound = 1 - (len(lost) - mended) / total
            failed |= share < _ENOUGH or sound < _ENOUGH_SOUND or bool(wrong)
            found["numbers_changed"] += len(wrong)
            where = name if name.endswith(language) else f"{name} {language}"
            found[where.replace(" ", "_")] = {
                "words": total,
                "unchanged": share,
                "faults_mended": mended,
                "sound_unchanged": sound,
            }
            print(f"{name:8} {language} {total:7} words, unchanged {share:.4%}, {seconds:.1f} s")
            print(f"         {dict(sorted(codes.items()))} numbers changed: {wrong[:3]}")
            print(f"         changed: {' '.join(lost)}")
    record(
        "clean_normalise",
        data="UN development set, FLORES, Tatoeba, vocalised Bible verses, UDHR",
        command="python -m tests.benchmarks.clean_normalise",
        figures=found,
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
