"""The files that every build writes; their names and keys are stable, for others read them.

<document>.en-ar.tmx .csv .alignment.jsonl   aligned text; stand-off beads (refs only)
findings.jsonl  findings.csv                 all findings, worst first
repairs.jsonl   repairs.csv                  all repairs, applied and proposed
versions.csv                                 each paragraph beside the draft's
run.json                                     settings, encoder, package versions, hashes
scorecard.csv  scorecard.json                what the findings cost, where somebody annotates
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.scorecard import count_words, score_document
from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.build.scorecard import scorecard, scorecard_options
from parallel_corpus.errors import CorpusError
from parallel_corpus.export.delimited import write_bitext, write_table
from parallel_corpus.export.formats.tmx import write_tmx
from parallel_corpus.export.options import Options
from parallel_corpus.export.records import (
    FINDING_COLUMNS,
    bead_record,
    finding_record,
    plain,
    repair_records,
    write_jsonl,
)
from parallel_corpus.export.scorecard import write_scorecard
from parallel_corpus.export.units import bitext_rows, findings_by_pair, streamed_rows
from parallel_corpus.export.versions import COLUMNS as VERSION_COLUMNS
from parallel_corpus.export.versions import version_records
from parallel_corpus.model import Bead, Finding
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import write_text
from parallel_corpus.support.files import is_file_name

REPAIR_COLUMNS = (
    "document",
    "segment",
    "code",
    "span",
    "before",
    "after",
    "class",
    "origin",
    "evidence",
    "confidence",
    "status",
    "version",
)


def export_corpus(
    corpus: CheckedCorpus,
    out: Path,
    *,
    options: Options | None = None,
) -> list[Path]:
    """Write what a build writes into the folder `out`; returns the paths in a fixed order.

    Each file appears whole or not at all. Raises CorpusError when a document's name cannot be
    a file's, or the folder cannot be written to.
    """
    out = Path(out)
    paths: list[Path] = []
    known = zip(stems(corpus.pairs), corpus.pairs, findings_by_pair(corpus), strict=True)
    for stem, pair, about in known:
        rows = list(bitext_rows(pair, about))
        paths += _export_pair(pair, partial(list, rows), out / stem, options or Options())
        paths.append(_export_beads(out / stem, pair.alignment.beads))
    paths += _export_whole(corpus, corpus.findings, out)
    costs = scorecard_options(corpus.run)
    return [*paths, *(write_scorecard(scorecard(corpus), costs, out) if costs else ())]


def export_bitext(checked: CheckedBitext, out: Path) -> list[Path]:
    """Write what `export_corpus` writes for a bitext that was checked as a stream."""
    out = Path(out)
    frame = checked.corpus(worst=0)
    stem, pair = out / stems(frame.pairs)[0], frame.pairs[0]
    paths = _export_pair(pair, lambda: streamed_rows(checked), stem, Options())
    beads = (unit.bead for piece, _ in checked.pieces() for unit in piece.units)
    paths.append(_export_beads(stem, beads))
    paths += _export_whole(frame, checked.findings, out)
    costs = scorecard_options(frame.run)
    if costs:
        texts = (unit.source_text for piece, _ in checked.pieces() for unit in piece.units)
        words = count_words(texts)
        rows = score_document(checked.document, words, checked.findings, costs)
        paths += write_scorecard(rows, costs, out)
    return paths


def _export_whole(
    corpus: CheckedCorpus,
    found: Iterable[Finding],
    out: Path,
) -> list[Path]:
    """Write the files of the whole corpus; `found` is iterated twice."""
    paths = [
        write_jsonl(out / "findings.jsonl", (finding_record(f) for f in found)),
        write_table(out / "findings.csv", FINDING_COLUMNS, (finding_record(f) for f in found)),
    ]
    repairs = list(repair_records(corpus.documents))
    paths.append(write_jsonl(out / "repairs.jsonl", repairs))
    paths.append(write_table(out / "repairs.csv", REPAIR_COLUMNS, repairs))
    paths.append(write_table(out / "versions.csv", VERSION_COLUMNS, version_records(corpus)))
    paths.append(write_run(corpus, out))
    return paths


def stems(pairs: Sequence[CheckedPair]) -> list[str]:
    """Return the file names of `pairs` without their endings, as "ipu143-adopted.en-ar".

    Raises CorpusError where a document's name is no file name or two pairs would share one.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name = file_name(pair.document)
        stem = f"{name}.{pair.source.language}-{pair.target.language}"
        if stem.casefold() in found:
            raise CorpusError(
                f"two pairs would both be written to {stem}",
                hint="Give the documents names that differ by more than case",
            )
        found[stem.casefold()] = stem
    return list(found.values())


def file_name(document: str) -> str:
    """Return `document` if it can name a file on every system. Raises CorpusError if not.

    >>> file_name("ipu143-adopted")
    'ipu143-adopted'
    """
    if not is_file_name(document):
        raise CorpusError(
            f"the document name {document!r} cannot be a file name",
            where="corpus.toml",
            hint="Use letters, digits, - and _",
        )
    return document


def _export_pair(
    pair: CheckedPair, rows: Callable[[], Iterable[BitextRow]], stem: Path, options: Options
) -> list[Path]:
    languages = (pair.source.language, pair.target.language)
    return [
        write_tmx(_named(stem, ".tmx"), rows(), options.going(*languages)).path,
        write_bitext(_named(stem, ".csv"), rows(), languages=languages),
    ]


def _export_beads(stem: Path, beads: Iterable[Bead]) -> Path:
    return write_jsonl(_named(stem, ".alignment.jsonl"), map(bead_record, beads))


def _named(stem: Path, ending: str) -> Path:
    return stem.with_name(stem.name + ending)


def write_run(corpus: CheckedCorpus, out: Path) -> Path:
    """Write run.json, with the alignments' signatures."""
    run: dict[str, Any] = dict(corpus.run)
    signatures = {
        stem: pair.alignment.signature
        for stem, pair in zip(stems(corpus.pairs), corpus.pairs, strict=True)
    }
    run.setdefault("alignments", signatures)
    text = json.dumps(run, ensure_ascii=False, indent=2, default=plain) + "\n"
    return write_text(out / "run.json", text)
