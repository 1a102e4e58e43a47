"""N4xx: letters and digits that cannot stand where they stand."""

from __future__ import annotations

from parallel_corpus.normalise.rules.rule import Rule

RULES = (
    Rule(
        "N401",
        "foreign letter form",
        "ocr/foreign-letter",
        "ocr",
        "Persian ی and ک, Urdu ہ, ھ and ں, in an Arabic text.",
        "Other code points for the shapes of ي or ى, ك, ه and ن; Arabic has no use for them.",
        "A Persian or Urdu name is quoted in its own spelling: a word with پ چ ژ گ is left alone.",
        "الرائد\u06ccن",
        "الرائدين",
    ),
    Rule(
        "N402",
        "alef maksura inside a word",
        "ocr/medial-maksura",
        "ocr",
        "ى before another letter of the same word.",
        "ى stands only at the end of Arabic words; inside, its dots were lost.",
        "Two words lost the space between them; after على, إلى and their like nothing is done "
        "here (see N704). ىء, as some write شيء, and the ىٰ of the Koran are kept.",
        "وتجرىم",
        "وتجريم",
        confidence=0.95,
    ),
    Rule(
        "N403",
        "tatweel",
        "layout/tatweel",
        "layout",
        "The stretching stroke ـ between letters, or in runs.",
        "It fills a justified line. Kept where it carries meaning or house style: الـ before a "
        "figure or a Latin word, هـ for the Hijri year, a single one in نـز.",
        "A poem or a title is stretched as ornament.",
        "نسـبة",
        "نسبة",
    ),
    Rule(
        "N404",
        "mixed digits",
        "ocr/mixed-digits",
        "ocr",
        "A number written in digits of two systems.",
        "No writer changes systems inside a number; the system of most of its digits, or else of "
        "the text, is taken. The value stays.",
        "Never for the value; the choice of system may be the other one.",
        "20٢1",
        "2021",
    ),
    Rule(
        "N405",
        "typographic ligature",
        "encoding/ligature",
        "unknown",
        "The Latin ligatures ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ and ﬆ stored as one character.",
        "PDF extraction stores the glyph; no search knows the word by it.",
        "A text about typography shows the glyph itself.",
        "ofﬁce",
        "office",
    ),
)
