"""Lines of two texts: encode, weigh, pair."""

from __future__ import annotations

from collections.abc import Sequence

from parallel_corpus.align.beads import Sides, align_sides
from parallel_corpus.align.constraints import Constraints
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.align.options import DEFAULT_OPTIONS, AlignOptions
from parallel_corpus.align.stretch import IndexBead
from parallel_corpus.encode import Encoder
from parallel_corpus.encode.sides import encode_sides
from parallel_corpus.errors import AlignmentError
from parallel_corpus.language.script import majority_script, strip_marks
from parallel_corpus.model import Language
from parallel_corpus.support.journal import stage

# UTF-8 bytes of Arabic for one of English: the middle of what laws, novels and the UN show.
_ARABIC_BYTES = 1.4


@stage("align")
def align_texts(
    source: Sequence[str],
    target: Sequence[str],
    encoder: Encoder,
    *,
    options: AlignOptions = DEFAULT_OPTIONS,
    languages: tuple[Language, Language] | None = None,
    evidence: CellEvidence | None = None,
    constraints: Constraints | None = None,
) -> list[IndexBead]:
    """Pair the lines of two texts; every line stands in exactly one bead.

    `languages` (source, target), where given, is checked against the script of the texts.
    Raises AlignmentError for an empty side, lines too long, or sides that are swapped.
    """
    check_texts(source, target, options)
    if languages:
        check_languages(source, target, languages)
    sides = prepare(source, target, encoder)
    return align_sides(sides, options=options, evidence=evidence, constraints=constraints)


def prepare(source: Sequence[str], target: Sequence[str], encoder: Encoder) -> Sides:
    """Encode and measure the lines of two texts."""
    plain = [comparable(text) for text in source], [comparable(text) for text in target]
    vectors, words = encode_sides(encoder, *plain)
    lengths = [[len(text.encode("utf-8", "replace")) for text in side] for side in plain]
    return Sides.of(*vectors, *lengths, words=words, expected_ratio=expected_ratio(*plain))


def expected_ratio(source: Sequence[str], target: Sequence[str]) -> float:
    """Return target bytes per source byte, as expected from the scripts of the two texts."""
    scripts = majority_script(source), majority_script(target)
    if scripts == ("en", "ar"):
        return _ARABIC_BYTES
    return 1 / _ARABIC_BYTES if scripts == ("ar", "en") else 1.0


def comparable(text: str) -> str:
    """Return what is encoded and measured.

    Without vowel marks and tatweel, which only one side has.
    """
    return " ".join(strip_marks(text).split())


def check_texts(source: Sequence[str], target: Sequence[str], options: AlignOptions) -> None:
    """Raise AlignmentError for a side without text, or a line too long to be one."""
    for texts, side in ((source, "source"), (target, "target")):
        if not any(text.strip() for text in texts):
            raise AlignmentError(
                f"the {side} has no text", hint="Check that this is the file you meant"
            )
        if len(texts) > options.max_lines:
            raise AlignmentError(
                f"the {side} has {len(texts):,} lines; the limit is {options.max_lines:,}",
                hint="Split the text by chapter or part, and align these",
            )
        for number, text in enumerate(texts, start=1):
            if len(text) > options.max_characters:
                raise AlignmentError(
                    f"{side} line {number} has {len(text):,} characters; "
                    f"the limit is {options.max_characters:,}",
                    hint="Split the text into paragraphs or sentences first",
                )


def check_languages(
    source: Sequence[str], target: Sequence[str], languages: tuple[Language, Language]
) -> None:
    """Raise AlignmentError when the scripts contradict the languages, and say how."""
    found = majority_script(source), majority_script(target)
    wrong = [have is not None and have != said for have, said in zip(found, languages, strict=True)]
    if not any(wrong):
        return
    if all(wrong) and languages[0] != languages[1]:
        raise AlignmentError(
            f"source and target are swapped: the source is in {found[0]!r}, "
            f"the target in {found[1]!r}",
            hint="Exchange the two files, or the two languages",
        )
    side = 0 if wrong[0] else 1
    raise AlignmentError(
        f"the {('source', 'target')[side]} is said to be in {languages[side]!r}, "
        f"but most of its lines are in {found[side]!r}",
        hint="Check the file and its language",
    )
