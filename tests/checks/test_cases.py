"""Every check against its case file: what fires, what stays silent, and what is known to fail.

A case file is `cases/NAME.json`, a list of objects with `kind`, `why`, `en` and `ar`. Kinds: fires;
silent; known miss (should fire, does not) and known alarm (fires, should not), which are asserted
too, so that whoever mends one hears of it. Optional: `rows`, further pairs of the same document;
`old`, the earlier version's pair; `numbers` of the two paragraphs; `options` of the check; `moved`;
`witness`, another copy's English; `elsewhere`, pairs of
another document; `repairs`, proposed for the Arabic, as (before, after, kind); `split_source`, English paragraphs parted by line feeds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus import checks
from parallel_corpus.align.versions import align_versions
from parallel_corpus.checks import REGISTRY, Bitext, CheckSettings, Witness
from parallel_corpus.model import (
    Alignment,
    Bead,
    Document,
    Edit,
    Finding,
    Language,
    Repair,
    Segment,
    segment_id,
)
from tests.checks.resolutions import encoder

CASES = Path(__file__).parent / "cases"
FIRES = {"fires": True, "known alarm": True, "silent": False, "known miss": False}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")), 1):
            yield pytest.param(path.stem, case, id=f"{path.stem}-{number}-{case['kind']}")


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_case(name: str, case: dict[str, Any]) -> None:
    check = next(check for check in REGISTRY.values() if check.name == name)
    options = {name: case["options"]} if "options" in case else {}
    settings = CheckSettings(select=(name,), options=options)
    bitext = build(case)
    run = checks.check_corpus if check.run_corpus else None
    found: list[Finding] = (
        run([bitext, *elsewhere(case)], encoder(), settings=settings)
        if run
        else checks.check(bitext, encoder(), settings=settings)
    )
    mine = [f for f in found if {*f.source, *f.target} & {"new:en:op1", "new:ar:op1"}]
    assert bool(mine) == FIRES[case["kind"]], case["why"]
    for finding in mine:
        assert finding.code == check.code
        assert 0 < finding.score <= 1
        assert "\n" not in finding.message


OURS = [check for check in REGISTRY.values() if check.scope != "annotation"]


@pytest.mark.parametrize("check", OURS, ids=lambda check: check.name)
def test_every_check_is_documented_and_has_cases(check: checks.Check) -> None:
    told = check.explanation
    assert all(len(part) > 20 for part in (told.finds, told.matters, told.wrong))
    assert told.example
    assert check.code[0].isupper()
    assert check.code[1:].isdigit()
    assert (check.run is None) != (check.run_corpus is None)
    path = CASES / f"{check.name}.json"
    assert path.exists(), f"write {path.name}: cases that fire and cases that stay silent"
    kinds = {case["kind"] for case in json.loads(path.read_text(encoding="utf-8"))}
    assert {"fires", "silent"} <= kinds


def test_every_case_file_belongs_to_a_check() -> None:
    names = {check.name for check in OURS}
    assert {path.stem for path in CASES.glob("*.json")} == names


def build(case: dict[str, Any]) -> Bitext:
    pairs = [(case["en"], case["ar"]), *case.get("rows", [])]
    bitext = _bitext("new", pairs, case)
    if "old" in case:
        old = _bitext("old", [case["old"]], {})
        assert old.source
        assert old.target
        assert bitext.source
        assert bitext.target
        bitext = replace(
            bitext,
            previous=old,
            source_versions=align_versions(old.source, bitext.source, encoder()),
            target_versions=align_versions(old.target, bitext.target, encoder()),
        )
    if "repairs" in case:
        bitext = _with_repairs(bitext, case["repairs"])
    if "witness" in case:
        copy = Document(
            "new", "en", _segments("new", "en", [case["witness"]], "web"), witness="web"
        )
        bead = Bead(("new:en:op1",), (copy.segments[0].id,))
        bitext = replace(
            bitext, witnesses=(Witness(copy, Alignment(("new:en", "new@web:en"), (bead,))),)
        )
    return bitext


def elsewhere(case: dict[str, Any]) -> list[Bitext]:
    """Another document of the corpus, where the case has one."""
    return [_bitext("other", case["elsewhere"], {})] if "elsewhere" in case else []


def _with_repairs(bitext: Bitext, rows: list[list[str]]) -> Bitext:
    first = bitext.units[0]
    (target,) = first.target
    repairs = tuple(
        Repair(Edit(target.text.index(before), before, after), "N702", kind, status="proposed")
        for before, after, kind in rows
    )
    unit = replace(first, target=(replace(target, repairs=repairs),))
    return replace(bitext, units=(unit, *bitext.units[1:]))


def _bitext(name: str, pairs: list[Any], case: dict[str, Any]) -> Bitext:
    numbers = case.get("numbers", [None, None])
    first = pairs[0][0].split("\n") if case.get("split_source") else [pairs[0][0]]
    rest = [pair[0] for pair in pairs[1:]]
    source = Document(name, "en", _segments(name, "en", [*first, *rest], number=numbers[0]))
    target = Document(
        name, "ar", _segments(name, "ar", [pair[1] for pair in pairs], number=numbers[1])
    )
    places = [segment.id for segment in source.segments if segment.text]
    others = [segment.id for segment in target.segments if segment.text]
    cut = len([text for text in first if text])
    groups = [tuple(places[:cut]), *((ref,) for ref in places[cut:])]
    if not others:
        beads = [Bead(groups[0], ())]
    elif not places:
        beads = [Bead((), (others[0],))]
    else:
        beads = [
            Bead(group, (other,), moved=bool(case.get("moved")))
            for group, other in zip(groups, others, strict=True)
        ]
    return Bitext.of(name, source, target, Alignment((f"{name}:en", f"{name}:ar"), tuple(beads)))


def _segments(
    name: str,
    language: Language,
    texts: list[str],
    witness: str = "",
    number: str | None = None,
) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            segment_id(name, language, f"op{i}", witness),
            language,
            f"op{i}",
            text,
            text,
            number if i == 1 else None,
        )
        for i, text in enumerate(texts, 1)
    )


MQM_CORE = {
    "addition", "awkward-style", "character-encoding", "grammar", "inconsistent-use-of-terminology",
    "inconsistent-with-external-reference", "inconsistent-with-terminology-resource",
    "link-cross-reference", "mistranslation", "number-format", "omission", "organizational-style",
    "punctuation", "spelling", "textual-conventions", "untranslated", "wrong-term",
}  # fmt: skip


def test_issue_types_are_of_the_mqm_core_typology() -> None:
    assert {check.mqm for check in REGISTRY.values()} <= MQM_CORE
