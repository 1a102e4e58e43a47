import hashlib
import time
import tomllib
from pathlib import Path

import pytest

from parallel_corpus.read.propose import Proposal, propose_settings
from parallel_corpus.read.version_names import version_of

CASES = tomllib.loads((Path(__file__).parent / "propose.toml").read_text())["case"]
ENGLISH = [
    "the",
    "library",
    "lends",
    "a",
    "book",
    "to",
    "every",
    "reader",
    "who",
    "asks",
    "for",
    "it",
    "in",
    "the",
    "morning",
]
ARABIC = [
    "تعير",
    "المكتبة",
    "كتابا",
    "لكل",
    "قارئ",
    "يطلبه",
    "في",
    "الصباح",
    "من",
    "أمين",
    "القاعة",
    "الكبيرة",
    "هنا",
]


def sentences(key: str, words: list[str], count: int = 12) -> str:
    """Text that is the same for a key and has little in common with that of another key."""
    lines = []
    for number in range(count):
        digest = hashlib.sha256(f"{key}{number}".encode()).digest()
        lines.append(" ".join(words[byte % len(words)] for byte in digest[:12]) + ".")
    return "\n\n".join(lines) + "\n"


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def shown(proposal: Proposal) -> list[str]:
    return [
        document.id
        + (f" > {document.supersedes}" if document.supersedes else "")
        + ": "
        + " ".join(text.file for text in document.texts)
        for document in proposal.settings.documents
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_proposals(case: dict, tmp_path: Path) -> None:
    for name in case["files"]:
        told = "ar" in name.replace("/", ".").split(".") or "عربي" in name
        arabic = told or name in case.get("arabic", ())
        write(tmp_path, name, sentences(name, ARABIC if arabic else ENGLISH, 3))
    proposal = propose_settings(tmp_path)
    assert set(case["documents"]) <= set(shown(proposal))
    assert len(proposal.unsure) == case.get("unsure", 0), proposal.unsure


def test_versions_are_found_by_their_words(tmp_path: Path) -> None:
    text = sentences("text", ENGLISH, 30)
    write(tmp_path, "A_C3_75_L.5.en.txt", text)
    write(tmp_path, "A_RES_75_1.en.txt", text.replace(ENGLISH[3], "magazine"[:3], 1) + "\nThe end.")
    write(tmp_path, "report-2020.en.txt", sentences("report", ENGLISH, 30))
    write(tmp_path, "report-2021.en.txt", sentences("report", ENGLISH, 30) + "\nOne line more.\n")
    write(tmp_path, "twin-one.en.txt", sentences("twin", ENGLISH, 30))
    write(tmp_path, "other.en.txt", sentences("twin", ENGLISH, 30))
    proposal = propose_settings(tmp_path)
    assert proposal.versions == (
        "A_RES_75_1 supersedes A_C3_75_L-5, by name and words",
        "report-2021 supersedes report-2020, by name and words",
    )
    assert any("other and twin-one hold the same text" in line for line in proposal.unsure)


def test_what_lies_beside_the_texts_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "law.en.txt", "The door is blue and old.")
    write(tmp_path, "law.ar.txt", "الباب أزرق وقديم.")
    write(tmp_path, "memory.tsv", "en\tar\nThe door.\tالباب.\n")
    write(tmp_path, "prices.csv", "item,price\nlamp,3\n")
    write(tmp_path, "glossary.csv", "en,ar\ndoor,باب\n")
    write(tmp_path, "ar/licence.txt", "Everyone may copy this text and change it as they like.")
    write(tmp_path, "logo.svg", "<svg/>")
    write(tmp_path, "alignments/run.json", "{}")
    write(tmp_path, "alignments/law.en.txt", "The door is blue and old.")
    proposal = propose_settings(tmp_path)
    assert shown(proposal) == ["law: law.en.txt law.ar.txt"]
    assert proposal.settings.glossary == "glossary.csv"
    assert proposal.bitexts == ("memory.tsv",)
    assert set(proposal.left_out) == {"ar/licence.txt", "logo.svg", "prices.csv"}
    assert "not translated yet" in proposal.unsure[0]


def test_a_mirrored_manual_of_hundreds_of_files(tmp_path: Path) -> None:
    """Same names in many folders; every Arabic page is half links in Latin letters."""
    link = " [x](https://manual.example.org/a/long/way/to/the/page/of/reference)" * 4
    pages = [f"part{i % 10}/page{i % 7}/{name}.md" for i in range(70) for name in ("index", "use")]
    for page in pages:
        write(tmp_path, f"content/en/{page}", sentences(page, ENGLISH, 4) + link)
        write(tmp_path, f"content/ar/{page}", sentences(page, ARABIC, 4) + link)
    begun = time.monotonic()
    proposal = propose_settings(tmp_path)
    assert time.monotonic() - begun < 20
    wanted = {(f"content/en/{page}", f"content/ar/{page}") for page in pages}
    found = {tuple(text.file for text in d.texts) for d in proposal.settings.documents}
    assert found == wanted
    assert not proposal.versions


def test_texts_whose_names_say_nothing_are_paired_by_what_they_say(tmp_path: Path) -> None:
    """A third of the texts on either side has no counterpart, and stays alone."""
    said = [
        ("The library opens at nine.", "تفتح المكتبة أبوابها في التاسعة."),
        ("Wash the apples and cut them.", "اغسل التفاح ثم قطعه."),
        ("The court dismissed the appeal.", "رفضت المحكمة الاستئناف."),
    ]
    for name, other, (english, arabic) in zip("abc", "بتث", said, strict=True):
        write(tmp_path, f"en/{name}.txt", f"{english}\n")
        if other != "ت":
            write(tmp_path, f"ar/{other}.txt", f"{arabic}\n")
    write(tmp_path, "ar/ج.txt", "تدور الأرض حول الشمس مرة في السنة.\n")
    proposal = propose_settings(tmp_path)
    assert {"a: en/a.txt ar/ب.txt", "c: en/c.txt ar/ث.txt"} <= set(shown(proposal))
    assert sum("by what they say" in line for line in proposal.unsure) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A_L.5", "A_L.5_Rev.1"),
        ("charter-v1", "charter-v2"),
        ("charter 1.4", "charter 2.1"),
        ("report-2021-03-01", "report-2021-11-30"),
        ("نظام مسودة", "نظام نهائي"),
        ("bill old", "bill new"),
        ("law first draft", "law second draft"),
        ("law draft 1", "law draft 2"),
        ("law zero draft", "law revised draft"),
        ("law rev A", "law rev B"),
        ("قانون الإصدار الأول", "قانون الإصدار الثاني"),
        ("المسودة الأولى للنظام", "المسودة الثانية للنظام"),
        ("law (1)", "law (2)"),
        ("law 28.02.2020", "law 1.3.2020"),
        ("law 12 March 2020", "law 3 April 2021"),
        ("قانون مارس 2020", "قانون أبريل 2021"),
        ("law 1st edition", "law 2nd edition"),
        ("law v1.2.3", "law v1.10.0"),
        ("law as introduced", "law as enacted"),
    ],
)
def test_names_of_versions(one: str, other: str) -> None:
    older, newer = version_of(one), version_of(other)
    assert older.order < newer.order
    if "L.5" not in one:
        assert older.family == newer.family
