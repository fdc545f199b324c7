"""The user guide as one PDF: every chapter with its picture, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from pathlib import Path

from s11desk.app.guide import read_guide
from s11desk.app.home.paths import resources_folder
from s11desk.report.kinds.guide_document import GuideChapter, write_guide

MADE = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def guide() -> bytes:
    out = io.BytesIO()
    chapters = [
        GuideChapter(one.title, one.text, one.picture.path if one.picture else None, "What it shows")
        for one in read_guide()
    ]
    write_guide(out, chapters, "0.1.0", resources_folder() / "fonts", MADE)
    return out.getvalue()


def test_it_has_every_chapter_and_is_the_same_each_time(tmp_path: Path) -> None:
    content = guide()
    assert guide() == content
    (tmp_path / "guide.pdf").write_bytes(content)
    command = ["pdftotext", "-layout", str(tmp_path / "guide.pdf"), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split())
    for chapter in read_guide():
        assert chapter.title in text
    assert text.count("What it shows") == sum(chapter.picture is not None for chapter in read_guide())
