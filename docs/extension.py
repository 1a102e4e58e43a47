"""Extend Sphinx for the site: render templates, set docstrings, --help and Arabic as meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docs.pages import render

if TYPE_CHECKING:
    from click import Context
    from sphinx.application import Sphinx

# Words in Arabic script with what stands between them; and a tag, or what lies between two.
_ARABIC = re.compile(r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-\ufefe]+(?:[^\w<>&]+[؀-ۿݐ-ݿﭐ-﷿ﹰ-\ufefe]+)*")
_PIECE = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|[^<]+", re.DOTALL)


def isolate_arabic(html: str) -> str:
    """Arabic words marked as such: direction, language, and kept from what stands beside them.

    A line that is Arabic for the most part runs right to left as a whole, its marks with it.

    >>> isolate_arabic("<p>It is (شبكات التواصل), 95%</p>")
    '<p>It is (<bdi lang="ar" dir="rtl">شبكات التواصل</bdi>), 95%</p>'
    >>> isolate_arabic("<pre>[-من-] شبكات، 95%.</pre>")
    '<pre><bdi lang="ar" dir="rtl">[-من-] شبكات، 95%.</bdi></pre>'
    """
    return "".join(
        piece if piece.startswith("<") else "\n".join(map(_isolated, piece.split("\n")))
        for piece in _PIECE.findall(html)
    )


def _isolated(line: str) -> str:
    words = _ARABIC.findall(line)
    whole = re.compile(r"\S(?:.*\S)?") if len("".join(words)) > len(line) / 2 else _ARABIC
    return (
        whole.sub(lambda run: f'<bdi lang="ar" dir="rtl">{run[0]}</bdi>', line) if words else line
    )


def _from_docstring(
    _app: Sphinx, _what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    """Escape what reStructuredText would take for markup: docstrings are read in an editor too.

    Columns (`name   what it is`) stay columns.
    """
    text = "\n".join(lines)
    text = re.sub(r"(`[^`]*`)|\|", lambda found: found[1] or r"\|", text)
    text = re.sub(r"(`[^`]+`)(?=s\b)", r"\1\\ ", text)
    blocks = text.split("\n\n")
    for at, block in enumerate(blocks):
        if all(re.match(r"\S+.*?\s{3,}\S", line) for line in block.splitlines()) and block.strip():
            blocks[at] = "::\n\n" + "\n".join(f"    {line}" for line in block.splitlines())
    lines[:] = "\n\n".join(blocks).splitlines()


def _from_manual(_app: Sphinx, ctx: Context, lines: list[str]) -> None:
    """Add what --help says beside text and options: examples, --json, files, the environment."""
    from parallel_corpus.cli.command import ENVIRONMENT, page_of

    page = page_of(ctx)
    if page.examples:
        lines += ["", ".. rubric:: Examples", "", ".. code-block:: sh", ""]
        lines += [f"   {x}" for each in page.examples for x in (f"# {each.does}", each.run)]
    known = {name: ENVIRONMENT[name] for name in page.environment}
    sections = {"With --json": page.json, "Files": page.files, "Environment": known}
    for title, entries in sections.items():
        if entries:
            lines += ["", f".. rubric:: {title}", ""]
            lines += [
                line for name, says in entries.items() for line in (f"``{name}``", f"   {says}")
            ]
    lines.append("")


def _by_last_name(app: Sphinx, env: Any, node: Any, content: Any) -> Any:
    """Resolve a type in a signature by the module that has it, not by the one that offers it."""
    if node.get("refdomain") != "py":
        return None
    domain, name = env.domains["py"], node["reftarget"].rpartition(".")[2]
    offered = [known for known in domain.objects if known.rpartition(".")[2] == name]
    if len(offered) != 1:
        return None
    source = node.get("refdoc", "reference/python")
    kind = domain.objects[offered[0]].objtype
    role = "class" if kind in {"class", "exception"} else "obj"
    return domain.resolve_xref(env, source, app.builder, role, offered[0], node, content)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension to Sphinx, which calls this."""

    def read(_app: Sphinx, _name: str, content: list[str]) -> None:
        content[0] = render(content[0])

    def write(
        _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
    ) -> None:
        for part in ("body", "title", "toc"):
            if context.get(part):
                context[part] = isolate_arabic(context[part])

    app.connect("source-read", read)
    app.connect("html-page-context", write)
    app.connect("autodoc-process-docstring", _from_docstring)
    app.connect("sphinx-click-process-epilog", _from_manual)
    app.connect("missing-reference", _by_last_name)
    # A figure or an explanation may have changed where the page that shows it has not.
    app.connect("env-get-outdated", lambda _app, env, *_: list(env.found_docs))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
