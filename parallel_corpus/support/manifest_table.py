"""Read the tables of a manifest, and say which key is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from parallel_corpus.errors import SettingsError

TEXT_EXAMPLE = '{file = "law.en.txt", language = "en"}'
"""How a text of a document is written."""

_KINDS: Mapping[type, str] = {
    str: "a text in quotation marks",
    list: "a list in [ ]",
    dict: "a table with keys of its own",
}


@dataclass(frozen=True)
class ManifestTable:
    """A table of a TOML file whose errors name the key.

    Every method raises SettingsError where the table does not hold what is asked for.
    """

    data: Mapping[str, Any]
    path: Path
    name: str

    def error(self, key: str, what: str, hint: str) -> SettingsError:
        """Return the error that says what is wrong with `key`, and what to write."""
        where = f"{self.name}.{key}" if self.name else key
        return SettingsError(f"{where}: {what}", where=self.path, hint=hint)

    def allow(self, *keys: str) -> None:
        """Refuse what is no table, and keys other than `keys`."""
        if not isinstance(self.data, dict):
            raise SettingsError(
                f"{self.name}: must be a table, not {self.data!r}",
                where=self.path,
                hint=f"Write {TEXT_EXAMPLE}"
                if self.name.endswith(".texts")
                else "Write [[document]]",
            )
        for key in self.data:
            if key not in keys:
                raise self.error(key, "no such key", f"Known here: {', '.join(keys)}")

    def get(self, key: str, kind: type, default: Any = ...) -> Any:
        """Return the value of `key`, of type `kind`; `default` where it is missing."""
        value = self.data.get(key, default)
        if value is ...:
            raise self.error(key, "is missing", "")
        if not isinstance(value, kind) and value is not default:
            raise self.error(key, f"must be {_KINDS[kind]}, not {value!r}", "")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under `key`, empty where it is missing."""
        values = self.get(key, list, [])
        for value in values:
            if not isinstance(value, str):
                raise self.error(key, f"must hold texts, not {value!r}", 'Write ["V01", "numbers"]')
        return tuple(values)

    def inside(self, key: str, name: str, root: Path) -> str:
        """Return the path in `root` that `name`, the value of `key`, names.

        Documents are untrusted: a manifest must not be able to pull in /etc/passwd.
        """
        if not name.strip() or not name.isprintable():
            raise self.error(
                key, f"{name!r} is not a file name", "Name a file in the corpus folder"
            )
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1]:
            raise self.error(key, f"{name!r} is outside the corpus folder", "Copy the file into it")
        try:
            inside = (root / path).resolve().is_relative_to(root.resolve())
        except (OSError, RuntimeError):
            what = f"{name!r} links to itself in the end"
            raise self.error(key, what, "Put the file itself there") from None
        if not inside:
            raise self.error(key, f"{name!r} links to outside the corpus folder", "Copy the file")
        return str(path)
