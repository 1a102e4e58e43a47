"""The Python interface: a built corpus as pandas frames.

import parallel_corpus as pc

corpus = pc.build("data")
corpus.findings.head()
corpus.pairs.sort_values("score").head()
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parallel_corpus.build.bitexts import check_bitext, check_rows
from parallel_corpus.build.check_files import check_files
from parallel_corpus.build.corpus import build as build_corpus
from parallel_corpus.build.manifest import settings_of
from parallel_corpus.build.results import CheckedCorpus, CheckedPair, Failure
from parallel_corpus.checks import Bitext, find, find_terms
from parallel_corpus.checks.leads import leads
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.evidence.scores import score_pairs
from parallel_corpus.export import Exported, export_to
from parallel_corpus.export.corpus import REPAIR_COLUMNS
from parallel_corpus.export.records import (
    FINDING_COLUMNS,
    Record,
    finding_record,
    repair_records,
    segment_records,
)
from parallel_corpus.export.results import write_corpus
from parallel_corpus.export.units import Texts
from parallel_corpus.export.versions import COLUMNS as VERSION_COLUMNS
from parallel_corpus.export.versions import version_records
from parallel_corpus.frames.pairs import Pairs, as_encoder, known_language, pair_rows
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import place_of
from parallel_corpus.read.formats.registry import is_bitext
from parallel_corpus.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

_PAIR_COLUMNS = (
    "document", "source", "target", "source_place", "target_place", "kind",
    "score", "margin", "method", "moved", "source_text", "target_text",
)  # fmt: skip
_CONCORDANCE_COLUMNS = (
    "document", "place", "source_words", "target_words", "source_text", "target_text",
)  # fmt: skip
_FINDING_COLUMNS = ("code", "name", "severity", *FINDING_COLUMNS[3:])
_SCORE_COLUMNS = (
    "document",
    "id",
    "similarity",
    "source_coverage",
    "target_coverage",
    "divergence",
)
_TERM_COLUMNS = ("english", "arabic", "count", "usual", "others", "elsewhere")
_LEAD_COLUMNS = ("document", "place", "english", "arabic", "english_also", "arabic_also")


def build(
    folder: str | Path = "data",
    out: str | Path | None = None,
    *,
    encoder: Encoder | str | None = None,
) -> Corpus:
    """Read, clean, align and check the texts in `folder`; write the results to `out` if given.

    A folder without corpus.toml is built as `parallel-corpus init` would propose. Raises
    CorpusError for input that cannot be used.
    """
    model = None if encoder is None else as_encoder(encoder)
    corpus = Corpus(build_corpus(settings_of(Path(folder)), encoder=model))
    if corpus.failures:
        names = ", ".join(failure.document for failure in corpus.failures)
        warnings.warn(f"left out, see Corpus.failures: {names}", stacklevel=2)
    if out is not None:
        corpus.write(out)
    return corpus


def check(
    source: str | Path | Pairs,
    target: str | Path | None = None,
    *,
    previous: tuple[str | Path, str | Path] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    languages: tuple[str, str] = ("en", "ar"),
    encoder: Encoder | str | None = None,
) -> Corpus:
    """Check a translation, with or without the version that it supersedes.

    Without a `target`, `source` holds both sides: a bitext that is already aligned (TMX, XLIFF,
    XLSX, CSV, TSV, JSON lines), a document in both languages, or pairs in memory (a frame with
    the columns source and target, or an iterable of pairs): then `findings["row"]` is the index
    of the pair. `select` and `ignore` name checks by code or family. Raises CorpusError for files
    that cannot be read, or where a language is missing.

    >>> import parallel_corpus as pc
    >>> findings = pc.check([("It costs 30 euros.", "ثمنه 20 يورو.")]).findings
    >>> findings[["row", "code"]].values.tolist()
    [[0, 'N01']]
    """
    first, second = (known_language(code) for code in languages)
    settings = Settings(
        root=Path(), source=first, target=second, select=tuple(select), ignore=tuple(ignore)
    )
    encoder = None if encoder is None else as_encoder(encoder)
    if not isinstance(source, str | Path):
        index, rows = pair_rows(source, languages)
        return Corpus(check_rows(rows, settings=settings, encoder=encoder), index=index)
    path = Path(source)
    if target is None and is_bitext(path):
        if previous:
            raise SettingsError(
                "a bitext that is already aligned cannot be compared with a previous version",
                where=str(path),
                hint="Give a source and a target file",
            )
        return Corpus(check_bitext(path, settings=settings, encoder=encoder))
    files = (path, Path(target)) if target is not None else (path,)
    older = tuple(Path(old) for old in previous or ())
    return Corpus(check_files(files, older, settings=settings, encoder=encoder))


class Corpus:
    """A built corpus. `len` counts its pairs of texts; iterate for them, or take one by its id.

    Frames are made when first asked for; change copies, not them.
    """

    def __init__(
        self,
        checked: CheckedCorpus,
        *,
        encoder: Encoder | None = None,
        index: pd.Index[Any] | None = None,
    ) -> None:
        self.checked = checked
        self._encoder = encoder
        self._index = index

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The documents that could not be built, and why."""
        return self.checked.failures

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents, those without a pair of texts included."""
        return tuple(dict.fromkeys(document.id for document in self.checked.documents))

    def __len__(self) -> int:
        return len(self.checked.pairs)

    def __iter__(self) -> Iterator[Pair]:
        return (Pair(self, pair) for pair in self.checked.pairs)

    def __getitem__(self, document: str) -> Pair:
        return self.pair(document)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a pair, in the order of `pairs`.

        Columns: document, id, similarity (cosine), source_coverage, target_coverage and divergence
        (0-1); see `parallel_corpus.score`.
        """
        model = self._encoder or load_encoder()
        rows = [
            {"document": pair.document, **asdict(item)}
            for pair in self.checked.pairs
            for item in score_pairs(pair.bitext, model)
        ]
        return _frame(rows, _SCORE_COLUMNS)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """One row a segment of every document, furniture included.

        Columns: id, document, witness, language, place, kind, number, furniture, text, raw, path,
        first_line, last_line, source_place (in the file's own terms: "page 3").
        """
        return _frame(segment_records(self.checked.documents))

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row a bead: which segments translate each other, and how well.

        Columns: document, source and target (ids), source_place, target_place, kind, score (0-1),
        margin (0-1), method, moved, source_text, target_text. A side of several segments is joined
        by spaces (ids, places) and line feeds (texts).
        """
        texts = Texts.of(self.checked.documents)
        rows = []
        for pair in self.checked.pairs:
            for bead in pair.alignment.beads:
                sides = (bead.source, bead.target)
                ids = [" ".join(side) for side in sides]
                places = [" ".join(place_of(ref) for ref in side) for side in sides]
                first = texts.segments[(bead.source or bead.target)[0]]
                rows.append(
                    (pair.document, *ids, *places, first.kind, bead.score, bead.margin, bead.method,
                     bead.moved, *(texts.text(side) for side in sides))
                )  # fmt: skip
        return _frame((dict(zip(_PAIR_COLUMNS, row, strict=True)) for row in rows), _PAIR_COLUMNS)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a finding, worst first; columns as the keys of findings.jsonl.

        Columns: code, name, severity, document, source and target (lists of ids), score (0-1),
        message, source_spans and target_spans (lists of start, end, words), evidence (a dict).
        """
        frame = _frame(map(finding_record, self.checked.findings), _FINDING_COLUMNS)
        if self._index is not None:
            rows = [int(evidence["row"]) for evidence in frame["evidence"]]
            frame.insert(0, "row", self._index.take(rows))
        return frame

    @cached_property
    def repairs(self) -> pd.DataFrame:
        """One row a repair, applied or proposed; columns as the keys of repairs.jsonl.

        Columns: document, segment (its id), code, span (start and end in the raw text), before,
        after, class, origin, evidence, confidence (0-1), status, version (of the rule).
        """
        return _frame(repair_records(self.checked.documents), REPAIR_COLUMNS)

    @cached_property
    def versions(self) -> pd.DataFrame:
        """One row a paragraph of a newer version beside the older; columns as in versions.csv."""
        return _frame(version_records(self.checked), VERSION_COLUMNS)

    def find(self, words: str, *, language: str | None = None) -> pd.DataFrame:
        """Segments in which `words` stand next to each other, whatever their vowel marks, hamza
        seats or case; columns as in `segments`."""
        wanted = f" {comparison_key(words)} "
        frame = self.segments
        hits = [wanted in f" {comparison_key(text)} " for text in frame["text"]]
        found = frame[hits]
        return found if language is None else found[found["language"] == language]

    def concordance(self, words: str) -> pd.DataFrame:
        """One row a pair in which `words` stand, in either language and in any inflection.

        Columns: document, place (of the source), source_words and target_words (lists: the words
        found, and on the other side those that the lexicon knows as their translations),
        source_text, target_text.
        """
        return _frame(
            (
                {
                    "document": hit.document,
                    "place": place_of(hit.unit.name),
                    "source_words": [span.text for span in hit.source_spans],
                    "target_words": [span.text for span in hit.target_spans],
                    "source_text": hit.unit.source_text,
                    "target_text": hit.unit.target_text,
                }
                for hit in find(self._bitexts, words)
            ),
            _CONCORDANCE_COLUMNS,
        )

    def terms(self, *, least: int = 3) -> pd.DataFrame:
        """One row a repeated English phrase that stands in `least` pairs, most frequent first.

        Columns: english, arabic (its usual rendering), count, usual and others (how often it is
        rendered so, and otherwise), elsewhere (a list: ids of the paragraphs of the others).
        """
        return _frame(
            (
                {
                    "english": term.english,
                    "arabic": term.arabic,
                    "count": term.count,
                    "usual": len(term.usual),
                    "others": len(term.others),
                    "elsewhere": [place.unit.name for place in term.others],
                }
                for term in find_terms(self._bitexts, least=least)
            ),
            _TERM_COLUMNS,
        )

    @cached_property
    def leads(self) -> pd.DataFrame:
        """One row a paragraph of a resolution: the verb that opens it, on both sides.

        Columns: document, place (of the source), english, arabic, english_also and arabic_also
        (whether the opening has an "also").
        """
        return _frame(
            (
                {
                    "document": bitext.document,
                    "place": place_of(lead.unit.name),
                    "english": lead.english_shown,
                    "arabic": lead.arabic_shown,
                    "english_also": lead.english_additive,
                    "arabic_also": lead.arabic_additive,
                }
                for bitext in self._bitexts
                for lead in leads(bitext.units, bitext.source_language)
            ),
            _LEAD_COLUMNS,
        )

    @cached_property
    def _bitexts(self) -> list[Bitext]:
        return [pair.bitext for pair in self.checked.pairs]

    def pair(self, document: str) -> Pair:
        """The two texts of `document`, side by side. Raises CorpusError where it has no pair."""
        found = [pair for pair in self.checked.pairs if pair.document == document]
        if not found:
            known = ", ".join(pair.document for pair in self.checked.pairs) or "none"
            raise CorpusError(f"{document!r} is no pair of texts", hint=f"There are: {known}")
        return Pair(self, found[0])

    def export(self, formats: Sequence[str], out: str | Path) -> list[Exported]:
        """Write each pair in each of `formats` (tmx, csv, tsv, xlsx, xliff, jsonl, parquet, moses,
        docx) into the folder `out`. Raises SettingsError for a format it does not know."""
        return export_to(self.checked, formats, out)

    def write(self, out: str | Path) -> list[Path]:
        """Write the results and the report to the folder `out`."""
        return write_corpus(self.checked, Path(out))

    def __repr__(self) -> str:
        documents = len({document.id for document in self.checked.documents})
        pairs = sum(len(pair.alignment.beads) for pair in self.checked.pairs)
        failed = f", {len(self.failures)} left out" if self.failures else ""
        found = len(self.checked.findings)
        return f"<Corpus: {documents} documents, {pairs} pairs, {found} findings{failed}>"

    def _repr_html_(self) -> str:
        from parallel_corpus.frames.notebook import corpus_html

        return corpus_html(self.checked)


class Pair:
    """A document's source and target. A notebook shows them side by side, with the findings."""

    def __init__(self, corpus: Corpus, checked: CheckedPair) -> None:
        self.corpus, self.checked = corpus, checked

    @property
    def document(self) -> str:
        """The document's id."""
        return self.checked.document

    @cached_property
    def beads(self) -> pd.DataFrame:
        """One row a bead; columns as in `Corpus.pairs`."""
        return self._own(self.corpus.pairs)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a finding, worst first; columns as in `Corpus.findings`."""
        return self._own(self.corpus.findings)

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["document"] == self.document]

    def __repr__(self) -> str:
        found = len(self.findings)
        return f"<Pair {self.document}: {len(self.beads)} beads, {found} findings>"

    def _repr_html_(self) -> str:
        from parallel_corpus.frames.notebook import pair_html

        return pair_html(self.checked)


def _frame(records: Iterable[Record], columns: Sequence[str] | None = None) -> pd.DataFrame:
    from parallel_corpus.frames.notebook import Frame

    return Frame(list(records), columns=list(columns) if columns else None)
