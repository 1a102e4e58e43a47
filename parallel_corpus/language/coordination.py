"""Lists of coordinated members within a sentence: "age, race, religion or nationality"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.language.script import Offsets

LEAST = 4  # members: shorter lists are often said in another way
_LONGEST = 6  # words of a member inside a list
_END = re.compile(r"[.!?؟;؛:()\[\]«»\"“”—–\n]|\s-\s")
_COMMA = re.compile(r",\s*(?:(?P<last>and/or|and|or|as well as)\s+)?", re.IGNORECASE)
# One space before the word: a run of them would be tried from each of its places.
_LAST = re.compile(r"\s(?:and/or|and|or|as well as)\s+", re.IGNORECASE)
_ARABIC = re.compile(r"[،,]\s*(?:أو\s+|كذلك\s+|و\s*(?=\w{2}))?|\s(?:و/أو|أو|و)\s+|\sو(?=\w{2})")
# A member that begins with one of these, or has a verb, is a clause or an aside and no member.
_OPENS = frozenset(
    (
        "in", "on", "at", "by", "with", "to", "from", "for", "of", "as", "when", "where",
        "if", "while", "although", "though", "however", "including", "such", "especially",
        "particularly", "not", "but", "which", "who", "that", "whose", "than", "so", "see",
        "etc", "then", "also", "thus", "both", "either", "had", "has", "have", "is", "are",
        "was", "were", "will", "it", "he", "she", "they", "we", "you", "i", "this", "these",
        "those", "there", "inter", "and", "or", "whether",
    )
)  # fmt: skip
_VERBS = frozenset(
    (
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would",
        "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did",
        "which", "who", "that",
    )
)  # fmt: skip


def english_lists(text: str) -> Iterator[list[Offsets]]:
    """Find the lists of four and more short members that commas and a last and/or join.

    The first member begins where its clause does: only its last words belong to the list.

    >>> text = "They saw lions, tigers, bears and wolves."
    >>> [[text[a:b] for a, b in items] for items in english_lists(text)]
    [['They saw lions', 'tigers', 'bears', 'wolves']]
    """
    for start, end in _clauses(text):
        items: list[Offsets] = []
        here = start
        for comma in _COMMA.finditer(text, start, end):
            items.append((here, comma.start()))
            here = comma.end()
            if comma["last"]:
                yield from _checked(text, [*items, (here, end)])
                items = []
            elif len(items) > 1 and not _is_short(text, items[-1]):
                items = items[-1:]
        last = _LAST.search(text, here, end)
        if last:
            yield from _checked(text, [*items, (here, last.start()), (last.end(), end)])


def arabic_members(text: str) -> Iterator[list[Offsets]]:
    """Cut each clause at its commas and at each و and أو; words that begin with و are cut too.

    >>> text = "رأوا أسودا ونمورا، أو ذئابا."
    >>> [[text[a:b] for a, b in items] for items in arabic_members(text)]
    [['رأوا أسودا', 'نمورا', 'ذئابا']]
    """
    for start, end in _clauses(text):
        items = []
        here = start
        for joint in _ARABIC.finditer(text, start, end):
            items.append((here, joint.start()))
            here = joint.end()
        items.append((here, end))
        found = [(a, b) for a, b in items if text[a:b].strip()]
        if len(found) > 1:
            yield found


def _clauses(text: str) -> Iterator[Offsets]:
    here = 0
    for mark in _END.finditer(text):
        if mark[0] == "." and text[mark.end() : mark.end() + 1].isalnum():
            continue  # a decimal point, or an abbreviation
        if mark.start() > here:
            yield here, mark.start()
        here = mark.end()
    if here < len(text):
        yield here, len(text)


def _checked(text: str, items: list[Offsets]) -> Iterator[list[Offsets]]:
    """Yield the list if it is long enough and its inner members are short and no clauses."""
    items = [item for item in items if text[item[0] : item[1]].strip()]
    inner = items[1:-1]
    if len(items) >= LEAST and all(
        _is_short(text, item) and not is_clause(text[item[0] : item[1]]) for item in inner
    ):
        yield items


def _is_short(text: str, item: Offsets) -> bool:
    return 0 < len(text[item[0] : item[1]].split()) <= _LONGEST


def is_clause(member: str) -> bool:
    """Tell whether a member reads as a clause or an aside.

    >>> is_clause("in this regard"), is_clause("body size")
    (True, False)
    """
    words = member.casefold().split()
    return not words or words[0] in _OPENS or any(word in _VERBS for word in words)
