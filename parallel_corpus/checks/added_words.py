"""Words that the source gained since the earlier version and the translation has nothing for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.versions import Comparison
from parallel_corpus.evidence.coverage import Side, cover, heaviest
from parallel_corpus.evidence.runs import is_content
from parallel_corpus.model import Span

# Measured on the draft and the adopted resolution and on two versions of a code of conduct: of 130
# additions that were translated none comes to 3.5; "caste, color", which was not, has 4.3.
_WHOLE = 4.0  # log odds that nothing answers, all of a run of added words together
_PART, _FEW = 10.0, 3  # of the heaviest part of a longer run, and its words of content
_ALONE = 3.5  # of one word, where the translation did not change at all
_USUAL = -0.5  # what the paragraph's words have on average at most: a free translation has more


def unanswered(
    context: CheckContext, items: Sequence[Comparison]
) -> Iterator[tuple[Comparison, Span, float]]:
    """Yield each addition that has no counterpart: where, its span in the source, its log odds.

    Paragraphs that were divided or drawn together are passed over: their halves cover each other.
    """
    told = [item for item in items if item.source.added and _is_whole(item)]
    texts = [(item.source.new, item.target.new) for item in told]
    for item, coverage in zip(told, cover(context, texts, context.lexicon), strict=True):
        if coverage.source.mean > _USUAL:
            continue
        side, alone = coverage.source, item.target.same
        found = [_lacking(side, added, alone=alone) for added in item.source.added]
        worst = max(filter(None, found), key=lambda one: one[1], default=None)
        if worst:
            yield item, *worst


def _is_whole(item: Comparison) -> bool:
    unit = item.unit
    return item.source.new == unit.source_text and item.target.new == unit.target_text


def _lacking(side: Side, added: Span, *, alone: bool) -> tuple[Span, float] | None:
    """Return the unanswered part of added words, and its log odds; None if all is answered."""
    at = [
        i
        for i, word in enumerate(side.words)
        if added.start <= word.start and word.end <= added.end
    ]
    values = [side.evidence[i] for i in at]
    run = heaviest(values)
    if run is None:
        return None
    part = at[run.first : run.last + 1]
    content = [i for i in part if is_content(_form(side, i)) and side.evidence[i] > 0]
    weight = sum(side.evidence[i] for i in content)
    everything = [i for i in at if is_content(_form(side, i))]
    if content == everything:
        limit, least = (_ALONE, 1) if alone else (_WHOLE, 2)
    else:
        limit, least = _PART, _FEW
    if len(content) < least or weight < limit:
        return None
    start, end = side.words[part[0]].start, side.words[part[-1]].end
    return Span(start, end, side.text[start:end]), weight


def _form(side: Side, i: int) -> str:
    return side.text[side.words[i].start : side.words[i].end]
