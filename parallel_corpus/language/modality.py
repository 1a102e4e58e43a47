"""What binds, allows or advises, and how sure a statement is."""

from __future__ import annotations

import re
from functools import lru_cache

from parallel_corpus.language.closed import ClosedList, named_lists
from parallel_corpus.language.script import Offsets, stood, unmarked

OPPOSITES = (("must", "may"), ("must", "can"), ("should", "may"), ("probably", "perhaps"))
"""Exchanges that change what is said. "Must" beside ينبغي is a matter of house style."""

LOOSE = frozenset({"probably", "perhaps"})
"""How sure a statement is: many translators do not tell the two apart."""


@lru_cache(maxsize=1)
def modality() -> tuple[ClosedList, ClosedList]:
    """Return the English and the Arabic words of modality by what they say.

    >>> [m.name for m in modality()[1].mentions("لا يجوز لأحد") if not m.name.endswith("?")]
    ['may']
    """
    return named_lists("modality.tsv")


# "It is up to X to": only at the beginning of a clause, and not "on that", "despite", "as".
_INCUMBENT = re.compile(
    r"(?:^|[.؛:]\s)\W{0,20}[وف]?على\s+(?!(?:أن|أنه?ا?|الرغم|رغم|سبيل|غرار|نحو|النحو|حد|أساس|عكس|العكس|ضوء|إثر|"
    r"مدى|امتداد|مر|طول|هامش|صعيد|مستوى|الأقل|الأكثر|الأرجح|الفور|هذا|هذه|ذلك|تلك|ما|من|كل حال|"
    r"أي حال|يد|يمين|يسار|متن|ظهر|رأس|سطح|بعد|عاتق|شكل|هيئة|أثر|مدار|خلاف|خلفية|جانب|"
    r"جانبي|شاكلة|وجه|وقع|"
    r"مقربة|مسافة|اليمين|اليسار|أرض|شاطئ|ساحل|ضفاف|ضفة|طريق|الطريق|الصعيد|المستوى|المدى|الإطلاق)\b)"
    r"(?P<who>[\w]+)"
)
_ADVISED = re.compile(
    r"(?<!\w)(?:و|ف)?(?:يفضل|يستحسن|يحبذ|من المستحسن|من الأفضل)(?= (?:أن|ألا|عدم|ال))"
)
_AR_STRICT = re.compile(
    r"(?<!\w)[وف]?(?:[يت]جب|وجوب\w*|واجب\w*|[يت]تعين|[يت]لزم\w*|لزوم\w*|لا بد|[يت]شترط|شريطة|بشرط|"
    r"ينبغي|إلزامي\w*|ملزم\w*|مطلوب\w*|[يت]توجب|لا يجوز|يحظر|يمنع|ضرور\w*|مطالب\w*)(?!\w)"
)
_EN_ADVISED = re.compile(
    r"\b(?:prefer\w*|recommend\w*|advis\w*|ideal\w*|best|better|encourag\w*|should|ought|desir\w*)\b",
    re.I,
)
_EN_MAY = re.compile(r"\bmay\b(?! (?:not|be|have|well|or may not|also be)\b)")
_EN_ON = re.compile(r"\W*(?:on|upon|over|at|in|under|despite|notwithstanding|based)\b", re.I)
_EN_STRICT = re.compile(
    r"\b(?:must|shall|should|have to|has to|required?|ought|obliged|need(?:s|ed)?|responsib\w*|"
    r"incumbent|up to|will)\b",
    re.I,
)
_AR_ALLOWS = re.compile(
    r"(?<!\w)[وف]?(?:[يت]جوز|جاز|جائز\w*|[يت]حق|[يت]مكن\w*|بإمكان\w*|[يت]ستطيع\w*|قد|ربما|[يت]سمح|مسموح|"
    r"حق|الحق|[يت]خول\w*|مخول\w*|إن (?:شاء|رغب|أراد)\w*|صلاحي\w*|اختياري\w*|[يت]تاح|لهم?|لها|"
    r"[يت]حتمل|احتمال|ممكن|إمكان\w*|رخص\w*|إذن)(?!\w)"
)


def binds(english: str, arabic: str) -> tuple[Offsets, Offsets] | None:
    """Return the places of "may" and of the word behind على that Arabic binds by it, else None.

    Only where neither side has another word of duty or permission.

    >>> binds("Bidders may submit two offers.", "على مقدمي العطاءات تقديم عرضين.")
    ((8, 11), (4, 9))
    >>> binds("Bidders may submit two offers.", "يجوز لمقدمي العطاءات تقديم عرضين.") is None
    True
    """
    may = list(_EN_MAY.finditer(english))
    plain, places = unmarked(arabic)
    bound = _INCUMBENT.search(plain)
    if len(may) != 1 or bound is None or _EN_ON.match(english):
        return None
    if _EN_STRICT.search(english) or _AR_ALLOWS.search(plain):
        return None
    return may[0].span(), stood(bound.span("who"), places)


def advises(english: str, arabic: str) -> tuple[Offsets, Offsets] | None:
    """Return the places of "must" and of the Arabic word that only advises it (يفضل), else None.

    Only where neither side has another word of duty or advice.

    >>> advises("Members must reply.", "يفضل أن يرد الأعضاء.")
    ((8, 12), (0, 4))
    """
    must = list(re.finditer(r"\b(?:must|shall)\b", english))
    plain, places = unmarked(arabic)
    advised = _ADVISED.search(plain)
    if len(must) != 1 or advised is None:
        return None
    if _EN_ADVISED.search(english) or _AR_STRICT.search(plain):
        return None
    return must[0].span(), stood(advised.span(), places)
