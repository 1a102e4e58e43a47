"""A rule is one file: put into a folder, it is found, explained, and it repairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallel_corpus.model import Language
from parallel_corpus.normalise.record import Draft
from parallel_corpus.normalise.rule import Scene
from parallel_corpus.normalise.rules import RULES, discover
from parallel_corpus.normalise.rules import __path__ as shipped
from parallel_corpus.normalise.text import Policy, repair_until_stable, steps_of

RULE = """
import re
from parallel_corpus.normalise.rule import Pass, Rule

def doubled_stops(text, scene):
    return RULE.each(re.compile(r"[.]{2}(?![.])"), text, ".")

RULE = Rule(
    code="N699", name="doubled stop", kind="spacing/doubled-stop", origin="unknown",
    finds="Two full stops.", why="One will do.", wrong_when="Never.", before="a..", after="a.",
    passes=(Pass("round", 999, doubled_stops),),
)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "doubled_stop.py").write_text(RULE, encoding="utf-8")
    return tmp_path


def test_a_file_in_a_folder_is_a_rule(folder: Path) -> None:
    rules = discover([*shipped, str(folder)])
    assert set(rules) - set(RULES) == {"N699"}
    assert rules["N699"].explain().startswith("N699 doubled stop")
    draft = Draft("One.. Two.")
    language: Language = "en"
    repair_until_stable(draft, Scene(language), steps_of(rules.values(), "round"), Policy())
    assert draft.text == "One. Two."
    assert [repair.code for repair in draft.repairs] == ["N699"]


def test_a_code_that_is_taken_and_a_file_without_a_rule_are_named(folder: Path) -> None:
    (folder / "again.py").write_text(RULE, encoding="utf-8")
    with pytest.raises(ValueError, match="N699 is the code of two rules"):
        discover([str(folder)])
    (folder / "again.py").write_text("RULES = ()", encoding="utf-8")
    with pytest.raises(ValueError, match=r"again .* has no RULE"):
        discover([str(folder)])


def test_every_rule_has_a_function_that_finds_it() -> None:
    for rule in RULES.values():
        found = (rule.passes, rule.siblings, rule.furniture, rule.words)
        assert any(found), rule.code
