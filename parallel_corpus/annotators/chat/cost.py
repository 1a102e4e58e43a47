"""How much would be sent, and what it may cost: told before the first call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.annotators.chat.prompt import Prompt
from parallel_corpus.annotators.pairs import Pair

# Byte-pair encodings take some 4 characters of English a token and 2 of Arabic; an answer with one
# remark has some 80 tokens, an empty one 10.
_CENT = 0.01
_LATIN, _OTHER, _ANSWER, _FRAME = 4, 2, 60, 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """So many pairs and tokens; `price` in the currency of the prices that were given."""

    pairs: int
    tokens_in: int
    tokens_out: int
    price: float = 0.0

    def sentence(self, where: str, model: str) -> str:
        """Return what a person should know before it is sent."""
        amount = f"some {self.price:.2f}" if self.price >= _CENT else "less than 0.01"
        cost = f", {amount} by the prices given" if self.price else ""
        return (
            f"{self.pairs:,} pairs go to {where}, model {model}: about {self.tokens_in:,} tokens, "
            f"and {self.tokens_out:,} come back{cost}"
        )


def estimate(
    pairs: Sequence[Pair], prompt: Prompt, price_in: float = 0.0, price_out: float = 0.0
) -> Estimate:
    """Return what asking about `pairs` takes; prices are per million tokens."""
    tokens_in = sum(question_tokens(pair, prompt) for pair in pairs)
    tokens_out = _ANSWER * len(pairs)
    price = (tokens_in * price_in + tokens_out * price_out) / 1e6
    return Estimate(len(pairs), tokens_in, tokens_out, price)


def question_tokens(pair: Pair, prompt: Prompt) -> int:
    """Return about how many tokens the question about a pair has.

    >>> question_tokens(Pair("1", "a" * 400, ""), Prompt("b" * 400)) >= 200
    True
    """
    return sum(_count(message["content"]) + _FRAME for message in prompt.messages(pair))


def _count(text: str) -> int:
    latin = sum(letter.isascii() for letter in text)
    return latin // _LATIN + (len(text) - latin) // _OTHER + 1


def within(pairs: Sequence[Pair], prompt: Prompt, limit: int | None) -> list[Pair]:
    """Return the first of `pairs` for which no more than `limit` tokens are needed in all."""
    if limit is None:
        return list(pairs)
    kept, total = [], 0
    for pair in pairs:
        total += question_tokens(pair, prompt) + _ANSWER
        if total > limit:
            break
        kept.append(pair)
    return kept
