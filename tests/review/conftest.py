"""A small corpus in a folder of its own, and a desk over it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from parallel_corpus.annotators import load_run
from parallel_corpus.build.rebuild import Builder
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.encode import RememberingEncoder, load_encoder
from parallel_corpus.review.desk import Desk
from parallel_corpus.settings import load_settings
from tests.conftest import ROOT
from tests.processes import LIMIT

MANIFEST = """
[[document]]
id = "draft"
[[document.texts]]
file = "raw/draft.en.txt"
language = "en"
[[document.texts]]
file = "raw/draft.ar.txt"
language = "ar"

[[document]]
id = "adopted"
supersedes = "draft"
[[document.texts]]
file = "raw/adopted.en.txt"
language = "en"
[[document.texts]]
file = "raw/adopted.ar.txt"
language = "ar"
"""

ENGLISH = [
    (
        "Calls upon parliaments to legislate that companies in the digital industry develop "
        "programmes to automatically identify and report any harmful content and are obliged to "
        "delete it;"
    ),
    (
        "Emphasizes that children should never be blamed for abuse and that victim blaming should "
        "be prevented by all possible means;"
    ),
    "Underlines the importance of the role of poverty and of the economic empowerment of women;",
    "Urges parliaments to protect all children under the age of 18;",
    (
        "Invites the organization to schedule periodic meetings and workshops with the Special "
        "Rapporteur."
    ),
]
ARABIC = [
    (
        "تدعو البرلمانات إلى سن تشريعات لشبكات التواصل الاجتماعي من أجل زيادة جهودها لكشف محتوى "
        "الاستغلال والاعتداء الجنسيين للأطفال عبر الإنترنت، وحذفه فوراً؛"
    ),
    (
        "تشدد على أنه لا ينبغي إلقاء اللوم على الأطفال بشأن الاعتداء، وينبغي تجنب إلقاء اللوم على "
        "الضحية بجميع الوسائل الممكنة؛"
    ),
    "تؤكد على أهمية دور الفقر، وتشدد على أهمية تمكين النساء اقتصادياً؛",
    "تحث البرلمانات على حماية جميع الأطفال دون سن الـ 16؛",
    "تدعو المنظمة إلى تحديد مواعيد عقد اجتماعات وورش عمل دورية مع المقرر الخاص.",
]
OLD_ENGLISH = [
    (
        "Calls upon parliaments to legislate for social media networks to increase their efforts "
        "to identify and report any harmful content and to delete it immediately;"
    ),
    *ENGLISH[1:],
]


def numbered(paragraphs: list[str]) -> str:
    return "\n\n".join(f"{i}. {text}" for i, text in enumerate(paragraphs, start=1)) + "\n"


def write_folder(folder: Path) -> Path:
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    (folder / "data" / "corpus.toml").write_text(MANIFEST, "utf-8")
    texts = {"draft.en": OLD_ENGLISH, "adopted.en": ENGLISH, "draft.ar": ARABIC}
    for name, paragraphs in {**texts, "adopted.ar": ARABIC}.items():
        (raw / f"{name}.txt").write_text(numbered(paragraphs), "utf-8")
    return folder / "data"


def annotate(folder: Path, *annotations: tuple[str, str, dict[str, str]]) -> None:
    """Put recorded annotations into a corpus: (place, annotator, annotation) each."""
    lines = [
        {"id": f"adopted:en:{place} = adopted:ar:{place}", "annotator": by, "annotations": [said]}
        for place, by, said in annotations
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "annotations.jsonl").write_text(text, "utf-8")
    table = '[annotator]\nname = "recorded:annotations.jsonl"\n'
    (folder / "corpus.toml").write_text(table + MANIFEST, "utf-8")


AGE = {"category": "number", "severity": "error", "source": "18", "target": "16",
       "reason": "Another age.", "suggestion": "18"}  # fmt: skip
ROLE = {"category": "omission", "severity": "warning", "source": "of poverty", "target": "",
        "reason": "The role of reducing poverty.", "suggestion": "الحد من الفقر"}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


@pytest.fixture
def annotated(folder: Path) -> Path:
    """The corpus, of which two annotators said something."""
    annotate(folder, ("p4", "Sami", AGE), ("p3", "a-model", ROLE))
    return folder


@pytest.fixture(scope="session")
def build_in() -> Callable[[Path], Callable[[Ledger], CheckedCorpus]]:
    """Builders that share an encoder, and what is built of the same files without a decision."""
    encoder = RememberingEncoder(load_encoder("use"))
    undecided: dict[tuple[bytes, ...], Builder] = {}

    def builder(data: Path) -> Builder:
        settings = load_settings(data)
        made = Builder(settings, encoder, annotation=load_run(settings))
        files = sorted(p for p in data.rglob("*") if p.is_file() and p.name != FILE)
        content = tuple(path.read_bytes() for path in files)
        if content not in undecided:
            undecided[content] = Builder(settings, encoder, annotation=load_run(settings))
            undecided[content](Ledger())
        made._built.update(undecided[content]._built)
        made._cleaned.update(undecided[content]._cleaned)
        return made

    return builder


@pytest.fixture
def make_desk(
    folder: Path, build_in: Callable[[Path], Callable[[Ledger], CheckedCorpus]]
) -> Callable[[str], Desk]:
    """Desks of several people over one folder."""

    def make(who: str = "amal") -> Desk:
        out = folder.parent / "alignments"
        return Desk(build_in(folder), Store(folder / FILE), who, out)

    return make


@pytest.fixture
def desk(make_desk: Callable[[str], Desk]) -> Desk:
    return make_desk("amal")


@dataclass
class Served:
    """A desk served by the command line, as a user starts it."""

    process: subprocess.Popen[str]
    address: str

    @classmethod
    def start(cls, texts: Path | str, who: str = "amal", *more: str) -> Served:
        process = subprocess.Popen(
            [sys.executable, "-m", "parallel_corpus", "review", str(texts), *more,
             "--no-browser", "--who", who],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            if "http://" in line:
                return cls(process, line.split()[-1])
        assert process.stderr is not None
        raise AssertionError(process.stderr.read())

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=LIMIT)
        self.close()
        return code

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.close()

    def close(self) -> None:
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[..., Served]]:
    """Start the command itself, which takes some seconds."""
    started: list[Served] = []

    def start(who: str = "amal") -> Served:
        started.append(Served.start(folder, who))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.kill()


@pytest.fixture(scope="session")
def nursery() -> Iterator[subprocess.Popen[str]]:
    """The process that serve_again.py is."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "serve_again.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    yield process
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.stdout.close()
    process.terminate()
    process.wait()


@dataclass
class Child:
    """A desk in a process of its own."""

    pid: int
    address: str

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@pytest.fixture
def serve_quickly(folder: Path, nursery: subprocess.Popen[str]) -> Iterator[Callable[..., Child]]:
    """Start a desk over `folder` in next to no time."""
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    started: list[Child] = []

    def start(who: str = "amal") -> Child:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        print(f"{folder}\t{who}", file=nursery.stdin, flush=True)
        pid, address = nursery.stdout.readline().split()
        started.append(Child(int(pid), address))
        return started[-1]

    yield start
    for child in started:
        child.kill()
