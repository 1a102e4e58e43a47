"""A negation that one side has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.language import script
from parallel_corpus.model import Finding, Language, Span

# Plain negation, and then everything else that may stand for one: a lexical negative, a prefix, an
# exception. The plain kind is missed where the other side has nothing of either.
_PLAIN = {
    "en": re.compile(r"\b(?:not|cannot|never|neither|nor)\b|n[’']t\b", re.IGNORECASE),
    "ar": re.compile(r"[وفأ]?(?:لم|لن|ليس|ليست|ليسوا|لا|ألا)"),  # of a whole word
}
_ANY = {
    "en": re.compile(
        r"\b(?:not|cannot|never|neither|nor|no|none|nothing|nobody|nowhere|without|non|hardly|yet|"
        r"barely|rarely|unless|until|except|only|few|fewer|little|less|least|but|lest|otherwise|"
        r"absen\w+|lack\w*|fail\w*|prevent\w*|prohibit\w*|refus\w*|reject\w*|den(?:y|ied|ies)|"
        r"avoid\w*|exclud\w*|refrain\w*|despite|regardless|irrespective|far from|"
        r"(?:non|un|in|im|ir|il|dis|mis)-?\w{3,}|\w+less)\b|n[’']t\b",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"(?:^|\W)[وفبل]?(?:لم|لما|لن|ليس\w*|لا|لأ?لا|ألا|غير\w*|دون|بدون|عدم|ال?عدم|بلا|ما|"
        r"إلا|سوى|عديم\w*|ان?عدام|نفي|رفض\w*|منع\w*|حظر\w*|قلة|لئلا|كيلا|نقص|افتقار|ال?افتقار|"
        r"خلو\w*|تعذر|يتعذر|فشل\w*|امتن\w*|يمتنع\w*|قل\w*|قليل\w*|نادر\w*|مهما|بعدم|لعدم|"
        r"وعدم|تجنب\w*|حال\w*|انتفاء|استثناء|ممنوع\w*|محظور\w*|أقل|ضد|مناهض\w*|كلا|خارج)(?=\W)"
    ),
}  # fmt: skip
# "not only", "whether or not", "no later than", لا سيما, لا بد: negations that deny nothing.
_EMPTY = {
    "en": re.compile(
        r"\b(?:not only|whether or not|if not|not later than|not limited to|not least|"
        r"not to mention|not\s+just|not merely|more often than not|why not)\b",
        re.IGNORECASE,
    ),
    "ar": re.compile(r"[وف]?(?:ألا وه[وي]|لا (?:سيما|بد|يزال|تزال|شك|غنى|يقل))"),
}


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    languages = bitext.source_language, bitext.target_language
    for unit in context.paired:
        texts = unit.source_text, unit.target_text
        here, there = (
            _plain(text, language) for text, language in zip(texts, languages, strict=True)
        )
        lost = bool(here) and not _denies(texts[1], languages[1])
        gained = bool(there) and not _denies(texts[0], languages[0])
        if not lost and not gained:
            continue
        said = (here or there)[0].text
        yield context.finding(
            CHECK.code,
            unit,
            0.5,
            f"The source denies (“{said}”) and the translation does not"
            if lost
            else f"The translation denies (“{said}”) and the source does not",
            source_spans=here if lost else (),
            target_spans=there if gained else (),
        )


def _plain(text: str, language: Language) -> list[Span]:
    if language == "ar":
        return _plain_arabic(text)
    bare = _EMPTY["en"].sub(lambda match: " " * len(match[0]), text)
    return [span(text, *match.span()) for match in _PLAIN["en"].finditer(bare)]


def _plain_arabic(text: str) -> list[Span]:
    """Word by word: vowel marks are no letters, and لا stands inside many a vocalised word."""
    words = [(start, end, script.strip_marks(word)) for start, end, word in script.words(text)]
    found = []
    for at, (start, end, word) in enumerate(words):
        following = words[at + 1][2] if at + 1 < len(words) else ""
        empty = _EMPTY["ar"].match(f"{word} {following}")
        if _PLAIN["ar"].fullmatch(word) and not empty:
            found.append(span(text, start, end))
    return found


def _denies(text: str, language: Language) -> bool:
    return bool(_ANY[language].search(f" {script.strip_marks(text)} "))


CHECK = Check(
    code="C04",
    name="negation",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A plain negation (not, never; لا, لم, لن, ليس) while the other side has nothing "
        "that negates: no negation of its own, no “without”, “lack”, غير, عدم, دون, إلا.",
        matters="One small word turns a duty into its opposite.",
        wrong="Languages deny by other words: “remain” for “not cease”, أبقى for “did not remove”.",
        example="“shall not be published” beside “يُنشر”.",
    ),
    run=_run,
)
