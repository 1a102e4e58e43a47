"""A term of the corpus that is rendered otherwise in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.terms import Term, find_terms
from parallel_corpus.model import Finding


def _run_corpus(contexts: Sequence[CheckContext]) -> Iterator[Finding]:
    if not contexts:
        return
    options = contexts[0].options
    by_document = {context.bitext.document: context for context in contexts}
    terms = find_terms((context.bitext for context in contexts), lexicon=contexts[0].lexicon)
    for term in terms:
        odd = [place for place in term.others if place.arabic is not None]
        if len(term.usual) >= options["usual"] and len(odd) <= options["share"] * term.count:
            yield from _findings(by_document, term)


def _findings(by_document: dict[str, CheckContext], term: Term) -> Iterator[Finding]:
    for place in term.others:
        if place.arabic is None:
            continue
        context = by_document[place.document]
        english, arabic = context.texts(place.unit)
        here = span(english, *place.english)
        there = span(arabic, *place.arabic)
        yield context.finding(
            CHECK.code,
            place.unit,
            0.5 * len(term.usual) / term.count,
            f"“{here.text}” is “{there.text}” here and “{term.arabic}” in {len(term.usual)} other "
            f"places",
            english_spans=[here],
            arabic_spans=[there],
            evidence={
                "term": term.english,
                "usual": term.arabic,
                "usual_places": sorted({p.unit.name for p in term.usual}),
            },
        )


CHECK = Check(
    code="T02",
    name="inconsistent-term",
    family="terminology",
    severity="info",
    scope="corpus",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="An English phrase that is rendered one way in most of the corpus and another way in "
        "few places. The phrases and their renderings are found in the corpus itself.",
        matters="A reader takes two terms for two things.",
        wrong="Phrases that are no terms; grammar that parts the words of the usual rendering.",
        example="“sexual abuse” is التحرش الجنسي once and الاعتداء الجنسي elsewhere.",
    ),
    run_corpus=_run_corpus,
    options={"usual": 4, "share": 0.25},
)
