"""The report: one self-contained file, the same bytes whenever the corpus is the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from parallel_corpus.annotators.findings import said_sentences
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.build.scorecard import scorecard
from parallel_corpus.language.script import comparison_key, word_key
from parallel_corpus.model import LANGUAGE_NAMES, SEVERITIES, Change, Finding
from parallel_corpus.report.amended import amended_views
from parallel_corpus.report.controls import revealed, visible
from parallel_corpus.report.findings import CHECKS, SEVERITY_NAMES, FindingView, view
from parallel_corpus.report.overview import pair_views, unpaired
from parallel_corpus.report.repairs import more_repairs, repair_lists
from parallel_corpus.report.sides import SegmentIndex, arabic, mixed, mixed_arabic
from parallel_corpus.report.summary import count, summarise
from parallel_corpus.report.terms import term_rows
from parallel_corpus.report.wording import wording
from parallel_corpus.settings import Ui
from parallel_corpus.support.atomic import write_text

_DESCRIBED = ("encoder", "versions", "settings")


def write_report(corpus: CheckedCorpus, out: Path, *, ui: Ui = "en") -> Path:
    """Write `index.html` into the directory `out` and return its path.

    The file needs no network and no other file. It is written whole or not at all. Raises
    CorpusError when `out` is no directory that can be written to.
    """
    return write_text(out / "index.html", render_report(corpus, ui=ui))


def render_report(corpus: CheckedCorpus, *, ui: Ui = "en") -> str:
    """Render the report as one HTML page in the language `ui`; strings of documents are escaped."""
    return environment(ui=ui).get_template("index.html.j2").render(context(corpus, ui=ui))


def context(corpus: CheckedCorpus, *, ui: Ui = "en") -> dict[str, Any]:
    """Return all that the page shows, as views in the order it shows them.

    Findings come worst first, those about superseded versions behind the others.
    """
    places = SegmentIndex(corpus.documents, wording(ui))
    changes = _changes(corpus)
    superseded = frozenset(d.supersedes for d in corpus.documents if d.supersedes)
    ordered = sorted(corpus.findings, key=lambda finding: finding.document in superseded)
    findings = [
        view(
            finding,
            rank,
            places,
            _change_of(finding, changes),
            current=finding.document not in superseded,
        )
        for rank, finding in enumerate(ordered, start=1)
    ]
    pairs = pair_views(corpus, findings, places)
    repairs = repair_lists(corpus.documents, places)
    alone = unpaired(corpus)
    return {
        "documents": corpus.documents,
        "pairs": pairs,
        "findings": findings,
        "codes": _codes(findings),
        "speakers": _speakers(findings),
        "checks": CHECKS,
        "anchors": _anchors(pairs),
        "repairs": repairs,
        "alone": alone,
        "failures": corpus.failures,
        "terms": term_rows(findings),
        "stale": corpus.stale,
        "damaged": corpus.damaged,
        "rejected": [view(finding, 0, places, None) for finding in corpus.rejected],
        "summary": summarise(pairs, findings, repairs, alone, places, superseded),
        "readers": said_sentences(corpus.run.get("annotators", ()), places.say),
        "scorecard": [row for row in scorecard(corpus) if not row.category],
        "costs": [row for row in scorecard(corpus) if row.category and row.penalty],
        "amended": amended_views(corpus.pairs, places),
        "compared": any(pair.changes for pair in corpus.pairs),
        "places": places,
        "run": _described(corpus.run),
        "folding": folding(),
    }


@lru_cache
def environment(room: str = "parallel_corpus.report", ui: Ui = "en") -> Environment:
    """Load the templates of `room` and of this one; an unknown name is an error, text is escaped.

    `_` and `ngettext` give their texts in the language `ui`, `mixed` isolates the other language's
    words in a line of it.
    """
    rooms = dict.fromkeys((room, "parallel_corpus.report"))
    made = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in rooms]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    say = wording(ui)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        say.gettext, say.ngettext, newstyle=True, pgettext=say.pgettext
    )
    made.filters.update(
        mixed=mixed_arabic if ui == "ar" else mixed,
        arabic=arabic,
        visible=visible,
        revealed=revealed,
        comparison_key=comparison_key,
    )
    made.globals.update(
        count=count,
        say=say,
        more_repairs=more_repairs,
        severities=SEVERITIES,
        severity_names={level: say.word(name) for level, name in SEVERITY_NAMES.items()},
        language_names={code: say.word(name) for code, name in LANGUAGE_NAMES.items()},
        asset=lambda name: _asset(made, name),
    )
    return made


def _asset(environment: Environment, name: str) -> Markup:
    """Read a file of our own beside the templates, as it is."""
    source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
    return Markup(source)  # noqa: S704 - our own file, no document text


def _changes(corpus: CheckedCorpus) -> dict[tuple[str, ...], Change]:
    """Group changes by the refs of either side of this version."""
    by_refs: dict[tuple[str, ...], Change] = {}
    for pair in corpus.pairs:
        for change in pair.changes:
            for refs in (change.source, change.target):
                if refs:
                    by_refs.setdefault(refs, change)
    return by_refs


def _change_of(finding: Finding, changes: Mapping[tuple[str, ...], Change]) -> Change | None:
    return changes.get(finding.source) or changes.get(finding.target)


def _codes(findings: list[FindingView]) -> list[tuple[str, str, int]]:
    """Count each code with its name, in the order of the worst."""
    found: dict[str, tuple[str, int]] = {}
    for item in findings:
        name, number = found.get(item.code, (item.name, 0))
        found[item.code] = (name, number + 1)
    return [(code, name, number) for code, (name, number) in found.items()]


def _speakers(findings: list[FindingView]) -> list[tuple[str, int]]:
    """Return who found something, the checks first, each with the number of findings."""
    found = Counter(name for item in findings for name in item.who)
    return sorted(found.items(), key=lambda speaker: (speaker[0] != CHECKS, speaker[0]))


def _anchors(pairs: tuple[Any, ...]) -> dict[str, str]:
    """Find the row in which a finding's texts stand, by the finding's id."""
    return {item.id: row.id for pair in reversed(pairs) for row in reversed(pair.rows)
            for item in row.findings}  # fmt: skip


def _described(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the build says of itself, flat: encoder, versions, settings."""
    rows = []
    for key in (k for k in _DESCRIBED if k in run):
        value = run[key]
        if isinstance(value, Mapping):
            rows += [(f"{key}: {name}", _plain(value[name])) for name in sorted(value)]
        else:
            rows.append((key, _plain(value)))
    return rows


def _plain(value: Any) -> str:
    return (
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    )


@lru_cache(maxsize=1)
def folding() -> str:
    """Tell the page's search how to fold a query's letters, by the keys it searches in.

    A table of every Arabic letter, mark and digit that `word_key` changes, so that the page
    carries no second, differing account of Arabic spelling.
    """
    table = {}
    for code in (*range(0x0600, 0x0700), *range(0x0750, 0x0780), *range(0x08A0, 0x0900)):
        letter = chr(code)
        if letter.isprintable() or letter == "\u0640":
            folded = word_key(letter)
            if folded != letter:
                table[letter] = folded
    return json.dumps(table, ensure_ascii=True, sort_keys=True)
