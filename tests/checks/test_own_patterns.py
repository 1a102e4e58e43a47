"""The user's own table of patterns: how it is read, and what it is told when it is wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from parallel_corpus import checks
from parallel_corpus.checks import Bitext, CheckSettings
from parallel_corpus.checks.own_patterns import Pattern, matches, parse_patterns, read_patterns
from parallel_corpus.errors import ReadError, SettingsError
from tests.checks.resolutions import encoder


def table(folder: Path, text: str, name: str = "house.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "source,target,message,severity,when\n"
        '"\\bshall\\b","يجب|على","An obligation, please",error,target-lacks\n'
        "\n"
        ",لائحة,,,\n",
    )
    assert read_patterns(path) == (
        Pattern(
            "\\bshall\\b", "يجب|على", "An obligation, please", "error", "target lacks",
            "house.csv:2",
        ),
        Pattern("", "لائحة", "", "warning", "target", "house.csv:4"),
    )  # fmt: skip


def test_columns_may_stand_in_any_order_and_some_may_lack(tmp_path: Path) -> None:
    path = table(tmp_path, "message\tTarget\nno\tلائحة\n", "house.tsv")
    assert read_patterns(path)[0].when == "target"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("en,ar\na,b\n", "house.csv:1: has no column 'en'"),
        ("message\na\n", "house.csv:1: does not name its columns"),
        (
            "source,target\n(a,b\n",
            "house.csv:2: the source pattern '(a' is not a regular expression",
        ),
        ("source,severity\na,grave\n", "house.csv:2: there is no severity 'grave'"),
        ("source,when\na,never\n", "house.csv:2: when 'never' is unknown"),
        ("source,when\na,both\n", "house.csv:2: when 'both' needs a target pattern"),
        ("source,target,when\n,b,source\n", "house.csv:2: when 'source' needs a source pattern"),
        ("source,target,message\n,,no\n", "house.csv:2: has neither"),
        ("source,target\na,b,c\n", "house.csv:2: has 3 cells, not 2"),
        ("source\n" + "a" * 2000 + "\n", "house.csv:2: the source pattern has 2,000 characters"),
        ("source\n" + "a\n" * 2001, "house.csv: has 2,001 patterns"),
        ("source\na{999999999999999999999}{3}\n", "house.csv:2: the source pattern"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises((SettingsError, ReadError)) as error:
        read_patterns(table(tmp_path, text))
    assert said in str(error.value)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a table of patterns"):
        read_patterns(table(tmp_path, "x", "house.xlsx"))


def test_a_manifest_row_is_told_by_its_number() -> None:
    rows = [{"source": "a"}, {"source": "a", "pattern": "b"}]
    with pytest.raises(SettingsError, match=r"corpus\.toml: checks, pattern 2: no such key"):
        parse_patterns(rows, "corpus.toml: checks")
    with pytest.raises(SettingsError, match="must be a text"):
        parse_patterns([{"source": 3}], "corpus.toml")
    with pytest.raises(SettingsError, match="is not a pattern"):
        parse_patterns(["a"], "corpus.toml")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["(a+)+$", "(?:a|a)*$", "(a*)*b", "(?:a?){40}a{40}$"])
def test_no_pattern_runs_for_long(text: str) -> None:
    pattern = parse_patterns([{"source": text}], "corpus.toml")[0]
    before = time.process_time()
    told = _told(pattern, "a" * 3000 + "!")
    assert told is None or ("takes more than" in told and "pattern 1" in told)
    assert time.process_time() - before < 10


def _told(pattern: Pattern, text: str) -> str | None:
    try:
        matches(pattern, text, "")
    except SettingsError as error:
        return str(error)
    return None


def test_spans_are_of_the_text_with_its_vowel_marks() -> None:
    pattern = parse_patterns([{"target": "كتب"}], "t")[0]
    found = matches(pattern, "", "قد كَتَبَ هذا")
    assert found is not None
    assert [(span.start, span.text) for span in found[1]] == [(3, "كَتَبَ")]


def test_severity_and_message_are_the_tables() -> None:
    rows = [
        {"source": "shall", "severity": "error", "message": "An\n obligation"},
        {"target": "على", "severity": "info"},
    ]
    settings = CheckSettings(select=("U01",), options={"own-pattern": {"patterns": rows}})
    bitext = Bitext.from_rows("t", [("1", "States shall report.", "على الدول أن تبلغ.")])
    found = checks.check(bitext, encoder(), settings=settings)
    assert [(f.severity, f.message) for f in found] == [
        ("error", "An obligation"),
        ("info", "The translation has “على”"),
    ]


def test_a_rule_broken_all_over_is_told_once() -> None:
    settings = CheckSettings(select=("own",), options={"U01": {"patterns": [{"target": "لائحة"}]}})
    rows = [(str(n), f"List {n}.", f"لائحة {n}.") for n in range(1, 9)]
    found = checks.check(Bitext.from_rows("t", rows), encoder(), settings=settings)
    assert len(found) == 1
    assert found[0].evidence["times"] == 8
    assert len(found[0].evidence["places"]) == 7
