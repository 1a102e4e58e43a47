"""Words that say what can be done to a thing, and words that say that it cannot.

English has them in one word ("irrevocable"), Arabic in two (غير قابل للإلغاء).
"""

from __future__ import annotations

import re

from parallel_corpus.language.script import strip_marks, words

_CANNOT = re.compile(r"\b(?:un|in|im|il|ir|non-?)[a-z]{3,}[ai]bl[ey]\b", re.IGNORECASE)
# They look as if they denied, and do not.
_NO_DENIAL = re.compile(
    r"(?:inflammabl|invaluabl|intelligibl|imaginabl|irritabl|inhabitabl|understandabl|"
    r"impressionabl|inheritabl|indictabl|inflatabl)[ey]",
    re.IGNORECASE,
)
_CAN = re.compile(
    r"\b(?:[a-z]{2,}[ai]bl[ey]|[a-z]+[ai]bility|able|can|could|may|might|subject to|liable|prone|"
    r"open to|ready|eligible|potential\w*|fragile|brittle|volatile|soluble|fit (?:for|to))\b",
    re.IGNORECASE,
)
_AR_CAN = re.compile(r"[وف]?(?:ال)?قابل(?:ة|ا|ان|ين|ون|ات|تان|تين)?")
_AR_DENIES = re.compile(
    r"[وف]?(?:[بلك]?(?:ال)?(?:غير|عدم)|لا|ليس\w*|لم|لن|لست\w*|بلا|ب?دون|سوى|إلا)"
)
_BEFORE = 3  # words among which the denial of قابل stands


def cannot_be_done(text: str) -> list[tuple[int, int]]:
    """Return where English words such as "irrevocable" stand.

    Returns none where the text also says of something that it can be done.

    >>> cannot_be_done("an irrevocable licence"), cannot_be_done("irrevocable and transferable")
    ([(3, 14)], [])
    """
    found = [
        m.span() for m in _CANNOT.finditer(text) if _NO_DENIAL.fullmatch(text, *m.span()) is None
    ]
    others = (m.span() for m in _CAN.finditer(text))
    return [] if any(other not in found for other in others) else found


def can_be_done(text: str) -> list[tuple[int, int]]:
    """Return where Arabic says قابل لـ with no denial before it.

    >>> can_be_done("ترخيص قابل للنقل"), can_be_done("ترخيص غير قابل للنقل")
    ([(6, 16)], [])
    """
    said = [(start, end, strip_marks(word)) for start, end, word in words(text)]
    return [
        (said[i][0], said[i + 1][1])
        for i in range(len(said) - 1)
        if _AR_CAN.fullmatch(said[i][2])
        and said[i + 1][2].startswith("لل")
        and not _is_denied([word for _, _, word in said[max(0, i - _BEFORE) : i + 1]])
    ]


def _is_denied(before: list[str]) -> bool:
    """Tell whether one of the words before قابل, the last of `before`, denies it.

    What is joined by و takes its denial along only where it stands directly before: غير حصري
    وقابل للنقل denies the first alone.
    """
    able = before[-1]
    near = before[-2:-1] if able.startswith(("و", "ف")) else before[:-1]
    return any(_AR_DENIES.fullmatch(word) for word in near)
