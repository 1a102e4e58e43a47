"""N7xx: words that were read wrongly, and words that were typed wrongly."""

from __future__ import annotations

from parallel_corpus.normalise.rules.rule import Rule

RULES = (
    Rule(
        "N701",
        "damaged word",
        "ocr/word",
        "ocr",
        "A spelling that is no word, and the word it was made of by a known confusion of letters.",
        "Applied where two independent witnesses agree: the same context elsewhere in the corpus, "
        "the lexicon, a document whose damage is plain. Otherwise proposed. Never the nearest "
        "word: the confusion must be one that happens.",
        "A name, or a rare word that no lexicon has.",
        "مماية الأطفال",
        "حماية الأطفال",
        confidence=0.9,
    ),
    Rule(
        "N702",
        "other word in the same context",
        "ocr/real-word",
        "ocr",
        "A word that stands, by a known confusion, where a sister text has another.",
        "Both are words, so that only the context tells which was meant. Only proposed.",
        "The authors changed the word on purpose.",
        "المعترف بما على نطاق واسع",
        "المعترف بها على نطاق واسع",
        applies=False,
        confidence=0.6,
    ),
    Rule(
        "N703",
        "other form in the same context",
        "human/agreement",
        "human",
        "Another ending, person or hamza seat than a sister text has in the same context.",
        "Such things people write: a remark for the reviser, never applied.",
        "Both forms are right in their sentences.",
        "يمكن أن يؤديه",
        "يمكن أن تؤديه",
        applies=False,
        confidence=0.4,
    ),
    Rule(
        "N704",
        "lost space",
        "ocr/lost-space",
        "ocr",
        "Two words written as one that no lexicon knows.",
        "Both halves are common words, and the corpus or a second witness has them apart.",
        "A name made of two words (عبدالله) that is not listed.",
        "عبرالإنترنت",
        "عبر الإنترنت",
        confidence=0.9,
    ),
    Rule(
        "N705",
        "broken word",
        "ocr/broken-word",
        "ocr",
        "A word in two pieces, of which one at least is no word.",
        "Together they are a common word; or the corpus has it whole in the same context.",
        "The first piece is an abbreviation.",
        "الاست غلال",
        "الاستغلال",
        confidence=0.9,
    ),
    Rule(
        "N706",
        "sign for a comma",
        "ocr/comma",
        "ocr",
        "ء, » or a Latin comma right after an Arabic word where ، was meant.",
        "OCR takes ، for them. Applied where the document's damage is plain and the word without "
        "ء is a word, » has no « in the whole text, or the text has ، as well as the Latin comma.",
        "A quotation that began in another text.",
        "المجتمع» وعلى",
        "المجتمع، وعلى",
        confidence=0.9,
    ),
)
