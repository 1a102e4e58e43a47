"""A model in Marian's layout that has learnt its words: wrong senses are improbable to it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from parallel_corpus.annotators.findings import fold_in
from parallel_corpus.annotators.load import make_annotator
from parallel_corpus.annotators.options import AnnotatorOptions
from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.probability import ProbabilityReader
from parallel_corpus.annotators.run import AnnotationRun
from parallel_corpus.checks import severity
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Bitext
from tests.annotators.marian_model import make_marian
from tests.annotators.toy_model import WORDS, sentence
from tests.checks.resolutions import encoder

pytestmark = pytest.mark.slow  # two models are trained: some seconds each

Rows = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home = tmp_path_factory.mktemp("marian")
    return make_marian(home / "en-ar"), make_marian(home / "ar-en", back=True)


def rows(seed: int, wrong: tuple[int, ...]) -> tuple[Rows, dict[str, str]]:
    """Sixty pairs, in some of which one word is another's translation; and these words."""
    dice = random.Random(seed)
    made: Rows = []
    put_in = {}
    for number in range(60):
        english, arabic = sentence(dice)
        if number in wrong:
            place = number % len(arabic)
            arabic[place] = dice.choice([w for w in WORDS.values() if w not in arabic])
            put_in[str(number)] = arabic[place]
        made.append((str(number), " ".join(english), " ".join(arabic)))
    return made, put_in


def pairs_of(made: Rows, document: str = "d") -> list[Pair]:
    return [Pair(name, source, target, document=document) for name, source, target in made]


@pytest.mark.parametrize("both", [False, True])
def test_a_wrong_sense_is_marked_and_nothing_else(models: tuple[Path, Path], *, both: bool) -> None:
    assert not (models[0] / "tokenizer.json").exists()  # SentencePiece, as Marian has it
    made, put_in = rows(99, (5, 41))
    name = f"ct2:{models[0]},{models[1]}" if both else f"ct2:{models[0]}"
    reader = make_annotator(name, AnnotatorOptions())
    found = {
        answer.id: [item.target for item in answer.annotations]
        for answer in reader.annotate(pairs_of(made))
        if answer.annotations
    }
    assert found == {name: [word] for name, word in put_in.items()}


def test_each_document_is_calibrated_by_itself(models: tuple[Path, Path]) -> None:
    """Beside a document that is wrong all over, the one error of another is still seen."""
    clean, put_in = rows(99, (5, 41))
    wild, _ = rows(7, tuple(range(0, 60, 2)))
    checked = [(Bitext.from_rows(name, made), []) for name, made in (("a", wild), ("b", clean))]
    run = AnnotationRun([ProbabilityReader(models[0])])
    _, found = run.fold(checked, encoder())
    words = {span.text for finding in found for span in finding.target_spans}
    assert words == set(put_in.values())
    assert {(finding.code, severity(finding)) for finding in found} == {("R20", "info")}
    assert all("240 words of this text" in finding.message for finding in found)


def test_findings_are_notes_that_name_the_model(models: tuple[Path, Path]) -> None:
    made, _ = rows(99, (5,))
    reader = ProbabilityReader(*models)
    read = fold_in(Bitext.from_rows("d", made), reader.annotate(pairs_of(made)), [], encoder())
    (finding,) = read.findings
    assert severity(finding) == "info"
    assert finding.evidence["model"] == "en-ar and ar-en"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("target.spm", None, "lacks tokenizer.json and target.spm"),
        ("source.spm", b"no pieces", "cannot be read as the model's own pieces"),
        ("tokenizer.json", b"{}", "cannot be read as the model's own pieces"),
        ("model.bin", None, "holds no converted translation model"),
    ],
)
def test_a_folder_that_is_no_whole_model_is_one_line(
    models: tuple[Path, Path], name: str, data: bytes | None, says: str, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(models[0], folder)
    (folder / name).unlink(missing_ok=True)
    if data is not None:
        (folder / name).write_bytes(data)
    with pytest.raises(SettingsError, match=says) as caught:
        list(ProbabilityReader(folder).annotate(pairs_of([("1", "law", "قانون")])))
    assert "\n" not in str(caught.value).partition("\n  ")[0]
    assert caught.value.hint
