"""Every rule is documented, and its example is true."""

from __future__ import annotations

import re

import pytest

from parallel_corpus.normalise import RULES, Rule, normalise_text

# These need a document around them, which the examples' own tests give (test_document.py).
NEEDS_A_DOCUMENT = {
    *("N201", "N202", "N203", "N204", "N205", "N206", "N207", "N208", "N209", "N210"),
    *("N305", "N604"),
    # And these a corpus: test_words.py.
    *("N701", "N704", "N705", "N706"),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_says_what_why_when_wrong_and_gives_an_example(rule: Rule) -> None:
    assert re.fullmatch(r"N\d{3}", rule.code)
    for said in (rule.name, rule.kind, rule.finds, rule.why, rule.wrong_when):
        assert said.strip() == said != ""
    for sentence in (rule.finds, rule.why, rule.wrong_when):
        assert sentence.endswith("."), sentence
    assert rule.before != rule.after or not rule.applies
    assert 0 < rule.confidence <= 1
    assert rule.code in rule.explain()
    assert "\u200d" not in rule.explain()


def test_codes_and_names_are_unique_and_in_order() -> None:
    assert list(RULES) == sorted(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES.values() if rule.applies and rule.code not in NEEDS_A_DOCUMENT],
    ids=lambda rule: rule.code,
)
def test_the_example_is_what_the_rule_does(rule: Rule) -> None:
    lang = "ar" if re.search("[\u0600-\u06ff\ufb50-\ufeff]", rule.before) else "en"
    done = normalise_text(rule.before, lang)
    assert rule.code in {repair.code for repair in done.repairs}
    assert done.text == rule.after
