"""What laws and manuals call their parts, in both languages, without the Arabic article."""

from __future__ import annotations

_DIVISIONS = """
    book part title division chapter section subsection annex appendix schedule
    كتاب جزء قسم باب مبحث فرع ملحق مرفق جدول
"""
_ARTICLES = """
    article art clause rule regulation principle sec § مادة فصل بند مبدأ قاعدة
    item question step lesson exercise سؤال خطوة درس تمرين
"""

DIVISIONS = frozenset(_DIVISIONS.split())
"""Parts that hold articles, and whose name is a heading."""
ARTICLES = frozenset(_ARTICLES.split())
"""Parts that hold text."""
ABBREVIATED = frozenset(("art", "sec"))
"""Those that are written with a full stop."""
