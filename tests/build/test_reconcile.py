from parallel_corpus.build.reconcile import partners, reconcile
from parallel_corpus.model import Alignment, Bead


def alignment(*beads: tuple[str, str]) -> Alignment:
    made = (Bead(tuple(a.split()), tuple(b.split()), 0.9) for a, b in beads)
    return Alignment(("old", "new"), tuple(made))


OLD = partners(alignment(("en-a", "ar-a"), ("en-b", "ar-b")).beads)
NEW = partners(alignment(("en-1", "ar-1"), ("en-2", "ar-2")).beads)


def pairs(result: Alignment) -> list[tuple[str, str]]:
    return [(" ".join(bead.source), " ".join(bead.target)) for bead in result.beads]


def test_a_rewritten_paragraph_is_known_by_its_translation() -> None:
    english = alignment(("en-a", "en-1"), ("", "en-2"), ("en-b", ""))
    arabic = alignment(("ar-a", "ar-1"), ("ar-b", "ar-2"))
    assert pairs(reconcile(english, arabic, OLD, NEW)) == [("en-a", "en-1"), ("en-b", "en-2")]


def test_what_the_other_language_does_not_pair_stays_apart() -> None:
    english = alignment(("en-a", "en-1"), ("", "en-2"), ("en-b", ""))
    arabic = alignment(("ar-a", "ar-1"), ("", "ar-2"), ("ar-b", ""))
    assert reconcile(english, arabic, OLD, NEW) == english


def test_a_pair_that_stands_is_never_broken() -> None:
    english = alignment(("en-a", "en-2"), ("", "en-1"), ("en-b", ""))
    arabic = alignment(("ar-a", "ar-1"), ("ar-b", "ar-2"))
    assert reconcile(english, arabic, OLD, NEW) == english


def test_every_segment_still_stands_in_one_bead() -> None:
    english = alignment(("", "en-1"), ("", "en-2"), ("en-a", ""), ("en-b", ""))
    arabic = alignment(("ar-b", "ar-1"), ("ar-a", "ar-2"))
    result = reconcile(english, arabic, OLD, NEW)
    assert pairs(result) == [("en-b", "en-1"), ("en-a", "en-2")]
