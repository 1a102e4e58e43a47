"""From the order on the paper, left to right, to the order of reading, for lines of Arabic.

The Unicode Bidirectional Algorithm (UAX 9) says how a line is laid out; here it is undone: in a
line that runs from right to left, Latin words and numbers are runs that keep their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "E", "AN": "E", "CS": "C", "ES": "S", "ET": "T"}
# After an Arabic letter a number joins nothing but points, commas and slashes (UAX 9, W2 to W5).
_LEFT_TO_RIGHT = re.compile(r"T*L(?:[^R]*[LE]T*)?|E(?:C?E)*")
_FIRST_NUMBER = re.compile(r"T*E(?:[CS]?E)*T*")
_ONE_WAY = re.compile(r"(?<![^\W_])(?:\((?P<a>[^\s()]{1,12})\(|\)(?P<b>[^\s()]{1,12})\))(?![^\W_])")
_RIGHT_TO_LEFT = re.compile(r"R(?:[^LE]*(?:E(?:[CS]?E)*)?[^LE]*R)*")
_OPENING = "([{«‹"
_CLOSING = ")]}»›"
_SWAPPED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


def logical_order(units: Sequence[str], *, rtl: bool) -> tuple[str, str]:
    """Return units given from left to right as read, and the same with brackets turned.

    Some programs store brackets as they look, some as they are meant; the whole page tells which
    of the two texts is right (see `brackets_are_turned`).

    >>> logical_order(list("هبتك %25 نم 3"), rtl=True)[0]
    '3 من 25% كتبه'
    >>> logical_order(list("see مالس now"), rtl=False)[0]
    'see سلام now'
    """
    classes = "".join(map(_class, units))
    pattern = _LEFT_TO_RIGHT if rtl else _RIGHT_TO_LEFT
    plain: list[str] = []
    turned: list[str] = []
    position = 0
    if rtl and "R" not in classes:
        pattern = _FIRST_NUMBER if "L" not in classes else _LEFT_TO_RIGHT
    for match in pattern.finditer(classes):
        _add(units[position : match.start()], plain, turned, rtl=rtl)
        end = match.end()
        if rtl and end < len(units) and _is_open(units[match.start() : end], units[end]):
            end += 1  # "A/RES/75/1 (2020)": brackets that open in a run close in it.
        run = units[match.start() : end]
        if rtl:
            plain.append("".join(run))
            turned.append("".join(run))
        else:
            one, other = logical_order(run, rtl=True)
            plain.append(one)
            turned.append(other)
        position = end
    _add(units[position:], plain, turned, rtl=rtl)
    if rtl:
        plain.reverse()
        turned.reverse()
    return _paired("".join(plain)), _paired("".join(turned))


def _paired(text: str) -> str:
    """Return `text` with brackets that open twice, or close twice, about one word put right."""
    return _ONE_WAY.sub(lambda m: f"({m['a'] or m['b']})", text)


def _is_open(run: Sequence[str], following: str) -> bool:
    brackets = sum(unit in _OPENING or unit in _CLOSING for unit in run)
    return brackets % 2 == 1 and (following in _OPENING or following in _CLOSING)


def _add(units: Sequence[str], plain: list[str], turned: list[str], *, rtl: bool) -> None:
    plain += units
    turned += [unit.translate(_SWAPPED) for unit in units] if rtl else units


def _class(unit: str) -> str:
    return _CLASSES.get(unicodedata.bidirectional(unit[0]), "N")


def brackets_are_turned(lines: Sequence[str]) -> bool:
    """Tell whether in most lines with brackets a closing one comes before its opening one.

    >>> brackets_are_turned([")أ( يدفع"]), brackets_are_turned(["(أ) يدفع"])
    (True, False)
    """
    votes = 0
    for line in lines:
        wrong = right = depth = 0
        for sign in line:
            if sign in _OPENING:
                depth += 1
                right += 1
            elif sign in _CLOSING:
                if depth == 0:
                    wrong += 1
                depth = max(0, depth - 1)
        right -= depth  # Opened and never closed: no proof of either.
        wrong += depth
        votes += (wrong > right) - (right > wrong)
    return votes > 0


def bracketed(plain: str, turned: str, *, turned_page: bool) -> str:
    """Return that reading of a line in which each bracket that opens is closed.

    One font may hold the brackets of Latin words as they look and those of Arabic words as they
    are meant, or the other way round. Where no reading is whole (the other bracket is in the next
    line), the page's other lines tell: `turned_page`.

    >>> bracketed("القرار A/1 )2020(", "القرار A/1 )2020(", turned_page=False)
    'القرار A/1 (2020)'
    """
    readings = (turned, plain) if turned_page else (plain, turned)
    others = [reading.translate(_SWAPPED) for reading in readings]
    return next((one for one in (*readings, *others) if _is_closed(one)), readings[0])


def _is_closed(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0:
            return False
    return depth == 0
