"""Forms of a program's plural that stand for one number may say it in words; others may not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from parallel_corpus.cli.group import main

FORMS = (
    "لا كتب متأخرة",
    "كتاب واحد متأخر",
    "كتابان متأخران",
    "%(count)s كتب متأخرة",
    "%(count)s كتابا متأخرا",
    "%(count)s كتاب متأخر",
)
HEAD = (
    'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 '
    '? 3 : n%100>=11 ? 4 : 5);\\n"\n\n#, python-format\nmsgid "%(count)s book is late"\n'
    'msgid_plural "%(count)s books are late"\n'
)


def found(path: Path, forms: tuple[str, ...]) -> list[tuple[str, str]]:
    path.write_text(
        HEAD + "".join(f'msgstr[{i}] "{one}"\n' for i, one in enumerate(forms)), "utf-8"
    )
    run = ["check", str(path), "--select=P07", "--select=C04", "--format=jsonl", "-q"]
    lines = CliRunner().invoke(main, run).stdout.splitlines()
    findings = [json.loads(line) for line in lines]
    return [(one["code"], one["evidence"]["row"]) for one in findings]


def test_a_form_for_one_number_may_say_it_in_words(tmp_path: Path) -> None:
    assert found(tmp_path / "a.po", FORMS) == []


@pytest.mark.parametrize("form", [3, 4, 5])
def test_a_form_for_several_numbers_may_not(form: int, tmp_path: Path) -> None:
    forms = tuple("كتب متأخرة" if i == form else one for i, one in enumerate(FORMS))
    assert found(tmp_path / "a.po", forms) == [("P07", f"2[{form}]")]


def test_another_placeholder_is_still_missed(tmp_path: Path) -> None:
    forms = ("%(other)s كتب متأخرة", *FORMS[1:])
    assert found(tmp_path / "a.po", forms) == [("P07", "2[0]")]


def test_a_denial_of_the_form_for_one_is_still_told(tmp_path: Path) -> None:
    forms = (FORMS[0], "كتاب واحد ليس متأخرا", *FORMS[2:])
    assert found(tmp_path / "a.po", forms) == [("C04", "2[1]")]
