"""What a translation model holds for improbable is marked, as a note of its own kind."""

import random
from pathlib import Path

import pytest

from parallel_corpus.annotators import probability
from parallel_corpus.annotators.findings import fold_in
from parallel_corpus.annotators.load import make_annotator
from parallel_corpus.annotators.options import AnnotatorOptions
from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.probability import ProbabilityReader, _limit
from parallel_corpus.checks import severity
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Bitext
from tests.annotators.toy_model import END, make_model, sentence
from tests.checks.resolutions import encoder


@pytest.fixture(scope="module")
def toy_models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home = tmp_path_factory.mktemp("models")
    return make_model(home / "toy-en-ar"), make_model(home / "toy-ar-en", seed=8)


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, str, str]]:
    seed = random.Random(99)
    made = [sentence(seed) for _ in range(60)]
    return [
        (str(n), " ".join(english), " ".join(arabic)) for n, (english, arabic) in enumerate(made)
    ]


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that has learnt nothing is surprised all over: here the worst hundredth is marked."""
    monkeypatch.setattr(probability, "_FAR", 0.0)


def surprises(folder: Path, rows: list[tuple[str, str, str]]) -> dict[tuple[str, int], float]:
    """What the model says of each word, asked directly."""
    import ctranslate2

    translator = ctranslate2.Translator(str(folder))
    found = {}
    for name, source, target in rows:
        (scored,) = translator.score_batch([[*source.split(), END]], [target.split()])
        for place, value in enumerate(scored.log_probs[: len(target.split())]):
            found[name, place] = -value
    return found


@pytest.mark.usefixtures("near")
def test_the_least_probable_words_are_marked(
    toy_models: tuple[Path, Path], rows: list[tuple[str, str, str]]
) -> None:
    pairs = [Pair(name, source, target) for name, source, target in rows]
    reader = ProbabilityReader(toy_models[0])
    answers = list(reader.annotate(pairs))
    asked = surprises(toy_models[0], rows)
    limit = _limit(list(asked.values()))
    wanted = {key for key, value in asked.items() if value > limit + 1e-4}
    marked = {
        (answer.id, pair.target[: item.target_start].count(" "))
        for answer, pair in zip(answers, pairs, strict=True)
        for item in answer.annotations
    }
    assert 1 <= len(marked) <= 5
    assert marked == wanted
    assert list(reader.annotate(pairs)) == answers
    for answer, pair in zip(answers, pairs, strict=True):
        for item in answer.annotations:
            assert item.target_start is not None
            assert pair.target[item.target_start :].startswith(item.target)
            assert item.severity == "info"


@pytest.mark.usefixtures("near")
def test_a_second_direction_leaves_fewer(
    toy_models: tuple[Path, Path], rows: list[tuple[str, str, str]]
) -> None:
    pairs = [Pair(name, source, target) for name, source, target in rows]
    one, both = ProbabilityReader(toy_models[0]), ProbabilityReader(*toy_models)
    alone, together = (
        {a.id for a in reader.annotate(pairs) if a.annotations} for reader in (one, both)
    )
    assert together < alone
    assert both.name == "toy-en-ar and toy-ar-en"


@pytest.mark.usefixtures("near")
def test_they_are_notes_of_their_own_kind(
    toy_models: tuple[Path, Path], rows: list[tuple[str, str, str]]
) -> None:
    bitext = Bitext.from_rows("d", rows)
    reader = make_annotator(f"ct2:{toy_models[0]}", AnnotatorOptions())
    pairs = [Pair(name, source, target) for name, source, target in rows]
    read = fold_in(bitext, reader.annotate(pairs), [], encoder())
    assert read.findings
    assert {(finding.code, severity(finding)) for finding in read.findings} == {("R20", "info")}
    assert "nats" in read.findings[0].message


def test_of_a_few_words_nothing_is_said() -> None:
    assert _limit([1.0] * 49) == float("inf")
    assert _limit([1.0] * 100) == 4.0
    assert _limit([float(n % 10) for n in range(100)]) > 9


@pytest.mark.parametrize(
    ("names", "says"), [((), "no converted"), (("model.bin",), "lacks tokenizer")]
)
def test_a_folder_that_is_no_model_is_one_line(
    names: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(SettingsError, match=says):
        list(ProbabilityReader(tmp_path).annotate([Pair("1", "a", "ب")]))


def test_a_model_that_is_damaged_is_one_line(toy_models: tuple[Path, Path], tmp_path: Path) -> None:
    for path in toy_models[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"\x06\x00not a model")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        list(ProbabilityReader(tmp_path).annotate([Pair("1", "a", "ب")]))
