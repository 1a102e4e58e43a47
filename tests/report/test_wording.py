"""The catalogue of pages: complete in Arabic, and sure of every message that the checks write."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from jinja2.ext import babel_extract
from lxml import html

from parallel_corpus import checks, review
from parallel_corpus.annotators.findings import _FATES
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.checks import REGISTRY, CheckSettings
from parallel_corpus.model import Change, Severity
from parallel_corpus.normalise import RULES
from parallel_corpus.report import render_report
from parallel_corpus.report.amended import _FOLLOWED
from parallel_corpus.report.findings import _FACTS, _HEADINGS, CHECKS, SEVERITY_NAMES
from parallel_corpus.report.page import environment
from parallel_corpus.report.wording import (
    ERROR,
    EXPLANATION,
    FINDING,
    VERDICT,
    WORD,
    load_catalog,
    wording,
)
from parallel_corpus.review.page import KEYS, SHORT, script_messages
from parallel_corpus.review.wording import PAST, THINGS
from tests.checks.resolutions import encoder
from tests.checks.test_cases import CASES, FIRES, build

PACKAGE = Path(checks.__file__).parents[1]
ROOMS = (PACKAGE / "report", Path(review.__file__).parent)
ARABIC = wording("ar")
CATALOG = load_catalog("ar")
_NAMES = re.compile(r"\{\w+\}|%\(\w+\)s|%s")


def texts() -> set[str]:
    """Every text that templates, views and the script hand to the catalogue, without a context."""
    found: set[str] = {*script_messages(), *SHORT.values(), *(words for _, _, words in KEYS)}
    options = {"trim_blocks": "true", "newstyle_gettext": "true"}
    for template in sorted(file for room in ROOMS for file in room.glob("templates/*.j2")):
        with template.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_",), (), options):
                found.add(message[0] if isinstance(message, tuple) else message)
    told = PACKAGE / "annotators" / "findings.py"
    found.update(text for _, text in _FATES)
    for module in (told, *sorted(file for room in ROOMS for file in room.glob("*.py"))):
        if module.name == "serve.py":  # what it says goes to the terminal
            continue
        with module.open("rb") as file:
            keywords: dict[str, Any] = {"say": None, "count": (1, 2)}
            for _, message, _, _ in extract("python", file, keywords=keywords):
                found.add(message[0] if isinstance(message, tuple) else message)
    return found


def words() -> set[str]:
    """Words of the closed sets that views put into sentences."""
    names = {check.name.replace("-", " ") for check in REGISTRY.values()}
    families = {check.family for check in REGISTRY.values()}
    return {
        *names,
        *families,
        *SEVERITY_NAMES.values(),
        *_FACTS.values(),
        *_FOLLOWED.values(),
        *(heading for _, heading in _HEADINGS),
        *(rule.name for rule in RULES.values()),
        *PAST,
        *THINGS.values(),
        "confirmed",
        CHECKS,
        "moved",
        "applied",
        "proposed",
        "rejected",
    }


def test_every_text_of_the_pages_is_in_the_catalogue() -> None:
    assert len(texts()) > 100
    missing = sorted(text for text in texts() if not CATALOG.get(text))
    assert missing == []
    assert sorted(word for word in words() if not CATALOG.get(word, WORD)) == []
    assert sorted(done for done in PAST.values() if not CATALOG.get(done, VERDICT)) == []


def errors() -> set[str]:
    """What the desk refuses to do and why, and why a decision holds no longer, as it is written.

    Values stand in braces. What only a wrong request is told, nobody reads.
    """
    found: set[str] = set()
    for path in (ROOMS[1] / "actions.py", PACKAGE / "decisions" / "apply.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="CorpusError" | "ConflictError"), args=[what]):
                    said = [what, *(word.value for word in node.keywords if word.arg == "hint")]
                case ast.Call(func=ast.Name(id="_needed" | "Stale"), args=[_, what]):
                    said = [what]
                case ast.Assign(targets=[ast.Name(id="GONE")], value=what):
                    said = [what]
                case ast.Return(value=what) if path.stem == "apply":
                    said = [what] if isinstance(what, ast.Constant | ast.JoinedStr) else []
                case _:
                    said = []
            found |= {
                text for text in map(written, said) if text and "cannot be said of" not in text
            }
    return found


def written(text: ast.expr | None) -> str:
    """A text with a name in braces for each value, "" for what is no text."""
    match text:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=parts):
            return "".join(
                str(p.value) if isinstance(p, ast.Constant) else f"{{{value_name(p)}}}"
                for p in parts
            )
    return ""


def value_name(part: ast.expr) -> str:
    """What a value is called in the catalogue: the last word of how it is written."""
    return re.findall(r"[a-z]+", ast.unparse(part).split(" or ")[-1].strip("f'{}\""))[-1]


def test_what_cannot_be_done_is_said_in_arabic() -> None:
    found = errors()
    assert len(found) > 20
    known = {re.sub(r"\{\w+\}", "{}", str(m.id)) for m in CATALOG if m.context == ERROR}
    assert {re.sub(r"\{\w+\}", "{}", text) for text in found} == known
    assert ARABIC.error("amal decided “reject” here at 10:30 UTC") == (
        "قرّر amal هنا “رفض” في الساعة 10:30 بالتوقيت العالمي"
    )
    assert ARABIC.error("a disk is full") == "a disk is full"


def test_every_check_explains_itself_in_arabic() -> None:
    told = {
        text
        for check in REGISTRY.values()
        for text in (getattr(check.explanation, part) for part, _ in _HEADINGS)
    }
    assert told == {message.id for message in CATALOG if message.context == EXPLANATION}
    for text in told:
        said = ARABIC.explanation(text)
        assert re.search("[\u0621-\u064a]", said), text
        # What is code or a quotation of the source's language is not translated.
        assert set(re.findall(r"`[^`]+`", text)) == set(re.findall(r"`[^`]+`", said))


def test_the_catalogue_is_whole_and_holds_nothing_that_nobody_says() -> None:
    known = texts()
    for message in CATALOG:
        if not message.id:
            continue
        one = message.id[0] if isinstance(message.id, tuple) else message.id
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, one
        assert any(forms), one
        if message.context is None:
            assert one in known, one
        for form in filter(None, forms):
            # A form of a plural may spell its number out.
            assert set(_NAMES.findall(form)) <= set(_NAMES.findall(one)), one
            if not isinstance(message.id, tuple) and message.context != FINDING:
                assert set(_NAMES.findall(form)) == set(_NAMES.findall(one)), one


def fired() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.json")):
        cases = json.loads(path.read_text(encoding="utf-8"))
        mine = [case for case in cases if FIRES[case["kind"]]]
        found.append(pytest.param(path.stem, mine, id=path.stem))
    return found


@pytest.mark.parametrize(("name", "cases"), fired())
def test_every_message_of_the_checks_is_said_in_arabic(name: str, cases: list[Any]) -> None:
    check = next(check for check in REGISTRY.values() if check.name == name)
    for case in cases:
        options = {name: case["options"]} if "options" in case else {}
        run = checks.check_corpus if check.run_corpus else checks.check
        bitext: Any = [build(case)] if check.run_corpus else build(case)
        settings = CheckSettings(select=(name,), options=options)
        for finding in run(bitext, encoder(), settings=settings):
            if check.name == "own-pattern" and "message" in str(case.get("options")):
                continue
            told = ARABIC.template(finding.message)
            assert told is not None, finding.message
            said = ARABIC.finding(finding.message)
            assert said != finding.message
            # Nothing that was quoted is lost, and no English of ours is left.
            for span in (*finding.source_spans, *finding.target_spans):
                if f"“{span.text}”" in finding.message:
                    assert f"“{span.text}”" in said
            plain = re.sub(r"“.*”|\(.*\)", "", said)
            assert not re.search(r"\b(?:the|source|translation|paragraph|and)\b", plain), said


def test_messages_keep_their_values_and_places() -> None:
    said = ARABIC.finding("The source has “30” and “4” where the translation has “13”")
    assert said == "في المصدر “30” و“4” وفي الترجمة “13”"
    missing = "No translation stands beside operative paragraph 9: “Also calls…”"
    assert ARABIC.finding(missing) == "لا ترجمة تقابل الفقرة 9 من المنطوق: “Also calls…”"
    many = "The translation lacks the name “Fiji”; the same in 4 other places"
    assert "Fiji" in ARABIC.finding(many)
    assert "4" in ARABIC.finding(many)
    assert ARABIC.finding("A person's own remark.") == "A person's own remark."


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "لا أخطاء"),
        (1, "خطأ واحد"),
        (2, "خطآن"),
        (5, "5 أخطاء"),
        (27, "27 خطأً"),
        (100, "100 خطأ"),
    ],
)
def test_numbers_take_their_arabic_forms(number: int, form: str) -> None:
    assert ARABIC.count("%(n)s error", "%(n)s errors", number) == form


def test_the_arabic_report_reads_from_the_right(corpus: CheckedCorpus) -> None:
    page = html.fromstring(render_report(corpus, ui="ar"))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    for heading in page.xpath("//h2"):
        assert re.search("[\u0600-\u06ff]", heading.text_content())
    # All texts of documents are there in either language of the page.
    english = html.fromstring(render_report(corpus))
    texts_ = [page_.xpath("//*[@id='pairs']//div[@dir]/text()") for page_ in (page, english)]
    assert texts_[0] == texts_[1]


def test_templates_know_the_names_of_severities_and_kinds() -> None:
    made = environment(ui="ar")
    severities: dict[Severity, str] = made.globals["severity_names"]
    assert severities["error"] == "خطأ"
    kinds = Change.__dataclass_fields__["kind"].type
    for kind in re.findall(r'"([a-z]+)"', str(kinds)):
        assert ARABIC.word(kind) != kind or kind == "unchanged"
