"""N707: ya without its dots at the end of a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.contexts import RunningWord
from parallel_corpus.normalise.words.suggestion import Suggestion, marked

# Where print has no dots on final ya, OCR reads none either: so small a share proves that it has.
_DOTTED = 0.03
_ENOUGH_FORMS = 4
# The commonest words (في, الذي) are no debris, and tell by how often they stand.
_COMMONEST = 1e-4
_ENOUGH_PLACES = 4
_MUCH_COMMONER = 10.0
_COMMON = 1e-6
# Short forms are debris of other words as often, unless the word is among the commonest.
_SHORT = 3
_WELL_KNOWN = 1e-6
_SHORTEST = 2


def dotless_ends(bench: Bench) -> Iterator[Suggestion]:
    """Find ى for ي in a damaged document that elsewhere ends words in ي, once for each form."""
    if bench.language != "ar":
        return
    dotted = {owner for owner in set(bench.owners) if _writes_dots(bench, owner)}
    places: dict[tuple[int, str], list[RunningWord]] = {}
    for token in bench.present():
        owner, form = bench.owners[token.segment], token.form
        if owner in dotted and form.endswith("ى") and len(form) >= _SHORTEST:
            places.setdefault((owner, form), []).append(token)
    for (owner, form), tokens in places.items():
        meant = form[:-1] + "ي"
        share = bench.vocabulary.lexicon.frequency
        least = _COMMONEST if len(form) <= _SHORT else _COMMON
        common = share(meant) >= max(least, _MUCH_COMMONER * share(form))
        if common and bench.is_ruined(tokens[0].segment):
            yield from _everywhere(bench, owner, tokens, meant)


def _writes_dots(bench: Bench, owner: int) -> bool:
    """Tell whether words end in ي here: common ones, for debris may end in any letter.

    Several forms tell, or several places of the commonest words.
    """
    share = bench.vocabulary.lexicon.frequency
    own = {
        form: count
        for form, count in bench.counts_of(owner).items()
        if len(form) >= _SHORTEST and form[-1] in "يى"
    }
    known = {
        form: count
        for form, count in own.items()
        if len(form) > _SHORTEST and share(form) >= _WELL_KNOWN
    }
    commonest = {
        form: count
        for form, count in own.items()
        if max(share(form), share(form[:-1] + "ي")) >= _COMMONEST
    }
    forms = sum(form.endswith("ي") for form in known)
    places = sum(count for form, count in commonest.items() if form.endswith("ي"))
    return (forms >= _ENOUGH_FORMS and _has_dots(known)) or (
        places >= _ENOUGH_PLACES and _has_dots(commonest)
    )


def _has_dots(counts: Mapping[str, int]) -> bool:
    """Tell whether enough of the words that end in ya, and their places, have its dots."""
    dotted = sum(count for form, count in counts.items() if form.endswith("ي"))
    return dotted >= _DOTTED * sum(counts.values())


def _everywhere(
    bench: Bench, owner: int, tokens: list[RunningWord], meant: str
) -> Iterator[Suggestion]:
    said = f"{tokens[0].form} stands {len(tokens)} times; this document ends other words in ي"
    evidence = (
        Evidence("document", "", said, 0.5),
        Evidence("lexicon", bench.vocabulary.lexicon.name, meant, 0.6),
    )
    for token in tokens:
        yield Suggestion.of(
            token,
            marked(token.word, meant),
            code=RULE.code,
            score=4.5,
            evidence=evidence,
            confidence=0.7,
            group=f"{owner} {tokens[0].form}",
        )


RULE = Rule(
    code="N707",
    name="ya without its dots",
    kind="ocr/final-ya",
    origin="ocr",
    finds="A word with ى at its end for ي, in a text read by OCR that ends other words in ي.",
    why=(
        "Dots are lost in reading; where a print has none on final ya, OCR finds none at all. "
        "Proposed once for all places of a form, and accepted once."
    ),
    wrong_when="The print leaves the dots off, as Egyptian books do, but for a word or two.",
    before="فى الطريق إلى بيتي",
    after="في الطريق إلى بيتي",
    applies=False,
    confidence=0.7,
    words=dotless_ends,
)
