"""The quality of an alignment as a table."""

from __future__ import annotations

from parallel_corpus.align.evaluate import AlignmentQuality, Measure, shape_order


def format_quality(quality: AlignmentQuality) -> str:
    """Lay out a quality: one row a measure, then one a bead type, strict and lax side by side."""
    head = f"{'':8}{'precision':>10}{'recall':>10}{'F1':>10}{'test':>8}{'gold':>8}"
    low, high = quality.interval()
    rows = [head, f"{_row('strict', quality.strict)}   95%: {low:.4f} to {high:.4f}"]
    rows.append(_row("lax", quality.lax))
    shapes = sorted(quality.by_type, key=shape_order)
    lax = [f"   lax F1 {quality.lax_by_type[shape].f1:.4f}" for shape in shapes]
    rows += [_row(s, quality.by_type[s]) + also for s, also in zip(shapes, lax, strict=True)]
    return "\n".join(rows)


def _row(name: str, m: Measure) -> str:
    return f"{name:8}{m.precision:10.4f}{m.recall:10.4f}{m.f1:10.4f}{m.tested:8}{m.wanted:8}"
