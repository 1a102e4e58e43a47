"""What normalising does to real OCR: character and word error rates before and after.

Known text (UDHR, UN development set) is set in two fonts, drawn as pages with Pillow, read by
Tesseract (`ara+eng` or `eng`) at 75, 150 and 300 dpi, and normalised. Nothing is trained on it.

    python -m tests.benchmarks.ocr_normalise [--language ar] [--pages 6] [--cache FOLDER]

Prints one line a setting; exits 1 where any setting got worse. Needs tesseract with ara and eng,
Amiri and Noto (apt-get install tesseract-ocr-ara fonts-hosny-amiri fonts-noto-core), Pillow with
raqm, and the evaluation data (PARALLEL_CORPUS_EVAL, default ../shared/eval).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import record

FONTS = {
    "ar": {
        "Amiri": "/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf",
        "Noto Naskh": "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
    },
    "en": {
        "Noto Serif": "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
        "Noto Sans": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    },
}
DPI = (75, 150, 300)
_POINTS = 12
_LINE = 80  # characters
_PARAGRAPHS_A_PAGE = 8


def paragraphs(language: str) -> list[str]:
    """The clean text: all of UDHR's paragraphs, then UN sentences of some length."""
    udhr = (EVAL / "udhr" / f"{language}.tsv").read_text("utf-8").splitlines()
    texts = [row.split("\t")[2] for row in udhr if row.split("\t")[1] == "p"]
    column = -1 if language == "ar" else -2
    rows = (EVAL / "un_dev.tsv").read_text("utf-8").splitlines()[1:]
    sentences = [row.split("\t")[column] for row in rows[::40]]
    return texts + [text for text in sentences if len(text) > 2 * _LINE]


def pages(language: str, limit: int) -> list[str]:
    """Pages of whole paragraphs, taken evenly from all there are."""
    texts = paragraphs(language)
    made = [
        "\n\n".join(texts[start : start + _PARAGRAPHS_A_PAGE])
        for start in range(0, len(texts), _PARAGRAPHS_A_PAGE)
    ]
    return made[:: max(1, len(made) // limit)][:limit]


def draw(page: str, language: str, font: str, dpi: int, path: Path) -> None:
    """The page as a grey picture, as a scanner at this resolution would give it."""
    from PIL import Image, ImageDraw, ImageFont

    size = _POINTS * dpi / 72
    face = ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.RAQM)
    options = {"direction": "rtl", "language": "ar"} if language == "ar" else {}
    lines = [line for part in page.split("\n\n") for line in [*textwrap.wrap(part, _LINE), ""]]
    height = int(size * 2)
    width = int(max(face.getlength(line, **options) for line in lines) + 4 * size)
    image = Image.new("L", (width, height * (len(lines) + 2)), 255)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines, start=1):
        if language == "ar":
            pen.text((width - 2 * size, row * height), line, 0, face, anchor="ra", **options)
        else:
            pen.text((2 * size, row * height), line, 0, face)
    image.save(path, dpi=(dpi, dpi))


def recognise(page: str, language: str, font: str, dpi: int, cache: Path) -> str:
    """Tesseract's reading of the drawn page, kept in `cache`."""
    name = hashlib.sha256(f"{page}|{font}|{dpi}".encode()).hexdigest()[:16]
    kept = cache / f"{name}.txt"
    if not kept.exists():
        picture = cache / f"{name}.png"
        draw(page, language, font, dpi, picture)
        codes = "ara+eng" if language == "ar" else "eng"
        command = ["tesseract", str(picture), "-", "-l", codes, "--psm", "6", "--dpi", str(dpi)]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        run = subprocess.run(command, capture_output=True, check=True, env=environment)
        kept.write_bytes(run.stdout)
        picture.unlink()
    return kept.read_text("utf-8")


def errors(found: Sequence[str], meant: Sequence[str]) -> int:
    """Levenshtein distance between two sequences (words, or characters)."""
    row = list(range(len(meant) + 1))
    for index, item in enumerate(found, start=1):
        previous, row[0] = row[0], index
        for column, other in enumerate(meant, start=1):
            best = min(previous + (item != other), row[column] + 1, row[column - 1] + 1)
            previous, row[column] = row[column], best
    return row[-1]


def rates(found: Iterable[str], meant: Iterable[str]) -> tuple[float, float]:
    """Character and word error rates over pages; runs of white space count as one space."""
    pairs = [(one.split(), two.split()) for one, two in zip(found, meant, strict=True)]
    words = sum(errors(one, two) for one, two in pairs)
    chars = sum(errors(" ".join(one), " ".join(two)) for one, two in pairs)
    return (
        chars / sum(len(" ".join(two)) for _, two in pairs),
        words / sum(len(two) for _, two in pairs),
    )


def repaired(pages_read: Sequence[str], language: str) -> list[str]:
    """The pages as one document of as many segments, normalised, its words repaired."""
    from parallel_corpus.model import Document, Segment
    from parallel_corpus.normalise import normalise_document, repair_words

    segments = tuple(
        Segment(f"ocr:{language}:p{n}", language, f"p{n}", text, text)  # type: ignore[arg-type]
        for n, text in enumerate(pages_read, 1)
    )
    document = Document("ocr", language, segments)  # type: ignore[arg-type]
    (done,) = repair_words([normalise_document(document)])
    return [segment.text for segment in done.segments]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", choices=["ar", "en"], default="ar")
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "ocr-pages")
    options = parser.parse_args()
    options.cache.mkdir(exist_ok=True, parents=True)
    texts = pages(options.language, options.pages)
    count = sum(len(page.split()) for page in texts)
    print(f"{len(texts)} pages, {count} words")
    worse = 0
    found: dict[str, dict[str, float]] = {}
    for name, font in FONTS[options.language].items():
        for dpi in DPI:
            read = [recognise(page, options.language, font, dpi, options.cache) for page in texts]
            done = repaired(read, options.language)
            (cer, wer), (cer2, wer2) = rates(read, texts), rates(done, texts)
            worse += cer2 > cer or wer2 > wer
            change = (wer2 - wer) / wer if wer else 0.0
            found.setdefault(name.replace(" ", "_"), {})[f"dpi_{dpi}"] = change
            print(
                f"{name:12} {dpi:4} dpi  CER {cer:.4f} -> {cer2:.4f}  "
                f"WER {wer:.4f} -> {wer2:.4f} ({change:+.1%})",
                flush=True,
            )
    if options.language == "ar":
        record(
            "ocr_normalise",
            data=f"{len(texts)} pages, {count:,} Arabic words, set, drawn and read by Tesseract",
            command="python -m tests.benchmarks.ocr_normalise",
            figures=found,
        )
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
