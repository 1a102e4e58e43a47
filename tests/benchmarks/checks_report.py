"""How well the checks find injected faults, and how often they cry wolf on clean pairs.

    python -m tests.benchmarks.checks_report [PAIRS]

Data: the UN development set (checks_faults.py). The documents that are scored are not those that
the lexicon of this run was learnt from; the coverage models' weights are the shipped ones. AUC is
the share of (faulty, clean) pairs of pairs that the score puts in the right order. Then texts of
kinds that nothing was fitted on, with the shipped lexicon.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from parallel_corpus.checks import REGISTRY, Bitext, check, score_pairs, severity
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.evidence.lexicon import TranslationLexicon, load_translation_lexicon, tokens
from parallel_corpus.evidence.lexicon.learning import learn
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.checks_calibrate import document_folds, faulty, pruned
from tests.benchmarks.checks_faults import HARMLESS, Pair, load
from tests.benchmarks.results import record

FAULTS = (
    "swapped", "neighbour", "untranslated", "truncated", "clause dropped", "six inserted",
    "three dropped", "en:clause dropped", "en:three dropped",
)  # fmt: skip
KINDS = {  # and what the columns are called where a table does not say
    "sdg_pairs": ("goal", "kind", "en", "ar"),
    "bible_verses": None,
}
KIND_FAULTS = ("clause dropped", "six inserted", "three dropped", "en:three dropped")
OF_A_KIND = 100


def main(count: int = 400) -> None:
    pairs = load()
    folds = document_folds()
    lexicon = _lexicon(pairs, folds)
    CheckContext.lexicon = lexicon  # type: ignore[assignment, method-assign]
    encoder = load_encoder()
    mine = [i for i, fold in enumerate(folds) if fold == 0]
    long = [i for i in mine if len(pairs[i].ar.split()) >= 10][:count]
    figures = {
        "pairs": len(long),
        **_report_scores(pairs, long, encoder, lexicon),
        **_report_quantities(pairs, encoder),
        **_report_clean(pairs, mine[:count], encoder),
        "kinds": _report_kinds(encoder),
    }
    record(
        "checks_report",
        data=f"{len(long)} UN pairs of ten words and more, of documents that the run's lexicon had not"
        f" seen; numbers and months: all {len(pairs):,}",
        command=f"python -m tests.benchmarks.checks_report {count}",
        figures=figures,
    )


def _lexicon(pairs: list[Pair], folds: list[int]) -> TranslationLexicon:
    stems = [
        ([t.stem for t in tokens(pair.en)], [t.stem for t in tokens(pair.ar)])
        for pair, fold in zip(pairs, folds, strict=True)
        if fold != 0
    ]
    return replace(pruned(learn(stems)), logistic=load_translation_lexicon().logistic)


def bitext(pairs: list[Pair]) -> Bitext:
    return Bitext.from_rows("un", [(pair.id, pair.en, pair.ar) for pair in pairs])


def auc(clean: list[float], faults: list[float]) -> float:
    one, other = np.sort(clean), np.asarray(faults)
    below = np.searchsorted(one, other, "left") + np.searchsorted(one, other, "right")
    return float(below.mean() / 2 / len(one))


def _report_kinds(encoder: Encoder) -> dict[str, Any]:
    found = {}
    for kind, columns in KINDS.items():
        pairs = load(EVAL / f"{kind}.tsv", columns)
        long = [i for i, p in enumerate(pairs) if min(len(t.split()) for t in (p.en, p.ar)) >= 10]
        print(kind)
        scores = _report_scores(
            pairs, long[:OF_A_KIND], encoder, load_translation_lexicon(), KIND_FAULTS
        )
        found[kind] = {"pairs": len(long[:OF_A_KIND]), **scores}
    return found


def _report_scores(
    pairs: list[Pair],
    indices: list[int],
    encoder: Encoder,
    lexicon: TranslationLexicon,
    faults: Sequence[str] = FAULTS,
) -> dict[str, dict[str, float]]:
    found = {}
    clean = [pairs[i] for i in indices]
    print(f"AUC over {len(indices)} clean pairs: divergence, both coverages, similarity")
    for fault in faults:
        changed = [pair for i in indices if (pair := faulty(pairs, i, fault))]
        # Clean and faulty stand in one table, as they would in a file that is to be checked.
        scores = score_pairs(bitext([*clean, *changed]), encoder, lexicon=lexicon)
        cut = len(clean)
        figures = [
            auc([read(s) for s in scores[:cut]], [read(s) for s in scores[cut:]])
            for read in (
                lambda s: s.divergence,
                lambda s: -s.source_coverage,
                lambda s: -s.target_coverage,
                lambda s: -s.similarity,
            )
        ]
        print(f"  {fault:18} {len(changed):4}  " + "  ".join(f"{value:.3f}" for value in figures))
        divergence, lost, added, similarity = figures
        # What the English lost, and what was put into the Arabic, the source does not account for.
        own = added if fault.startswith("en:") or "inserted" in fault else lost
        named = fault.replace(":", "_").replace(" ", "_")
        found[named] = {"divergence": divergence, "own": own, "similarity": similarity}
    return found


def _fired(pairs: list[Pair], encoder: Encoder, family: str) -> set[str]:
    from parallel_corpus.checks import CheckSettings

    found = check(bitext(pairs), encoder, settings=CheckSettings(select=(family,)))
    return {finding.evidence["row"] for finding in found}


def _report_quantities(pairs: list[Pair], encoder: Encoder) -> dict[str, Any]:
    everything = range(len(pairs))
    clean = _fired([pairs[i] for i in everything], encoder, "numbers")
    share = len(clean) / len(pairs)
    print(f"Numbers, dates, references, symbols fire on {share:.2%} of clean pairs")
    figures: dict[str, Any] = {"numbers_on_clean": share}
    for fault in ("number changed", "month changed", *HARMLESS):
        changed = [
            p for i in everything if pairs[i].id not in clean and (p := faulty(pairs, i, fault))
        ]
        fired = _fired(changed, encoder, "numbers")
        rate = len(fired) / max(1, len(changed))
        print(f"  {fault:18} {len(changed):4}  fired on {rate:.2%}")
        figures[fault.replace(" ", "_")] = {"count": len(changed), "found": rate}
    return figures


def _report_clean(pairs: list[Pair], indices: list[int], encoder: Encoder) -> dict[str, float]:
    started = time.perf_counter()
    found = check(bitext([pairs[i] for i in indices]), encoder)
    seconds = time.perf_counter() - started
    grave = {f.evidence["row"] for f in found if severity(f) != "info"}
    share = len(grave) / len(indices)
    print(f"All checks on {len(indices)} clean pairs: {share:.2%} at warning or above")
    print(f"  {seconds:.1f} s, {10000 * seconds / len(indices):.0f} s for 10,000")
    for code, number in sorted(Counter(finding.code for finding in found).items()):
        print(f"  {code} {REGISTRY[code].name:20} {number}")
    return {"clean_flagged": share}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
