"""`ct2:PATH`: a translation model's word probabilities, the Arabic given the English.

A converted Marian or NLLB model (CTranslate2) reads a pair once and says how probable each word of
the translation is. What it finds far less probable than the other words of the same document is
marked, as a note: a wrong sense looks like that, and so do a rare name and a free wording. With a
second model of the other direction a place is marked only where that one is surprised as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Annotation, Answer, Language
from parallel_corpus.support.files import read_regular

_NLLB: Mapping[Language, str] = {"en": "eng_Latn", "ar": "arb_Arab"}
_BATCH = 32
_LONGEST = 400  # pieces: most models have read no longer texts
# Calibrated on each document: a word is marked whose surprise is this many median deviations above
# the median, and among so many of the document's words; of one pair no more than the worst two.
_FAR, _SHARE, _MOST = 6.0, 0.01, 2
_FLOOR = 4.0  # nats: what has one chance in fifty is not improbable, whatever the others have
_PAIR = 2.0  # deviations of a pair's mean surprise, for the second direction's word
_LEAST = 50  # words: of fewer nothing can be said


class _Pieces(Protocol):
    def __call__(self, word: str) -> list[str]: ...


@dataclass(frozen=True)
class _Read:
    """A target text's words, with their surprise (nats)."""

    words: tuple[tuple[int, int], ...]
    surprise: tuple[float, ...]

    @property
    def mean(self) -> float:
        return float(np.mean(self.surprise)) if self.surprise else 0.0


class ModelFolder:
    """A converted model with its vocabularies: `tokenizer.json`, or `source.spm` and `target.spm`.

    Raises SettingsError for a folder that is none.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / "model.bin").is_file():
            raise SettingsError(
                "holds no converted translation model",
                where=path,
                hint="Make one: ct2-transformers-converter --model NAME --output_dir DIR "
                "--copy_files source.spm target.spm (or tokenizer.json)",
            )
        self.name = path.resolve().name

    @cached_property
    def translator(self) -> Any:
        """The model, on one thread."""
        try:
            import ctranslate2
        except ImportError as error:
            raise SettingsError(
                "ctranslate2 is not installed", hint="pip install 'parallel-corpus[ct2]'"
            ) from error
        try:
            return ctranslate2.Translator(str(self.path), device="cpu", intra_threads=1)
        except (RuntimeError, ValueError) as error:
            raise SettingsError(f"cannot be loaded: {error}", where=self.path) from error

    def pieces(self, side: str) -> _Pieces:
        """Return what cuts a word of the "source" or the "target" into the model's pieces."""
        whole = self.path / "tokenizer.json"
        if whole.is_file():
            from tokenizers import Tokenizer

            try:
                tokenizer = Tokenizer.from_file(str(whole))
            except Exception as error:  # the library raises nothing narrower
                raise _unreadable(whole, error) from error
            return lambda word: list(tokenizer.encode(word, add_special_tokens=False).tokens)
        names = (f"{side}.spm", "sentencepiece.bpe.model", "sentencepiece.model", "spm.model")
        found = next((self.path / name for name in names if (self.path / name).is_file()), None)
        if found is None:
            raise SettingsError(
                f"lacks tokenizer.json and {side}.spm",
                where=self.path,
                hint="Copy it from the model's own folder",
            )
        try:
            from sentencepiece import SentencePieceProcessor
        except ImportError as error:
            raise SettingsError(
                "sentencepiece is not installed", hint="pip install 'parallel-corpus[ct2]'"
            ) from error
        try:
            processor = SentencePieceProcessor(model_file=str(found))
        except (OSError, RuntimeError) as error:
            raise _unreadable(found, error) from error
        return lambda word: list(processor.encode(word, out_type=str))

    @cached_property
    def _settings(self) -> Mapping[str, Any]:
        try:
            told = json.loads(read_regular(self.path / "config.json"))
        except (OSError, ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        for name in ("shared_vocabulary", "source_vocabulary"):
            for ending in ("json", "txt"):
                path = self.path / f"{name}.{ending}"
                if path.is_file():
                    return frozenset(_words_of(path))
        return frozenset()

    def around(self, source: list[str], language: Language, other: Language) -> list[str]:
        """Return the source's pieces with what this kind of model wants around them."""
        end = [] if self._settings.get("add_source_eos") else ["</s>"]
        code = _NLLB[language]
        start = [code] if code in self._vocabulary and _NLLB[other] in self._vocabulary else []
        return [*start, *source, *end]

    def before(self, language: Language) -> list[str]:
        """Return what stands before a target's pieces."""
        return [_NLLB[language]] if _NLLB[language] in self._vocabulary else []


def _unreadable(path: Path, error: Exception) -> SettingsError:
    return SettingsError(
        f"cannot be read as the model's own pieces: {str(error).splitlines()[0][:80]}",
        where=path,
        hint="Copy it again from the folder of the model that was converted",
    )


class ProbabilityReader:
    """Marks the words of the translation that a model finds improbable; see the module."""

    costs = False
    prompt = ""

    def __init__(self, forward: Path, back: Path | None = None) -> None:
        self._forward = ModelFolder(forward)
        self._back = ModelFolder(back) if back else None
        both = [self._forward, *([self._back] if self._back else [])]
        self.name = self.model = " and ".join(folder.name for folder in both)

    def annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        """Yield an answer a pair; what is improbable is calibrated on each document by itself."""
        for _, document in groupby(pairs, key=lambda pair: pair.document):
            yield from self._annotate(list(document))

    def _annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        there = _read(self._forward, pairs, back=False)
        values = [value for item in there for value in item.surprise]
        limit = _limit(values)
        strange = [True] * len(pairs)
        if self._back:
            means = np.array([item.mean for item in _read(self._back, pairs, back=True)])
            strange = list(means > _centre(means, _PAIR))
        for pair, item, asked in zip(pairs, there, strange, strict=True):
            marks = _marked(item, limit) if asked else []
            yield Answer(
                pair.id,
                tuple(
                    _annotation(pair, place, value, limit, len(values)) for place, value in marks
                ),
                annotator=self.name,
                model=self.model,
                texts=pair.texts,
            )


def _annotation(
    pair: Pair, place: tuple[int, int], value: float, limit: float, words: int
) -> Annotation:
    start, end = place
    return Annotation(
        category="improbable wording",
        severity="info",
        target=pair.target[start:end],
        target_start=start,
        reason=f"A translation model finds this word improbable here: {value:.1f} nats, where "
        f"{limit:.1f} are seldom exceeded among the {words:,} words of this text",
    )


def _words_of(path: Path) -> list[str]:
    """Return the words of a vocabulary's file. Raises SettingsError for what is none."""
    try:
        text = read_regular(path).decode("utf-8")
        words: Any = json.loads(text) if path.suffix == ".json" else text.splitlines()
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"cannot be read: {error}", where=path) from error
    if not (isinstance(words, list) and all(isinstance(word, str) for word in words)):
        raise SettingsError("is not a list of words", where=path)
    return words


def _marked(item: _Read, limit: float) -> list[tuple[tuple[int, int], float]]:
    far = [(value, place) for value, place in zip(item.surprise, item.words, strict=True)]
    worst = sorted((one for one in far if one[0] > limit), reverse=True)[:_MOST]
    return sorted((place, value) for value, place in worst)


def _limit(values: Sequence[float]) -> float:
    """Return the surprise above which a word of this document is marked."""
    if len(values) < _LEAST:
        return float("inf")
    found = np.array(values)
    return float(max(_FLOOR, _centre(found, _FAR), np.quantile(found, 1 - _SHARE)))


def _centre(values: np.ndarray[Any, np.dtype[Any]], deviations: float) -> float:
    middle = float(np.median(values))
    return middle + deviations * max(1e-6, float(np.median(np.abs(values - middle))))


def _read(folder: ModelFolder, pairs: Sequence[Pair], *, back: bool) -> list[_Read]:
    """Return the surprise of each word of each pair's translation (`back`: of its source)."""
    cut = folder.pieces("source"), folder.pieces("target")
    found: list[_Read] = []
    for start in range(0, len(pairs), _BATCH):
        batch = [_sides(pair, back) for pair in pairs[start : start + _BATCH]]
        sources, targets, words = [], [], []
        for source, target, language, other in batch:
            pieces = [piece for word in source.split() for piece in cut[0](word)][:_LONGEST]
            sources.append(folder.around(pieces, language, other))
            places, tokens = _target(target, cut[1])
            targets.append([*folder.before(other), *tokens])
            words.append((places, len(targets[-1]) - len(tokens)))
        scored = folder.translator.score_batch(sources, targets)
        found += [_by_word(item.log_probs, *word) for item, word in zip(scored, words, strict=True)]
    return found


def _sides(pair: Pair, back: bool) -> tuple[str, str, Language, Language]:
    if back:
        return pair.target, pair.source, pair.target_language, pair.source_language
    return pair.source, pair.target, pair.source_language, pair.target_language


def _target(text: str, cut: _Pieces) -> tuple[list[tuple[int, int, int]], list[str]]:
    """Return the words of `text` as (start, end, number of pieces), and all pieces."""
    places: list[tuple[int, int, int]] = []
    tokens: list[str] = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        pieces = cut(word)
        if len(tokens) + len(pieces) > _LONGEST:
            break
        places.append((start, at, len(pieces)))
        tokens += pieces
    return places, tokens


def _by_word(
    log_probs: Sequence[float], places: Sequence[tuple[int, int, int]], skip: int
) -> _Read:
    """Return each word's surprise, which is that of its most surprising piece."""
    words, surprise, at = [], [], skip
    for start, end, number in places:
        own = log_probs[at : at + number]
        at += number
        if own:
            words.append((start, end))
            surprise.append(-min(own))
    return _Read(tuple(words), tuple(surprise))
