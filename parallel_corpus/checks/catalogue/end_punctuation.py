"""A paragraph that ends otherwise than its translation, against the document's own custom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.model import Finding

# What each mark does, in either script; closing quotes and brackets after it are looked through.
_ROLES = {
    **dict.fromkeys(",،", "comma"),
    **dict.fromkeys(";؛", "semicolon"),
    **dict.fromkeys(".۔", "full stop"),
    **dict.fromkeys(":", "colon"),
    **dict.fromkeys("?؟", "question mark"),
    **dict.fromkeys("!", "exclamation mark"),
    **dict.fromkeys("…", "dots"),
}
_CLOSING = "\"'”’»)]}*_ \u00a0\n\t\u200e\u200f\u061c"
_CUSTOM = 0.6  # share of a document's pairs that makes one ending the custom


def ending(text: str) -> str:
    """Return the role of the mark that `text` ends with, or "no mark".

    >>> ending("السرية؛"), ending("(Madrid, Spain)."), ending("Preamble")
    ('semicolon', 'full stop', 'no mark')
    """
    last = text.rstrip(_CLOSING)[-1:]
    return _ROLES.get(last, "no mark")


def _run(context: CheckContext) -> Iterator[Finding]:
    pairs = [(unit, ending(unit.source_text), ending(unit.target_text)) for unit in context.paired]
    custom: dict[str, Counter[str]] = {}
    for unit, source, target in pairs:
        custom.setdefault(f"{source} {unit.source[-1].kind}", Counter())[target] += 1
    for unit, source, target in pairs:
        seen = custom[f"{source} {unit.source[-1].kind}"]
        if source == target or (seen[target] >= _CUSTOM * seen.total() and seen.total() > 2):
            continue
        start = len(unit.target_text.rstrip(_CLOSING)) - 1
        source_start = len(unit.source_text.rstrip(_CLOSING)) - 1
        yield context.finding(
            CHECK.code,
            unit,
            0.3,
            f"The source ends with {_article(source)}, the translation with {_article(target)}",
            source_spans=[span(unit.source_text, source_start, source_start + 1)],
            target_spans=[span(unit.target_text, start, start + 1)],
            evidence={"source_ending": source, "target_ending": target, "elsewhere": dict(seen)},
        )


def _article(role: str) -> str:
    if role in ("no mark", "dots"):
        return role
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


CHECK = Check(
    code="P01",
    name="end-punctuation",
    family="typography",
    severity="info",
    scope="document",
    mqm="punctuation",
    explanation=Explanation(
        finds="A pair that ends with marks of different roles. ، ؛ ؟ play the roles of , ; ?. "
        "Where a document's translation always ends a kind of paragraph in its own way, that is "
        "its custom and not reported.",
        matters="In a resolution the marks carry the structure: semicolons between paragraphs, a "
        "full stop after the last.",
        wrong="Headings, and languages' own habits with colons before lists.",
        example="English 3 ends with ;, the Arabic with ، where its neighbours have ؛.",
    ),
    run=_run,
)
