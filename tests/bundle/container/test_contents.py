"""Reading single files from a container."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from s11desk.bundle.container import Contents, bytes_member, read_container, write_container
from s11desk.errors import Cancelled, IntegrityError
from tests.bundle.container.crafting import PAYLOAD, container, members, sign


def contents_of(content: bytes) -> Contents:
    source = io.BytesIO(content)
    return Contents(source, read_container(source))


def test_a_view_ends_where_the_file_ends() -> None:
    with contents_of(container()).open_member("audit.json") as view:
        assert view.read() == PAYLOAD["audit.json"]
        assert view.read() == b""
        assert view.seek(-3, io.SEEK_END) == len(PAYLOAD["audit.json"]) - 3
        assert view.read(100) == b":1}"
        assert view.seek(1) == 1
        assert view.read(3) == b'"fo'
        assert view.seek(1, io.SEEK_CUR) == 5
        assert view.tell() == 5
        view.seek(1000)
        assert view.read() == b""
        with pytest.raises(ValueError, match="-1"):
            view.seek(-1)


def test_views_do_not_disturb_each_other() -> None:
    contents = contents_of(container())
    with contents.open_member("audit.json") as one, contents.open_member("topic.json") as two:
        assert (one.read(2), two.read(2), one.read(2), two.read(2)) == (b'{"', b'{"', b"fo", b"id")
    assert contents.read_member("audit.json", 100) == PAYLOAD["audit.json"]


def test_another_library_can_read_a_view() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("sheet.xml", "<x/>")
    chosen = members()
    chosen[3] = bytes_member("answers.xlsx", inner.getvalue())
    out = io.BytesIO()
    write_container(out, chosen, sign)
    with zipfile.ZipFile(Contents(out, read_container(out)).open_member("answers.xlsx")) as archive:
        assert archive.read("sheet.xml") == b"<x/>"


def test_only_small_files_are_read_into_memory() -> None:
    contents = contents_of(container())
    size = len(PAYLOAD["audit.json"])
    assert contents.read_member("audit.json", size) == PAYLOAD["audit.json"]
    with pytest.raises(ValueError, match=str(size)):
        contents.read_member("audit.json", size - 1)


def test_extract_copies_a_file_and_reports_progress(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with (tmp_path / "audit.pdf").open("wb") as out:
        contents_of(container()).extract("audit.pdf", out, progress=lambda done, total: seen.append((done, total)))
    size = len(PAYLOAD["audit.pdf"])
    assert (tmp_path / "audit.pdf").read_bytes() == PAYLOAD["audit.pdf"]
    assert seen == [(size, size)]


def test_extract_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        contents_of(container()).extract("audit.pdf", io.BytesIO(), cancel=lambda: True)


def test_a_file_that_changed_after_reading_is_detected() -> None:
    source = io.BytesIO(container())
    contents = Contents(source, read_container(source))
    source.getbuffer()[contents.facts.entry("audit.json").data_offset] ^= 1
    with pytest.raises(IntegrityError):
        contents.read_member("audit.json", 100)
    with pytest.raises(IntegrityError):
        contents.extract("audit.json", io.BytesIO())


def test_opening_raises_for_unknown_names_and_refused_containers() -> None:
    with pytest.raises(KeyError):
        contents_of(container()).open_member("Audit.json")
    with pytest.raises(KeyError):
        contents_of(container() + b"x").open_member("audit.json")
