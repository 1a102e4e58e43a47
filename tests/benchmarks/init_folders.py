"""How many documents of a folder `init` proposes rightly, by the way its files are named.

    python -m tests.benchmarks.init_folders [FOLDER]

Writes some 200 pairs of texts of 14 sentences each (UN Parallel Corpus, development set; see
PARALLEL_CORPUS_EVAL) in folders arranged and named as people do, and prints for each kind how many
are proposed rightly, and how many of the others are named as unsure.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from parallel_corpus.language.script import letters
from parallel_corpus.read.propose import propose_settings
from tests.benchmarks.alignment_sets import EVAL

PAIRS = EVAL / "un_dev.tsv"
PAGES = [
    "install",
    "guide",
    "setup",
    "users",
    "roles",
    "catalog",
    "loans",
    "returns",
    "fines",
    "search",
    "backup",
]
ARABIC = [
    "تثبيت",
    "دليل",
    "إعداد",
    "مستخدمون",
    "أدوار",
    "فهرس",
    "إعارة",
    "إرجاع",
    "غرامات",
    "بحث",
    "نسخ",
]
# What a kind is called, and the English and Arabic names: {} is a page's name, {n} its number.
SCHEMES = (
    ("mirrored folders", "a/docs/en/s{n}/{}.md", "a/docs/ar/s{n}/{}.md"),
    ("one name in many folders", "b/en/{}/index.md", "b/ar/{}/index.md"),
    ("suffixes", "c/{}.en.md", "c/{}.ar.md"),
    ("suffix on one side", "d/{}.md", "d/{}.ar.md"),
    ("capitals", "e/{}EN.txt", "e/{}AR.txt"),
    ("camel case", "f/{}Eng.txt", "f/{}Ara.txt"),
    ("language names", "g/English/{}.txt", "g/عربي/{}.txt"),
    ("locales", "h/en-US/{}.md", "h/ar-SA/{}.md"),
    ("root and folder", "i/docs/{}.md", "i/docs/ar/{}.md"),
    ("Docusaurus", "j/docs/{}.md", "j/i18n/ar/docusaurus-plugin-content-docs/current/{}.md"),
    ("translations below", "k/{}.md", "k/translations/arabic/{}.md"),
    ("United Nations", "l/A_C.3_75_L.{n}0_E.txt", "l/A_C.3_75_L.{n}0_A.txt"),
    ("numbers in names", "m/en/Law {n} of 2019.txt", "m/ar/القانون {n} لسنة 2019.txt"),
    ("names in their own language", "n/en/{}.txt", "n/ar/{ar}.txt"),
    ("source and target", "o/source/{}.txt", "o/target/{}.txt"),
    ("brackets", "p/{} (English).txt", "p/{} (Arabic).txt"),
    ("versions", "q/rules-v{n}.en.txt", "q/rules-v{n}.ar.txt"),
    ("drafts", "r/law draft {n}.en.txt", "r/law draft {n}.ar.txt"),
)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the two sides of texts of 14 sentences, each sentence once."""
    rows = [line.rstrip("\n").split("\t")[-2:] for line in PAIRS.open(encoding="utf-8")]
    pairs = [(b, a) if letters(a)[0] > letters(a)[1] else (a, b) for a, b in rows]
    for at in range(0, len(pairs) - 14, 14):
        sides = zip(*pairs[at : at + 14], strict=True)
        english, arabic = ("\n\n".join(side) + "\n" for side in sides)
        yield english, arabic


def main(folder: Path) -> None:
    supply = texts()
    wanted: list[tuple[str, str, str]] = []
    for why, *names in SCHEMES:
        for n, (page, other) in enumerate(zip(PAGES, ARABIC, strict=True), start=1):
            pair = [name.format(page, n=n, ar=other) for name in names]
            for name, text in zip(pair, next(supply), strict=True):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
            wanted.append((why, pair[0], pair[1]))
    begun = time.process_time()
    proposal = propose_settings(folder)
    taken = time.process_time() - begun
    found = {tuple(sorted(text.file for text in d.texts)) for d in proposal.settings.documents}
    unsure = "\n".join(proposal.unsure)
    right, named, total = Counter[str](), Counter[str](), Counter[str]()
    for why, english, arabic in wanted:
        total[why] += 1
        if tuple(sorted((english, arabic))) in found:
            right[why] += 1
        elif english in unsure or arabic in unsure:
            named[why] += 1
    for why, count in total.items():
        print(f"{why:28} {right[why]:3} of {count} right, {named[why]} of the others named")
    print(f"{right.total()} of {total.total()} right, {taken:.1f} s of processor time")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
