import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode, read_bytes

ARABIC = "تحث البرلمانات على اعتماد أطر قانونية محددة، وشاملة؛ ومنسقة.\n" * 3
ENGLISH = "Urges parliaments to adopt “specific” frameworks – now.\n" * 3


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6"],
)
def test_arabic_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)) == ARABIC


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_english_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_both_languages_in_windows_1256() -> None:
    text = "Madrid, Spain\nمدريد، إسبانيا\n143rd Assembly: الجمعية العامة الـ143\n"
    assert decode(text.encode("cp1256")) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds(end: str) -> None:
    assert decode(f"one{end}two{end}".encode()) == "one\ntwo\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04rest", "DOCX"),
        (bytes(range(128, 256)) * 8, "encoding"),
        (("Привет, это обычный русский текст. " * 9).encode("cp1251"), "encoding"),
        (b"\x00\x01\x02\x03" * 64, "control characters"),
        (b"\xff\xfeA", "is marked as UTF-16"),
        (("نص عربي سليم " * 40).encode() + b"\xd8\n", "byte"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        decode(data, "x.txt")
    assert str(caught.value).startswith("x.txt")


def test_missing_and_unreadable_files_are_named(tmp_path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_bytes(tmp_path / "absent.txt")
    with pytest.raises(ReadError, match="is a folder"):
        read_bytes(tmp_path)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_read_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadError:
        return
    assert text.strip()
