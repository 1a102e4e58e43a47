"""The Markdown that people read, and what stands in its fenced blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docs.pages import DOCS, render

ROOT = DOCS.parent
PAGES = sorted(
    [*DOCS.glob("[!_]*.md"), *DOCS.glob("[!_]*/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its page, the 0-based line after its opening, its language, its lines."""

    page: Path
    line: int
    language: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def text_of(page: Path) -> str:
    """A page as its readers see it: those of the site with what the program says put in."""
    text = page.read_text("utf-8")
    return render(text) if page.is_relative_to(DOCS) else text


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def fences(page: Path) -> Iterator[Fence]:
    """The blocks as they stand in the file, so that they can be found there again."""
    for token in tokens(page.read_text("utf-8")):
        if token.type == "fence" and token.map:
            lines = tuple(token.content.splitlines())
            yield Fence(page, token.map[0] + 1, token.info.strip(), lines)


def links(page: Path) -> Iterator[str]:
    """Where a page's links and pictures lead."""
    for token in tokens(text_of(page)):
        for child in token.children or ():
            for name in ("href", "src"):
                if target := child.attrGet(name):
                    yield str(target)
