"""Findings about texts that were aligned here, by the places of the document that they go into."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.decisions import judge_findings, text_lookup
from parallel_corpus.errors import SettingsError
from parallel_corpus.export.records import finding_record
from parallel_corpus.export.units import paragraph
from parallel_corpus.export.writeback.notes import Choice, Note, NotedUnits, accepted
from parallel_corpus.model import Finding


def choose_document_notes(
    corpus: CheckedCorpus, files: Sequence[Path], choice: Choice, when: str = ""
) -> tuple[Path, NotedUnits]:
    """Return the translation's file and the chosen findings by place, in order of the text.

    A finding about a source without a translation stands where the translation before it ends.
    Raises SettingsError where the translation is no Word document.
    """
    pair = corpus.pairs[-1]
    path = _file_of(pair, files)
    if path.suffix.lower() != ".docx":
        raise SettingsError(
            "findings can be written into a translation in Word, not into this",
            where=path,
            hint="Give the .docx, or a bitext file; -o writes tables and a report",
        )
    places = {s.id: s.source.place for s in pair.target.segments if s.source and s.source.place}
    before = dict(_place_before(pair, places))
    by_place: dict[str, list[Note]] = defaultdict(list)
    findings = corpus.findings or pair.findings
    for finding in _judged(corpus, findings, choice):
        refs = [paragraph(ref) for ref in (*finding.target, *finding.source)]
        place = next((places[r] for r in refs if r in places), "") or next(
            (before[r] for r in refs if r in before), ""
        )
        if place:
            note = Note(finding_record(finding), place, choice.marks(finding))
            by_place[place].append(note)
    order = {place: i for i, place in enumerate(dict.fromkeys(places.values()), start=1)}
    noted = {order[place]: tuple(notes) for place, notes in by_place.items()}
    return path, NotedUnits(dict(sorted(noted.items())), when)


def _file_of(pair: CheckedPair, files: Sequence[Path]) -> Path:
    """Return which of the files the target's text came from."""
    if len(files) == 1:
        return files[0]
    known = {s.source.sha256 for s in pair.target.segments if s.source}
    for path in reversed(files):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() in known:
                return path
    return files[-1]


def _place_before(pair: CheckedPair, places: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each source segment that has no translation, and the place of the one before."""
    last = next(iter(places.values()), "")
    for bead in pair.alignment.beads:
        here = [places[ref] for ref in bead.target if ref in places]
        last = here[-1] if here else last
        yield from ((ref, last) for ref in bead.source)


def _judged(
    corpus: CheckedCorpus, findings: Iterable[Finding], choice: Choice
) -> Iterable[Finding]:
    chosen = [finding for finding in findings if choice.takes(finding)]
    if choice.decisions is None:
        return chosen
    judged = judge_findings(chosen, choice.decisions, text_lookup(corpus.documents)).kept
    return accepted(judged, choice.decisions) if choice.accepted else judged
