"""What a user may choose about an export, and what an export tells about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from parallel_corpus.errors import SettingsError
from parallel_corpus.read.formats.languages import base
from parallel_corpus.support.wording import counted

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Segmentation = Literal["paragraph", "sentence"]

TOOL = "parallel-corpus"
EXAMPLE = "en-US,ar-SA"
DEFAULT_TAGS = ("en", "ar")
"""What stands where the user and the file say nothing else."""
LONGEST = 2000
"""Characters a segment may have before Trados refuses it."""


@dataclass(frozen=True, slots=True)
class Options:
    """`language_tags` are BCP 47 tags for source and target; `only_confirmed` keeps the units
    that a person confirmed; segments longer than `longest` characters are reported.
    `stated_segmentation` is what a memory that is converted says of its own units.
    """

    language_tags: tuple[str, str] = DEFAULT_TAGS
    segmentation: Segmentation = "paragraph"
    only_confirmed: bool = False
    longest: int = LONGEST
    stated_segmentation: str = ""

    @property
    def languages(self) -> tuple[str, str]:
        """Return the languages of the tags, without their regions."""
        return base(self.language_tags[0]), base(self.language_tags[1])

    def going(self, source: str, target: str) -> Options:
        """Return these options for a pair of the languages `source` and `target`, in that order.

        >>> Options(("en-US", "ar-SA")).going("ar", "en").language_tags
        ('ar-SA', 'en-US')
        """
        tags = dict(zip(self.languages, self.language_tags, strict=True))
        return replace(self, language_tags=(tags[source], tags[target]))

    def __post_init__(self) -> None:
        if sorted(self.languages) != ["ar", "en"] or not all(
            map(_TAG.fullmatch, self.language_tags)
        ):
            raise SettingsError(
                f"{','.join(self.language_tags)} are not tags for English and Arabic",
                where="--language-tags",
                hint=f"Give the source's tag, then the target's, e.g. {EXAMPLE}",
            )


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: how many units it holds, and what people should know about it.

    `left_out` names (the first hundred of) the units that the format has no place for, mostly
    those with an empty side; `too_long` those with a side above the limit, written all the same;
    `without_codes` counts those of whose inline codes some are lost.
    """

    path: Path
    format: str
    units: int = 0
    left_out: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()
    left_out_count: int = 0
    too_long_count: int = 0
    without_codes: int = 0

    def sentences(self) -> list[str]:
        """Return what to tell the user beside the path; empty when there is nothing to tell."""
        told, name = [], self.path.name
        if self.left_out:
            told.append(
                f"{name}: {counted(self.left_out_count, 'unit')} that it cannot hold: left out, "
                f"mostly for an empty side (first: {self.left_out[0]})"
            )
        if self.without_codes:
            told.append(
                f"{name}: the inline codes of {counted(self.without_codes, 'unit')} are left out; "
                "a file that is written in its own format keeps them"
            )
        if self.too_long:
            told.append(
                f"{name}: {counted(self.too_long_count, 'unit')} with a side that is longer than "
                f"some programs take (first: {self.too_long[0]}); try --segmentation sentence"
            )
        return told


def is_tag(tag: str) -> bool:
    """Tell whether `tag` has the form of a BCP 47 language tag.

    >>> is_tag("ar-SA"), is_tag("ar_SA"), is_tag("")
    (True, False, False)
    """
    return _TAG.fullmatch(tag) is not None


@cache
def tool_version() -> str:
    """Return the version of this package, "0" in a source tree that is not installed."""
    try:
        return version("parallel-corpus")
    except PackageNotFoundError:
        return "0"
