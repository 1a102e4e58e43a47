"""That normalising takes linear time: one million words, and single lines of five megabytes.

    python -m tests.benchmarks.speed_normalise

Prints processor seconds; exits 1 where a million words take more than 120 s, or a line of 5 MB
more than 60 s. The words are generated (seeded) so that no data is needed.
"""

from __future__ import annotations

import random
import sys
import time

from parallel_corpus.model import Document, Segment
from parallel_corpus.normalise import normalise_document, normalise_text, repair_words
from tests.benchmarks.results import record

_SIZE = 5_000_000
LINES = {
    "one letter": "a",
    "stars": "* ",
    "open stars": "*a ",
    "open brackets": "[",
    "open tags": "<i ",
    "tatweel": "\u0640",
    "stretched": "م\u0640",
    "spaces": " ",
    "breaks": "a\n",
    "digits": "1١",
    "ranges": "30-26 ",
    "marks": "م\u0651\u064e",
    "glyphs": "\ufee1",
    "mojibake": "Ø§",
    "dashes": "- ",
    "ampersands": "&#",
    "words": "الأطفال ",
    "gaps": "a" + 100_000 * " ",
    "gaps of lines": "a" + 100_000 * "\n ",
    "marks in a row": "م" + 50_000 * "\u064e",
}


def text_of(words: int) -> list[str]:
    """Paragraphs of about 60 words, most of them common, some damaged, as Zipf has it."""
    import wordfreq

    source = random.Random(7)
    known = [word for word in wordfreq.top_n_list("ar", 30000) if len(word) > 2]
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    said = source.choices(known, weights, k=words)
    for index in range(0, words, 50):
        word = said[index]
        cut = source.randrange(len(word))
        said[index] = word[:cut] + source.choice("ابتثجحخ") + word[cut + 1 :]
    return [" ".join(said[start : start + 60]) for start in range(0, words, 60)]


def main() -> int:
    failed = False
    texts = text_of(1_000_000)
    segments = tuple(
        Segment(f"d:ar:p{n}", "ar", f"p{n}", text, text) for n, text in enumerate(texts, 1)
    )
    start = time.process_time()
    document = normalise_document(Document("d", "ar", segments))
    middle = time.process_time()
    repair_words([document])
    end = time.process_time()
    failed |= end - start > 120
    found = {"million_words_seconds": end - start}
    print(f"1,000,000 words: stages {middle - start:.1f} s, words {end - middle:.1f} s")
    for name, piece in LINES.items():
        line = piece * (_SIZE // len(piece.encode()))
        start = time.process_time()
        normalise_text(line, "ar")
        seconds = time.process_time() - start
        failed |= seconds > 60
        found[f"{name.replace(' ', '_')}_seconds"] = seconds
        print(f"5 MB of {name}: {seconds:.1f} s", flush=True)
    record(
        "speed_normalise",
        data="a million words generated; single lines of 5 MB",
        command="python -m tests.benchmarks.speed_normalise",
        figures=found,
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
