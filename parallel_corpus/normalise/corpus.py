"""Word repair over the whole corpus: find, weigh, apply what two kinds of evidence support."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Document, Language, Repair, Segment
from parallel_corpus.normalise.record import Draft
from parallel_corpus.normalise.rules import RULES
from parallel_corpus.normalise.text import Normalised, Policy, accepted, allowance, normalise_text
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.lexicon import Lexicon, load_lexicon
from parallel_corpus.normalise.words.suggestion import Suggestion
from parallel_corpus.normalise.words.vocabulary import Vocabulary

_ROUNDS = 4
_FIGURE = re.compile(r"\d{3,6}")
_LANGUAGES: tuple[Language, ...] = ("en", "ar")


def repair_words(
    documents: Sequence[Document],
    *,
    lexicon: str | Mapping[Language, Lexicon] = "wordfreq",
    only: Collection[str] = (),
    skip: Collection[str] = (),
    decisions: Mapping[str, str] | None = None,
) -> list[Document]:
    """Return the documents with damaged words repaired or proposed (N701 to N707).

    Give all documents of the corpus at once, normalised: each is evidence for the others. A
    repair is applied where two independent kinds of evidence support it (same context in another
    version, repeated phrase, lexicon, plain damage all over the document); otherwise it is
    proposed.
    `lexicon` is a name (see `load_lexicon`) or a lexicon for each language.
    Time is linear in the words but for one sort.
    """
    policy = Policy(only, skip, decisions or {})
    result = list(documents)
    for language in _LANGUAGES:
        own = [index for index, doc in enumerate(documents) if doc.language == language]
        segments = [part for index in own for part in documents[index].segments]
        owners = [index for index in own for _ in documents[index].segments]
        if not segments:
            continue
        words = load_lexicon(lexicon, language) if isinstance(lexicon, str) else lexicon[language]
        kin = _kin(documents, own)
        make = partial(
            Bench,
            language,
            Vocabulary(words, language),
            [segment.id for segment in segments],
            owners,
            kin=kin,
            figures=_figures(documents, own),
        )
        done = _repair(segments, make, policy)
        for index in own:
            parts = tuple(done[: len(documents[index].segments)])
            done = done[len(parts) :]
            result[index] = _with_segments(documents[index], parts)
    return result


def _kin(documents: Sequence[Document], own: Sequence[int]) -> dict[int, frozenset[int]]:
    """List for each document those it supersedes, is superseded by, or is another witness of."""
    families: dict[str, set[int]] = {}
    for index in own:
        names = {documents[index].id, documents[index].supersedes or documents[index].id}
        members = {index}.union(*(families.get(name, ()) for name in names))
        for name in names | {documents[member].id for member in members}:
            families[name] = members
    return {index: frozenset(families[documents[index].id] - {index}) for index in own}


def _with_segments(document: Document, parts: tuple[Segment, ...]) -> Document:
    title = document.title
    for old, new in zip(document.segments, parts, strict=True):
        if old.place == "title" and old.text == title:
            title = new.text
    return replace(document, segments=parts, title=title)


def repair_text(
    text: str,
    lang: Language,
    *,
    lexicon: str = "wordfreq",
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> Normalised:
    """Return a plain text through all stages, the words at last.

    What `normalise_text` does and more.
    """
    first = normalise_text(text, lang, only=only, skip=skip)
    segment = Segment("text:" + lang + ":p1", lang, "p1", text, first.text, repairs=first.repairs)
    document = Document("text", lang, (segment,))
    (done,) = repair_words([document], lexicon=lexicon, only=only, skip=skip)
    return Normalised(done.segments[0].text, done.segments[0].repairs)


def _figures(documents: Sequence[Document], own: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return for each document the numbers of the same document in the other language."""
    found: dict[int, frozenset[str]] = {}
    for index in own:
        texts = (
            part.text
            for other in documents
            if other.id == documents[index].id and other.language != documents[index].language
            for part in other.segments
        )
        found[index] = frozenset(_FIGURE.findall(western_digits(" ".join(texts))))
    return found


def _repair(
    segments: Sequence[Segment], make: Callable[..., Bench], policy: Policy
) -> list[Segment]:
    """Repair the words of all segments of one language; `make` takes their texts and repairs."""
    drafts = [Draft.of(segment.text, segment.repairs) for segment in segments]
    ids = [segment.id for segment in segments]
    # A word repaired in one round is context for its neighbours in the next.
    for turn in range(_ROUNDS):
        bench = make(
            texts=[draft.text for draft in drafts],
            repaired=[_repaired(draft) for draft in drafts],
        )
        found = _choose(_suggestions(bench))
        if not _apply(drafts, ids, found, policy) or turn == _ROUNDS - 1:
            _propose(drafts, ids, found, policy)
            break
    return [
        replace(segment, text=draft.text, repairs=tuple(draft.repairs))
        for segment, draft in zip(segments, drafts, strict=True)
    ]


def _repaired(draft: Draft) -> int:
    return sum(item.origin == "ocr" and item.status == "applied" for item in draft.repairs)


def _suggestions(bench: Bench) -> Iterable[Suggestion]:
    for rule in RULES.values():
        if rule.words is not None:
            yield from rule.words(bench)


def _choose(found: Iterable[Suggestion]) -> dict[int, list[Suggestion]]:
    """Choose each segment's suggestions, the weightier where two overlap, in order of place."""
    chosen: dict[int, list[Suggestion]] = {}
    taken: dict[int, set[int]] = {}
    ranked = sorted(found, key=lambda item: (-item.score, item.segment, item.start, item.after))
    for item in ranked:
        room = range(item.start, item.start + len(item.before))
        if taken.setdefault(item.segment, set()).isdisjoint(room):
            taken[item.segment].update(room)
            chosen.setdefault(item.segment, []).append(item)
    for items in chosen.values():
        items.sort(key=lambda item: item.start)
    return chosen


def _repair_of(item: Suggestion, status: str) -> Repair:
    return RULES[item.code].fix(
        item.start,
        item.before,
        item.after,
        evidence=item.evidence,
        confidence=item.confidence,
        status="applied" if status == "applied" else "proposed",
    )


def _leads(found: Mapping[int, Sequence[Suggestion]]) -> dict[str, tuple[int, Suggestion]]:
    """Return the first place of each damage that runs through a document.

    Its segment and suggestion.
    """
    leads: dict[str, tuple[int, Suggestion]] = {}
    for segment in sorted(found):
        for item in found[segment]:
            if item.group:
                leads.setdefault(item.group, (segment, item))
    return leads


def _apply(
    drafts: Sequence[Draft],
    ids: Sequence[str],
    found: Mapping[int, Sequence[Suggestion]],
    policy: Policy,
) -> bool:
    everywhere = {
        group
        for group, (segment, item) in _leads(found).items()
        if accepted(drafts[segment], policy, ids[segment], _repair_of(item, "applied"))
    }
    changed = False
    for segment, items in found.items():
        draft = drafts[segment]
        allowed = allowance(draft, policy, ids[segment], [])
        repairs = [
            repair
            for item in items
            if allowed(repair := _repair_of(item, "applied"))
            and (
                item.apply
                or item.group in everywhere
                or accepted(draft, policy, ids[segment], repair)
            )
        ]
        changed |= draft.apply(repairs)
    return changed


def _propose(
    drafts: Sequence[Draft],
    ids: Sequence[str],
    found: Mapping[int, Sequence[Suggestion]],
    policy: Policy,
) -> None:
    """Note what is not applied: proposals, and what a person rejected."""
    leads = {id(item) for _, item in _leads(found).values()}
    for segment, items in found.items():
        draft = drafts[segment]
        noted: list[Repair] = []
        allowed = allowance(draft, policy, ids[segment], noted)
        for item in items:
            repair = _repair_of(item, "proposed")
            first = not item.group or id(item) in leads
            if allowed(repair) and not item.apply and first:
                noted.append(repair)
        draft.propose(noted)
