"""The list of what a bare `pip install parallel-corpus` brings: docs/reference/installed.md.

From the metadata of what is installed here, without the network. Run as
`python -m tests.installed` to write the page again.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.licences import is_platform_part

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "installed.md"


def bare() -> dict[str, str]:
    """The packages of an install without extras, with their versions; torch's platform parts apart."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [("parallel-corpus", "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found[name] = metadata.version(name)
        for line in metadata.requires(name) or ():
            wanted = Requirement(line)
            if name == "torch" and is_platform_part(line):
                continue
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                own = str(canonicalize_name(wanted.name))
                waiting += [(own, one) for one in ("", *wanted.extras)]
    del found["parallel-corpus"]
    return dict(sorted(found.items()))


def megabytes(name: str) -> float:
    """What the files of a package take on the disk, without what Python compiles of them."""
    files = (file.locate() for file in metadata.files(name) or () if file.suffix != ".pyc")
    return sum(Path(path).stat().st_size for path in files if Path(path).is_file()) / 1e6


def page() -> str:
    """The page, with sizes as they are here."""
    sizes = {name: megabytes(name) for name in bare()}
    rows = "".join(
        f"| {name} | {bare()[name]} | {size:.1f} |\n"
        for name, size in sorted(sizes.items(), key=lambda item: (-round(item[1], 1), item[0]))
    )
    return (
        "# What an install brings\n\n"
        f"`pip install parallel-corpus` without extras brings {len(sizes)} packages, "
        f"{sum(sizes.values()):.0f} MB in all on Linux (with torch's build for CPUs), of which torch "
        f"is {sizes['torch']:.0f} MB. Nothing but a `sentence-transformers` encoder loads torch.\n\n"
        "| package | version | MB |\n| --- | --- | --- |\n" + rows
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
