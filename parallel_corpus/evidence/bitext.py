"""Everything known of the units of a bitext before any check has run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from parallel_corpus.encode import Encoder
from parallel_corpus.evidence.divergence import Judgement, judge
from parallel_corpus.evidence.lexicon import TranslationLexicon, load_translation_lexicon
from parallel_corpus.evidence.unusual import LIMITS, stand_out
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.model import Bitext, Key, Unit


class BitextEvidence(TextVectors):
    """A bitext with its similarities and judgements, each worked out once and when asked for.

    `gated`: of a table of many thousand pairs only those that look worst are read word by word.
    """

    def __init__(self, bitext: Bitext, encoder: Encoder, *, gated: bool = False) -> None:
        super().__init__(encoder, bitext.source_language, bitext.target_language)
        self.bitext = bitext
        self.gated = gated

    @cached_property
    def paired(self) -> tuple[Unit, ...]:
        """The units that have text on both sides."""
        return tuple(unit for unit in self.bitext.units if unit.paired)

    @cached_property
    def similarities(self) -> dict[Key, float]:
        """The cosine of the two sides of each paired unit, by the unit's key."""
        units = self.paired
        if "judgements" in self.__dict__:  # which hold them
            return {key: item.coverage.similarity for key, item in self.judgements.items()}
        source = self.vectors([unit.source_text for unit in units])
        target = self.vectors([unit.target_text for unit in units])
        cosines = np.einsum("ij,ij->i", source, target) if units else []
        return {unit.key: float(value) for unit, value in zip(units, cosines, strict=True)}

    @cached_property
    def lexicon(self) -> TranslationLexicon:
        """The lexicon that the package ships."""
        return load_translation_lexicon()

    @cached_property
    def limits(self) -> Mapping[str, float]:
        """What a pair must exceed to stand out, in log odds: omission, addition, mismatch."""
        mismatch = self.lexicon.logistic["limits"]["mismatch"]
        return {**LIMITS._asdict(), "mismatch": mismatch}

    @cached_property
    def judgements(self) -> dict[Key, Judgement]:
        """What is made of each paired unit, against the others, by the unit's key."""
        texts = [(unit.source_text, unit.target_text) for unit in self.paired]
        judged = list(judge(self, texts, self.lexicon, gated=self.gated))
        found = stand_out(judged, self.lexicon, self)
        return {unit.key: item for unit, item in zip(self.paired, found, strict=True)}
