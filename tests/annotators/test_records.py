"""annotations.jsonl and people's files: read whole, written to the same bytes, refused in one line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.annotators.people import People
from parallel_corpus.annotators.records import (
    annotations_of,
    answer_of,
    answer_record,
    dump_line,
    read_answers,
    write_answers,
)
from parallel_corpus.errors import ReadError
from parallel_corpus.model import Annotation, Answer

DATA = Path(__file__).parent / "data"
HEALTH = Path(__file__).parents[2] / "notebooks" / "data" / "health.jsonl"


@pytest.mark.parametrize(
    "path",
    [HEALTH, DATA / "ipu143-draft.jsonl", DATA / "ipu143-adopted.jsonl"],
    ids=lambda path: path.stem,
)
def test_recorded_answers_are_written_to_the_same_bytes(path: Path, tmp_path: Path) -> None:
    copy = write_answers(tmp_path / "copy.jsonl", read_answers(path))
    assert copy.read_bytes() == path.read_bytes()


texts = st.text(max_size=30)
annotations = st.builds(
    Annotation,
    category=st.text(alphabet="abcdef -", min_size=1, max_size=20).map(str.strip).filter(bool),
    severity=st.sampled_from(["error", "warning", "info"]),
    source=texts,
    target=texts,
    reason=texts.map(lambda text: " ".join(text.split())),
    suggestion=texts,
    source_start=st.none() | st.integers(0, 99),
)


@given(st.builds(Answer, id=texts, annotations=st.lists(annotations, max_size=3).map(tuple)))
def test_an_answer_comes_back_as_it_was(answer: Answer) -> None:
    assert answer_of(answer_record(answer)) == answer
    assert dump_line(answer).count(b"\n") == 1


@pytest.mark.parametrize(
    ("value", "kept", "refused"),
    [
        ([], 0, 0),
        ([{"category": "omission"}], 1, 0),
        ([{"category": "omission", "severity": "purple"}], 0, 1),
        ([{"severity": "error"}, {"category": 7}, "omission", None], 0, 4),
        ([{"category": "omission", "source": ["a"]}], 0, 1),
        ([{"category": "omission", "reason": "x" * 5000}], 0, 1),
        ([{"category": "omission", "source": None}], 1, 0),
        ([{"category": "x"}] * 150, 100, 50),
    ],
)
def test_what_has_not_the_form_is_counted(value: object, kept: int, refused: int) -> None:
    found = annotations_of(value)
    assert found is not None
    assert (len(found[0]), found[1]) == (kept, refused)


@pytest.mark.parametrize("value", [None, {}, "annotations", 5])
def test_what_is_no_list_is_no_answer(value: object) -> None:
    assert annotations_of(value) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"id": "a", "annotations": []}\n{"id": 1', "2: is not JSON"),
        (b'{"id": "a"}\n', "1: is not an annotated pair"),
        (b"[]\n", "1: is not an annotated pair"),
        (b"[" * 100_000, "1: is not JSON"),
        (b'{"id": "\xff", "annotations": []}', "1: is not UTF-8"),
    ],
)
def test_a_broken_file_is_told_with_its_line(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=says):
        list(read_answers(path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        list(read_answers(tmp_path / "none.jsonl"))


PEOPLE = {
    "agency.tsv": (
        "Segment ID\tError Type\tSeverity\tSource Span\tTarget Span\tComment\tReviewer\n"
        "7\tAccuracy/Omission\tMajor\tstill\t\tlost\tRana\n"
        "7\tStyle\tneutral\t\tقام\t\tRana\n"
        "8\tno-error\t\t\t\t\tRana\n"
    ),
    "google.tsv": (
        "rater\tglobalSegId\tsource\ttarget\tcategory\tseverity\n"
        "Rana\t7\tIt is <v>still</v> there\tإنه هناك\tAccuracy/Omission\tMajor\n"
        "Rana\t7\tIt is still there\t<v>قام</v> هناك\tStyle\tneutral\n"
        "Rana\t8\ta\tب\tNo-error\tno-error\n"
    ),
    "own.csv": (
        "pair,kind,severity,en_span,ar_span,note,annotator\n"
        "7,omission,error,still,,lost,Rana\n7,style,nuance,,قام,,Rana\n8,ok,,,,,Rana\n"
    ),
    "own.jsonl": (
        '{"pair": 7, "category": "omission", "severity": "major", "source": "still", "who": "Rana"}\n'
        '{"pair": 7, "category": "style", "severity": "info", "target": "قام", "who": "Rana"}\n'
        '{"id": "8", "annotations": [], "annotator": "Rana"}\n'
    ),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_peoples_files_say_the_same_in_whatever_form(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(PEOPLE[name], encoding="utf-8")
    answers = {answer.id: answer for answer in People(path).answers}
    assert answers.keys() == {"7", "8"}
    assert not answers["8"].annotations
    assert {a.annotator for a in answers.values()} == {"Rana"}
    said = [(a.severity, a.source, a.target) for a in answers["7"].annotations]
    assert said == [("error", "still", ""), ("info", "", "قام")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a\tb\n1\t2\n", "has no columns for a pair and a category"),
        ("id\tcategory\tseverity\n7\tomission\tpurple\n", "2: lacks a category"),
        ("id\tcategory\tseverity\n\tomission\terror\n", "2: lacks a pair’s id"),
        ("", "empty"),
    ],
)
def test_a_table_that_is_none_is_told(content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "people.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=says):
        _ = People(path).answers
