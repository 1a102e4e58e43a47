"""Names of annotators to annotators: `recorded:PATH`, `people:PATH`, `chat`, `ct2:PATH`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from parallel_corpus.annotators.options import AnnotatorOptions, parse_options
from parallel_corpus.annotators.people import People
from parallel_corpus.annotators.protocol import Annotator
from parallel_corpus.annotators.recorded import Recorded
from parallel_corpus.annotators.run import AnnotationRun, Say, Tell, Wanted
from parallel_corpus.errors import SettingsError
from parallel_corpus.settings import MANIFEST, Settings

_KINDS = "recorded:PATH, people:PATH, chat, ct2:PATH"
_SENDS = ("chat",)
_OF_ANNOTATORS = ("name", "model", "prompt", "costs", "annotate")


@dataclass(frozen=True, slots=True)
class Around:
    """What an annotator that asks somebody has around it: whom it tells what it does, and where
    answers are kept."""

    say: Say | None = None
    tell: Tell | None = None
    cache: Path | None = None


def load_run(
    settings: Settings, chosen: Sequence[str | Annotator] = (), around: Around = Around()
) -> AnnotationRun | None:
    """Return the run of the annotators that the caller or corpus.toml names; None of none.

    `chosen` are names from the command line, whose paths are taken as they stand, or annotators;
    the paths in corpus.toml are in the corpus folder. An annotator that sends texts somewhere is
    used only where `chosen` has it: whoever builds a corpus that somebody else made must not send
    anything unasked. Raises SettingsError for a name or an option that does not exist, and for an
    object that is no annotator.
    """
    options = options_of(settings)
    loaded: list[Annotator | None] = [_chosen(one, options, around) for one in chosen]
    for name in options.names if not chosen else ():
        one = _from_manifest(name, settings, options)
        loaded.append(one)
        if one is None and around.say:
            around.say(
                f"corpus.toml names the annotator {name}, which sends texts to another program: "
                f"give --annotator {name} to allow it."
            )
    kept = [annotator for annotator in loaded if annotator is not None]
    _refuse_twice(kept)
    return AnnotationRun(kept, Wanted(options.documents, options.max_pairs)) if kept else None


def options_of(settings: Settings) -> AnnotatorOptions:
    """Return the options in [annotator] of corpus.toml. Raises SettingsError."""
    return parse_options(settings.annotator, settings.root / MANIFEST)


def make_annotator(name: str, options: AnnotatorOptions, around: Around = Around()) -> Annotator:
    """Return the annotator of that name. Raises SettingsError for one that does not exist."""
    kind, _, rest = name.partition(":")
    maker = _MAKERS.get(kind)
    if maker is None or (kind not in _SENDS and not rest):
        raise _unknown(name)
    return maker(rest, options, around)


def _chosen(one: str | Annotator, options: AnnotatorOptions, around: Around) -> Annotator:
    if isinstance(one, str):
        return make_annotator(one, options, around)
    lacks = [name for name in _OF_ANNOTATORS if not hasattr(one, name)]
    if lacks:
        raise SettingsError(
            f"{one!r} is not an annotator: it lacks {', '.join(lacks)}",
            hint=f"Give an object with {', '.join(_OF_ANNOTATORS)}, or a name: {_KINDS}",
        )
    return one


def _from_manifest(name: str, settings: Settings, options: AnnotatorOptions) -> Annotator | None:
    kind, _, rest = name.partition(":")
    if kind in _SENDS:
        return None
    where = settings.root / MANIFEST
    path = PurePosixPath(rest.replace("\\", "/"))
    if kind not in _MAKERS:
        raise _unknown(name, where)
    inside = not (path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1])
    if inside and rest:
        whole = settings.root / path
        inside = whole.resolve().is_relative_to(settings.root.resolve())
        if inside:
            return make_annotator(f"{kind}:{whole}", options)
    raise SettingsError(
        f"annotator.name: {name!r} is outside the corpus folder",
        where=where,
        hint="Copy the file into it, or name it on the command line with --annotator",
    )


def _unknown(name: str, where: Path | str = "") -> SettingsError:
    what = f"no annotator is called {name!r}"
    return SettingsError(what, where=where, hint=f"There are: {_KINDS}")


def _refuse_twice(annotators: Sequence[Annotator]) -> None:
    names = [annotator.name for annotator in annotators]
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(
                f"two annotators are called {name!r}", hint="Rename one of their files"
            )


def _recorded(rest: str, _options: AnnotatorOptions, _around: Around) -> Annotator:
    return Recorded(Path(rest))


def _people(rest: str, _options: AnnotatorOptions, _around: Around) -> Annotator:
    return People(Path(rest))


def _chat(_rest: str, options: AnnotatorOptions, around: Around) -> Annotator:
    from parallel_corpus.annotators.chat.reader import make_reader

    return make_reader(options, say=around.say, tell=around.tell, cache=around.cache)


def _probabilities(rest: str, _options: AnnotatorOptions, _around: Around) -> Annotator:
    from parallel_corpus.annotators.probability import ProbabilityReader

    forward, _, back = rest.partition(",")
    return ProbabilityReader(Path(forward), Path(back) if back else None)


_MAKERS: Mapping[str, Callable[[str, AnnotatorOptions, Around], Annotator]] = {
    "recorded": _recorded,
    "people": _people,
    "chat": _chat,
    "ct2": _probabilities,
}
