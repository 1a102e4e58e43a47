"""versions.csv: each paragraph beside the draft's, what changed, did the translation follow."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.export.records import Record, rounded
from parallel_corpus.export.units import Texts
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

    >>> marked("social media networks shall", "companies shall")
    '[-social media networks-] {+companies+} shall'
    """
    if not old or not new:
        return ""
    pieces = []
    for kind, before, after in differences(old, new):
        if kind == "equal":
            pieces.append(after)
        else:
            pieces += [f"[-{before}-]"] * bool(before) + [f"{{+{after}+}}"] * bool(after)
    return " ".join(pieces)


def differences(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Return runs of words as (kind, old words, new words), kind being difflib's opcode.

    Words are compared by their keys, so that vowel marks and case do not count as changes;
    white space is not told apart.

    >>> list(differences("a b c", "a x c"))
    [('equal', 'a', 'a'), ('replace', 'b', 'x'), ('equal', 'c', 'c')]
    """
    before, after = _tokens(old), _tokens(new)
    matcher = difflib.SequenceMatcher(a=_keys(before), b=_keys(after), autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind, " ".join(before[i:j]), " ".join(after[k:m])


def _tokens(text: str) -> list[str]:
    return text.split()


def _keys(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Return a token's words by key, so that punctuation alone is no change."""
    return [tuple(word_key(word) for _, _, word in words(token)) or (token,) for token in tokens]
