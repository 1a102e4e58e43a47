"""What a translation keeps in the other script on purpose: links, glosses, quoted titles."""

from __future__ import annotations

import re

from parallel_corpus.language import script
from parallel_corpus.language.literals import without

_GLOSS = re.compile(r"[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?[)\]]")
_QUOTED = re.compile(r"[\"“«„][^\"”»“«„]{1,120}[\"”»“]|(?<!\w)[‘'][^'’]{1,120}[’'](?!\w)")
_LINK = re.compile(r"(?<=\])\([^()\s]*\)|\[[^\]\n]*\]:\s*\S+")
_FEWEST = 3  # letters of the target's script: a text with fewer is a copy


def without_kept(text: str, language: str) -> str:
    """Blank out quoted titles and bracketed explanations of terms.

    Both only inside a text of the target's own language: who copies a sentence copies its quotes.
    """
    arabic, latin = script.letters(text)
    if (arabic if language == "ar" else latin) < _FEWEST:
        return text
    for pattern in (_LINK, _GLOSS, _QUOTED):
        kept = [
            match.span()
            for match in pattern.finditer(text)
            if script.letters(match[0])[language != "ar"] == 0
        ]
        text = without(text, kept)
    return text
