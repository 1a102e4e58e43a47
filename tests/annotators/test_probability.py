"""A translation model's probabilities point at exchanged words, and are marked as what they are."""

import random
from pathlib import Path

import pytest

from parallel_corpus.annotators.findings import fold_in
from parallel_corpus.annotators.load import make_annotator
from parallel_corpus.annotators.options import AnnotatorOptions
from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.probability import ProbabilityReader, _limit
from parallel_corpus.checks import severity
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Bitext
from tests.annotators.toy_model import WORDS, make_model, sentence
from tests.checks.resolutions import encoder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home = tmp_path_factory.mktemp("models")
    return make_model(home / "toy-en-ar"), make_model(home / "toy-ar-en", back=True)


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, str, str]]:
    """Sixty sentences; in two of them one word is another one."""
    seed = random.Random(99)
    made = []
    for number in range(60):
        english, arabic = sentence(seed)
        if number in (20, 40):
            arabic[1] = next(word for word in WORDS.values() if word not in arabic)
        made.append((str(number), " ".join(english), " ".join(arabic)))
    return made


@pytest.mark.filterwarnings("ignore")
def test_exchanged_words_are_marked_and_others_are_not(
    folders: tuple[Path, Path], rows: list[tuple[str, str, str]]
) -> None:
    pairs = [Pair(name, source, target) for name, source, target in rows]
    for reader in (ProbabilityReader(folders[0]), ProbabilityReader(*folders)):
        answers = {answer.id: answer for answer in reader.annotate(pairs)}
        assert [name for name, answer in answers.items() if answer.annotations] == ["20", "40"]
        said = answers["20"].annotations[0]
        assert said.target == rows[20][2].split()[1]
        assert rows[20][2][said.target_start :].startswith(said.target)
        again = list(reader.annotate(pairs))
        assert again == list(answers.values())
    assert reader.name == "toy-en-ar and toy-ar-en"


@pytest.mark.filterwarnings("ignore")
def test_they_are_notes_of_their_own_kind(
    folders: tuple[Path, Path], rows: list[tuple[str, str, str]]
) -> None:
    bitext = Bitext.from_rows("d", rows)
    reader = make_annotator(f"ct2:{folders[0]}", AnnotatorOptions())
    pairs = [Pair(name, source, target) for name, source, target in rows]
    read = fold_in(bitext, reader.annotate(pairs), [], encoder())
    assert [(finding.code, severity(finding)) for finding in read.findings] == [("R20", "info")] * 2
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


def test_a_model_that_is_damaged_is_one_line(folders: tuple[Path, Path], tmp_path: Path) -> None:
    for path in folders[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"\x06\x00not a model")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        list(ProbabilityReader(tmp_path).annotate([Pair("1", "a", "ب")]))
