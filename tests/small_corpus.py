"""Three short documents in two chains: a law after its draft, and a note."""

from pathlib import Path

TEXTS = {
    "law-draft.en.txt": "The Assembly,\n\nNoting the law,\n\n1. Urges all members to pay 12 dollars.",
    "law-draft.ar.txt": "إن الجمعية،\n\nإذ تلاحظ القانون،\n\n1. تحث جميع الأعضاء على دفع 12 دولاراً.",
    "law.en.txt": "The Assembly,\n\nNoting the law,\n\n1. Urges all members to pay 45 dollars.",
    "law.ar.txt": "إن الجمعية،\n\nإذ تلاحظ القانون،\n\n1. تحث جميع الأعضاء على دفع 12 دولاراً.",
    "note.en.txt": "The meeting of the members will be held in Madrid in November this year.",
    "note.ar.txt": "سيعقد اجتماع الأعضاء في مدريد في تشرين الثاني/نوفمبر من هذا العام.",
}


def write_texts(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
