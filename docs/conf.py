"""The documentation site: `make docs` builds it into build/docs, warnings as errors, no network."""

from __future__ import annotations

import sys
from pathlib import Path

# This checkout's modules, and its benchmarks' results, not those of an installed copy.
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from parallel_corpus import __doc__ as about  # noqa: E402

project = "parallel_corpus"
author = "the parallel_corpus authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "sphinx_copybutton", "extension"]
exclude_patterns = ["_*.md", "examples"]
# Docstrings are written for readers of the source: `a name` is code, not a cross-reference.
default_role = "code"
smartquotes = False  # --option is no dash
nitpicky = True
# Types that others document, elsewhere on the web; and private names in signatures.
nitpick_ignore_regex = [
    (r"py:.*", r"(pandas|pd|numpy|np|collections|pathlib|re|types|typing|altair|alt|click|os)\..*"),
    (r"py:.*", r"(Path|Callable|Iterable|Iterator|Mapping|Sequence|Any|Hashable|Self|Styler)"),
    (r"py:.*", r"(tuple|dict)\[.*"),
    (r"py:class", r".*\._T"),
]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"

html_theme = "furo"
html_title = "parallel_corpus"
html_short_title = (about or "").splitlines()[0]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": False}
copybutton_prompt_text = "$ "
copybutton_exclude = ".linenos, .gp, .go"
