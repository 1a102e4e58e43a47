"""Text that was copied instead of translated."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short, span
from parallel_corpus.language import script
from parallel_corpus.model import Finding, Span, Unit

_SHORTEST = 3  # words: shorter runs are names, acronyms and symbols


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
    """Runs of three and more target words in the source's script that the source has as well."""
    text = unit.target_text
    source = set(script.word_keys(unit.source_text))
    runs: list[list[tuple[int, int, str]]] = [[]]
    for start, end, word in script.words(text):
        # A name keeps its capitals in another language's text; running text has small letters.
        if script.script_of(word) in (None, language) or script.word_key(word) not in source:
            runs.append([])
        else:
            runs[-1].append((start, end, word))
    return [
        span(text, run[0][0], run[-1][1])
        for run in runs
        if len(run) >= _SHORTEST and not _is_name([word for *_, word in run])
    ]


def _is_name(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[0].isupper() for word in long)


CHECK = Check(
    code="C05",
    name="untranslated",
    family="coverage",
    severity="error",
    scope="unit",
    mqm="untranslated",
    explanation=Explanation(
        finds="Three and more words in a row that stand in the translation as in the source.",
        matters="The reader of the translation cannot read them.",
        wrong="Titles of works, quotations and programme names that are kept on purpose. Names "
        "whose words begin with capitals are not reported.",
        example="“تدعو the parliaments of all Member States إلى …”",
    ),
    run=_run,
)
