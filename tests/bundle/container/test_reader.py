"""The strict reader accepts the containers of the writer and refuses every crafted one with the right fault."""

from __future__ import annotations

import io
import zipfile

import pytest

from s11desk.bundle.container import ContainerFacts, Fault, FaultKind, read_container
from s11desk.errors import Cancelled
from s11desk.override import override
from tests.bundle.container.bad_containers import CRAFTED, GOOD, renamed, with_manifest
from tests.bundle.container.crafting import (
    FIRST_MANIFEST,
    FIRST_SIGNATURE,
    PAYLOAD,
    altered,
    assemble,
    countersigned_container,
    good_parts,
    manifest,
    second_set,
    sign,
)

COUNTERSIGNED = countersigned_container()


def facts_of(content: bytes) -> ContainerFacts:
    return read_container(io.BytesIO(content))


def test_the_test_assembler_and_the_writer_make_the_same_bytes() -> None:
    assert assemble(good_parts()) == GOOD
    assert assemble([*good_parts(), *second_set(good_parts())]) == COUNTERSIGNED


def test_a_container_from_the_writer_is_canonical() -> None:
    facts = facts_of(GOOD)
    assert facts.canonical
    assert facts.readable
    assert facts.fault is None
    assert facts.size == len(GOOD)
    assert not facts.is_countersigned
    assert [entry.name for entry in facts.entries] == ["mimetype", *PAYLOAD, FIRST_MANIFEST, FIRST_SIGNATURE]


def test_signatures_are_read_with_the_files_that_they_cover() -> None:
    [first] = facts_of(GOOD).signatures
    assert first.name == FIRST_SIGNATURE
    assert first.covers == tuple(PAYLOAD)
    assert first.manifest == manifest(FIRST_SIGNATURE, PAYLOAD)
    assert first.p7s == sign(first.manifest)


def test_a_countersignature_covers_everything_before_it() -> None:
    facts = facts_of(COUNTERSIGNED)
    first, second = facts.signatures
    assert facts.is_countersigned
    assert first == facts_of(GOOD).signatures[0]
    assert second.covers == (*PAYLOAD, FIRST_MANIFEST, FIRST_SIGNATURE, "audit-countersigned.pdf")
    assert second.p7s == sign(second.manifest)


@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_containers_are_refused(name: str) -> None:
    build, fault = CRAFTED[name]
    facts = facts_of(build())
    assert facts.fault is not None
    assert facts.fault.kind is fault.kind
    assert facts.fault.field == fault.field
    assert facts.fault.part.startswith(fault.part)
    assert not facts.canonical
    assert facts.entries == ()
    assert facts.signatures == ()


def test_the_crafted_containers_include_every_fault_but_too_large() -> None:
    assert set(FaultKind) - {fault.kind for _, fault in CRAFTED.values()} == {FaultKind.TOO_LARGE}


@pytest.mark.parametrize(
    "name",
    [
        "evidence/../audit.pdf",
        "../x.pdf",
        "/etc/x.pdf",
        "C:/x.pdf",
        "evidence/c:x.pdf",
        "evidence\\x.pdf",
        "evidence/a\\b.pdf",
        "evidence/nul.pdf",
        "evidence/COM1.pdf",
        "evidence/aux/x.pdf",
        "evidence/.hidden.pdf",
        "evidence/./x.pdf",
        "evidence//x.pdf",
        "evidence/x.pdf.",
        "evidence/x.pdf ",
        "evidence/x.pdf/",
        "evidence/a b.pdf",
        "evidence/x\x00.pdf",
        "evidence/x\n.pdf",
        "evidence/x\x1b[2J.pdf",
        "evidence/-rf.pdf",
        "evidence/a/b/c/d.pdf",
        "evidence/" + "x" * 81,
        "evidence/" + "x" * 78 + "/" + "y" * 60,
        "evidence/café.pdf",
        "evidence/x\u202efdp.exe",
        "evidence/",
        "",
    ],
)
def test_forbidden_names_are_refused(name: str) -> None:
    fault = facts_of(renamed(name)).fault
    assert fault is not None
    assert fault.kind is FaultKind.FORBIDDEN_NAME
    assert fault.part.isascii()
    assert fault.part.isprintable()


def test_an_allowed_name_is_accepted() -> None:
    assert facts_of(renamed("evidence/a/b/X_1-y.z.pdf")).canonical


def test_every_truncation_is_refused() -> None:
    for length in range(len(GOOD)):
        fault = facts_of(GOOD[:length]).fault
        assert fault is not None, length
    assert facts_of(GOOD[: len(GOOD) // 2]).fault == Fault(FaultKind.TRUNCATED)


@pytest.mark.parametrize(("content", "bits"), [(GOOD, 8), (COUNTERSIGNED, 1)], ids=["signed", "countersigned"])
def test_every_single_bit_flip_is_refused(content: bytes, bits: int) -> None:
    flipped = bytearray(content)
    for position in range(len(content)):
        for bit in range(position % 8, position % 8 + 1) if bits == 1 else range(8):
            flipped[position] ^= 1 << bit
            assert not facts_of(bytes(flipped)).canonical, (position, bit)
            flipped[position] ^= 1 << bit


def test_every_bit_flip_in_a_manifest_with_its_crc_repaired_is_refused() -> None:
    original = manifest(FIRST_SIGNATURE, PAYLOAD)
    for position in range(len(original)):
        changed = bytearray(original)
        changed[position] ^= 1 << (position % 8)
        assert facts_of(with_manifest(bytes(changed))).fault == Fault(FaultKind.MANIFEST_DIFFERS, FIRST_MANIFEST), (
            position
        )


def test_a_changed_signature_is_returned_unverified() -> None:
    facts = facts_of(assemble(altered(FIRST_SIGNATURE, content=b"another signature")))
    assert facts.canonical
    assert facts.signatures[0].p7s == b"another signature"


def test_a_return_repacked_by_another_program_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as original, zipfile.ZipFile(out, "w") as again:
        for name in original.namelist():
            again.writestr(name, original.read(name))
    facts = facts_of(out.getvalue())
    assert facts.readable
    assert not facts.canonical


@pytest.mark.parametrize(("content", "readable"), [(GOOD[:-1], False), (b"hello", False), (GOOD + b"x", True)])
def test_a_file_is_readable_if_it_is_a_zip_with_its_end_record(content: bytes, *, readable: bool) -> None:
    assert facts_of(content).readable is readable


class Counting(io.BytesIO):
    """Counts the bytes that were read, and can claim a false length."""

    def __init__(self, content: bytes, claimed: int | None = None) -> None:
        super().__init__(content)
        self.taken = 0
        self.claimed = claimed

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        block = super().read(size)
        self.taken += len(block)
        return block

    @override
    def seek(self, offset: int, whence: int = 0, /) -> int:
        at = super().seek(offset, whence)
        return self.claimed if whence == io.SEEK_END and self.claimed is not None else at


def test_a_good_container_is_read_once() -> None:
    source = Counting(GOOD)
    assert read_container(source).canonical
    assert source.taken <= len(GOOD) + 100


@pytest.mark.parametrize("name", ["declared far too large", "last file declared far too large", "too many entries"])
def test_zip_bombs_are_refused_before_they_are_read(name: str) -> None:
    source = Counting(CRAFTED[name][0]())
    assert not read_container(source).canonical
    assert source.taken <= 2_000


def test_a_file_of_four_gigabytes_is_refused_unread() -> None:
    source = Counting(GOOD, claimed=2**32 - 1)
    assert read_container(source).fault == Fault(FaultKind.TOO_LARGE)
    assert source.taken == 0


class Shrinking(io.BytesIO):
    """A file that is cut short after its directory was read: reading at ``cut`` returns nothing."""

    cut = 0

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        return b"" if self.tell() == self.cut else super().read(size)


@pytest.mark.parametrize("cut", [0, 38], ids=["header", "content"])
def test_a_file_that_is_cut_short_while_it_is_read_is_refused(cut: int) -> None:
    source = Shrinking(GOOD)
    source.cut = cut
    assert read_container(source).fault == Fault(FaultKind.TRUNCATED, "mimetype")


def test_progress_reaches_the_total_and_cancel_stops_reading() -> None:
    seen: list[tuple[int, int]] = []
    assert read_container(io.BytesIO(GOOD), progress=lambda done, total: seen.append((done, total))).canonical
    content = sum(entry.size for entry in facts_of(GOOD).entries)
    assert seen[-1] == (content, content)
    with pytest.raises(Cancelled):
        read_container(io.BytesIO(GOOD), cancel=lambda: True)
