"""The options of `check` that write findings into the file that was checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from parallel_corpus.cli.output import note
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import SEVERITIES, Severity
from parallel_corpus.support.wording import counted

if TYPE_CHECKING:
    from parallel_corpus.build.checked_bitext import CheckedBitext
    from parallel_corpus.build.results import CheckedCorpus
    from parallel_corpus.export.writeback import Written
    from parallel_corpus.read.formats.delimited import Columns

Function = TypeVar("Function", bound=Callable[..., Any])

_NAMES = ("write_back", "write_back_level", "needs_review", "decisions", "accepted_only")


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants written back, and where."""

    out: Path
    level: Severity
    needs_review: Severity | None
    decisions: Path | None
    accepted_only: bool

    def refuse(self, files: Sequence[Path], *, aligned: bool) -> None:
        """Raise SettingsError or UsageError for what cannot be done, before any work is done."""
        from parallel_corpus.errors import SettingsError
        from parallel_corpus.export.writeback.registry import WRITE_BACK, refuse_write_back

        if aligned and len(files) > 1:
            raise click.UsageError("--write-back takes one file, or a translation in Word.")
        words = [path for path in files if path.suffix.lower() == ".docx"]
        if not aligned and not words:
            bitext = files[-1].suffix.lower() in WRITE_BACK
            raise SettingsError(
                "findings of a check that aligns texts itself can be written into Word only",
                where=files[-1],
                hint="Leave --previous out to write into this file; -o writes tables and a report"
                if bitext
                else "Give the translation as .docx; -o writes tables and a report",
            )
        refuse_write_back(files[-1] if aligned else words[-1], self.out)
        for path in files:
            if self.out.exists() and path.exists() and self.out.samefile(path):
                raise click.UsageError("--write-back would write over a file that is checked.")

    def write(
        self,
        checked: CheckedCorpus | CheckedBitext,
        files: Sequence[Path],
        columns: Columns | None,
    ) -> Written:
        """Write the chosen findings into a copy of the file."""
        from parallel_corpus.build.checked_bitext import CheckedBitext
        from parallel_corpus.decisions import load_ledger
        from parallel_corpus.export.writeback import Choice, choose_notes, write_back
        from parallel_corpus.export.writeback.documents import choose_document_notes

        choice = Choice(
            self.level,
            decisions=load_ledger(self.decisions) if self.decisions else None,
            accepted=self.accepted_only,
            review=self.needs_review,
        )
        if isinstance(checked, CheckedBitext):
            path, notes = files[0], choose_notes(checked, choice, _now())
        else:
            path, notes = choose_document_notes(checked, files, choice, _now())
        return write_back(path, self.out, notes, columns=columns)


def options(command: Function) -> Function:
    """Add --write-back and what goes with it; the command gets a Request, or None, as `back`."""

    @wraps(command)
    def gathered(*args: Any, **kwargs: Any) -> Any:
        given = {name: kwargs.pop(name) for name in _NAMES}
        return command(*args, back=_request(given), **kwargs)

    made: Any = gathered
    for option in reversed(_OPTIONS):
        made = option(made)
    return made  # type: ignore[no-any-return]


def _request(given: dict[str, Any]) -> Request | None:
    if given["write_back"] is None:
        if given["needs_review"] or given["decisions"] or given["accepted_only"]:
            raise click.UsageError(
                "--needs-review, --decisions and --accepted-only go with --write-back."
            )
        return None
    if given["accepted_only"] and not given["decisions"]:
        raise click.UsageError("--accepted-only needs --decisions FILE.")
    return Request(
        given["write_back"],
        given["write_back_level"],
        given["needs_review"],
        given["decisions"],
        given["accepted_only"],
    )


_TIME = "%Y-%m-%dT%H:%M:%SZ"


def _now() -> str:
    """Return the time for comments that bear one: SOURCE_DATE_EPOCH where it is set.

    Raises CorpusError where that is no time.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stated:
        return datetime.now(UTC).strftime(_TIME)
    try:
        seconds = int(stated if re.fullmatch("[0-9]{1,12}", stated) else "")
        return datetime.fromtimestamp(seconds, UTC).strftime(_TIME)
    except (ValueError, OverflowError, OSError):
        raise CorpusError(
            f"SOURCE_DATE_EPOCH is “{stated[:40]}”, which is no time",
            hint="Give seconds since 1970, or unset it",
        ) from None


def say_written(written: Written | None) -> None:
    """Say where how many findings were written."""
    if written:
        findings = counted(written.notes, "finding")
        note(f"{written.path}: {findings} written at {counted(written.units, 'unit')}")


_OPTIONS = (
    click.option(
        "--write-back",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="OUT",
        help="Write a copy of FILE with the findings in it as notes or comments: TMX, XLIFF, "
        "SDLXLIFF, MQXLIFF, TXML, PO, XLSX, DOCX. Nothing else of it is changed.",
    ),
    click.option(
        "--write-back-level",
        type=click.Choice(SEVERITIES),
        default="warning",
        show_default=True,
        metavar="SEVERITY",
        help="Write findings of this severity or worse: error, warning or info.",
    ),
    click.option(
        "--needs-review",
        type=click.Choice(SEVERITIES),
        metavar="SEVERITY",
        help="Mark units with findings of this severity or worse: fuzzy in PO, "
        "needs-review-translation in XLIFF 1.2, Rejected in memoQ's.",
    ),
    click.option(
        "--decisions",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        metavar="FILE",
        help="People's verdicts (decisions.jsonl): what they rejected is not written.",
    ),
    click.option(
        "--accepted-only", is_flag=True, help="Write only what a person accepted in --decisions."
    ),
)
