"""A checked corpus as pandas frames.

import parallel_corpus as pc

corpus = pc.build("data")
corpus.findings.head()
corpus.pairs.sort_values("score").head()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parallel_corpus.build.results import CheckedCorpus, CheckedPair, Failure
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.export import Exported, export_to
from parallel_corpus.export.records import Record, finding_record, segment_records
from parallel_corpus.export.results import write_corpus
from parallel_corpus.export.scorecard import COLUMNS as CARD_COLUMNS
from parallel_corpus.export.versions import COLUMNS as VERSION_COLUMNS
from parallel_corpus.export.versions import version_records
from parallel_corpus.frames import tables
from parallel_corpus.frames.writing import Writable
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import Bitext
from parallel_corpus.support.atomic import replacing

if TYPE_CHECKING:
    import pandas as pd


class Corpus(Writable):
    """A checked corpus. `len` counts its pairs of texts; iterate for them, or take one by its id.

    Frames are made when they are first asked for; each access gives a copy, which may be changed.
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
        self._frames: dict[str, pd.DataFrame] = {}

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The documents that could not be built, and why."""
        return self.checked.failures

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents, those without a pair of texts included."""
        return tuple(dict.fromkeys(document.id for document in self.checked.documents))

    def __len__(self) -> int:
        return len(self.checked.pairs)

    def __iter__(self) -> Iterator[Pair]:
        return (Pair(self, pair) for pair in self.checked.pairs)

    def __getitem__(self, document: str) -> Pair:
        return self.pair(document)

    @property
    def scores(self) -> pd.DataFrame:
        """One row a pair, in the order of `pairs`.

        Columns: document, id, similarity (cosine), source_coverage, target_coverage and divergence
        (0-1); see `parallel_corpus.score`.
        """
        encoder = self._encoder or load_encoder()
        return self._kept(
            "scores", lambda: tables.score_records(self.checked, encoder), tables.SCORE_COLUMNS
        )

    @property
    def segments(self) -> pd.DataFrame:
        """One row a segment of every document, furniture included.

        Columns: id, document, witness, language, place, kind, number, furniture, text, raw, path,
        first_line, last_line, source_place (in the file's own terms: "page 3").
        """
        return self._kept("segments", lambda: segment_records(self.checked.documents))

    @property
    def pairs(self) -> pd.DataFrame:
        """One row a bead: which segments translate each other, and how well.

        Columns: document, source and target (ids), source_place, target_place, kind, score (0-1),
        margin (0-1), method, moved, source_text, target_text. A side of several segments is joined
        by spaces (ids, places) and line feeds (texts).
        """
        return self._kept("pairs", lambda: tables.pair_records(self.checked), tables.PAIR_COLUMNS)

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding, worst first; columns as the keys of findings.jsonl.

        Columns: code, name, severity, document, source and target (lists of ids), score (0-1),
        message, source_spans and target_spans (lists of start, end, words), evidence (a dict).
        """
        found = self._kept(
            "findings", lambda: map(finding_record, self.checked.findings), tables.FINDING_COLUMNS
        )
        if self._index is not None:
            found.insert(
                0, "row", tables.rows_of(found, self.checked.pairs[-1].document, self._index)
            )
        return found

    @property
    def repairs(self) -> pd.DataFrame:
        """One row a repair, applied or proposed; columns as the keys of repairs.jsonl.

        Columns: document, segment (its id), code, span (start and end in the raw text), before,
        after, kind (`class` there), origin, evidence, confidence (0-1), status and version (of the
        rule).
        """
        return self._kept(
            "repairs", lambda: tables.named_repairs(self.checked), tables.REPAIR_COLUMNS
        )

    @property
    def versions(self) -> pd.DataFrame:
        """One row a paragraph of a newer version beside the older; columns as in versions.csv."""
        return self._kept("versions", lambda: version_records(self.checked), VERSION_COLUMNS)

    def segments_with(self, words: str, *, language: str | None = None) -> pd.DataFrame:
        """Return the segments in which exactly `words` stand side by side; columns as `segments`.

        Vowel marks, hamza seats and case make no difference; inflection does (see `find`).
        """
        wanted = f" {comparison_key(words)} "
        frame = self.segments
        hits = [wanted in f" {comparison_key(text)} " for text in frame["text"]]
        found = frame[hits]
        return found if language is None else found[found["language"] == language]

    def find(self, words: str) -> pd.DataFrame:
        """Return one row a pair in which `words` stand, in either language and in any inflection.

        This is what `parallel-corpus find` shows. Texts without a translation come last.

        Columns: document, place (of the source), source_words and target_words (lists: the words
        found, and on the other side those that the lexicon knows as their translations),
        source_text, target_text.
        """
        return _frame(tables.find_records(self.checked, words), tables.FIND_COLUMNS)

    def terms(self, *, least: int = 3) -> pd.DataFrame:
        """Return one row per English phrase in at least `least` pairs, most frequent first.

        Columns: english, arabic (its usual rendering), count, usual and others (how often it is
        rendered so, and otherwise), elsewhere (a list: ids of the paragraphs of the others).
        """
        return _frame(tables.term_records(self._bitexts, least), tables.TERM_COLUMNS)

    @property
    def leads(self) -> pd.DataFrame:
        """One row a paragraph of a resolution: the verb that opens it, on both sides.

        Columns: document, place (of the source), english, arabic, english_also and arabic_also
        (whether the opening has an "also").
        """
        return self._kept("leads", lambda: tables.lead_records(self._bitexts), tables.LEAD_COLUMNS)

    @property
    def scorecard(self) -> pd.DataFrame:
        """Penalties per 1,000 words, where annotators read the corpus or corpus.toml asks for them.

        One row a document, maker (the checks, the annotators, both together) and category, "all"
        first. Columns: document, by, category, errors, warnings, infos, penalty, per_1000_words,
        words (of the source), score (0-100; with "all" only), passed.
        """
        return self._kept("scorecard", lambda: tables.scorecard_records(self.checked), CARD_COLUMNS)

    def _kept(
        self,
        name: str,
        records: Callable[[], Iterable[Record]],
        columns: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Make the frame `name` when it is first asked for; return a copy, which may be changed."""
        if name not in self._frames:
            self._frames[name] = _frame(records(), columns)
        return self._frames[name].copy()

    @property
    def _bitexts(self) -> list[Bitext]:
        return [pair.bitext for pair in self.checked.pairs]

    def pair(self, document: str) -> Pair:
        """Return the two texts of `document`, side by side.

        Raises CorpusError where it has no pair.
        """
        found = [pair for pair in self.checked.pairs if pair.document == document]
        if not found:
            known = ", ".join(pair.document for pair in self.checked.pairs) or "none"
            raise CorpusError(f"{document!r} is not a pair of texts", hint=f"There are: {known}")
        return Pair(self, found[0])

    def export(self, formats: Sequence[str], out: str | Path) -> list[Exported]:
        """Write each pair in each of `formats` into the folder `out`.

        The formats are tmx, csv, tsv, xlsx, xliff, jsonl, parquet, moses and docx. Raises
        SettingsError for any other.
        """
        return export_to(self.checked, formats, out)

    def _to_write(self) -> tuple[CheckedCorpus, CheckedPair]:
        if len(self.checked.pairs) != 1:
            names = ", ".join(pair.document for pair in self.checked.pairs) or "none"
            raise CorpusError(
                f"a file holds one pair of texts, and there are {len(self)}: {names}",
                hint='Take one, as corpus["name"], or use Corpus.export for a folder of files',
            )
        return self.checked, self.checked.pairs[0]

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write every frame to a Parquet file of its name in `folder`; return the paths."""
        written = []
        for name in ("segments", "pairs", "scores", "findings", "repairs", "versions"):
            path = Path(folder) / f"{name}.parquet"
            with replacing(path) as file:
                getattr(self, name).to_parquet(file)
            written.append(path)
        return written

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


class Pair(Writable):
    """A document's source and target. A notebook shows them side by side, with the findings."""

    def __init__(self, corpus: Corpus, checked: CheckedPair) -> None:
        self.corpus, self.checked = corpus, checked

    @property
    def document(self) -> str:
        """The document's id."""
        return self.checked.document

    @property
    def beads(self) -> pd.DataFrame:
        """One row a bead; columns as in `Corpus.pairs`."""
        return self._own(self.corpus.pairs)

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding, worst first; columns as in `Corpus.findings`."""
        return self._own(self.corpus.findings)

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["document"] == self.document]

    def _to_write(self) -> tuple[CheckedCorpus, CheckedPair]:
        return self.corpus.checked, self.checked

    def __repr__(self) -> str:
        found = len(self.findings)
        return f"<Pair {self.document}: {len(self.beads)} beads, {found} findings>"

    def _repr_html_(self) -> str:
        from parallel_corpus.frames.notebook import pair_html

        return pair_html(self.checked)


def _frame(records: Iterable[Record], columns: Sequence[str] | None = None) -> pd.DataFrame:
    from parallel_corpus.frames.notebook import frame_of

    return frame_of(records, columns)
