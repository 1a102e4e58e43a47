"""Text that was copied instead of translated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short, span
from parallel_corpus.checks.kept import without_kept
from parallel_corpus.language import script
from parallel_corpus.language.literals import blank
from parallel_corpus.model import Finding, Span, Unit

_SHORTEST = 3  # words: shorter runs are names, acronyms and symbols
_LONG = 6  # words from which a run is text even without one of those that only text has
# What running text has and a name, a command or a species has not.
_RUNNING = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "and",
        "or",
        "for",
        "with",
        "by",
        "on",
        "at",
        "from",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "their",
        "your",
        "you",
        "we",
        "they",
        "all",
        "not",
        "has",
        "have",
        "had",
        "will",
        "shall",
        "may",
        "must",
        "can",
        "as",
        "which",
        "who",
    ]
)


def _run(context: CheckContext) -> Iterator[Finding]:
    language = context.bitext.target_language
    for unit in context.paired:
        runs = _foreign_runs(unit, language)
        if runs:
            said = max(runs, key=lambda run: run.end - run.start)
            share = sum(run.end - run.start for run in runs) / len(unit.target_text)
            yield context.finding(
                CHECK.code,
                unit,
                0.6 + 0.39 * min(1.0, share),
                f"The translation holds text that was left in the source's language: "
                f"“{short(said.text)}”",
                target_spans=runs,
                evidence={"share": share},
            )


def _foreign_runs(unit: Unit, language: str) -> list[Span]:
    """Return runs of three and more target words in the source's script that the source has too."""
    text = unit.target_text
    source = set(script.word_keys(unit.source_text))
    # Blanks stand for what is kept on purpose; words on either side of one make no run.
    kept = without_kept(blank(text).replace("\n", " "), language)
    runs: list[list[tuple[int, int, str]]] = [[]]
    end = 0
    for start, stop, word in script.words(kept):
        if (
            script.script_of(word) in (None, language)
            or script.word_key(word) not in source
            or (runs[-1] and kept[end:start] != text[end:start])
        ):
            runs.append([])
        if script.script_of(word) not in (None, language) and script.word_key(word) in source:
            runs[-1].append((start, stop, word))
        end = stop
    long = [run for run in runs if len(run) >= _SHORTEST]
    whole = script.letters(text)[0 if language == "ar" else 1] == 0
    return [
        span(text, run[0][0], run[-1][1])
        for run in long
        if _is_text([word for *_, word in run], whole=whole)
    ]


def _is_text(words: Sequence[str], *, whole: bool) -> bool:
    """Tell whether a run is running text: in lower case, with function words."""
    long = [word for word in words if len(word) > 3]
    if long and all(word[0].isupper() for word in long):
        return False
    small = sum(word[0].islower() for word in words)
    if script.script_of("".join(words)) != "en":
        return True
    little = any(word in _RUNNING for word in words)
    return little or len(words) >= _LONG or (whole and small >= 2)


CHECK = Check(
    code="C05",
    name="untranslated",
    family="coverage",
    severity="error",
    scope="unit",
    mqm="untranslated",
    explanation=Explanation(
        finds="Three and more words of running text in a row that stand in the translation as in "
        "the source. Addresses, paths, code, placeholders, markup, quoted titles and what explains "
        "an Arabic term in brackets are kept on purpose.",
        matters="The reader of the translation cannot read them.",
        wrong="Titles of works and mottoes that stand without quotation marks. Names whose words "
        "begin with capitals are not reported.",
        example="“تدعو the parliaments of all Member States إلى …”",
    ),
    run=_run,
)
