"""Lines of two texts: encode, weigh, pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from parallel_corpus.align.beads import IndexBead, Sides, align_sides
from parallel_corpus.align.constraints import Constraints
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.align.options import DEFAULT_OPTIONS, AlignOptions
from parallel_corpus.align.words import Words
from parallel_corpus.encode import Encoder, Vectors, WordEncoder, word_encoder
from parallel_corpus.errors import AlignmentError
from parallel_corpus.language.script import script_of, strip_marks, western_digits
from parallel_corpus.language.script import words as words_in
from parallel_corpus.model import Language
from parallel_corpus.support.journal import JOURNAL, stage

_LINES_AT_ONCE = 256
# Fewer lines with letters than this say nothing about a text's language.
_MIN_LINES_TO_JUDGE = 3
# UTF-8 bytes of Arabic for one of English: the middle of what laws, novels and the UN show.
_ARABIC_BYTES = 1.4


# What an encoder's limits mean, once for each encoder.
_LESS = "their vectors and lengths alone, which is less exact"
_WRONG = "expect a wrong alignment, or choose a multilingual model"


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
    """Target bytes for one source byte, as the scripts of the two texts let expect."""
    scripts = majority_script(source), majority_script(target)
    if scripts == ("en", "ar"):
        return _ARABIC_BYTES
    return 1 / _ARABIC_BYTES if scripts == ("ar", "en") else 1.0


def comparable(text: str) -> str:
    """What is encoded and measured: without vowel marks and tatweel, which only one side has."""
    return " ".join(strip_marks(text).split())


def encode_sides(
    encoder: Encoder, source: Sequence[str], target: Sequence[str]
) -> tuple[tuple[Vectors, Vectors], tuple[Words, Words] | None]:
    """Vectors of both sides' lines and of their words, where the encoder has those."""
    texts = [*source, *target]
    with_words = word_encoder(encoder)
    words = None
    if with_words is None:
        _say_once(
            f"the encoder {encoder.name!r} has no words in context: lines are aligned by {_LESS}"
        )
        vectors = encoder.encode(texts)
    else:
        vectors, words = _with_words(with_words, source, target)
        inner = getattr(encoder, "contextual", encoder)
        if majority_script(source) != majority_script(target) and _is_monolingual(inner):
            _say_once(
                f"the encoder {encoder.name!r} does not bring English and Arabic together: {_WRONG}"
            )
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise AlignmentError(
            f"encoder {encoder.name!r} gave vectors of shape {vectors.shape} for {len(texts)} texts"
        )
    # A line without a letter or digit says nothing, whatever an encoder makes of it.
    silent = [not any(c.isalnum() for c in text) for text in texts]
    vectors = np.where(np.array(silent)[:, None], np.float32(0), vectors)
    return (vectors[: len(source)], vectors[len(source) :]), words


@lru_cache(maxsize=64)
def _say_once(message: str) -> None:
    JOURNAL.warning(message)


def _is_monolingual(encoder: object) -> bool:
    return getattr(encoder, "is_bilingual", True) is False


def _with_words(encoder: WordEncoder, *sides: Sequence[str]) -> tuple[Vectors, tuple[Words, Words]]:
    """Both in one pass, a few lines at a time: words take much more room before they are packed."""
    vectors: list[Vectors] = []
    found = []
    for side in sides:
        spans = [words_in(text) for text in side]
        keys = [[western_digits(word).casefold() for *_, word in line] for line in spans]

        def packed(
            side: Sequence[str] = side, spans: list[list[tuple[int, int, str]]] = spans
        ) -> Iterator[Vectors]:
            for first in range(0, len(side), _LINES_AT_ONCE):
                some = slice(first, first + _LINES_AT_ONCE)
                places = [[(start, end) for start, end, _ in line] for line in spans[some]]
                rows, words = encoder.encode_with_words(side[some], places)
                vectors.append(rows)
                yield from words

        found.append(Words.of(packed(), keys))
    return np.concatenate(vectors), (found[0], found[1])


def check_texts(source: Sequence[str], target: Sequence[str], options: AlignOptions) -> None:
    """Raises AlignmentError for a side without text, or a line too long to be one."""
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
    """Raises AlignmentError when the scripts contradict the languages, and says how."""
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


def majority_script(texts: Sequence[str]) -> Language | None:
    """The script of two thirds of the lines that have letters; None where there is no such."""
    scripts: list[Language] = [script for text in texts if (script := script_of(text))]
    languages: tuple[Language, ...] = ("ar", "en")
    for script in languages:
        if len(scripts) >= _MIN_LINES_TO_JUDGE and scripts.count(script) * 3 >= len(scripts) * 2:
            return script
    return None
