"""N1xx: what came in broken before anybody read it (encoding, invisible and visual forms)."""

from __future__ import annotations

from parallel_corpus.normalise.rules.rule import Rule

RULES = (
    Rule(
        "N101",
        "mojibake",
        "encoding/mojibake",
        "unknown",
        "Characters that are the bytes of UTF-8, or of Windows-1256, read in another code page.",
        "A run of such characters decodes to valid UTF-8 or to Arabic words and says nothing else.",
        "A text about encodings quotes mojibake on purpose.",
        "childâ€™s",
        "child’s",
    ),
    Rule(
        "N102",
        "presentation form",
        "encoding/presentation-forms",
        "unknown",
        "Arabic letters stored as glyphs (U+FB50-FDC7, U+FE70-FEFC) instead of as letters.",
        "PDF extraction stores shapes; no search, dictionary or encoder knows the word by them.",
        "A text about typography shows the shapes themselves. Signs such as ﷺ are kept.",
        "ﻃﻔﻞ",
        "طفل",
    ),
    Rule(
        "N103",
        "bidi control",
        "encoding/bidi-control",
        "unknown",
        "Invisible marks that steer the direction of display (LRM, RLM, embeddings, isolates).",
        "They come from the page's display, break words for every search, and can hide reordering.",
        "A line of mixed scripts is displayed in an order that only the mark makes right.",
        "المادة \u200f16",
        "المادة 16",
    ),
    Rule(
        "N104",
        "visually reversed line",
        "extraction/visual-order",
        "unknown",
        "A line whose Arabic letters are stored from left to right, as they look on the page.",
        "Several words begin with ة or ى, which stand only at the end of words, and none ends so.",
        "The line is a puzzle or quotes reversed text.",
        "ةقرولا ىلع ةباتكلا ةديج",
        "جيدة الكتابة على الورقة",
    ),
    Rule(
        "N105",
        "invisible character",
        "encoding/invisible",
        "unknown",
        "Byte order marks, zero-width spaces, soft hyphens and control characters; a zero-width "
        "non-joiner only where it joins nothing (beside a space or at an edge).",
        "They are left by programs, show nothing, and split words for every search.",
        "A soft hyphen marks a real hyphen that the font lost.",
        "re\u00adport",
        "report",
    ),
    Rule(
        "N106",
        "decomposed letter",
        "encoding/decomposed",
        "unknown",
        "A letter and its combining hamza, madda or accent stored apart (ا + ٔ, e + ´).",
        "Both spellings look the same and Unicode holds them equal; the composed one is NFC. The "
        "order of vowel marks is left as it is written.",
        "Never: the two are canonically equivalent.",
        "ا\u0654طفال",
        "أطفال",
    ),
)
