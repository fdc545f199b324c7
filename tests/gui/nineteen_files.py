"""Nineteen files of all kinds, as an officer drops the post of a day: returns, copies, damage, e-mails, and others."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from tests.app.test_strange_folders import letter, outlook
from tests.damage import with_other_byte

GROUPS = (
    "19 files taken in. 11 of them need a look.",
    "Counted, no look needed: 2",
    "Here already: 5",
    "Not counted: 1",
    "E-mail without a return: 1",
    "No return read in it: 9",
    "1 encrypted return",
    "2 returns count. 1 does not. We could read no return in 11 more files.",
)
"""What the page says of them. The groups have all nineteen."""
REASONS = {
    "a question.eml": "From sam@riverside.example. Subject: “Our return”.",
    "letter.txt": "It is plain text, not a return. A return is a .zip file.",
    "cut short.zip": "The file is cut short. It may not have arrived whole.",
    "one byte other.zip": "A file inside it was damaged or changed. The part is called audit.pdf.",
    "photos.zip": "It is a zip file, and no return was found in it.",
    "photo.png": "It is a PNG picture, not a return. A return is a .zip file.",
    "list.xlsx": "It is an Excel workbook, not a return. A return is a .zip file.",
    "scan.pdf": "It is a PDF document, not a return. A return is a .zip file.",
    "empty.zip": "The file is empty, or begins with nothing but zeros. "
    "It may not have arrived whole: ask for it again.",
    "letter.docx": "It is a zip file, and no return was found in it.",
}
"""For each file without a return what its card says below its name."""


def nineteen_files(folder: Path, post: Path, first: Path, encrypted: Path) -> tuple[Path, ...]:
    """Write them into ``folder``. ``post``: has two returns of one audit, and a letter. ``first``: of another one."""
    content, book = first.read_bytes(), io.BytesIO()
    openpyxl.Workbook().save(book)
    made = {
        "the same again.zip": content,
        "cut short.zip": content[:5000],
        "one byte other.zip": with_other_byte(content, content.index(b"%PDF-") + 1000),
        "by e-mail.eml": bytes(letter(content)),
        "by Outlook.msg": outlook(content),
        "a question.eml": bytes(letter()),
        "in a zip.zip": _zipped("return.zip", content),
        "photos.zip": _zipped("photo.jpg", b"a photo"),
        "photo.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "list.xlsx": book.getvalue(),
        "scan.pdf": b"%PDF-1.7\n",
        "empty.zip": b"",
        "letter.docx": _zipped("word/document.xml", b"<w/>"),
        "a folder/return.zip": (post / "one-signature.zip").read_bytes(),
    }
    (folder / "a folder").mkdir(parents=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)
    names = dict.fromkeys(name.split("/")[0] for name in made)
    return first, encrypted, *sorted(post.iterdir()), *(folder / name for name in names)


def _zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()
