"""What a user may choose about an export, and what an export tells about itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from parallel_corpus.errors import SettingsError

Segmentation = Literal["paragraph", "sentence"]

LONGEST = 2000
"""Characters a segment may have before Trados refuses it."""


@dataclass(frozen=True, slots=True)
class Options:
    """`language_tags` are BCP 47 tags for source and target; `only_confirmed` keeps the units
    that a person confirmed; segments longer than `longest` characters are reported.
    """

    language_tags: tuple[str, str] = ("en", "ar")
    segmentation: Segmentation = "paragraph"
    only_confirmed: bool = False
    longest: int = LONGEST

    def __post_init__(self) -> None:
        for tag, language in zip(self.language_tags, ("en", "ar"), strict=True):
            if tag.replace("_", "-").split("-")[0].lower() != language:
                raise SettingsError(
                    f"language tag {tag!r} is not for {language}",
                    where="--language-tags",
                    hint=f"Give the source's tag, then the target's, e.g. {EXAMPLE}",
                )


EXAMPLE = "en-US,ar-SA"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: how many units it holds, and what people should know about it.

    `left_out` names the units that the format has no place for; `too_long` those with a side
    above the limit (they are written all the same).
    """

    path: Path
    format: str
    units: int = 0
    left_out: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """What to tell the user beside the path; empty when there is nothing to tell."""
        told = []
        if self.left_out:
            told.append(
                f"{self.path.name}: {len(self.left_out)} units with an empty side are not in it "
                f"(first: {self.left_out[0]})"
            )
        if self.too_long:
            told.append(
                f"{self.path.name}: {len(self.too_long)} segments are longer than some programs "
                f"take (first: {self.too_long[0]}); try --segmentation sentence"
            )
        return told
