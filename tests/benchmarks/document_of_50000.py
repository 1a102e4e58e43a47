"""A single document of 50,000 paragraphs, aligned and checked: time by stage, memory, every pair.

Run: python -m tests.benchmarks.document_of_50000 [--paragraphs N] [--encoder NAME] [--numbered]

UN and Tatoeba sentences (see tests/benchmarks/README.md) with another number and name in each; one
in two hundred is deleted on either side. `--encoder lexicon` is the stand-in of
memory_at_a_million; without it the embedded encoder is used.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from parallel_corpus.align import align
from parallel_corpus.build.chains import normalise_documents
from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.checks import check, check_corpus, compare
from parallel_corpus.encode import Encoder, RememberingEncoder, load_encoder
from parallel_corpus.export import export_corpus
from parallel_corpus.model import Alignment, Bitext, Document
from parallel_corpus.read import read_texts
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.memory_at_a_million import ARABIC_NAMES, NAMES, LexiconEncoder
from tests.benchmarks.results import record

T = TypeVar("T")
SEED = 11


def write(folder: Path, size: int, *, numbered: bool) -> dict[str, list[int]]:
    """The two files; for each language which of the `size` paragraphs it has, in order."""
    pairs = [line.split("\t")[-2:] for line in lines("un_dev.tsv") + lines("tatoeba.tsv")]
    chance = random.Random(SEED)
    kept: dict[str, list[int]] = {"en": [], "ar": []}
    texts: dict[str, list[str]] = {"en": [], "ar": []}
    for i in range(size):
        english, arabic = pairs[i * 37 % len(pairs)]
        mark = f"{i + 1}. " if numbered else ""
        for language, text in (
            ("en", f"{mark}{english} (see {NAMES[i * 7 % 10]}, No. {i})"),
            ("ar", f"{mark}{arabic} (انظر {ARABIC_NAMES[i * 7 % 10]}، رقم {i})"),
        ):
            if chance.random() >= 1 / 200:
                kept[language].append(i)
                texts[language].append(text)
    for language, written in texts.items():
        path = folder / f"long.{language}.txt"
        path.write_text("\n\n".join(written) + "\n", encoding="utf-8")
    return kept


def lines(name: str) -> list[str]:
    return (EVAL / name).read_text(encoding="utf-8").splitlines()[1:]


FIGURES: dict[str, Any] = {}


def timed(name: str, work: Callable[[], T]) -> T:
    """What `work` gives; its processor seconds and the memory so far are printed and kept."""
    begin, used = time.perf_counter(), time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    FIGURES[name.replace(" ", "_")] = time.process_time() - used
    FIGURES["megabytes"] = peak
    print(f"{name:<22} {time.perf_counter() - begin:8.1f} s, {time.process_time() - used:8.1f} s "
          f"of the processor, peak {peak:6.0f} MB", flush=True)  # fmt: skip
    return result


def judge(documents: list[Document], alignment: Alignment, kept: dict[str, list[int]]) -> None:
    """Count how many of the true pairs stand alone in a bead, and how many beads are wrong."""
    numbers = {
        segment.id: number
        for document in documents
        for segment, number in zip(document.segments, kept[document.language], strict=True)
    }
    true = set(kept["en"]) & set(kept["ar"])
    right = sum(
        len(bead.source) == len(bead.target) == 1
        and numbers[bead.source[0]] == numbers[bead.target[0]]
        for bead in alignment.beads
    )
    paired = sum(bool(bead.source and bead.target) for bead in alignment.beads)
    print(f"{right:,} of {len(true):,} pairs right, {paired - right:,} beads wrong", flush=True)
    FIGURES.update(pairs=len(true), right=right, wrong=paired - right)


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--paragraphs", type=int, default=50_000)
    told.add_argument("--encoder", default="use")
    told.add_argument("--numbered", action="store_true")
    asked = told.parse_args()
    inner: Encoder = LexiconEncoder() if asked.encoder == "lexicon" else load_encoder(asked.encoder)
    encoder = RememberingEncoder(inner)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = write(folder, asked.paragraphs, numbered=asked.numbered)
        files = [folder / f"long.{language}.txt" for language in ("en", "ar")]
        raw = timed("read", lambda: [read_texts(path, name="long")[0] for path in files])
        print([len(document.segments) for document in raw], [len(k) for k in kept.values()])
        clean = timed("normalise", lambda: normalise_documents(raw))
        timed("encode", lambda: [encoder.encode([s.text for s in d.segments]) for d in clean])
        alignment = timed("align", lambda: align(clean[0], clean[1], encoder))
        judge(clean, alignment, kept)
        bitext = Bitext.of("long", clean[0], clean[1], alignment)
        found = timed("check", lambda: check(bitext, encoder))
        timed("compare", lambda: list(compare(bitext, encoder)))
        whole = timed("check as a corpus", lambda: check_corpus([bitext], encoder))
        print(f"{len(found):,} and {len(whole):,} findings")
        findings = (*found, *whole)
        pair = CheckedPair(bitext, alignment, findings)
        corpus = CheckedCorpus(tuple(clean), (pair,), findings, {})
        timed("export", lambda: export_corpus(corpus, folder / "out"))
    record(
        "document_of_50000",
        data=f"{asked.paragraphs} UN and Tatoeba paragraphs, one in 200 deleted on either side; "
        f"encoder {asked.encoder}; processor seconds",
        command=f"python -m tests.benchmarks.document_of_50000 --paragraphs {asked.paragraphs} "
        f"--encoder {asked.encoder}" + " --numbered" * asked.numbered,
        figures={"paragraphs": asked.paragraphs, "findings": len(findings), **FIGURES},
    )


if __name__ == "__main__":
    main()
