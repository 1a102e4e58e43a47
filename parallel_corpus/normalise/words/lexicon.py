"""Lists of words that testify that a spelling is a word: each loaded only when it is asked."""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from parallel_corpus.errors import CorpusError
from parallel_corpus.language.camel_data import COMMAND, data_folder, missing_files
from parallel_corpus.model import Language

# What a dictionary that knows no frequencies gives a word it knows: a word like most others.
_LISTED = 1e-7
_DICTIONARIES = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling")
_FILES = {"ar": "ar", "en": "en_US"}


class Lexicon(Protocol):
    """Knows how common a word is, as a share of running text; 0.0 where it does not know it."""

    @property
    def name(self) -> str: ...

    def __hash__(self) -> int: ...

    def frequency(self, word: str) -> float: ...

    def listed(self) -> Mapping[str, float]:
        """Return the shares of all words that are listed; {} where they cannot be listed."""


class WordFrequencies:
    """Robyn Speer's wordfreq 3.1, list "large": 620,701 Arabic and 321,180 English forms.

    Built from several corpora up to 2021 (zenodo 7199437; data CC BY-SA 4.0, code Apache-2.0). It
    is frozen, which suits a lexicon; it holds common misspellings too, so frequencies matter.
    Arabic forms are without vowel marks and tatweel.
    """

    def __init__(self, language: Language) -> None:
        self.name = "wordfreq"
        self._frequencies = _wordfreq(language)
        self._cases = language == "en"

    def frequency(self, word: str) -> float:
        # Arabic has no cases, and this is asked a million times of a damaged text.
        return self._frequencies.get(word.casefold() if self._cases else word, 0.0)

    def listed(self) -> Mapping[str, float]:
        return self._frequencies


class Hunspell:
    """A Hunspell dictionary (Debian's hunspell-ar is Ayaspell) through the chunspell engine."""

    def __init__(self, language: Language) -> None:
        self.name = "hunspell"
        try:
            import hunspell
        except ImportError:
            raise CorpusError(
                "the Hunspell engine is not installed", hint="Run: pip install chunspell"
            ) from None
        folder = _dictionary_folder(_FILES[language])
        self._engine = hunspell.Hunspell(_FILES[language], hunspell_data_dir=str(folder))

    def frequency(self, word: str) -> float:
        return _LISTED if self._engine.spell(word) else 0.0

    def listed(self) -> Mapping[str, float]:
        return {}


class Morphology:
    """camel-tools' analyser (CALIMA MSA): a word is what it can analyse without guessing."""

    def __init__(self, language: Language) -> None:
        if language != "ar":
            raise CorpusError("camel-tools analyses Arabic only", hint="Take wordfreq or hunspell")
        self.name = "camel-tools"
        if missing := missing_files():  # the import would ask the network for them
            raise CorpusError(
                f"camel-tools' morphology has no data: {data_folder()} lacks {missing[-1]}",
                hint=f"Run: {COMMAND}",
            )
        try:
            from camel_tools.morphology.analyzer import Analyzer
            from camel_tools.morphology.database import MorphologyDB

            self._analyse = Analyzer(MorphologyDB.builtin_db(), backoff="NONE").analyze
        except Exception as error:  # noqa: BLE001 - its errors for absent data are many
            raise CorpusError(
                f"camel-tools' morphology cannot be loaded ({error})",
                hint=f"Its data is a download of its own. Run: {COMMAND}",
            ) from None

    def frequency(self, word: str) -> float:
        return _LISTED if self._analyse(word) else 0.0

    def listed(self) -> Mapping[str, float]:
        return {}


class Several:
    """Lexicons together: a word is known if one of them knows it, and as common as any says."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.name = "+".join(lexicon.name for lexicon in lexicons)
        self._lexicons = tuple(lexicons)

    def frequency(self, word: str) -> float:
        return max(lexicon.frequency(word) for lexicon in self._lexicons)

    def listed(self) -> Mapping[str, float]:
        shares: dict[str, float] = {}
        for lexicon in self._lexicons:
            for word, share in lexicon.listed().items():
                shares[word] = max(share, shares.get(word, 0.0))
        return shares


class NoLexicon:
    """Knows no word: repairs then rest on the corpus alone."""

    name = "none"

    def frequency(self, word: str) -> float:
        return 0.0

    def listed(self) -> Mapping[str, float]:
        return {}


_KINDS: dict[str, type[WordFrequencies | Hunspell | Morphology]] = {
    "wordfreq": WordFrequencies,
    "hunspell": Hunspell,
    "camel-tools": Morphology,
}


@lru_cache(maxsize=8)
def load_lexicon(name: str, language: Language) -> Lexicon:
    """Return the lexicon of that name: "wordfreq", "hunspell", "camel-tools" or "none".

    Names joined by "+" ask several ("wordfreq+hunspell"). A dictionary alone knows words but not
    how common they are: it can then confirm what a context says, not choose among candidates.
    Raises CorpusError, with the command that installs what is missing.
    """
    if name == "none":
        return NoLexicon()
    if "+" in name:
        return Several([load_lexicon(part, language) for part in name.split("+")])
    if name not in _KINDS:
        raise CorpusError(
            f"no lexicon is called {name!r}", hint=f"There are: none, {', '.join(sorted(_KINDS))}"
        )
    return _KINDS[name](language)


def _wordfreq(language: Language) -> dict[str, float]:
    """Read a list of the package `wordfreq`, without what the package itself loads beside it.

    Its format, "cBpack": after a header, for each hundredth of a decimal order of magnitude the
    words that are as rare.
    """
    import msgpack

    package = find_spec("wordfreq")
    places = package.submodule_search_locations if package else None
    if not places:
        raise CorpusError("wordfreq is not installed", hint="Run: pip install wordfreq")
    packed = (Path(places[0]) / "data" / f"large_{language}.msgpack.gz").read_bytes()
    _, *buckets = msgpack.unpackb(gzip.decompress(packed), raw=False)
    shares: dict[str, float] = {}
    for rarity, words in enumerate(buckets):
        shares.update(dict.fromkeys(words, 10 ** (-rarity / 100)))
    return shares


def _dictionary_folder(name: str) -> Path:
    asked = os.environ.get("DICPATH")
    for folder in (asked, *_DICTIONARIES) if asked else _DICTIONARIES:
        if folder and (Path(folder) / f"{name}.dic").exists():
            return Path(folder)
    package = "hunspell-ar" if name == "ar" else "hunspell-en-us"
    raise CorpusError(
        f"no Hunspell dictionary {name}.dic is installed",
        hint=f"Run: apt-get install {package}, or set DICPATH to the folder that holds it",
    )
