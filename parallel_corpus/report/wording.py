"""What pages say, in English or Arabic: a gettext catalogue in two files, `locale/ar*.po`.

English is the message itself. The catalogue holds what templates, views and scripts say (no
context), the messages of findings (context "finding"), what cannot be done and why (context
"error"), what a decision did (context "verdict"), and words that stand in these (context "word");
`ar-checks.po` holds what the checks say of themselves (context "explanation"). A
finding's message is stored as English text with what was found in it; its entry in the catalogue is
that text with names in braces, and is recognised by it. So findings of an older build, or read back
from a table, are shown in Arabic as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from parallel_corpus.settings import Ui

FINDING, ERROR, WORD, VERDICT = "finding", "error", "word", "verdict"
EXPLANATION = "explanation"
_NAME = re.compile(r"\{(\w+)\}")
_QUOTE = "“[^”]*(?:”(?![ ,.;:)]|$)[^”]*)*”"
# What a name in a template may stand for; names end in digits where there are two of a kind.
_PATTERNS: Mapping[str, str] = {
    "quotes": f"{_QUOTE}(?:(?: and |, ){_QUOTE})*",
    "readings": f"{_QUOTE} may stand for {_QUOTE}(?:, {_QUOTE} may stand for {_QUOTE})*",
    "n": r"[\d,]+",
    "share": r"\d+%",
}


@dataclass(frozen=True)
class Template:
    """A message of findings with names in braces, and its translation."""

    id: str
    translation: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What recognises a message that was made from the template."""
        parts = _NAME.split(self.id)
        made = [
            f"(?P<{part}>{_PATTERNS.get(_kind(part), '.+?')})" if i % 2 else re.escape(part)
            for i, part in enumerate(parts)
        ]
        return re.compile("".join(made), re.DOTALL)

    @property
    def literal(self) -> int:
        """How many letters of it are fixed: the longer, the surer."""
        return len(_NAME.sub("", self.id))


class Wording:
    """The texts of pages in one language; `direction` is that of their lines."""

    def __init__(self, ui: Ui) -> None:
        self.ui: Ui = ui
        self.direction = "rtl" if ui == "ar" else "ltr"
        self.comma = "، " if ui == "ar" else ", "
        self._catalog = None if ui == "en" else load_catalog(ui)
        self._texts = NullTranslations() if self._catalog is None else _compiled(self._catalog)
        self._kinds: Mapping[str, Callable[[str], str]] = {
            "place": self._listed(self._place),
            "word": self.word,
            "quotes": self._listed(str),
            "message": self.finding,
            "readings": self._listed(self.finding),
        }

    def gettext(self, message: str) -> str:
        """Return the text of a page."""
        return str(self._texts.gettext(message))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the text of a page that names a number."""
        return str(self._texts.ngettext(one, many, number))

    def pgettext(self, context: str, message: str) -> str:
        """Return the text of a page in a context."""
        return str(self._texts.pgettext(context, message))

    def __call__(self, message: str, **values: object) -> str:
        """Return a text with values, written as %(name)s, put in."""
        text = self.gettext(message)
        return text % values if values else text

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return a text that names a number, written as %(n)s, in the form that the number asks.

        >>> Wording("en").count("%(n)s error", "%(n)s errors", 1200)
        '1,200 errors'
        """
        return self.ngettext(one, many, number) % {"n": f"{number:,}", **values}

    def word(self, word: str) -> str:
        """Return a word of a closed set: the name of a check, of a family, of a kind."""
        return self.pgettext(WORD, word)

    def verdict(self, done: str) -> str:
        """Return what a decision did: "accepted", "merged pairs"."""
        return self.pgettext(VERDICT, done)

    def explanation(self, text: str) -> str:
        """Return what a check says of itself: what it finds, why that matters, when it is wrong."""
        return self.pgettext(EXPLANATION, text)

    def listed(self, items: list[str]) -> str:
        """Return a list in one line: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        last = " و" if self.ui == "ar" else " and "
        return f"{self.comma.join(items[:-1])}{last}{items[-1]}"

    def finding(self, message: str) -> str:
        """Return the message of a finding; what no template made (a person's words) as it is.

        >>> Wording("en").finding("The source has “30” where the translation has “13”")
        'The source has “30” where the translation has “13”'
        """
        return self._said(message, FINDING)

    def error(self, message: str) -> str:
        """Return the message of an error, or the reason that something does not hold."""
        return self._said(message, ERROR)

    def _said(self, message: str, context: str) -> str:
        found = None if self._catalog is None else self.template(message, context)
        if found is None:
            return message
        template, values = found
        said = {name: self._value(name, value) for name, value in values.items()}
        return template.translation.format(**said)

    def template(
        self, message: str, context: str = FINDING
    ) -> tuple[Template, dict[str, str]] | None:
        """Return the template that a message was made from and its values, or None."""
        for template in self._templates[context]:
            if match := template.pattern.fullmatch(message):
                return template, match.groupdict()
        return None

    @cached_property
    def _templates(self) -> dict[str, list[Template]]:
        """The messages of findings and of errors, those with most fixed letters first."""
        made: dict[str, list[Template]] = {FINDING: [], ERROR: []}
        for entry in self._catalog or ():
            if entry.id and entry.context in made:
                made[entry.context].append(Template(str(entry.id), str(entry.string)))
        for found in made.values():
            found.sort(key=lambda template: (-template.literal, template.id))
        return made

    def _value(self, name: str, value: str) -> str:
        return self._kinds.get(_kind(name), str)(value)

    def _listed(self, each: Callable[[str], str]) -> Callable[[str], str]:
        def said(value: str) -> str:
            return self.listed([each(part) for part in _parts(value)])

        return said

    def _place(self, value: str) -> str:
        """
        >>> Wording("en")._place("operative paragraph 7")
        'operative paragraph 7'
        """
        kind, space, number = value.rpartition(" ")
        # A place may begin its sentence.
        if not space or not any(map(str.isdigit, number)):
            return self.word(value[:1].lower() + value[1:])
        return self.place(kind[:1].lower() + kind[1:], number)

    def place(self, kind: str, number: str) -> str:
        """Return what a paragraph is called: its kind, in English, and its number, perhaps ""."""
        return self.word(f"{kind} %s") % number if number else self.word(kind)


def _parts(value: str) -> Iterator[str]:
    """Cut a list as messages write it, "a, b and c"; what stands in quotations is not cut."""
    between = "(?<=”)(?:, | and )(?=“)" if value.startswith("“") else " and "
    yield from re.split(between, value)


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


@lru_cache
def wording(ui: Ui = "en") -> Wording:
    """Return the texts of pages in `ui`; the catalogue is read once."""
    return Wording(ui)


def load_catalog(ui: Ui) -> Catalog:
    """Read the catalogue of a language from the package, its two files as one."""
    catalog, checks = (_read(f"locale/{name}.po", ui) for name in (ui, f"{ui}-checks"))
    for entry in checks:
        if entry.id:
            catalog.add(entry.id, entry.string, context=entry.context)
    return catalog


def _read(path: str, ui: Ui) -> Catalog:
    with files("parallel_corpus.report").joinpath(path).open("rb") as file:
        return read_po(file, locale=ui, abort_invalid=True)


def _compiled(catalog: Catalog) -> NullTranslations:
    machine = BytesIO()
    write_mo(machine, catalog)
    machine.seek(0)
    return Translations(machine)
