"""axe-core over a page of ours, in light and dark, on a desk and on a phone."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (390, 1280)
_RUN = "() => axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations)"


def violations(page: Page) -> list[str]:
    """Return what axe-core holds against the page as it stands, one line a rule and place."""
    script = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(script)
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [
        f"{one['id']}: {node['html'][:120]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for one in found
        for node in one["nodes"]
    ]


def violations_everywhere(page: Page) -> dict[str, list[str]]:
    """Return the violations by "light 390" and the like; {} where there are none."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if here := violations(page):
                found[f"{scheme} {width}"] = here
    return found
