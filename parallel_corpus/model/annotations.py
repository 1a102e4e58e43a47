"""The nouns of annotation: what a model or a person says of one aligned pair."""

from __future__ import annotations

from dataclasses import dataclass, field

from parallel_corpus.model.findings import Severity


@dataclass(frozen=True, slots=True)
class Annotation:
    """One remark on a pair, as its annotator made it; nothing here has been verified.

    `category` is an MQM issue type or what the annotator calls it. `source` and `target` are the
    words that it quotes of either side, "" where it quotes none; `source_start` and `target_start`
    are their offsets (code points), for whoever gives them. `suggestion` is what should stand in
    place of `target` (or be inserted, where `target` is empty).
    """

    category: str
    severity: Severity = "warning"
    source: str = ""
    target: str = ""
    reason: str = ""
    suggestion: str = ""
    source_start: int | None = None
    target_start: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an annotator said of one pair; no annotations where it saw nothing to change.

    `id` names the pair (see `annotators.pairs.pair_id`). `texts` is the fingerprint of the pair's
    texts at that time, "" where that is unknown. `problem` says why there is no usable answer;
    then there are no annotations. `refused` counts remarks that did not have the right form.
    """

    id: str
    annotations: tuple[Annotation, ...] = field(default=())
    annotator: str = ""
    model: str = ""
    prompt: str = ""
    texts: str = ""
    problem: str = ""
    refused: int = 0
