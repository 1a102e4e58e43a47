"""Make evidence/data/dictionary.tsv.gz from the FreeDict English-Arabic dictionaries.

    python -m tests.benchmarks.checks_dictionary FOLDER

FOLDER holds freedict-eng-ara.dict.dz and freedict-ara-eng.dict.dz, from the Debian packages
dict-freedict-eng-ara and dict-freedict-ara-eng (2022.04.21-1): `apt-get download` both and unpack
them with `dpkg -x`. Entries whose English is one word and whose Arabic is one or two are kept.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from parallel_corpus.evidence.lexicon import tokens

OUT = Path(__file__).parents[2] / "parallel_corpus" / "checks" / "data" / "dictionary.tsv.gz"
_HEAD = re.compile(r"(.+?) /[^/]+/\s*")
_NUMBER = re.compile(r"\d+\.\s*")
_APART = re.compile("[،؛,;]")


def main(folder: Path) -> None:
    entries = list(_entries(folder / "freedict-eng-ara.dict.dz"))
    entries += [(en, ar) for ar, en in _entries(folder / "freedict-ara-eng.dict.dz")]
    table: dict[str, set[str]] = defaultdict(set)
    for en, ar in entries:
        english = [token.stem for token in tokens(en)]
        arabic = [token.stem for token in tokens(ar)]
        if len(english) == 1 and 1 <= len(arabic) <= 2:
            table[english[0]].update(arabic)
    plain = "".join(f"{word}\t{' '.join(sorted(table[word]))}\n" for word in sorted(table))
    OUT.write_bytes(gzip.compress(plain.encode(), 9, mtime=0))
    print(f"{len(table):,} English stems, {OUT.stat().st_size:,} bytes")


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    """(headword, one translation); the pages before the first headword are about the dictionary."""
    head = ""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        if found := _HEAD.fullmatch(line):
            head = found[1]
        elif line.startswith("00-database"):
            head = ""
        elif head and line.strip():
            for part in _APART.split(_NUMBER.sub("", line.strip(), count=1)):
                yield head, part


if __name__ == "__main__":
    main(Path(sys.argv[1]))
