"""`chat`: a language model behind an endpoint of OpenAI's form, asked once a pair."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from parallel_corpus.annotators.chat.cache import AnswerCache, answer_key
from parallel_corpus.annotators.chat.client import CallError, Client, FatalError
from parallel_corpus.annotators.chat.cost import Estimate, estimate, within
from parallel_corpus.annotators.chat.endpoint import Endpoint, make_endpoint
from parallel_corpus.annotators.chat.prompt import Prompt, load_prompt
from parallel_corpus.annotators.chat.reply import Reply, read_reply
from parallel_corpus.annotators.options import AnnotatorOptions
from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.run import Tell
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.model import Answer

_GONE = 3  # calls in a row that nobody answered: then nobody is asked any more
_REPAIR = (
    'That is not one JSON object of the form {"annotations": [...]}. Answer again with that object '
    "and nothing else."
)


@dataclass(frozen=True)
class ChatReader:
    """Asks a model about pairs, several at once, and keeps every whole answer.

    An answer that was given before, to the same question by the same prompt and model, is not asked
    for again; what failed is, the next time. Before the first call `say` is told what goes where.
    """

    endpoint: Endpoint
    model: str
    wording: Prompt
    options: AnnotatorOptions = field(default_factory=AnnotatorOptions)
    cache: AnswerCache = field(default_factory=lambda: AnswerCache(None))
    say: Callable[[str], None] | None = None
    tell: Tell | None = None
    costs: bool = True

    @property
    def name(self) -> str:
        return self.model

    @property
    def prompt(self) -> str:
        return self.wording.version

    def plan(self, pairs: Sequence[Pair]) -> tuple[list[Pair], Estimate]:
        """Return the pairs that would be asked about, and what that takes."""
        new = [pair for pair in pairs if self._known(pair) is None]
        asked = within(new, self.wording, self.options.max_tokens)
        prices = self.options.price_in, self.options.price_out
        return asked, estimate(asked, self.wording, *prices)

    def annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        """Yield an answer a pair, in order; what was known first costs nothing.

        Raises CorpusError for a key that is refused, a model that is not there, or a server that
        does not answer the first question.
        """
        asked, needed = self.plan(pairs)
        found: dict[Pair, Answer] = {}
        if asked:
            if self.say:
                self.say(needed.sentence(self.endpoint.host, self.model) + ".")
            found = dict(zip(asked, self._ask_all(asked), strict=True))
        for pair in pairs:
            known = found.get(pair) or self._known(pair)
            yield known or self._made(pair, problem="not asked: the limit of tokens was reached")

    def _ask_all(self, pairs: Sequence[Pair]) -> list[Answer]:
        client = Client(
            self.endpoint, self.model, timeout=self.options.timeout, tries=self.options.tries
        )
        with closing(client):
            self._refuse_unknown_model(client)
            asking = _Asking(self, client, len(pairs))
            pool = ThreadPoolExecutor(self.options.concurrency, thread_name_prefix="annotator")
            try:
                return list(pool.map(asking.ask, pairs))
            finally:
                # Ctrl-C and a refused key end here, too. Calls under way are paid for: their
                # answers are waited for and kept, as all before them were.
                client.stop()
                pool.shutdown(wait=True, cancel_futures=True)

    def _refuse_unknown_model(self, client: Client) -> None:
        try:
            known = client.models()
        except CallError as error:
            raise CorpusError(
                error.what,
                where=self.endpoint.host,
                hint="Is the server started, and the base URL right?",
            ) from error
        if known and self.model not in known and f"{self.model}:latest" not in known:
            near = get_close_matches(self.model, known, n=3, cutoff=0.3) or sorted(known)[:5]
            raise SettingsError(
                f"the server has no model {self.model!r}",
                where=self.endpoint.host,
                hint=f"It has {', '.join(near)}",
            )

    def _known(self, pair: Pair) -> Answer | None:
        known = self.cache.load(answer_key(pair, self.wording, self.model))
        return replace(known, id=pair.id) if known else None

    def keep(self, pair: Pair, answer: Answer) -> None:
        """Keep a whole answer for the next time."""
        self.cache.store(answer_key(pair, self.wording, self.model), answer)

    def _made(self, pair: Pair, reply: Reply | None = None, problem: str = "") -> Answer:
        reply = reply or Reply()
        return Answer(
            pair.id,
            reply.annotations,
            annotator=self.name,
            model=self.model,
            prompt=self.prompt,
            texts=pair.texts,
            problem=problem,
            refused=reply.refused,
        )

    def answer(self, pair: Pair, reply: Reply) -> Answer:
        """Return what a reply says of a pair; of a cut one, what was whole."""
        problem = reply.problem if not reply.annotations else ""
        return self._made(pair, reply, problem)

    def failed(self, pair: Pair, why: str) -> Answer:
        """Return an answer that says why there is none."""
        return self._made(pair, problem=why)


class _Asking:
    """The calls of one run: they share what they learn of the server."""

    def __init__(self, reader: ChatReader, client: Client, total: int) -> None:
        self._reader, self._client = reader, client
        self._total = total
        self._lock = threading.Lock()
        self._done = self._unanswered = self._spent = 0

    def ask(self, pair: Pair) -> Answer:
        """Return the answer on one pair, which is kept at once; never raises but FatalError."""
        answer = self._ask(pair)
        with self._lock:
            self._done += 1
            done = self._done
        if self._reader.tell:
            self._reader.tell(done, self._total)
        return answer

    def _ask(self, pair: Pair) -> Answer:
        reader, limit = self._reader, self._reader.options.max_tokens
        if self._unanswered >= _GONE:
            return reader.failed(pair, "not asked: the server is gone")
        if limit is not None and self._spent >= limit:
            return reader.failed(pair, "not asked: the limit of tokens was reached")
        try:
            reply = self._reply(pair)
        except FatalError:
            self._client.stop()
            raise
        except CallError as error:
            with self._lock:
                self._unanswered += error.gone
            return reader.failed(pair, error.what)
        with self._lock:
            self._unanswered = 0
        answer = reader.answer(pair, reply)
        if not reply.problem:
            reader.keep(pair, answer)
        return answer

    def _reply(self, pair: Pair) -> Reply:
        """Return the model's reply; ask once more for one that is malformed."""
        messages = self._reader.wording.messages(pair)
        reply = self._counted(read_reply(self._client.complete(messages)))
        if not reply.problem:
            return reply
        again = [*messages, {"role": "user", "content": _REPAIR}]
        second = self._counted(read_reply(self._client.complete(again)))
        if not second.problem or len(second.annotations) > len(reply.annotations):
            return second
        return reply

    def _counted(self, reply: Reply) -> Reply:
        with self._lock:
            self._spent += sum(reply.tokens)
        return reply


def make_reader(
    options: AnnotatorOptions,
    *,
    say: Callable[[str], None] | None = None,
    tell: Tell | None = None,
    cache: Path | None = None,
) -> ChatReader:
    """Return the reader that the options describe. Raises SettingsError for what they lack."""
    for key, value in (("base_url", options.base_url), ("model", options.model)):
        if not value:
            option = f"--{key.replace('_', '-')}"
            raise SettingsError(
                f"a chat annotator needs {option}",
                hint=f"Give {option}, or {key} in [annotator] of corpus.toml",
            )
    return ChatReader(
        make_endpoint(options.base_url, options.key_variable),
        options.model,
        load_prompt(options.prompt),
        options,
        AnswerCache(cache / "annotations" if cache else None),
        say,
        tell,
    )
