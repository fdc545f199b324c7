"""The writer makes the same bytes for the same files, refuses wrong members, and other tools accept its files."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tracemalloc
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest

from s11desk.bundle.container import (
    Contents,
    Member,
    append_countersignature,
    bytes_member,
    read_container,
    write_container,
)
from s11desk.errors import Cancelled, IntegrityError
from s11desk.errors.return_errors import ReturnTooLarge
from s11desk.files.durable import writing
from tests.bundle.container.crafting import (
    FIRST_MANIFEST,
    PAYLOAD,
    container,
    countersigned_container,
    manifest,
    members,
    sign,
)

MEBIBYTE = 1024 * 1024
COUNTERSIGNED = bytes_member("audit-countersigned.pdf", b"%PDF-1.7 an audit, signed twice")


def with_evidence(member: Member) -> list[Member]:
    return [*members()[:4], member]


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file longer than a block whose size is not a multiple of the block size."""
    path = tmp_path_factory.mktemp("evidence") / "large.bin"
    path.write_bytes(os.urandom(MEBIBYTE) * 5 + b"end")
    return path


def file_member(path: Path, name: str = "evidence/large.pdf") -> Member:
    return Member(name, path.stat().st_size, lambda: path.open("rb"))


def test_a_written_container_reads_back_the_same() -> None:
    out = io.BytesIO()
    entries = write_container(out, members(), sign)
    facts = read_container(out)
    assert facts.entries == entries
    contents = Contents(out, facts)
    assert {name: contents.read_member(name, 1000) for name in PAYLOAD} == PAYLOAD


def test_the_same_files_give_the_same_bytes() -> None:
    assert container() == container()
    assert countersigned_container() == countersigned_container()


def test_the_signature_covers_the_written_manifest() -> None:
    seen: list[bytes] = []

    def record(manifest_bytes: bytes) -> bytes:
        seen.append(manifest_bytes)
        return b"signature"

    out = io.BytesIO()
    write_container(out, members(), record)
    assert seen == [manifest("META-INF/signature001.p7s", PAYLOAD)]
    assert Contents(out, read_container(out)).read_member(FIRST_MANIFEST, 10_000) == seen[0]


def test_a_large_file_is_written_completely(large_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    content = large_file.read_bytes()
    with writing(path) as out:
        entries = write_container(out, with_evidence(file_member(large_file)), sign)
    with path.open("rb") as source:
        facts = read_container(source)
        assert facts.entries == entries
        assert facts.entry("evidence/large.pdf").sha256 == hashlib.sha256(content).hexdigest()
        out = io.BytesIO()
        Contents(source, facts).extract("evidence/large.pdf", out)
    assert out.getvalue() == content


def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse.bin"
    with sparse.open("wb") as stream:
        stream.truncate(100 * MEBIBYTE)
    tracemalloc.start()
    try:
        with (tmp_path / "return.zip").open("w+b") as out:
            write_container(out, with_evidence(file_member(sparse)), sign)
            assert read_container(out).canonical
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12 * MEBIBYTE


@pytest.mark.parametrize(
    "member",
    [
        Member("evidence/x.pdf", 4, lambda: io.BytesIO(b"abc")),
        Member("evidence/x.pdf", 2, lambda: io.BytesIO(b"abc")),
        Member("evidence/x.pdf", 0, lambda: io.BytesIO(b"abc")),
        Member("evidence/x.pdf", 3, lambda: io.BytesIO(b"abc"), sha256=hashlib.sha256(b"abd").hexdigest()),
        Member("evidence/x.pdf", 3, lambda: io.BytesIO(b"abc"), sha256=hashlib.sha256(b"abc").hexdigest().upper()),
    ],
    ids=["shorter", "longer", "not empty", "another content", "another spelling"],
)
def test_writing_stops_at_a_member_with_another_size_or_digest(member: Member, tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    with pytest.raises(IntegrityError) as caught, writing(path) as out:
        write_container(out, with_evidence(member), sign)
    assert list(tmp_path.iterdir()) == []
    assert member.name not in str(caught.value)


def test_a_member_with_the_expected_digest_is_written() -> None:
    member = Member("evidence/x.pdf", 3, lambda: io.BytesIO(b"abc"), sha256=hashlib.sha256(b"abc").hexdigest())
    out = io.BytesIO()
    write_container(out, with_evidence(member), sign)
    with zipfile.ZipFile(out) as written:
        assert written.read("evidence/x.pdf") == b"abc"


def test_the_stream_of_each_member_is_closed() -> None:
    opened: list[BinaryIO] = []

    def open_one() -> BinaryIO:
        opened.append(io.BytesIO(b"abc"))
        return opened[-1]

    write_container(io.BytesIO(), with_evidence(Member("evidence/x.pdf", 3, open_one)), sign)
    with pytest.raises(IntegrityError):
        write_container(io.BytesIO(), with_evidence(Member("evidence/x.pdf", 2, open_one)), sign)
    assert [stream.closed for stream in opened] == [True, True]


def must_not_open() -> BinaryIO:
    raise AssertionError


@pytest.mark.parametrize("size", [2**32, 2**32 - 1, 2**32 - 270_000])
def test_more_than_four_gigabytes_are_refused_before_anything_is_written(size: int) -> None:
    out = io.BytesIO()
    with pytest.raises(ReturnTooLarge):
        write_container(out, with_evidence(Member("evidence/x.pdf", size, must_not_open)), sign)
    assert out.getvalue() == b""


def test_many_small_files_together_can_be_too_large() -> None:
    huge = [Member(f"evidence/{n}.pdf", 2**30, must_not_open) for n in range(4)]
    with pytest.raises(ReturnTooLarge) as caught:
        write_container(io.BytesIO(), [*members()[:4], *huge], sign)
    assert caught.value.size == 2**32 + sum(member.size for member in members()[:4])


def test_as_many_files_as_can_be_read_can_be_written_and_countersigned() -> None:
    most = [bytes_member(f"evidence/{n:05}.txt", b"") for n in range(10_000 - 4 - 6)]
    out = io.BytesIO()
    write_container(out, [*members()[:4], *most], sign)
    facts = read_container(out)
    assert facts.canonical
    append_countersignature(out, facts, COUNTERSIGNED, sign)
    assert len(read_container(out).entries) == 10_000
    with pytest.raises(ReturnTooLarge):
        write_container(io.BytesIO(), [*members()[:4], *most, bytes_member("evidence/x.txt", b"")], sign)


@pytest.mark.parametrize(
    "chosen",
    [
        members()[1:],
        [*reversed(members())],
        [*members(), bytes_member("readme.txt", b"")],
        [*members(), bytes_member("evidence/nul.pdf", b"")],
        [*members(), bytes_member("evidence/zoë.pdf", b"")],
        [*members(), members()[-1]],
        [*members(), COUNTERSIGNED],
        [bytes_member("mimetype", b""), *members()],
    ],
    ids=["missing", "order", "unknown", "device", "accent", "twice", "countersigned", "mimetype"],
)
def test_members_in_a_wrong_layout_raise_value_error(chosen: list[Member]) -> None:
    out = io.BytesIO()
    with pytest.raises(ValueError):  # noqa: PT011
        write_container(out, chosen, sign)
    assert out.getvalue() == b""


@pytest.mark.parametrize("p7s", [b"", bytes(256 * 1024 + 1)])
def test_a_signature_of_an_unreadable_size_is_not_written(p7s: bytes) -> None:
    with pytest.raises(ValueError, match=str(len(p7s))):
        write_container(io.BytesIO(), members(), lambda _: p7s)


def test_cancel_stops_between_blocks(large_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    answers = iter([False] * 7 + [True])
    with pytest.raises(Cancelled), writing(path) as out:
        write_container(out, with_evidence(file_member(large_file)), sign, cancel=lambda: next(answers))
    assert list(tmp_path.iterdir()) == []


def test_progress_grows_to_the_total(large_file: Path) -> None:
    seen: list[tuple[int, int]] = []
    chosen = with_evidence(file_member(large_file))
    write_container(io.BytesIO(), chosen, sign, progress=lambda done, total: seen.append((done, total)))
    content = sum(member.size for member in chosen)
    assert {total for _, total in seen} == {content}
    assert seen == sorted(seen)
    assert seen[-1] == (content, content)
    assert len(seen) >= 6


def test_a_countersignature_changes_nothing_before_the_directory() -> None:
    once, twice = container(), countersigned_container()
    end = read_container(io.BytesIO(once)).entries[-1].end
    assert twice[:end] == once[:end]
    assert read_container(io.BytesIO(twice)).canonical


def test_a_countersignature_needs_a_canonical_container_signed_once() -> None:
    broken, twice = io.BytesIO(container() + b"x"), io.BytesIO(countersigned_container())
    good = io.BytesIO(container())
    with pytest.raises(ValueError, match="countersigned"):
        append_countersignature(broken, read_container(broken), COUNTERSIGNED, sign)
    with pytest.raises(ValueError, match="countersigned"):
        append_countersignature(twice, read_container(twice), COUNTERSIGNED, sign)
    with pytest.raises(ValueError, match="other"):
        append_countersignature(good, read_container(good), bytes_member("other.pdf", b""), sign)


def test_the_media_type_is_at_the_offset_that_tools_expect() -> None:
    """ETSI EN 319 162-1, annex A.1: magic number at offset 30, and the type right after it."""
    assert container()[30:69] == b"mimetypeapplication/vnd.etsi.asic-e+zip"


@pytest.mark.parametrize("content", [container(), countersigned_container()], ids=["signed", "countersigned"])
def test_standard_tools_accept_a_container(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [entry.name for entry in read_container(io.BytesIO(content)).entries]
    subprocess.run(["unzip", "-tqq", path], check=True)
    subprocess.run(["unzip", "-qq", path, "-d", tmp_path / "out"], check=True)
    assert (tmp_path / "out/audit.json").read_bytes() == PAYLOAD["audit.json"]
