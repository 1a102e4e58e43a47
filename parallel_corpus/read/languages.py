"""Which language a file is in: by what its name and folder say, else by the letters of its prose.

What the user says (a file's place as SOURCE or TARGET, --from and --to, corpus.toml) goes first
and is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from parallel_corpus.language.script import letters
from parallel_corpus.model import Language
from parallel_corpus.read.lines import Line

_NAMES: dict[str, Language] = {
    **dict.fromkeys(("en", "eng", "english", "anglais", "انجليزي", "الانجليزية", "انكليزي"), "en"),
    **dict.fromkeys(("ar", "ara", "arabic", "arabe", "عربي", "العربية", "عربية", "بالعربية"), "ar"),
}
_PIECES = re.compile(r"[^\W_]+")
# ReportAR.docx, GuideEng.md: a code that capitals set off at the end of a name in small letters.
_CAPITALS = re.compile(r"(?<=[a-z0-9])(EN|AR|ENG|ARA|En|Ar|Eng|Ara|English|Arabic)(?=\.|$)")

# Letters that are no prose: addresses, code, tags, link targets.
_NO_PROSE = re.compile(
    r"""
      \b(?:https?|ftp|mailto):[^\s<>)\]]+ | \bwww\.[^\s<>)\]]+
    | (?<=\])\([^\s()]*\) | ^\s*\[[^\]\n]{1,200}\]:\s*\S+.*$
    | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+
    | `[^`\n]{1,500}` | </?[a-zA-Z][^<>\n]{0,500}>
    """,
    re.VERBOSE | re.MULTILINE,
)

# A translation is about as long as its text: less than this share of the prose is quotation.
_BILINGUAL = 0.25
_RUNNING = 3  # words: fewer are a name, a label or a heading


def languages_of_name(path: PurePath | str) -> tuple[Language, ...]:
    """Return the languages that a file's name says it holds, else those that its folders say.

    Both are named for a file that holds both ("law.ar-en.txt"); none where nothing is said.

    >>> languages_of_name("law.ar.txt"), languages_of_name("ar/law.md"), languages_of_name("a.txt")
    (('ar',), ('ar',), ())
    >>> languages_of_name("docs/عربي/a.md"), languages_of_name("law.ar-en.txt")
    (('ar',), ('ar', 'en'))
    """
    path = PurePath(path)
    found = _named(path.name)
    if found:
        return found
    for folder in reversed(path.parent.parts):
        found = _named(folder)
        if len(found) == 1:
            return found
    return ()


def _named(name: str) -> tuple[Language, ...]:
    name = _CAPITALS.sub(r" \1", unicodedata.normalize("NFC", name))
    pieces = [piece.casefold().translate(_HAMZA) for piece in _PIECES.findall(name)]
    found = [(at, _NAMES[piece]) for at, piece in enumerate(pieces) if piece in _NAMES]
    if not found:
        return ()
    at, last = found[-1]
    if len(found) > 1 and found[-2] == (at - 1, "en" if last == "ar" else "ar"):
        return found[-2][1], last
    return (last,)


_HAMZA = str.maketrans("أإآ", "ااا")


def prose_letters(text: str) -> tuple[int, int]:
    """Return the Arabic and Latin letters of `text`, leaving out addresses, code, tags and links.

    >>> prose_letters("انظر [القواعد](https://library.example.org/rules)")
    (11, 0)
    """
    return letters(_NO_PROSE.sub(" ", text))


def arabic_share(lines: Sequence[Line]) -> float | None:
    """Return the share of Arabic among the letters of the prose of `lines`.

    None where there are none.
    """
    counts = [prose_letters(line.text) for line in lines]
    arabic, latin = (sum(side) for side in zip(*counts, strict=True)) if counts else (0, 0)
    return arabic / (arabic + latin) if arabic + latin else None


def is_bilingual(lines: Sequence[Line]) -> bool:
    """Tell whether both languages have running text, in the proportion of a translation.

    Names, quotations, a bibliography or code in the other script do not make a file bilingual.
    """
    sizes = {True: 0, False: 0}
    for line in lines:
        arabic, latin = prose_letters(line.text)
        if max(arabic, latin) >= 4 * min(arabic, latin) and len(line.text.split()) >= _RUNNING:
            sizes[arabic > latin] += arabic + latin
    return min(sizes.values()) > _BILINGUAL * sum(sizes.values())
