"""Getting files out of a container that was read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from s11desk.bundle.container import Contents, bytes_member, read_container, write_container
from s11desk.errors import Cancelled, IntegrityError
from tests.bundle.container.crafting import PAYLOAD, container, members, sign


def contents(content: bytes) -> Contents:
    source = io.BytesIO(content)
    return Contents(source, read_container(source))


def test_a_view_ends_where_the_file_ends() -> None:
    with contents(container()).open_member("audit.json") as view:
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
    inside = contents(container())
    with inside.open_member("audit.json") as one, inside.open_member("topic.json") as two:
        assert (one.read(2), two.read(2), one.read(2), two.read(2)) == (b'{"', b'{"', b"fo", b"id")
    assert inside.read_member("audit.json", 100) == PAYLOAD["audit.json"]


def test_a_view_can_be_read_by_others() -> None:
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
    inside = contents(container())
    size = len(PAYLOAD["audit.json"])
    assert inside.read_member("audit.json", size) == PAYLOAD["audit.json"]
    with pytest.raises(ValueError, match=str(size)):
        inside.read_member("audit.json", size - 1)


def test_extract_copies_and_tells_how_far_it_is(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with (tmp_path / "audit.pdf").open("wb") as out:
        contents(container()).extract("audit.pdf", out, progress=lambda done, total: seen.append((done, total)))
    size = len(PAYLOAD["audit.pdf"])
    assert (tmp_path / "audit.pdf").read_bytes() == PAYLOAD["audit.pdf"]
    assert seen == [(size, size)]


def test_extract_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        contents(container()).extract("audit.pdf", io.BytesIO(), cancel=lambda: True)


def test_a_file_that_changed_since_it_was_read_is_noticed() -> None:
    source = io.BytesIO(container())
    inside = Contents(source, read_container(source))
    source.getbuffer()[inside.facts.entry("audit.json").data_offset] ^= 1
    with pytest.raises(IntegrityError):
        inside.read_member("audit.json", 100)
    with pytest.raises(IntegrityError):
        inside.extract("audit.json", io.BytesIO())


def test_unknown_names_and_refused_containers_have_nothing() -> None:
    with pytest.raises(KeyError):
        contents(container()).open_member("Audit.json")
    with pytest.raises(KeyError):
        contents(container() + b"x").open_member("audit.json")
