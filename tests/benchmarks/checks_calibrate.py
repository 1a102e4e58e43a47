"""Learn the shipped lexicon and fit the coverage models; writes evidence/data/lexicon.json.gz.

    python -m tests.benchmarks.checks_calibrate
    python -m tests.benchmarks.checks_calibrate_context   (afterwards: this one drops its models)

Data: the development set of the UN Parallel Corpus v1.0 (4,000 sentence pairs; Ziemski, Junczys-
Dowmunt and Pouliquen 2016, LREC), used with acknowledgement. The models are fitted on features
that lexicons learnt from other documents gave (four folds by document); the lexicon that ships is
learnt from all. Takes about six minutes on one core.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.checks.context import CheckContext
from parallel_corpus.encode import load_encoder
from parallel_corpus.evidence.coverage import cover, rises
from parallel_corpus.evidence.lexicon import TranslationLexicon, tokens
from parallel_corpus.evidence.lexicon.learning import learn
from parallel_corpus.evidence.lexicon.table import pack
from parallel_corpus.evidence.quick import features, mismatch_features
from parallel_corpus.model import Bitext
from tests.benchmarks.checks_faults import UN_DEV, Pair, inject, load

OUT = Path(__file__).parents[2] / "parallel_corpus" / "evidence" / "data" / "lexicon.json.gz"
FOLDS = 4
PER_FOLD = 260
OMISSIONS = ("truncated", "clause dropped", "three dropped")
ADDITIONS = ("six inserted", "en:truncated", "en:clause dropped", "en:three dropped")
MISMATCHES = ("swapped", "neighbour")
CLEAN_LIMIT = 0.985  # share of clean pairs that must stay below each model's limit
_KEPT = 0.012  # weaker translations are left out of the file

Row = dict[str, list[float]]


def main() -> None:
    pairs = load()
    folds = document_folds()
    stems = [([t.stem for t in tokens(p.en)], [t.stem for t in tokens(p.ar)]) for p in pairs]
    rows: list[tuple[str, Row]] = []
    for fold in range(FOLDS):
        lexicon = learn([pair for pair, f in zip(stems, folds, strict=True) if f != fold])
        mine = [i for i, f in enumerate(folds) if f == fold and len(pairs[i].ar.split()) >= 10]
        rows += _rows(pairs, mine[:PER_FOLD], lexicon)
        print(f"fold {fold + 1} of {FOLDS}: {len(rows)} rows")
    models = {
        "omission": fit(rows, "omission", OMISSIONS),
        "omission, quick": fit(rows, "omission", OMISSIONS, width=5),
        "addition": fit(rows, "addition", ADDITIONS),
        "addition, quick": fit(rows, "addition", ADDITIONS, width=5),
        "mismatch": fit(rows, "mismatch", MISMATCHES),
    }
    models["limits"] = {
        name: models[name].pop("limit") for name in ("omission", "addition", "mismatch")
    }
    for model in models.values():
        model.pop("limit", None)
    lexicon = replace(pruned(learn(stems)), logistic=models)
    OUT.parent.mkdir(exist_ok=True)
    plain = json.dumps(pack(lexicon), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(plain.encode(), 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


def document_folds() -> list[int]:
    """A fold for each row; rows of one document share theirs."""
    with UN_DEV.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [zlib.crc32(row["document"].encode()) % FOLDS for row in rows]


def _rows(
    pairs: list[Pair], indices: list[int], lexicon: TranslationLexicon
) -> list[tuple[str, Row]]:
    encoder = load_encoder()
    found = []
    for fault in ("clean", *OMISSIONS, *ADDITIONS, *MISMATCHES):
        changed = [pair for i in indices if (pair := faulty(pairs, i, fault))]
        bitext = Bitext.from_rows("un", [(pair.id, pair.en, pair.ar) for pair in changed])
        context = CheckContext(bitext, encoder)
        texts = [(pair.en, pair.ar) for pair in changed]
        coverages = cover(context, texts, lexicon)
        gains = rises(context, texts, coverages)
        for item, gain in zip(coverages, gains, strict=True):
            row = {
                "omission": features(item, gain, source=True),
                "addition": features(item, gain, source=False),
                "mismatch": mismatch_features(item),
            }
            found.append((fault, row))
    return found


def faulty(pairs: list[Pair], index: int, fault: str) -> Pair | None:
    """The pair with the fault in it; "en:" puts it into the English side, "clean" nowhere."""
    if fault == "clean":
        return pairs[index]
    if not fault.startswith("en:"):
        return inject(pairs, index, fault)
    pair = pairs[index]
    turned = inject([Pair(pair.id, pair.ar, pair.en)], 0, fault.removeprefix("en:"))
    return Pair(turned.id, turned.ar, pair.ar) if turned else None


def fit(
    rows: list[tuple[str, Row]], name: str, faults: tuple[str, ...], width: int | None = None
) -> dict[str, list[float] | float]:
    """Logistic regression; clean pairs weigh as much as all faults, each fault the same."""
    from sklearn.linear_model import LogisticRegression

    used = [(fault, row[name][:width]) for fault, row in rows if fault in ("clean", *faults)]
    values = np.array([row for _, row in used])
    labels = np.array([fault != "clean" for fault, _ in used])
    weights = _weights([fault for fault, _ in used])
    centre, scale = values.mean(axis=0), values.std(axis=0)
    model = LogisticRegression().fit((values - centre) / scale, labels, sample_weight=weights)
    slopes = model.coef_[0] / scale
    bias = float(model.intercept_[0] - slopes @ centre)
    clean = values[~labels] @ slopes + bias
    return {
        "weights": [round(float(slope), 4) for slope in slopes],
        "bias": round(bias, 4),
        "limit": round(float(np.quantile(clean, CLEAN_LIMIT)), 4),
    }


def _weights(faults: list[str]) -> NDArray[np.float64]:
    kinds = sorted(set(faults) - {"clean"})
    share = {"clean": 0.5} | dict.fromkeys(kinds, 0.5 / len(kinds))
    return np.array([len(faults) * share[f] / faults.count(f) for f in faults])


def pruned(lexicon: TranslationLexicon) -> TranslationLexicon:
    strengths = {
        word: {other: weight for other, weight in others.items() if weight >= _KEPT}
        for word, others in lexicon.strengths.items()
    }
    return replace(
        lexicon, strengths={word: others for word, others in strengths.items() if others}
    )


if __name__ == "__main__":
    main()
