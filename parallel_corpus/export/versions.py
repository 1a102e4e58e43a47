"""versions.csv: each paragraph beside the draft's, what changed, did the translation follow."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.export.records import Record, rounded
from parallel_corpus.export.units import Texts
from parallel_corpus.language.difference import diff_tokens
from parallel_corpus.language.script import word_key, words
from parallel_corpus.model import Change

COLUMNS = (
    "document",
    "source_ids",
    "target_ids",
    "old_source_ids",
    "old_target_ids",
    "change",
    "moved",
    "followed",
    "en",
    "old_en",
    "en_change",
    "ar",
    "old_ar",
    "ar_change",
    "source_kept",
    "target_kept",
    "new_similarity",
    "old_similarity",
)


def version_records(corpus: CheckedCorpus) -> Iterator[Record]:
    """Yield a row for each `Change` of each pair, in the order of the text."""
    texts = Texts.of(corpus.documents)
    for pair in corpus.pairs:
        for change in pair.changes:
            yield _record(change, texts, (pair.source.language, pair.target.language))


def _record(change: Change, texts: Texts, languages: tuple[str, str]) -> Record:
    record: Record = {
        "document": change.document,
        "source_ids": list(change.source),
        "target_ids": list(change.target),
        "old_source_ids": list(change.old_source),
        "old_target_ids": list(change.old_target),
        "change": change.kind,
        "moved": change.moved,
        "followed": change.followed,
    }
    sides = ((change.source, change.old_source), (change.target, change.old_target))
    for language, (now, before) in sorted(zip(languages, sides, strict=True), reverse=True):
        new, old = texts.text(now), texts.text(before)
        record[language] = new
        record[f"old_{language}"] = old
        record[f"{language}_change"] = marked(old, new)
    for share in ("source_kept", "target_kept", "new_similarity", "old_similarity"):
        record[share] = rounded(getattr(change, share))
    return record


def marked(old: str, new: str) -> str:
    """Mark what changed between two versions in wdiff's notation; empty if either is.

    Words are compared by their keys, and white space is not told apart.

    >>> marked("social media networks shall", "companies shall")
    '[-social media networks-] {+companies+} shall'
    """
    if not old or not new:
        return ""
    pieces = []
    for kind, *runs in diff_tokens(old.split(), new.split(), key=_key):
        before, after = map(" ".join, runs)
        if kind == "equal":
            pieces.append(after)
        else:
            pieces += [f"[-{before}-]"] * bool(before) + [f"{{+{after}+}}"] * bool(after)
    return " ".join(pieces)


def _key(token: str) -> tuple[str, ...]:
    """Return the keys of a token's words: vowel marks, case and punctuation are no change."""
    return tuple(word_key(word) for _, _, word in words(token)) or (token,)
