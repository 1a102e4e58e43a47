"""Where spans lie, and how a text differs from its draft: laws, by hypothesis."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.export.spans import placed_spans, revisions
from parallel_corpus.export.versions import marked

TEXT = st.text("ab ،\nس", max_size=30)


@given(TEXT, TEXT)
def test_revisions_give_both_versions(old: str, new: str) -> None:
    pieces = list(revisions(old, new))
    assert "".join(text for kind, text in pieces if kind != "deleted") == new
    assert "".join(text for kind, text in pieces if kind != "inserted") == old
    assert all(text for _, text in pieces)


@given(st.lists(TEXT.map(lambda text: text.replace("\n", "")), min_size=1, max_size=4), st.data())
def test_spans_of_some_segments_are_found_in_the_unit(
    parts: list[str], data: st.DataObject
) -> None:
    ids = [f"d:en:p{i}" for i in range(len(parts))]
    first = data.draw(st.integers(0, len(parts) - 1))
    own = "\n".join(parts[first:])
    start = data.draw(st.integers(0, len(own)))
    end = data.draw(st.integers(start, len(own)))
    finding = {"source": ids[first:], "source_spans": [[start, end, own[start:end]]]}
    text = "\n".join(parts)
    shift = len(text) - len(own)
    expected = [(start + shift, end + shift)] if end > start else []
    assert placed_spans(finding, "source", ids, text) == expected


def test_a_span_that_moved_is_looked_for_and_one_that_is_gone_is_passed_over() -> None:
    finding = {"source": ["x"], "source_spans": [[0, 3, "two"], [0, 4, "four"]]}
    assert placed_spans(finding, "source", ["y"], "one two") == [(4, 7)]


def test_a_rewritten_text_is_not_patchwork() -> None:
    assert list(revisions("a b c d e", "v w x e z")) == [
        ("deleted", "a b c d e"),
        ("inserted", "v w x e z"),
    ]


def test_only_words_count_as_changes_in_versions() -> None:
    assert marked("The  child, abused", "the child abused") == "the child abused"
    assert marked("", "new") == ""
