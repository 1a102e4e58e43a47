"""Find documents and pairs that are there twice, or nearly, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note, print_line, print_object, say
from parallel_corpus.model import LANGUAGE_NAMES, place_of

if TYPE_CHECKING:
    from parallel_corpus.duplicates import Repeats, TwinDocuments, TwinPairs
    from parallel_corpus.duplicates.pairs import LocatedPair
    from parallel_corpus.model import Document

_MOST = 100  # of each list; nobody reads more on a terminal
_CONTAINED, _ALIKE = 0.5, 0.7  # from which share on documents, and sources, are shown


@click.command("duplicates", cls=Command)
@click.argument(
    "texts", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER | FILES | BITEXTS]..."
)
@click.option("--pairs", is_flag=True, help="Of a folder: build it, and compare its pairs as well.")
@click.option(
    "--threshold",
    type=click.FloatRange(0.3, 1.0),
    help="How alike texts must be, 0.3-1: of a document the share that stands in the other "
    f"({_CONTAINED}); of two pairs' sources what both have in what either has ({_ALIKE}). "
    "Shares of word sequences.",
)
@click.option(
    "--least-words",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Pairs with a shorter source are left alone.",
)
@options.listing
@options.speech
def command(
    texts: tuple[Path, ...],
    pairs: bool,
    threshold: float | None,
    least_words: int,
    form: str,
    as_json: bool,
) -> None:
    """Find documents that are there twice, or nearly, and pairs that recur translated otherwise.

    Of a folder (by default: data) or of files, documents that share most of their word sequences,
    those first that nobody declared as versions of each other. Of bitexts, pairs with one source
    and several translations first, then different sources with one translation, then sources that
    are nearly the same and translations that are not. Vowel marks, hamza and punctuation do not
    count.
    """
    from parallel_corpus.duplicates import repeats, twin_documents

    paths = list(texts) or [Path("data")]
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise click.UsageError("give one folder, or files.")
    documents, rows = _asked_for(paths, folders, pairs)
    items = list(documents or ())
    read = [item for item in items if not isinstance(item, str)]
    left_out = [item for item in items if isinstance(item, str)]
    twins = twin_documents(read, threshold=threshold or _CONTAINED)
    compare = partial(repeats, threshold=threshold or _ALIKE, least_words=least_words)
    if as_json:
        with compare(rows or ()) as found:
            print_object(documents=map(asdict, twins), left_out=left_out, pairs=map(asdict, found))
    else:
        if documents is not None:
            _show_documents(twins, len({document.id for document in read}), left_out, form)
        if rows is not None:
            with compare(rows) as found:
                _show_pairs(found, least_words, form)
    if left_out:
        raise click.exceptions.Exit(2)


def _asked_for(
    paths: Sequence[Path], folders: Sequence[Path], pairs: bool
) -> tuple[Iterator[Document | str] | None, Iterator[LocatedPair] | None]:
    """Return the documents to compare, and the pairs; either may be none."""
    if folders:
        return _of_folder(folders[0]), _built(folders[0]) if pairs else None
    if _are_bitexts(paths):
        return None, _rows(paths)
    if len(paths) < 2:
        raise click.UsageError("one document has no duplicate: give a folder, or several files.")
    return _of_files(paths), None


def _are_bitexts(paths: Sequence[Path]) -> bool:
    """Tell whether the files are bitexts. A .docx is one only alone: documents come in pairs."""
    from parallel_corpus.read.formats.registry import is_bitext

    return all(is_bitext(p) and (len(paths) == 1 or p.suffix.lower() != ".docx") for p in paths)


def _rows(paths: Sequence[Path]) -> Iterator[LocatedPair]:
    from parallel_corpus.read.formats import read_bitext

    for path in paths:
        for number, row in enumerate(read_bitext(path), 1):
            yield path.name, row.id or str(number), row.source, row.target


def _built(folder: Path) -> Iterator[LocatedPair]:
    from parallel_corpus.build.cache import cache_folder
    from parallel_corpus.build.corpus import build
    from parallel_corpus.build.manifest import settings_of

    for pair in build(settings_of(folder), cache=cache_folder()).pairs:
        for unit in pair.bitext.units:
            place = place_of(unit.name)
            yield pair.document, place, unit.source_text, unit.target_text


def _of_folder(folder: Path) -> Iterator[Document | str]:
    """Read the documents of a folder; yield a sentence for each that cannot be read."""
    from parallel_corpus.build.manifest import settings_of
    from parallel_corpus.errors import ReadError
    from parallel_corpus.read import read_documents, survey_files

    settings = settings_of(folder, note)
    survey = survey_files(settings)
    for document in settings.documents:
        try:
            yield from read_documents(settings, [document], survey)
        except ReadError as error:
            yield f"{document.id} is left out: {error}"


def _of_files(paths: Sequence[Path]) -> Iterator[Document]:
    from dataclasses import replace

    from parallel_corpus.read import read_texts

    taken: set[tuple[str, str]] = set()
    for path in paths:
        for document in read_texts(path):
            key = (document.id, document.language)
            yield replace(document, id=str(path)) if key in taken else document
            taken.add(key)


def _show_documents(
    twins: Sequence[TwinDocuments], compared: int, left_out: Sequence[str], form: str
) -> None:
    for item in twins:
        if form == "jsonl":
            print_line(asdict(item))
        else:
            say(_document_line(item))
    for failure in left_out:
        say(f"error: {failure}", err=True)
    if form == "text" and not is_quiet():
        say(f"{compared} documents compared, {len(twins)} pairs of them are alike.")


def _document_line(twins: TwinDocuments) -> str:
    """
    >>> from parallel_corpus.duplicates import TwinDocuments
    >>> alike, held = {"ar": 0.93, "en": 0.4}, {"ar": 1.0, "en": 0.72}
    >>> _document_line(TwinDocuments("law", "bill", alike, held, "law"))
    'law and bill: Arabic 0.93, English 0.40 the same (of the shorter 1.00, 0.72); law is newer'
    """
    similar = twins.similarity.items()
    shares = ", ".join(f"{LANGUAGE_NAMES[code]} {share:.2f}" for code, share in similar)
    held = ", ".join(f"{share:.2f}" for share in twins.contained.values())
    line = f"{twins.one} and {twins.other}: {shares} the same (of the shorter {held}); "
    line += f"{twins.newer} is newer" if twins.newer else "which is newer is not known"
    return line + ("; declared as versions" if twins.declared else "")


def _show_pairs(found: Repeats, least_words: int, form: str) -> None:
    for item in found if form == "jsonl" else islice(found, _MOST):
        if form == "jsonl":
            print_line(asdict(item))
        else:
            say(_pair_lines(item))
    if form == "text" and not is_quiet():
        if len(found) > _MOST:
            say(f"… and {len(found) - _MOST:,} more: --format jsonl prints all.\n")
        say(
            f"{found.pairs:,} pairs of {least_words} words and more compared: "
            f"{len(found):,} to look at, {found.same:,} repeat another word by word, "
            f"{found.alike:,} near repeats are translated alike."
        )


_TITLES = {
    "other translation": "One source, {count} translations",
    "same translation": "Two sources ({source:.2f} the same), one translation",
    "drifted": "Two sources, {source:.2f} the same; their translations {target:.2f}",
}


def _pair_lines(twins: TwinPairs) -> str:
    title = _TITLES[twins.kind].format(
        count=len(twins.places), source=twins.source_similarity, target=twins.target_similarity
    )
    lines = [title]
    for number, place in enumerate(twins.places):
        often = f", {place.count} times" if place.count > 1 else ""
        lines.append(f"  {place.document}, unit {place.id}{often}")
        if twins.kind != "other translation" or number == 0:
            lines.append(f"    {_one_line(place.source)}")
        if twins.kind != "same translation" or number == 0:
            lines.append(f"    {_one_line(place.target)}")
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
