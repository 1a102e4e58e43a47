"""The table of packages in docs/licences.md, from what is installed: `python -m tests.licences`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
EXTRAS = ("annotators", "ct2", "hunspell")
MARKS = ("<!-- packages: made by tests/licences.py -->\n", "<!-- /packages -->")

# What may be in a program under GPL-3.0-or-later (gnu.org/licenses/license-list.html), by SPDX.
COMPATIBLE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CNRI-Python",
    "GPL-3.0-or-later", "GPL-3.0-only", "ISC", "LGPL-2.1-or-later", "LLVM-exception", "MIT",
    "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
# Metadata that names no licence as SPDX does.
_SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "OSI Approved; MIT License": "MIT",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
# Read in the package's licence file, because its metadata say nothing or something else.
READ = {
    "camel-kenlm": "LGPL-2.1-or-later",
    "locate": "MIT",
    "pyarabic": "GPL-3.0-only",
}


_HARDWARE = re.compile(
    r"(nvidia|cuda|cudnn|cupti|triton|pytorch-triton|rocm|hip|intel|onemkl|mkl|tbb|dpcpp)(-|$)"
)


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def packages() -> list[str]:
    """All that is installed with the program, whatever asks for it; torch's platform parts apart.

    The same on every Linux, whichever build of torch it has.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*project["dependencies"]]
    waiting += [wanted for extra in EXTRAS for wanted in project["optional-dependencies"][extra]]
    seen: set[tuple[str, str]] = set()  # with an extra, or "": each asks for others
    while waiting:
        requirement = Requirement(waiting.pop())
        name = name_of(str(requirement))
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += _needs(name, extra)
    return sorted({name for name, _ in seen})


def _needs(name: str, extra: str) -> Iterator[str]:
    for line in metadata.requires(name) or ():
        marker = Requirement(line).marker
        if name == "torch" and is_platform_part(line):
            continue
        if marker is None or marker.evaluate({"extra": extra}):
            yield line.partition(";")[0]


def is_platform_part(requirement: str) -> bool:
    """Whether torch asks for this in some of its builds only.

    The builds of one version for CPUs, CUDA, ROCm and XPU come from the same source. What they
    bring for their hardware is asked for under a marker of the platform, or is by its name a
    library of the maker of that hardware. Nothing of ours calls it, and a CPU build has none.

    >>> is_platform_part('nvidia-nccl-cu13==2.28.9; platform_system == "Linux"')
    True
    >>> is_platform_part("cuda-bindings<14,>=13"), is_platform_part("sympy>=1.13.3")
    (True, False)
    """
    wanted = Requirement(requirement)
    asked = re.findall(r"\b(?:platform_\w+|sys_platform|os_name)\b", str(wanted.marker or ""))
    return bool(asked or _HARDWARE.match(name_of(requirement)))


def declared(name: str) -> str:
    """The licence in the package's metadata, on one line; "-" where there is none."""
    about = metadata.metadata(name)
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    kinds = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier", ()) if "License ::" in line
    ]
    return "; ".join(kinds) or (about.get("License") or "-").splitlines()[0]


def spdx(name: str) -> str:
    """The licence as SPDX has it, as declared or as read."""
    says = declared(name)
    return READ.get(name) or _SPDX.get(says, says)


def parts(expression: str) -> set[str]:
    return set(re.split(r" AND | OR | WITH |[()]", expression)) - {""}


def table() -> str:
    rows = [f"| {name} | {spdx(name)} | {declared(name)} |\n" for name in packages()]
    return "| package | licence | as declared |\n| --- | --- | --- |\n" + "".join(rows)


def page_with(rows: str) -> str:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    return before + MARKS[0] + rows + MARKS[1] + rest.partition(MARKS[1])[2]


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), encoding="utf-8")
