"""A manifest proposed for a folder of texts that has none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from parallel_corpus.errors import ReadError
from parallel_corpus.model import LANGUAGE_NAMES, Language
from parallel_corpus.read.counterparts import pair_leftovers
from parallel_corpus.read.folder import ENDINGS, Contents, Found, look_through, text_id
from parallel_corpus.read.succession import find_successions, oldest_first
from parallel_corpus.settings import DocumentSettings, Settings, TextSettings

_STEERING = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Settings for a folder, and what a person should know before building it.

    `versions` says which document supersedes which, and why it is thought so; `unsure` what names
    and contents leave open; `bitexts` and `glossaries` are files that lie beside the texts;
    `left_out` files that are no texts; `refused` texts that cannot be read.
    """

    settings: Settings
    refused: tuple[ReadError, ...] = ()
    versions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    bitexts: tuple[str, ...] = ()
    glossaries: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def propose_settings(root: Path) -> Proposal:
    """Propose settings for the texts in `root` and its folders.

    Files are one document whose names, or places in folders that mirror each other, differ only
    in the language. Names and contents say which document supersedes which. Raises ReadError for
    a folder without texts.
    """
    contents = look_through(root)
    if not contents.texts:
        raise contents.refused[0] if contents.refused else _no_texts(root, contents)
    groups: dict[str, list[Found]] = defaultdict(list)
    for found in contents.texts:
        groups[found.key].append(found)
    unsure = [*contents.doubts, *pair_leftovers(groups)]
    ids = _ids(groups)
    successions, doubts = _versions(groups, ids)
    older = {newer: (old, why) for newer, old, why in successions}
    documents = {
        ids[key]: DocumentSettings(
            ids[key],
            _texts(found, unsure),
            supersedes=older[ids[key]][0] if ids[key] in older else None,
        )
        for key, found in groups.items()
    }
    unsure += [*doubts, *_unpaired(documents.values())]
    order = oldest_first(list(documents), {name: old for name, (old, _) in older.items()})
    one = contents.glossaries[0] if len(contents.glossaries) == 1 else None
    return Proposal(
        Settings(root=root, documents=tuple(documents[name] for name in order), glossary=one),
        tuple(contents.refused),
        tuple(f"{new} supersedes {old}, by {why}" for new, (old, why) in sorted(older.items())),
        tuple(unsure),
        tuple(contents.bitexts),
        tuple(contents.glossaries),
        tuple(contents.left_out),
    )


def _no_texts(root: Path, contents: Contents) -> ReadError:
    if contents.bitexts:
        hint = f"Check a bitext by itself: parallel-corpus check {root / contents.bitexts[0]}"
    else:
        hint = "Put the texts there, one file a text"
    return ReadError(f"holds no texts ({', '.join(ENDINGS)})", where=root, hint=hint)


def _ids(groups: Mapping[str, Sequence[Found]]) -> dict[str, str]:
    """Return an id for each document.

    Its name, with its folders where the name alone is used twice.
    """
    short = {key: text_id(PurePosixPath(key).name) for key in groups}
    uses = Counter(name.casefold() for name in short.values())
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for key in sorted(groups):
        name = plain = short[key] if uses[short[key].casefold()] == 1 else text_id(key)
        count = 2
        while name.casefold() in taken:
            name, count = f"{plain}-{count}", count + 1
        taken.add(name.casefold())
        ids[key] = name
    return ids


def _texts(found: Sequence[Found], unsure: list[str]) -> tuple[TextSettings, ...]:
    """Return a document's texts; a second one in a language is a witness, named after its place."""
    texts: list[TextSettings] = []
    for one in found:
        for language in one.languages:
            copies = [text for text in texts if text.language == language]
            witness = f"copy{len(copies) + 1}" if copies else ""
            if copies:
                unsure.append(f"{one.name} is taken for a copy of {copies[0].file}")
            texts.append(TextSettings(one.name, language, witness))
    return tuple(sorted(texts, key=lambda t: (t.language != "en", t.witness)))


def _versions(
    groups: Mapping[str, Sequence[Found]], ids: Mapping[str, str]
) -> tuple[list[tuple[str, str, str]], list[str]]:
    words: dict[Language, dict[str, list[str]]] = {"en": {}, "ar": {}}
    for key, found in groups.items():
        for one in found:
            if one.file and key not in words[one.languages[0]]:
                words[one.languages[0]][key] = [line.text for line in one.file.lines]
    # Most documents have an English text; those that have none are compared in Arabic.
    only_arabic = {k: v for k, v in words["ar"].items() if k not in words["en"]}
    rest: dict[str, list[str]] = {
        key: [] for key in groups if key not in words["en"] and key not in only_arabic
    }
    successions, doubts = [], []
    for side in (words["en"] | rest, only_arabic):
        found_here, doubts_here = find_successions(side)
        successions += [(ids[s.newer], ids[s.older], s.why) for s in found_here]
        doubts += doubts_here
    return successions, doubts


def _unpaired(documents: Iterable[DocumentSettings]) -> list[str]:
    said = []
    for document in documents:
        languages = {text.language for text in document.texts}
        if len(languages) == 1:
            missing: Language = "ar" if "en" in languages else "en"
            said.append(f"{document.texts[0].file} has no {LANGUAGE_NAMES[missing]} counterpart")
    return said


def format_manifest(settings: Settings, unsure: Sequence[str] = ()) -> str:
    """Write `settings` as the text of a corpus.toml, with notes on what a person should check."""
    import tomlkit

    manifest = tomlkit.document()
    manifest.add(tomlkit.comment("Proposed from the files' names and contents: check what"))
    manifest.add(tomlkit.comment("supersedes what, and which texts belong to one document."))
    for line in unsure:
        manifest.add(tomlkit.comment(f"Unsure: {' '.join(line.split())}"))
    manifest["corpus"] = {"source": settings.source, "target": settings.target}
    if settings.glossary:
        manifest["corpus"]["glossary"] = settings.glossary
    tables = tomlkit.aot()
    for document in settings.documents:
        table = tomlkit.table()
        table["id"] = document.id
        if document.supersedes:
            table["supersedes"] = document.supersedes
        rows = tomlkit.array().multiline(True)
        for text in document.texts:
            row = tomlkit.inline_table()
            row.update({"file": text.file, "language": text.language})
            if text.witness:
                row["witness"] = text.witness
            rows.append(row)
        table["texts"] = rows
        tables.append(table)
    manifest["document"] = tables
    # TOML's own escapes for what tomlkit leaves as it is and could steer a terminal or an editor.
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", tomlkit.dumps(manifest))
