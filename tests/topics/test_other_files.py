"""A file that is no pack at all is named for what it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from s11desk.domain.pack_problems import ProblemCode
from s11desk.topics.check_pack import check_pack


def word_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


FILES = {
    "form.rtf": b"{\\rtf1\\ansi Form}",
    "topic.json": b"{\\rtf1\\ansi Form}",
    "form.csv": b"type,name,label\n",
    "form.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "form.pdf": b"%PDF-1.7",
    "form.docx": word_file(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_kind_is_named(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    assert [problem.code for problem in check_pack(path)] == [ProblemCode.FILE_NOT_PACK]
