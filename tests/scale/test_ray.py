"""Tasks on a Ray cluster of two worker processes, which the tests start and then mistreat.

What is asked is the same each time: nothing lost, nothing twice, the bytes of one process.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.build.conclude import conclude
from parallel_corpus.build.corpus import build
from parallel_corpus.build.engines import cluster as crew
from parallel_corpus.build.engines.work import timed
from parallel_corpus.build.results import CheckedCorpus, Failure, Setup
from parallel_corpus.build.tasks import Done, Task
from parallel_corpus.encode import load_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.settings import Settings
from tests.scale.conftest import task_list, written
from tests.small_corpus import TEXTS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="needs pip install 'parallel-corpus[ray]'"),
]

Harm = Callable[[str, int, Path], None]
"""Done before the work: which task, the how manyth time, and a folder for what is to be known."""

CITIES = {"Madrid": "مدريد", "Geneva": "جنيف", "Cairo": "القاهرة", "Nairobi": "نيروبي"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    yield made
    made.shutdown()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Six documents in five chains."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        for city, arabic in CITIES.items() if name.startswith("note") else [("", "")]:
            own = text.replace("Madrid", city).replace("مدريد", arabic) if city else text
            (folder / name.replace("note", f"note-{city.lower()}")).write_text(own, "utf-8")
    return propose_settings(folder).settings


@pytest.fixture(scope="module")
def expected(corpus: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return written(build(corpus), tmp_path_factory.mktemp("expected"))


def is_connected() -> bool:
    import ray

    return bool(ray.is_initialized())


def mistreated(folder: Path, harm: Harm) -> Callable[[Task], Done]:
    """The true work, after `harm`. A closure, so that it goes to the workers by value."""

    def work(task: Task) -> Done:
        with (folder / task.name).open("a") as file:
            file.write("x")
        harm(task.name, (folder / task.name).stat().st_size, folder)
        return timed(task)

    return work


def concluded(settings: Settings, done: list[Done]) -> CheckedCorpus:
    """The corpus of the results, each of which must be there, and once."""
    found = sorted(done, key=lambda d: d.number)
    assert [d.number for d in found] == list(range(len(task_list(settings))))
    encoder = load_encoder(settings.encoder)
    return conclude([d.result for d in found], Setup(settings, encoder))


def test_the_bytes_are_those_of_one_process(cluster, corpus, expected, tmp_path: Path) -> None:
    seen: list[Done] = []
    built = build(corpus, on=f"ray:{cluster.address}", watch=seen.append)
    assert written(built, tmp_path) == expected
    assert sorted(done.number for done in seen) == [0, 1, 2, 3, 4]
    assert not is_connected()


def test_a_killed_worker_and_a_task_that_fails_twice_lose_nothing(
    cluster, corpus, expected, tmp_path: Path
) -> None:
    def harm(name: str, time_: int, _: Path) -> None:
        if name == "note-cairo" and time_ == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "law" and time_ <= 2:
            raise OSError(5, "Input/output error")

    counts, out = tmp_path / "counts", tmp_path / "out"
    counts.mkdir()
    work = mistreated(counts, harm)
    done = list(crew.run_on_ray(task_list(corpus), address=cluster.address, work=work))
    assert written(concluded(corpus, done), out) == expected
    tried = {path.name: path.stat().st_size for path in counts.iterdir()}
    others = {"note-geneva": 1, "note-madrid": 1, "note-nairobi": 1}
    assert tried == {"law": 3, "note-cairo": 2, **others}


def test_what_always_fails_or_kills_is_named_and_stops_no_other(cluster, corpus) -> None:
    def work(task: Task) -> Done:
        if task.name == "law":
            os.kill(os.getpid(), signal.SIGKILL)
        if task.name == "note-cairo":
            raise ValueError("a fault of ours")
        return Done(task.number, task.name, Failure(task.name, "was run"))

    done = crew.run_on_ray(task_list(corpus), address=cluster.address, work=work)
    assert sorted((d.name, d.result.reason) for d in done) == [
        ("law", "its process died, three times"),
        ("note-cairo", "ValueError: a fault of ours, three times"),
        ("note-geneva", "was run"),
        ("note-madrid", "was run"),
        ("note-nairobi", "was run"),
    ]


def test_a_node_that_joins_late_is_given_work(cluster, corpus, expected, tmp_path: Path) -> None:
    first = cluster.head_node.node_id

    def harm(name: str, _: int, folder: Path) -> None:
        """All but one task wait until the late node has one."""
        import ray

        if ray.get_runtime_context().get_node_id() != first:
            (folder / "late").touch()
        until, pause = time.monotonic() + 120, threading.Event()
        while name != "note-cairo" and not (folder / "late").exists():
            if time.monotonic() > until:
                os.kill(os.getpid(), signal.SIGKILL)
            pause.wait(0.05)

    counts, out = tmp_path / "counts", tmp_path / "out"
    counts.mkdir()
    work = mistreated(counts, harm)
    done, late = [], None
    for result in crew.run_on_ray(task_list(corpus), address=cluster.address, work=work):
        done.append(result)
        late = late or cluster.add_node(num_cpus=1)
    cluster.remove_node(late)
    assert written(concluded(corpus, done), out) == expected
    assert all(p.stat().st_size == 1 for p in counts.iterdir() if p.name != "late")


def test_another_version_on_a_node_is_refused(
    cluster, corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "program", lambda: "of another version")
    with pytest.raises(SettingsError, match="another version of parallel-corpus"):
        list(crew.run_on_ray(task_list(corpus), address=cluster.address))
    assert not is_connected()


def test_nothing_to_do_starts_no_cluster() -> None:
    assert list(crew.run_on_ray([])) == []
    assert not is_connected()
