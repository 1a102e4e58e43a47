"""Closed lists: words of two languages by what they say, compiled from plain patterns.

A pattern is a form, or several words, with * for any ending. Arabic ones are matched without vowel
marks, hamza seats, the particles و ف ب ل ك ال that may be joined in front and a pronoun that may be
joined behind; English ones without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from itertools import chain

from parallel_corpus.language import script
from parallel_corpus.model import Language
from parallel_corpus.support.remembered import remembered

_WORD = re.compile(r"\w+")
_LONG = 20  # letters, which few words have: the beginnings of longer ones would fill the memory
_PREFIX = "(?:[وف]?(?:لل|[بلك]?(?:ال)?))"
# Not ه, which a folded ة looks like: زوجة is no زوجه.
_PRONOUN = "(?:ها|هم|هما|هن|نا|كم|ك)?"
_BEARS = 4  # letters: behind these and more a pronoun may stand


@dataclass(frozen=True, slots=True)
class Mention:
    """A word or phrase of a list in a text, with the name of what it says."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class ClosedList:
    """What each name is said by in one language."""

    language: Language
    patterns: Mapping[str, Sequence[str]]

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        """The patterns of the names that some text needed: to compile all takes half a second."""
        return {}

    @cached_property
    def _heads(self) -> _Heads:
        """What the forms of each name begin with."""
        return _Heads.of(self.patterns)

    def _matches(self, folded: str) -> Iterator[tuple[str, re.Match[str]]]:
        for name in self._heads.names(folded, self.language):
            if name not in self._compiled:
                self._compiled[name] = compile_forms(self.patterns[name], self.language)
            for match in self._compiled[name].finditer(folded):
                yield name, match

    def mentions(self, text: str) -> list[Mention]:
        """Return what of the list stands in `text`, in order, with offsets of `text` itself.

        What stands within a longer phrase of the list does not count: "not more than" is no "more
        than".
        """
        folded, at = fold(text, self.language)
        found = [
            Mention(name, *script.stood(match.span(), at)) for name, match in self._matches(folded)
        ]
        kept: list[Mention] = []
        end = -1
        for mention in sorted(found, key=lambda m: (m.start, -m.end, m.name)):
            if mention.end > end or (kept and _place(mention) == _place(kept[-1])):
                kept.append(mention)
            end = max(end, mention.end)
        return kept


@dataclass(frozen=True)
class _Heads:
    """The first words of all forms of a list, and the names that a form begins so."""

    whole: Mapping[str, Sequence[str]]
    """By a word that stands as it is."""
    open: Mapping[str, Sequence[str]]
    """By the beginning of a word that may have any ending."""
    marked: Mapping[str, Sequence[str]]
    """By what is not all letters and digits, as "per-cent" or "%", or is long."""

    @classmethod
    def of(cls, patterns: Mapping[str, Sequence[str]]) -> _Heads:
        found: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for name, forms in patterns.items():
            for word in dict.fromkeys(form.split()[0] for form in forms if form.split()):
                core = _core(word)
                plain = _WORD.fullmatch(core) and len(core) <= _LONG
                # Behind a word of Arabic, which no mark shows, a pronoun may stand.
                bears = word.endswith("*") or (not core.isascii() and len(core) >= _BEARS)
                kind = bears if plain else 2
                found[kind].setdefault(core, []).append(name)
        return cls(*found)

    def names(self, folded: str, language: Language) -> list[str]:
        """Return the names that a folded text may say; of any other no form can match."""
        whole, begun = _beginnings(folded, language)
        found = {name for word in self.whole.keys() & whole for name in self.whole[word]}
        found |= {name for word in self.open.keys() & begun for name in self.open[word]}
        found |= {name for word, names in self.marked.items() if word in folded for name in names}
        return sorted(found)


@remembered()
def _beginnings(folded: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a folded text, with and without joined particles; and what they begin
    with."""
    whole = set()
    for word in set(_WORD.findall(folded)):
        whole.add(word)
        if language == "ar":
            whole.update(word[size:] for size in _prefixes(word))
    begun = {word[:end] for word in whole for end in range(min(len(word), _LONG) + 1)}
    return frozenset(whole), frozenset(begun)


def _prefixes(word: str) -> Iterator[int]:
    """Yield how long the joined particles of an Arabic word may be, in every way to read it."""
    for first in (0, 1) if word[:1] in ("و", "ف") else (0,):
        yield first
        if word.startswith("لل", first):
            yield first + 2
        for second in (0, 1) if word[first : first + 1] in ("ب", "ل", "ك") else (0,):
            yield first + second
            if word.startswith("ال", first + second):
                yield first + second + 2


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def compile_forms(forms: Iterable[str], language: Language) -> re.Pattern[str]:
    """Return one pattern for all `forms`, to be matched against a folded text.

    >>> bool(compile_forms(["ارتفاع*"], "ar").search(fold("وبارتفاعها", "ar")[0]))
    True
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    parts = [_pattern(form, language) for form in ordered if form]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)") if parts else re.compile(r"(?!)")


def _core(word: str) -> str:
    """Return the letters of a word of a form, as they stand in a folded text."""
    return script.word_key(word.removesuffix("*"))


def _pattern(form: str, language: Language) -> str:
    words = []
    for word in form.split():
        core = re.escape(_core(word)) + (r"\w*" if word.endswith("*") else "")
        words.append(_PREFIX + core if language == "ar" else core)
    if (
        language == "ar"
        and not form.endswith("*")
        and len(_core(form.rsplit(maxsplit=1)[-1])) >= _BEARS
    ):
        words[-1] += _PRONOUN
    return r"[\s-]+".join(words)


@remembered()
def fold(text: str, language: Language) -> tuple[str, Sequence[int]]:
    """Return the text as patterns are matched against, and where each of its letters stood."""
    plain = list(map(_PLAIN[language].__getitem__, text))
    places = range(len(text)) if all(plain) else [i for i, letter in enumerate(plain) if letter]
    return "".join(plain), places


class _Plain(dict[str, str]):
    """Letters, and what each is in a folded text; "" for what is left out. It fills itself."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, letter: str) -> str:
        found = script.word_key(letter) if self._language == "ar" else letter.casefold()[:1]
        plain = "" if len(found) != 1 else "'" if found == "’" else found
        self[letter] = plain
        return plain


_PLAIN: dict[Language, _Plain] = {"en": _Plain("en"), "ar": _Plain("ar")}


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a table of `language/data`, its comments left out.

    A row that begins with {word} holds forms for each of which {word} stands in the rows below it.
    """
    path = resources.files("parallel_corpus.language") / "data" / name
    rows: list[list[str]] = []
    named: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if cells[0].startswith("{"):
            named[cells[0]] = cells[1].split("|")
        else:
            rows.append([_filled(cell, named) for cell in cells])
    return rows


def _filled(cell: str, named: Mapping[str, Sequence[str]]) -> str:
    """Put each of the forms that a {word} stands for in its place.

    >>> _filled("soon|before {time}?", {"{time}": ["noon", "dawn"]})
    'soon|before noon?|before dawn?'
    """
    for word, forms in named.items():
        if word in cell:
            parts = (
                [part.replace(word, form) for form in forms] if word in part else [part]
                for part in cell.split("|")
            )
            cell = "|".join(chain.from_iterable(parts))
    return cell


def named_lists(table: str) -> tuple[ClosedList, ClosedList]:
    """Return the English and the Arabic list of a table of rows: name, English, Arabic forms.

    A form that ends in a question mark stands under the name with a question mark: it answers what
    the name says, and is too ambiguous to say it.
    """
    lists: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for name, english, arabic in read_table(table):
        for forms, found in zip((english, arabic), lists, strict=True):
            add_forms(found, name, forms)
    return ClosedList("en", lists[0]), ClosedList("ar", lists[1])


def add_forms(found: dict[str, list[str]], name: str, forms: str) -> None:
    """Add the forms of one cell under `name`, the ambiguous ones under `name?`."""
    parts = forms.split("|")
    found[name] = [form for form in parts if not form.endswith("?")]
    found[f"{name}?"] = [form[:-1] for form in parts if form.endswith("?")]
