"""A file that is no pack, or does not belong in one, is named for what it is; none stops the check."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from s11desk.app.incoming import FileKind, find_file_kind
from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.pack import encode_topic, examine_path
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from tests.samples import NOON, small_topic

P = ProblemCode
JSON, WORKBOOK = encode_topic(small_topic()), topic_workbook(small_topic(), NOON)
OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLDER + "EncryptedPackage".encode("utf-16-le") + b"\0" * 60


def zip_of(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


WORD = zip_of({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"})
OPEN_DOCUMENT = zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
FILES: dict[str, tuple[bytes, ProblemCode]] = {
    "form.rtf": (b"{\\rtf1\\ansi Form}", P.FILE_NOT_PACK),
    "topic.json": (b"{\\rtf1\\ansi Form}", P.FILE_NOT_PACK),
    "form.csv": (b"type,name,label\n", P.FILE_NOT_PACK),
    "csv.json": (b"type,name,label\ntext,policy,Have you one?\n", P.FILE_NOT_PACK),
    "form.tsv": (b"type\tname\n", P.FILE_NOT_PACK),
    "form.xls": (OLDER, P.FILE_NOT_PACK),
    "form.pdf": (b"%PDF-1.7", P.FILE_NOT_PACK),
    "form.docx": (WORD, P.FILE_NOT_PACK),
    "form.ods": (OPEN_DOCUMENT, P.FILE_NOT_PACK),
    "ods.xlsx": (OPEN_DOCUMENT, P.FILE_NOT_PACK),
    "form.xlsb": (zip_of({"xl/workbook.bin": b"x"}), P.FILE_NOT_PACK),
    "form.numbers": (zip_of({"Index/Document.iwa": b"x"}), P.FILE_NOT_PACK),
    "form.html": (b"\xef\xbb\xbf<html></html>", P.FILE_NOT_PACK),
    "form.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, P.FILE_NOT_PACK),
    "form.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 60, P.FILE_NOT_PACK),
    "form.lnk": (b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60, P.FILE_NOT_PACK),
    "notes.txt": (b"Section 1\nHave you a policy?\n", P.FILE_NOT_PACK),
    "locked.xlsx": (LOCKED, P.WORKBOOK_LOCKED),
    "empty.json": (b"", P.FILE_EMPTY),
    "empty.xlsx": (b"", P.FILE_EMPTY),
    "empty.zip": (zip_of({}), P.FILE_EMPTY),
    "utf16.json": (JSON.decode().encode("utf-16"), P.NOT_UTF8),
    "windows.json": (JSON.decode().replace("Sample topic", "Früh").encode("cp1252"), P.NOT_UTF8),
    "half.xlsx": (WORKBOOK[: len(WORKBOOK) // 2], P.WORKBOOK_UNREADABLE),
    "deep.zip": (zip_of({"a/b/topic.json": JSON}), P.PACK_DEEPER),
    "workbook.zip": (zip_of({"form.xlsx": WORKBOOK}), P.WORKBOOK_MISPLACED),
    "older.zip": (zip_of({"form.xls": OLDER}), P.WORKBOOK_MISPLACED),
    "misnamed.zip": (zip_of({"topic.json.txt": JSON}), P.FILE_MISNAMED),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_kind_is_named(name: str, tmp_path: Path) -> None:
    content, code = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert [problem.code for problem in examine_path(path).problems] == [code]


FOLDERS: dict[str, tuple[dict[str, bytes], list[tuple[ProblemCode, str]]]] = {
    "a folder inside": ({"my-topic/topic.json": JSON}, [(P.PACK_DEEPER, "my-topic/topic.json")]),
    "two folders inside each other": ({"a/b/topic.json": JSON}, [(P.PACK_DEEPER, "a/b/topic.json")]),
    "another ending": ({"topic.json.txt": JSON}, [(P.FILE_MISNAMED, "topic.json.txt")]),
    "a text": ({"topic.txt": JSON}, [(P.FILE_MISNAMED, "topic.txt")]),
    "a downloaded copy": ({"topic (1).json": JSON}, [(P.FILE_MISNAMED, "topic (1).json")]),
    "a copy beside it": (
        {"topic.json": JSON, "topic - Copy.json": JSON},
        [(P.FILE_UNEXPECTED, "topic - Copy.json")],
    ),
    "a workbook": ({"form.xlsx": WORKBOOK}, [(P.WORKBOOK_MISPLACED, "form.xlsx")]),
    "a workbook beside it": ({"topic.json": JSON, "form.xlsx": WORKBOOK}, [(P.WORKBOOK_MISPLACED, "form.xlsx")]),
    "a Word file beside it": ({"topic.json": JSON, "Notes.docx": WORD}, [(P.FILE_UNEXPECTED, "Notes.docx")]),
    "nothing": ({}, [(P.TOPIC_FILE_MISSING, "topic.json")]),
    "what programs leave": (
        {"topic.json": JSON, "~$form.xlsx": b"x", ".~lock.form.ods#": b"x", "._topic.json": b""},
        [],
    ),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_wrong_in_a_folder_is_named(folder: str, tmp_path: Path) -> None:
    files, expected = FOLDERS[folder]
    for name, content in files.items():
        (tmp_path / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / name).write_bytes(content)
    (tmp_path / "pack").mkdir(exist_ok=True)
    found = [problem for problem in examine_path(tmp_path / "pack").problems if not problem.is_warning]
    assert [(problem.code, problem.file) for problem in found] == expected


@pytest.mark.parametrize("name", ["locked.xlsx", "half.xlsx", "ods.xlsx"])
def test_the_window_checks_a_workbook_that_cannot_be_read_as_a_pack(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name][0])
    assert find_file_kind(path) is FileKind.PACK
