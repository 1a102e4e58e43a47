"""Build and check from Python: folders, files, texts and pairs in memory to a `Corpus`."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict

from parallel_corpus.annotators.load import Around, load_run
from parallel_corpus.annotators.protocol import Annotator
from parallel_corpus.annotators.run import AnnotationRun
from parallel_corpus.build.bitexts import check_bitext, check_rows
from parallel_corpus.build.cache import cache_folder
from parallel_corpus.build.check_files import check_files
from parallel_corpus.build.check_texts import Texts, check_texts
from parallel_corpus.build.corpus import build as build_corpus
from parallel_corpus.build.manifest import settings_of
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.build.row_versions import check_row_versions
from parallel_corpus.checks import REGISTRY
from parallel_corpus.encode import Encoder
from parallel_corpus.encode.foreign import EncoderLike, as_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.frames.corpus import Corpus
from parallel_corpus.frames.pairs import Pairs, known_language, pair_rows
from parallel_corpus.model import Row
from parallel_corpus.read.formats.registry import is_bitext
from parallel_corpus.settings import Settings

_log = logging.getLogger(__name__)

Glossary = str | Path | Mapping[str, str | Sequence[str]] | Iterable[tuple[str, str]]
"""A file, a mapping of English terms to Arabic ones, or pairs of (English, Arabic)."""

Annotators = str | Annotator | Iterable[str | Annotator]
"""Who else reads the pairs: names as `--annotator` takes them, such as
"recorded:annotations.jsonl", objects of the Annotator protocol, or several of either."""

Options = Mapping[str, Mapping[str, Any]]
"""Options of checks by code, as the tables [checks.CODE] of corpus.toml."""


def build(
    folder: str | Path | Mapping[str, Texts] = "data",
    out: str | Path | None = None,
    *,
    supersedes: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    glossary: Glossary | None = None,
    options: Options | None = None,
    annotators: Annotators = (),
    encoder: EncoderLike | None = None,
) -> Corpus:
    """Read, clean, align and check the texts in `folder`; write the results to `out` if given.

    A folder without corpus.toml is built as `parallel-corpus init` would propose. In place of a
    folder, texts in memory: a mapping of names to (English text, Arabic text), where `supersedes`
    says which is the newer version of which. `select`, `ignore`, `glossary`, `options` and
    `annotators` are those of `check`, and outrank corpus.toml; an annotator that sends texts to
    another program is used only where it is named here. Raises CorpusError for input that cannot be
    used.

    >>> import parallel_corpus as pc
    >>> corpus = pc.build({"notice": ("1. Close the door.\\n", "1. أغلق الباب.\\n")})
    >>> corpus.pairs[["source_place", "target_place"]].values.tolist()
    [['p1', 'p1']]
    """
    model = None if encoder is None else as_encoder(encoder)
    settings = Settings(root=Path()) if isinstance(folder, Mapping) else settings_of(Path(folder))
    settings = settings.changed(None, tuple(select), tuple(ignore))
    settings = _with_choices(settings, glossary, options)
    read = _annotation(settings, annotators)
    checked: CheckedCorpus
    if isinstance(folder, Mapping):
        checked = check_texts(
            folder, supersedes or {}, settings=settings, encoder=model, annotation=read
        )
    else:
        checked = build_corpus(settings, encoder=model, annotation=read)
    corpus = Corpus(checked, encoder=model)
    if corpus.failures:
        names = ", ".join(failure.document for failure in corpus.failures)
        warnings.warn(f"left out, see Corpus.failures: {names}", stacklevel=2)
    if out is not None:
        corpus.write(out)
    return corpus


def check(
    source: str | Path | Pairs,
    target: str | Path | None = None,
    *,
    previous: Pairs | Sequence[str | Path] | str | Path = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    glossary: Glossary | None = None,
    options: Options | None = None,
    languages: tuple[str, str] = ("en", "ar"),
    annotators: Annotators = (),
    encoder: EncoderLike | None = None,
) -> Corpus:
    """Check a translation, with or without the version that it supersedes.

    Without a `target`, `source` holds both sides: a bitext that is already aligned (TMX, XLIFF,
    XLSX, CSV, TSV, JSON lines), a document in both languages, or pairs in memory (a frame with
    the columns source and target, or an iterable of pairs): then `findings["row"]` is the index
    of the pair, and a column score is kept. `previous` is the version that this one supersedes, in
    the same form: files for files, pairs for pairs, which are joined by their texts, whatever their
    index. `select` and `ignore` name checks by code or family; `glossary` is a file, a mapping or
    pairs of terms; `options` are those of checks, by code.

    `annotators` read the pairs as well, and what they say is weighed and stands among the findings.
    Nothing is sent to any of them that is not named. Recorded answers are joined by the pairs' ids:
    those of a file, or in memory the positions, from "0". Raises CorpusError for files that cannot
    be read, or where a language is missing.

    >>> import parallel_corpus as pc
    >>> findings = pc.check([("It costs 30 euros.", "ثمنه 20 يورو.")]).findings
    >>> findings[["row", "code"]].values.tolist()
    [[0, 'N01']]

    An object of the Annotator protocol:

    >>> from parallel_corpus.model import Annotation, Answer
    >>> class Reviser:
    ...     name, model, prompt, costs = "reviser", "", "", False
    ...     def annotate(self, pairs):
    ...         for pair in pairs:
    ...             said = Annotation("omission", "error", source="tonight")
    ...             yield Answer(pair.id, (said,) if "tonight" in pair.source else ())
    >>> pairs = [("It rains.", "تمطر."), ("It rains tonight.", "تمطر.")]
    >>> findings = pc.check(pairs, select=["R"], annotators=Reviser()).findings
    >>> findings[["row", "code", "severity"]].values.tolist()
    [[1, 'R02', 'error']]
    """
    first, second = (known_language(code) for code in languages)
    settings = Settings(
        root=Path(), source=first, target=second, select=tuple(select), ignore=tuple(ignore)
    )
    settings = _with_choices(settings, glossary, options)
    how = _How(
        settings=settings,
        encoder=None if encoder is None else as_encoder(encoder),
        annotation=_annotation(settings, annotators),
    )
    if not isinstance(source, str | Path):
        index, rows = pair_rows(source, languages)
        checked = _check_pairs(rows, previous, languages, how)
        return Corpus(checked, encoder=how["encoder"], index=index)
    older = _paths(previous)
    path = Path(source)
    if target is None and is_bitext(path) and not older:
        return Corpus(check_bitext(path, **how), encoder=how["encoder"])
    files = (path, Path(target)) if target is not None else (path,)
    return Corpus(check_files(files, older, **how), encoder=how["encoder"])


class _How(TypedDict):
    """How to check, whatever is checked."""

    settings: Settings
    encoder: Encoder | None
    annotation: AnnotationRun | None


def _annotation(settings: Settings, annotators: Annotators) -> AnnotationRun | None:
    """Return the run of the annotators that the caller names; None of none.

    What one of them sends, and where to, is logged as a warning, which Python shows by default.
    """
    if isinstance(annotators, str) or not isinstance(annotators, Iterable):
        annotators = [annotators]
    chosen = list(annotators)
    if not chosen:
        return None
    return load_run(settings, chosen, Around(_log.warning, cache=cache_folder()))


def _check_pairs(
    rows: list[Row],
    previous: Pairs | Sequence[str | Path] | str | Path,
    languages: tuple[str, str],
    how: _How,
) -> CheckedCorpus:
    """Check pairs in memory, against those of an earlier version if there are any."""
    if isinstance(previous, str | Path):
        raise SettingsError(
            "pairs in memory can only follow pairs in memory",
            hint=f'Read the older version first: previous=pc.check("{previous}").pairs',
        )
    _, older = pair_rows(previous, languages)
    if not older:
        return check_rows(rows, **how)
    return check_row_versions(rows, older, **how)


def _paths(previous: Pairs | Sequence[str | Path] | str | Path) -> list[Path]:
    older = (previous,) if isinstance(previous, str | Path) else previous
    if isinstance(older, Sequence) and all(isinstance(old, str | Path) for old in older):
        return [Path(old) for old in older]
    raise SettingsError(
        "files can only follow files, not pairs in memory",
        hint="Give the older version as a file, or both versions as pairs",
    )


def _with_choices(
    settings: Settings, glossary: Glossary | None, options: Options | None
) -> Settings:
    """Return the settings with the caller's glossary and options of checks."""
    chosen = {**settings.options, **(options or {})}
    if isinstance(glossary, str | Path):
        settings = replace(settings, glossary=str(Path(glossary).absolute()))
    elif glossary is not None:
        check = REGISTRY["T01"]
        own = next((dict(told) for name, told in chosen.items() if check.is_called(name)), {})
        terms = glossary.items() if isinstance(glossary, Mapping) else glossary
        own["terms"] = [*own.get("terms", ()), *terms]
        chosen = {name: told for name, told in chosen.items() if not check.is_called(name)}
        chosen[check.name] = own
    return replace(settings, options=chosen)
