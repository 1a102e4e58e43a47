"""Fit the models that see words in context, and add them to checks/data/lexicon.json.gz.

    python -m tests.benchmarks.checks_calibrate_context

Data and folds as in checks_calibrate, after which this is to be run; it changes nothing else in the
file. Takes about four minutes on one core.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

from parallel_corpus.checks.bitext import Bitext
from parallel_corpus.checks.context import in_context
from parallel_corpus.checks.coverage import cover
from parallel_corpus.checks.divergence import features
from parallel_corpus.checks.inspection import Inspection
from parallel_corpus.checks.lexicon import Lexicon, load_lexicon, tokens
from parallel_corpus.checks.lexicon.learning import learn
from parallel_corpus.checks.lexicon.table import pack
from parallel_corpus.encode import load_encoder
from parallel_corpus.encode.context import contextual
from tests.benchmarks.checks_calibrate import (
    ADDITIONS,
    FOLDS,
    OMISSIONS,
    OUT,
    Row,
    document_folds,
    faulty,
    fit,
    pruned,
)
from tests.benchmarks.checks_faults import Pair, load

PER_FOLD = 120


def main() -> None:
    pairs, folds = load(), document_folds()
    stems = [([t.stem for t in tokens(p.en)], [t.stem for t in tokens(p.ar)]) for p in pairs]
    rows: list[tuple[str, Row]] = []
    for fold in range(FOLDS):
        lexicon = pruned(learn([pair for pair, f in zip(stems, folds, strict=True) if f != fold]))
        mine = [i for i, f in enumerate(folds) if f == fold and len(pairs[i].ar.split()) >= 10]
        rows += _rows(pairs, mine[-PER_FOLD:], lexicon)
        print(f"fold {fold + 1} of {FOLDS}: {len(rows)} rows", flush=True)
    models = {
        f"{name}, in context": fit(rows, name, faults)
        for name, faults in (("omission", OMISSIONS), ("addition", ADDITIONS))
    }
    for model in models.values():
        del model["limit"]
    shipped = load_lexicon()
    lexicon = replace(shipped, logistic={**shipped.logistic, **models})
    plain = json.dumps(pack(lexicon), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(plain.encode(), 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


def _rows(pairs: list[Pair], indices: list[int], lexicon: Lexicon) -> list[tuple[str, Row]]:
    encoder = contextual(load_encoder())
    if encoder is None:
        raise SystemExit("the default encoder knows no words in context")
    found = []
    for fault in ("clean", *OMISSIONS, *ADDITIONS):
        changed = [pair for i in indices if (pair := faulty(pairs, i, fault))]
        bitext = Bitext.from_rows("un", [(pair.id, pair.en, pair.ar) for pair in changed])
        texts = [(pair.en, pair.ar) for pair in changed]
        coverages = cover(Inspection(bitext, encoder), texts, lexicon)
        seen = in_context(encoder, texts, coverages)
        for item, (source, target) in zip(coverages, seen, strict=True):
            omission = [*features(item, None, source=True), *source]
            addition = [*features(item, None, source=False), *target]
            found.append((fault, {"omission": omission, "addition": addition}))
    return found


if __name__ == "__main__":
    main()
