"""What a program fills in, and the tags of markup: lost, added, exchanged or left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.plural_forms import number_of_form
from parallel_corpus.language.literals import PLACEHOLDER, TAG, Plural, plurals
from parallel_corpus.language.script import letters
from parallel_corpus.model import Finding, Span

# Tags that stand alone in HTML and XLIFF 1.2/2.
_EMPTY = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "wbr",
        "meta",
        "link",
        "area",
        "col",
        "source",
        "track",
        "x",
        "bx",
        "ex",
        "bpt",
        "ept",
        "ph",
        "it",
        "sc",
        "ec",
        "cp",
        "sm",
        "em-sm",
    ]
)
# Blocks of a page, not parts of a sentence: where they begin and end is the aligner's matter.
_BLOCKS = frozenset(
    [
        "aside",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "main",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "p",
        "blockquote",
        "figure",
        "figcaption",
        "details",
        "summary",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "center",
        "form",
        "img",
    ]
)
_UNNAMED = re.compile(r"%[^%(]*$|%[-#0 +]*\d*(?:\.\d+)?(?:l{0,2}[diuxX]|[sfgc@])")
_IDS = re.compile(r"\b(?:id|rid|i)\s*=\s*[\"']?([\w.-]+)")
_FORM = re.compile(r"(?:^|[\s}])(=\d+|[a-z]\w*)\s*\{")


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        texts = unit.source_text, unit.target_text
        if not any(mark in text for text in texts for mark in "%{<$"):
            continue
        counted = number_of_form(unit.id, context.bitext.target_language) is not None
        if counted and _lacks_one(*texts):
            continue
        for finder in (_unequal, _exchanged, _unbalanced, _forms):
            found = finder(*texts)
            if found:
                message, here, there = found
                yield context.finding(
                    CHECK.code, unit, 0.9, message, source_spans=here, target_spans=there
                )
                break


_Found = tuple[str, Sequence[Span], Sequence[Span]] | None


def _items(text: str) -> list[tuple[str, Span]]:
    """Return placeholders and tags by kind, without attributes, which are translated."""
    inside = plurals(text)
    found = [
        (re.sub(r"\s+", "", match[0]), span(text, *match.span()))
        for match in PLACEHOLDER.finditer(text)
        if not _within(match.start(), inside)
    ]
    found += [
        (_tag(match), span(text, *match.span()))
        for match in TAG.finditer(text)
        if match["name"].casefold() not in _BLOCKS and not _within(match.start(), inside)
    ]
    found += [
        (f"{{{block.name}, {block.how}}}", span(text, block.start, block.end)) for block in inside
    ]
    return sorted(found, key=lambda item: item[1].start)


def _within(place: int, blocks: Sequence[Plural]) -> bool:
    return any(block.start <= place < block.end for block in blocks)


def _tag(match: re.Match[str]) -> str:
    name = match["name"].casefold()
    own = _IDS.search(match["rest"]) if name in _EMPTY or name in ("g", "mrk", "pc") else None
    slash = "/" if match[0].startswith("</") else ""
    return f"<{slash}{name}{' ' + own[1] if own else ''}>"


def _unequal(source: str, target: str) -> _Found:
    here, there = _items(source), _items(target)
    one, other = Counter(name for name, _ in here), Counter(name for name, _ in there)
    if one == other or _filled_by_hand(
        list((one - other).elements()), list((other - one).elements())
    ):
        return None
    lost, added = one - other, other - one
    for name in [n for n in lost if n.startswith("</")]:
        # A pair of tags that went is one loss, told by the opening one.
        if lost.get(name.replace("/", "")):
            del lost[name]
    said = []
    if lost:
        said.append(f"lacks {_list(lost)}")
    if added:
        said.append(f"has {_list(added)}, which the source does not")
    return (
        f"The translation {' and '.join(said)}",
        [place for name, place in here if name in lost],
        [place for name, place in there if name in added],
    )


def _lacks_one(source: str, target: str) -> bool:
    """Tell whether all that differs is one placeholder of the source: the number, said in words."""
    here, there = (Counter(name for name, _ in _items(text)) for text in (source, target))
    lost = [name for name in (here - there).elements() if not name.startswith("<")]
    return len(lost) == (here - there).total() == 1 and not there - here


def _filled_by_hand(lost: Sequence[str], added: Sequence[str]) -> bool:
    """Tell whether these are blanks for a reader to fill in, {{name}} beside {{الاسم}}."""
    return len(lost) == len(added) and all(
        name.startswith("{{") and (letters(name)[0] > 0) == arabic
        for names, arabic in ((lost, False), (added, True))
        for name in names
    )


def _list(names: Counter[str]) -> str:
    return ", ".join(f"“{name}”" for name in sorted(names)[:3])


def _exchanged(source: str, target: str) -> _Found:
    """Report placeholders without a name (%s, %d) in another order: they are filled in by order."""
    here, there = (
        [item for item in _items(text) if item[0].startswith("%") and _UNNAMED.fullmatch(item[0])]
        for text in (source, target)
    )
    if [name for name, _ in here] == [name for name, _ in there]:
        return None
    return (
        "Placeholders without a name stand in another order, and are filled in by it",
        [place for _, place in here],
        [place for _, place in there],
    )


def _unbalanced(source: str, target: str) -> _Found:
    """Report tags that the translation closes out of order where the source does not."""
    if _open(source) or not (wrong := _open(target)):
        return None
    return (
        f"The tag “{wrong.text}” of the translation is not closed where it should be",
        [],
        [wrong],
    )


def _open(text: str) -> Span | None:
    opened: list[tuple[str, Span]] = []
    for match in TAG.finditer(text):
        name = match["name"].casefold()
        place = span(text, *match.span())
        if name in _EMPTY or name in _BLOCKS or match["closed"]:
            continue
        if not match[0].startswith("</"):
            opened.append((name, place))
        elif not opened or opened.pop()[0] != name:
            return place
    return opened[-1][1] if opened else None


def _forms(_source: str, target: str) -> _Found:
    """Report a plural block without its last resort, "other", which breaks the program."""
    for block in plurals(target):
        said = target[block.start : block.end]
        forms = {match[1] for match in _FORM.finditer(said)}
        if "other" not in forms:
            return (
                f"The {block.how} block lacks the form “other”",
                [],
                [span(target, block.start, block.end)],
            )
    return None


CHECK = Check(
    code="P07",
    name="placeholders",
    family="typography",
    severity="error",
    scope="unit",
    mqm="textual-conventions",
    explanation=Explanation(
        finds="Placeholders ({name}, %s, %(name)s, ${name}, {{ name }}), blocks of plural forms "
        "(ICU) and tags of HTML or XLIFF that one side has and the other has not; %s and %d in "
        "another order; tags of the translation that are not closed; plural forms without “other”.",
        matters="The program that fills in the text fails, or shows one value for another.",
        wrong="Code shown as text, where it may be translated. A plural's form for one number may "
        "say it in words, and is not told of.",
        example="“Deleted {count} files from {folder}” beside حُذفت {count} ملفات.",
    ),
    run=_run,
)
