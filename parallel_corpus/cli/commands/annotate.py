"""Have pairs read by a language model, and keep what it says in annotations.jsonl."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note, print_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parallel_corpus.annotators import Annotator, AnnotatorOptions, Pair
    from parallel_corpus.annotators.chat.cost import Estimate
    from parallel_corpus.annotators.run import Checked
    from parallel_corpus.build.results import Progress
    from parallel_corpus.read.formats.delimited import Columns
    from parallel_corpus.settings import Settings


@click.command("annotate", cls=Command)
@click.argument(
    "texts",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True),
    metavar="[DIR | SOURCE TARGET | FILE]",
)
@click.option("--previous", nargs=2, type=options.FILE, metavar="SOURCE TARGET",
              help="The version that this one supersedes; the model sees it.")  # fmt: skip
@options.columns
@click.option("--annotator", default="chat", show_default=True, metavar="NAME",
              help="Who reads: chat, or ct2:PATH, a translation model.")  # fmt: skip
@click.option("--base-url", metavar="URL", help="The endpoint, as http://localhost:11434/v1.")
@click.option("--model", metavar="NAME", help="The model's name there.")
@click.option("--key-variable", metavar="NAME",
              help="The environment variable with the key; without it, none is sent.")  # fmt: skip
@click.option("--prompt", type=options.FILE, help="A prompt of your own, instead of ours.")
@click.option("--select", "--document", "documents", multiple=True, metavar="ID",
              help="Only this document of a corpus (may be repeated).")  # fmt: skip
@click.option("--max-pairs", type=click.IntRange(0),
              help="Only so many pairs: those on which the checks found most.")  # fmt: skip
@click.option("--max-tokens", type=click.IntRange(0), help="Send and take about so many at most.")
@click.option("--concurrency", type=click.IntRange(1, 64), help="Calls at once.  [default: 4]")
@click.option("--timeout", type=click.FloatRange(0.1, 3600),
              help="Seconds a call may take.  [default: 120]")  # fmt: skip
@click.option("--price", nargs=2, type=float, metavar="IN OUT",
              help="What a million tokens cost, sent and taken: for the estimate.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be sent; send nothing.")
@click.option("--export", "requests", type=options.FILE, metavar="REQUESTS.jsonl",
              help="Write the requests to a batch file instead of sending them.")  # fmt: skip
@click.option("--import", "answers", type=options.FILE, metavar="ANSWERS.jsonl",
              help="Take the answers from the file that a batch gave.")  # fmt: skip
@click.option("-o", "--output", type=options.FILE, metavar="ANNOTATIONS.jsonl",
              help="Where to keep them.  [default: annotations.jsonl, in DIR]")  # fmt: skip
@options.encoder
@options.speech
def command(
    texts: tuple[Path, ...],
    previous: tuple[Path, Path] | None,
    columns: Columns | None,
    annotator: str,
    documents: tuple[str, ...],
    dry_run: bool,
    requests: Path | None,
    answers: Path | None,
    output: Path | None,
    encoder: str | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Have the pairs of a corpus, of two files or of a bitext read, and keep the annotations.

    Nothing is sent before it was said how much goes where. Pairs whose texts have not changed since
    they were annotated are not asked about again. Use the annotations with
    `--annotator recorded:ANNOTATIONS.jsonl` in build and check, or by name in corpus.toml.
    """
    if dry_run + bool(requests) + bool(answers) > 1:
        raise click.UsageError("give one of --dry-run, --export and --import.")
    job = _Job(texts, previous, columns, encoder, output, annotator)
    chosen = job.options.changed(
        documents=documents, price_in=(asked["price"] or (0, 0))[0],
        price_out=(asked["price"] or (0, 0))[1],
        **{key: value for key, value in asked.items() if key != "price"},
    )  # fmt: skip
    job.refuse_over(requests)
    job.refuse_over(job.output, answers, asked["prompt"])
    if requests or answers:
        told = job.batch(chosen, requests, answers)
    else:
        told = job.ask(chosen, dry_run=dry_run)
    if as_json:
        print_object(**told)


class _Job:
    """Which texts to read, and what is known of them already."""

    def __init__(
        self,
        texts: Sequence[Path],
        previous: Sequence[Path] | None,
        columns: Columns | None,
        encoder: str | None,
        output: Path | None,
        annotator: str,
    ) -> None:
        from parallel_corpus.annotators.load import options_of
        from parallel_corpus.build.manifest import settings_of
        from parallel_corpus.settings import Settings

        self.texts = list(texts) or [Path("data")]
        self.previous, self.columns = previous or (), columns
        self.folder = self.texts[0] if self.texts[0].is_dir() else None
        if len(self.texts) > (1 if self.folder else 2):
            raise click.UsageError("give one folder, or a source and a target, or one file.")
        settings = settings_of(self.folder, note) if self.folder else Settings(root=Path())
        self.settings: Settings = settings.changed(encoder=encoder, select=(), ignore=())
        self.options: AnnotatorOptions = options_of(self.settings)
        self.output = output or (self.folder or Path()) / "annotations.jsonl"
        self.name = annotator
        self.refuse_over(self.output)

    def refuse_over(self, out: Path | None, *others: Path | None) -> None:
        """Raise CorpusError where `out` is one of the texts, or of `others` that are read."""
        from parallel_corpus.support.files import refuse_over

        if out:
            texts = [] if self.folder else [*self.texts, *self.previous]
            corpus = self.settings.files() if self.folder else []
            refuse_over(out, [*texts, *corpus, *filter(None, others)])

    def ask(self, chosen: AnnotatorOptions, *, dry_run: bool) -> dict[str, Any]:
        """Have the pairs read, or with `dry_run` say what that would take."""
        from parallel_corpus.annotators.keeping import keep_answers, known_answers
        from parallel_corpus.annotators.load import Around, make_annotator
        from parallel_corpus.build.cache import cache_folder
        from parallel_corpus.cli.progress import progress

        say = None if is_quiet() else note
        with progress(is_quiet()) as tell:

            def count(done: int, total: int) -> None:
                tell("annotate", f"{done:,} of {total:,} pairs", done, total)

            reader = make_annotator(self.name, chosen, Around(say, count, cache_folder()))
            pairs = self.pairs(chosen, tell)
            known = known_answers(self.output, pairs, reader)
            new = [pair for pair in pairs if pair not in known]
            if dry_run:
                return self._would(new, reader)
            found = dict(zip(new, reader.annotate(new), strict=True)) if new else {}
        done = [known.get(pair) or found[pair] for pair in pairs]
        path = keep_answers(self.output, done)
        return self._did(done, len(known), path)

    def batch(
        self, chosen: AnnotatorOptions, requests: Path | None, answers: Path | None
    ) -> dict[str, Any]:
        """Write the requests of a batch, or take in its answers."""
        from parallel_corpus.annotators.batch import read_batch, write_requests
        from parallel_corpus.annotators.chat.cost import estimate, within
        from parallel_corpus.annotators.chat.prompt import load_prompt
        from parallel_corpus.annotators.keeping import keep_answers
        from parallel_corpus.cli.progress import progress

        if not chosen.model:
            raise click.UsageError("a batch needs --model.")
        prompt = load_prompt(chosen.prompt)
        with progress(is_quiet()) as tell:
            pairs = self.pairs(chosen, tell)
        if requests:
            asked = within(pairs, prompt, chosen.max_tokens)
            path = write_requests(requests, asked, prompt, chosen.model)
            needed = estimate(asked, prompt, chosen.price_in, chosen.price_out)
            note(needed.sentence(str(path), chosen.model) + ".")
            return _told(pairs=len(asked), needed=needed, written=path)
        found = read_batch(Path(str(answers)), pairs, prompt, chosen.model)
        if found.strange:
            note(f"{found.strange:,} answers are about no pair of these texts: left out.")
        if found.missing:
            note(f"{found.missing:,} pairs have no answer in {answers}.")
        path = keep_answers(self.output, found.answers)
        return self._did(found.answers, 0, path)

    def pairs(self, chosen: AnnotatorOptions, tell: Progress) -> list[Pair]:
        """Return the pairs that are to be read, in the order of the texts."""
        from parallel_corpus.annotators.run import choose_pairs
        from parallel_corpus.build.annotate import glossary_of
        from parallel_corpus.build.results import Setup
        from parallel_corpus.encode import load_encoder

        if self.folder:
            _refuse_unknown(chosen.documents, [d.id for d in self.settings.documents])
        with self._checked(tell) as checked:
            setup = Setup(self.settings, load_encoder(self.settings.encoder))
            return choose_pairs(checked, chosen.documents, chosen.max_pairs, glossary_of(setup))

    def _checked(self, tell: Progress) -> AbstractContextManager[Iterator[Checked]]:
        from parallel_corpus.build.cache import cache_folder
        from parallel_corpus.build.texts import texts_of_bitext, texts_of_corpus, texts_of_files
        from parallel_corpus.read.formats.registry import is_bitext

        if self.folder:
            return texts_of_corpus(self.settings, cache=cache_folder(), progress=tell)
        if len(self.texts) == 1 and is_bitext(self.texts[0]):
            return texts_of_bitext(self.texts[0], self.settings, self.columns, tell)
        return texts_of_files(self.texts, self.previous, self.settings, tell)

    def _would(self, pairs: Sequence[Pair], reader: Annotator) -> dict[str, Any]:
        from parallel_corpus.annotators.chat.reader import ChatReader

        if not isinstance(reader, ChatReader):
            note(f"{len(pairs):,} pairs would be read here by {reader.name}; nothing is sent.")
            return _told(pairs=len(pairs))
        asked, needed = reader.plan(pairs)
        note(f"Nothing was sent. {needed.sentence(reader.endpoint.host, reader.model)}.")
        return _told(pairs=len(asked), needed=needed)

    def _did(self, answers: Sequence[Any], known: int, path: Path) -> dict[str, Any]:
        failed = [answer for answer in answers if answer.problem]
        empty = sum(not answer.annotations for answer in answers) - len(failed)
        remarks = sum(len(answer.annotations) for answer in answers)
        if not is_quiet():
            note(f"{len(answers):,} pairs, {known:,} of them known: {remarks:,} remarks, "
                 f"{empty:,} pairs without any, {len(failed):,} without an answer.")  # fmt: skip
            for problem in sorted({answer.problem for answer in failed}):
                number = sum(answer.problem == problem for answer in failed)
                note(f"{number:,} pairs: {problem}. Run it again to ask about them.")
            note(f"Annotations: {path}")
        return _told(
            pairs=len(answers),
            known=known,
            annotations=remarks,
            empty=empty,
            failed=len(failed),
            written=path,
        )


def _refuse_unknown(asked: Sequence[str], known: Sequence[str]) -> None:
    """Raise SettingsError for a document that the corpus lacks."""
    from parallel_corpus.errors import SettingsError

    for name in asked:
        if name not in known:
            there = ", ".join(dict.fromkeys(known))
            raise SettingsError(f"no document is called {name!r}", hint=f"There are: {there}")


def _told(
    *,
    pairs: int,
    known: int = 0,
    annotations: int = 0,
    empty: int = 0,
    failed: int = 0,
    needed: Estimate | None = None,
    written: Path | None = None,
) -> dict[str, Any]:
    """Return what --json prints: the same keys, whatever was asked for."""
    return {
        "pairs": pairs,
        "known": known,
        "annotations": annotations,
        "empty": empty,
        "failed": failed,
        "tokens_in": needed.tokens_in if needed else 0,
        "tokens_out": needed.tokens_out if needed else 0,
        "price": round(needed.price, 4) if needed else 0.0,
        "written": [str(written)] if written else [],
    }
