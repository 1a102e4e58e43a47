"""Write a bitext in the format that it is in: byte for byte, but for what the options ask.

Whatever the file holds stays: inline codes, dates, people, usage, the header, other languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.options import DEFAULT_TAGS, Exported, Options
from parallel_corpus.export.tally import Tally
from parallel_corpus.export.writeback.entries import entries, refuse
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, with_attribute
from parallel_corpus.export.writeback.splices import Splice, copy_spliced
from parallel_corpus.read.formats import read_bitext
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.po import MAX_PO
from parallel_corpus.read.formats.safely import opened
from parallel_corpus.read.formats.stated import read_stated
from parallel_corpus.read.formats.xliff import V1, V2, V22
from parallel_corpus.support.atomic import replacing

_XML = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGES = {
    _XML: "xml:lang",
    "lang": "lang",
    "srclang": "srclang",
    "source-language": "source-language",
    "target-language": "target-language",
    "srcLang": "srcLang",
    "trgLang": "trgLang",
}
_LANGUAGE = re.compile(rb'"Language:\s*([A-Za-z0-9_-]+)')
_UNITS = frozenset(("tu", *(f"{v}trans-unit" for v in V1), f"{V2}unit", f"{V22}unit"))
_HOLDERS = frozenset(("header", "tuv", *(f"{v}file" for v in V1), f"{V2}xliff", f"{V22}xliff"))


def keeps(path: Path, format_name: str, options: Options) -> bool:
    """Tell whether `path` is in the format already, and its units stay as they are."""
    if options.segmentation == "sentence":
        return False
    ending = path.suffix.lower()
    if ending in (".tmx", ".po"):
        return format_name == ending[1:]
    if ending in (".xlf", ".xliff") and format_name in ("xliff", "xliff12"):
        return read_stated(path).version == ("2" if format_name == "xliff" else "1")
    return False


def write_kept(path: Path, out: Path, format_name: str, options: Options) -> Exported:
    """Write `path` to `out` with other language tags, or without the units that nobody confirmed,
    where the options say so; else the same bytes. Raises ReadError.
    """
    tally = Tally(options)
    kept: set[int] = set()
    for row in tally.all(read_bitext(path)):
        kept.add(row.at.unit if row.at else 0)
    tags = dict(zip(options.languages, options.language_tags, strict=True))
    asked = tags if options.language_tags != DEFAULT_TAGS else {}
    with opened(path) as original, replacing(out) as file:
        splices: list[Splice] = []
        if path.suffix.lower() == ".po":
            splices = _entries_left(original, path, asked, kept, options)
        elif asked or options.only_confirmed:
            markup = Markup(original, str(path))
            splices = markup.visit(_Kept(markup, asked, kept if options.only_confirmed else None))
        copy_spliced(original, splices, file)
    return replace(tally.exported(out, format_name), without_codes=0)


def _entries_left(
    file: BinaryIO, path: Path, asked: dict[str, str], kept: set[int], options: Options
) -> list[Splice]:
    """Return what of a PO file goes: the entries that nobody confirmed, another language's tag."""
    if not asked and not options.only_confirmed:
        return []
    data = file.read(MAX_PO + 1)
    refuse(data, path)
    splices = []
    for number, entry in enumerate(entries(data), start=1):
        if number > 1 and options.only_confirmed and number not in kept:
            splices.append(Splice(entry.start, entry.end))
    if asked and (found := _LANGUAGE.search(data[:4096])):
        tag = asked.get(base(found[1].decode("ascii")))
        if tag:
            splices.append(Splice(*found.span(1), tag.replace("-", "_").encode("ascii")))
    return splices


class _Kept(Visitor):
    """Sets language tags, and takes units out that are not among `kept` (all are for None)."""

    def __init__(self, markup: Markup, tags: dict[str, str], kept: Collection[int] | None) -> None:
        super().__init__(markup)
        self.tags, self.kept = tags, kept
        self.number = 0
        self.held: list[Splice] = []

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name not in _HOLDERS:
            return
        old = self.markup.tag_text(tag.start)
        new = old
        for key, name in _LANGUAGES.items():
            wanted = self.tags.get(base(tag.attributes.get(key)))
            if wanted:
                new = with_attribute(new, name, wanted)
        if new != old:
            end = self.markup.tag_end(tag.start)
            self.held.append(Splice(tag.start, end, self.markup.encoded(new)))

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if tag.name not in _UNITS:
            return
        self.number += 1
        if self.kept is not None and self.number not in self.kept:
            self.held = [splice for splice in self.held if splice.start < tag.start]
            end = self.markup.element_end(tag, at)
            self.held.append(Splice(tag.start, self.markup.space_after(end)))
        self.markup.splices += self.held
        self.held = []
