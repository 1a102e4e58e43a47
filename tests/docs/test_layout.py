"""The page about the layout shows the rooms that are there."""

from pathlib import Path

from docs import rooms
from docs.pages import render

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "layout.md"


def test_every_room_stands_in_one_layer_and_on_the_page() -> None:
    package = ROOT / rooms.PACKAGE
    there = {p.name for p in package.iterdir() if (p / "__init__.py").exists()}
    there |= {p.stem for p in package.glob("*.py") if not p.stem.startswith("__")}
    named = [room for layer in rooms.layers() for room in layer]
    assert sorted(named) == sorted(there)
    shown = render(PAGE.read_text("utf-8"))
    for room in there:
        assert f"| `{room}` |" in shown
        assert f">{room}</text>" in shown


def test_arrows_point_down() -> None:
    rank = {room: y for y, layer in enumerate(rooms.layers()) for room in layer}
    for room, others in rooms.arrows().items():
        assert all(rank[other] >= rank[room] for other in others), room


def test_only_the_nouns_and_settings_lie_at_the_root() -> None:
    modules = {path.stem for path in (ROOT / rooms.PACKAGE).glob("*.py")}
    assert modules <= {"__init__", "__main__", "model", "errors", "settings"}
