"""Character errors of PDF text against the text that was set, for several makers and fonts.

    python -m tests.benchmarks.pdf_makers [FOLDER]

The Universal Declaration in Arabic is set by LibreOffice (from DOCX) and Chromium (from HTML), each
in every Arabic font of the list that is installed, in one column and in two, with list numbers,
dates, percentages and brackets added. Makers that are not installed are named and skipped.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from parallel_corpus.read import read_texts

EVAL = Path("/work/shared/eval/udhr/ar.tsv")
FONTS = ("DejaVu Sans", "Noto Naskh Arabic", "Amiri", "FreeSans", "Noto Kufi Arabic", "KacstOne")
HARD = (
    "(أ) يدفع القارئ 25% من الثمن (أي 12.5 دينارا) عند الإعارة؛",
    "تاريخ النفاذ: 15/3/2022، والنسخة الثانية في ٢٠٢٣.",
    "اقتناعاً منها بأن للبرلمانات دوراً حاسماً، وفقاً للقرار A/RES/75/1 (2020).",
    "لا يجوز لأحد ألا يلتزم بالإعلان؛ وللآلاف الحق في ذلك.",
)


def paragraphs() -> list[str]:
    rows = [line.rstrip("\n").split("\t") for line in EVAL.open(encoding="utf-8")]
    return [text for _, _, text in rows] + list(HARD)


def by_libreoffice(texts: list[str], font: str, folder: Path, columns: int) -> Path | None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if shutil.which("soffice") is None:
        return None
    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), font)
    fonts.set(qn("w:ascii"), font)
    for text in texts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run = paragraph.add_run(text)
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    if columns == 2:
        cols = document.sections[0]._sectPr.find(qn("w:cols"))
        cols.set(qn("w:num"), "2")
        document.sections[0]._sectPr.append(OxmlElement("w:bidi"))
    path = folder / "a.docx"
    document.save(str(path))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, path]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder / "a.pdf"


def by_chromium(texts: list[str], font: str, folder: Path, columns: int) -> Path | None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        return None
    body = "".join(f"<p>{text}</p>" for text in texts)
    style = f"font-family:'{font}'" + (";columns:2" if columns == 2 else "")
    (folder / "b.html").write_text(
        f'<!doctype html><meta charset=utf-8><body dir=rtl style="{style}">{body}',
        encoding="utf-8",
    )
    command = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={folder / 'b.pdf'}", (folder / "b.html").as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder / "b.pdf"


MAKERS = {"LibreOffice": by_libreoffice, "Chromium": by_chromium}


def error_rate(want: str, got: str) -> float:
    """Levenshtein distance over the length of `want`, white space made one."""
    from rapidfuzz.distance import Levenshtein

    want, got = " ".join(want.split()), " ".join(got.split())
    return float(Levenshtein.distance(want, got)) / len(want)


def main(folder: Path) -> None:
    texts = paragraphs()
    listed = subprocess.run(
        ["fc-list", ":lang=ar", "family"], capture_output=True, text=True, check=True
    )
    for name, make in MAKERS.items():
        for font in FONTS:
            if font not in listed.stdout:
                continue
            for columns in (1, 2):
                path = make(texts, font, folder, columns)
                if path is None:
                    print(f"{name}: not installed")
                    break
                [document] = read_texts(path, language="ar")
                got = "\n".join(segment.raw for segment in document.segments)
                whole = sum(" ".join(s.raw.split()) in set(texts) for s in document.segments)
                print(
                    f"{name:12} {font:18} {columns} column(s): "
                    f"{100 * error_rate(chr(10).join(texts), got):.2f}% of characters wrong, "
                    f"{whole} of {len(texts)} paragraphs whole",
                    flush=True,
                )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
