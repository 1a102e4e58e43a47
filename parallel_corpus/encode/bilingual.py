"""Whether an encoder brings English and Arabic together, tried on a few sentences."""

from __future__ import annotations

import numpy as np

from parallel_corpus.encode.protocol import Encoder, knows_words

_ENGLISH = (
    "The committee adopted the report.",
    "It rained all night in the mountains.",
    "Please wash your hands before eating.",
    "The price of bread has risen.",
    "He read the letter and began to cry.",
    "Children have the right to education.",
    "Press the button to start the machine.",
    "The king built a palace by the river.",
)
_ARABIC = (
    "اعتمدت اللجنة التقرير.",
    "هطل المطر طوال الليل في الجبال.",
    "يرجى غسل اليدين قبل تناول الطعام.",
    "ارتفع سعر الخبز.",
    "قرأ الرسالة وأخذ يبكي.",
    "للأطفال الحق في التعليم.",
    "اضغط على الزر لتشغيل الآلة.",
    "بنى الملك قصرا على ضفة النهر.",
)
# What was found, by the encoder's name.
_FOUND: dict[str, bool] = {}


def is_bilingual(encoder: Encoder) -> bool:
    """Tell whether translations are closer to each other than to other sentences.

    An encoder that says so itself (`is_bilingual`), or that has vectors of known texts only, is
    taken at its word; any other encodes sixteen sentences, once.
    """
    inner = getattr(encoder, "contextual", encoder)
    said = getattr(inner, "is_bilingual", None)
    if said is not None or not knows_words(inner):
        return said is not False
    if inner.name not in _FOUND:
        english, arabic = np.split(inner.encode([*_ENGLISH, *_ARABIC]), 2)
        right = (english @ arabic.T).argmax(axis=1) == np.arange(len(_ENGLISH))
        _FOUND[inner.name] = int(right.sum()) > len(_ENGLISH) / 2
    return _FOUND[inner.name]
