"""Arabic duals: two of a thing in one word."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language import script

_ENDINGS = ("ان", "ين", "تا", "تي", "اها", "اهم", "يهم", "انا", "ينا")
_SURE_ENDINGS = ("تان", "تين")
# Nouns that are counted often; with ين and ان they are two, not many.
_COUNTED = (
    "يوم شهر عام أسبوع قرن عقد مرت ضعف طفل رجل عضو شخص كتاب ملف سطر بند فصل جزء باب مجلد حرف رقم "
    "خيار نوع قسم شرط سبب طرف جانب بلد اتجاه مبدأ هدف برنامج مشروع مندوب اثن شاهد ولد أخ ابن شقيق "
    "متر كيلومتر ميل دولار دينار درهم ريال جنيه طن لتر يورو جرام غرام فدان هكتار دقيق ثاني كلب قط "
    "صحن كوب كأس مقعد مرشح حزب نائب لاعب هاتف جهاز جيل وجه مجال عامل عنصر اقتراح قرار تقرير"
)


def has_dual(text: str, *, sure: bool = False) -> bool:
    """Say whether an Arabic text has a word that can be a dual; with `sure`, one that must be.

    >>> has_dual("لمدة شهرين", sure=True), has_dual("المسلمين"), has_dual("المسلمين", sure=True)
    (True, True, False)
    """
    return any(
        (key in _sure_duals() or key.endswith(_SURE_ENDINGS)) if sure else key.endswith(_ENDINGS)
        for _, _, word in script.words(text)
        if len(word) > 4
        for key in (script.word_key(word),)
    )


@lru_cache(maxsize=1)
def _sure_duals() -> frozenset[str]:
    return frozenset(
        prefix + script.word_key(noun) + ending
        for noun in _COUNTED.split()
        for ending in ("ان", "ين")
        for prefix in ("", "و", "ال", "ل", "لل", "ب", "بال", "وال", "ف", "ول", "وب")
    )
