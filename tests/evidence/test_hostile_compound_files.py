"""A compound file that sends a reader round in circles takes little time and memory, and nothing is printed."""

from __future__ import annotations

import io
import logging
import struct
import time
import tracemalloc

import pytest

from s11desk.evidence.file_content import Content
from s11desk.evidence.office.office97_check import examine
from tests.evidence.compound_files import CUT_OFF, END, FREE, ROOT, SECTOR, STORAGE, STREAM, TABLE, WORD, compound

SECONDS = 20
"""Eight times what the slowest takes."""

MEMORY = 80 << 20
SIZE = 20 << 20


def header(
    *, tables: list[int], directory: int, small: tuple[int, int] = (END, 0), more: tuple[int, int] = (END, 0)
) -> bytes:
    """``small`` and ``more``: the first sector and how many, of the small streams' table and of the list of tables."""
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    count = len(tables) if not more[1] else 109 + 127 * more[1]
    raw += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, CUT_OFF)
    raw += struct.pack("<IIII", *small, *more) + struct.pack(f"<{len(tables)}I", *tables)
    return raw.ljust(SECTOR, b"\xff")


def entry(
    name: str, kind: int, *, links: tuple[int, int, int] = (FREE, FREE, FREE), start: int = END, size: int = 0
) -> bytes:
    written = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36sIQ", written, len(written) + 2, kind, 1, *links, bytes(36), start, size)


def words(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def table_of(chains: dict[int, int]) -> bytes:
    """One sector of the allocation table: for each sector the one that follows it."""
    return words(*(chains.get(sector, FREE) for sector in range(SECTOR // 4)))


def laid_out(entries: list[bytes]) -> bytes:
    """A file with nothing but a directory of ``entries`` and its allocation table."""
    directory = b"".join(entries)
    directory += bytes(-len(directory) % SECTOR)
    used = len(directory) // SECTOR
    tables = 1
    while tables * 128 < used + tables + 40:
        tables += 1
    chain = [*range(1, used), END, *[TABLE] * tables]
    raw = words(*chain).ljust(tables * SECTOR, b"\xff")
    places = list(range(used, used + tables))
    lists = [places[at : at + 127] for at in range(109, tables, 127)]
    behind = used + tables
    more = b"".join(
        words(*one).ljust(SECTOR - 4, b"\xff") + words(behind + number + 1 if number + 1 < len(lists) else END)
        for number, one in enumerate(lists)
    )
    head = bytearray(header(tables=places[:109], directory=0, more=(behind, len(lists)) if lists else (END, 0)))
    head[44:48] = words(tables)
    return bytes(head) + directory + raw + more


def balanced(count: int) -> list[bytes]:
    """A directory whose tree is as flat as can be; each entry begins at a sector of its own."""
    links: dict[int, tuple[int, int, int]] = {}

    def linked(first: int, behind: int) -> int:
        if first >= behind:
            return FREE
        middle = (first + behind) // 2
        links[middle] = (linked(first, middle), linked(middle + 1, behind), FREE)
        return middle

    top = linked(1, count)
    stream = [entry(f"s{place}", STREAM, links=links[place], start=place, size=CUT_OFF) for place in range(1, count)]
    return [entry("Root Entry", ROOT, links=(FREE, FREE, top)), *stream]


def nested(count: int) -> list[bytes]:
    inner = [entry("a", STORAGE, links=(FREE, FREE, place + 1)) for place in range(1, count - 1)]
    return [entry("Root Entry", ROOT, links=(FREE, FREE, 1)), *inner, entry("z", STREAM)]


def siblings(count: int) -> list[bytes]:
    row = [entry(f"s{place}", STREAM, links=(FREE, place + 1, FREE)) for place in range(1, count - 1)]
    return [entry("Root Entry", ROOT, links=(FREE, FREE, 1)), *row, entry("z", STREAM)]


def circular_directory() -> bytes:
    raw = header(tables=[1] * 109, directory=0)
    root = entry("Root Entry", ROOT, links=(FREE, FREE, 1)) + entry("WordDocument", STREAM, start=0, size=CUT_OFF)
    return (raw + root.ljust(SECTOR, b"\0") + table_of({0: 0})).ljust(SIZE, b"\0")


def endless_list_of_tables() -> bytes:
    raw = header(tables=[1] * 109, directory=0, more=(2, 33_000_000))
    return (raw + bytes(SECTOR) + words(*[0] * 128) + words(*[1] * 127, 2)).ljust(SIZE, b"\0")


def small_streams(*, tables: int, size: int) -> bytes:
    """The small streams (``size`` bytes) and their table (``tables`` sectors) go round in a circle."""
    raw = header(tables=[1], directory=0, small=(2, tables))
    root = entry("Root Entry", ROOT, links=(FREE, FREE, 1), start=3, size=size)
    slides = entry("PowerPoint Document", STREAM, links=(FREE, 2, FREE), start=4, size=CUT_OFF)
    directory = root + slides + entry("Current User", STREAM, start=0, size=28)
    chains = {0: END, 1: TABLE, 2: 2, 3: 3, 4: 4}
    return (raw + directory.ljust(SECTOR, b"\0") + table_of(chains)).ljust(SECTOR * 129, b"\0")


def circular_stream() -> bytes:
    """In a file of version 4, whose sizes have 64 bits."""
    raw = bytearray(header(tables=[1], directory=0).ljust(4096, b"\0"))
    raw[26:28], raw[30:32] = b"\x04\0", b"\x0c\0"
    root = entry("Root Entry", ROOT, links=(FREE, FREE, 1))
    slides = entry("PowerPoint Document", STREAM, start=2, size=2**63)
    directory = (root + slides).ljust(4096, b"\0")
    return bytes(raw) + directory + words(END, TABLE, 2).ljust(4096, b"\xff") + bytes(4096)


def odd_sectors(shift: int) -> bytes:
    raw = bytearray(compound(WORD))
    raw[30:32] = shift.to_bytes(2, "little")
    return bytes(raw)


HOSTILE = {
    "a directory in a circle": circular_directory(),
    "an endless list of tables": endless_list_of_tables(),
    "a table of small streams without end": small_streams(tables=0xFFFFFFFF, size=0xFFFFFFFF),
    "small streams without end": small_streams(tables=1, size=0xFFFFFFFF),
    "a stream in a circle": circular_stream(),
    "thirty thousand entries": laid_out(balanced(30_000)),
    "three hundred thousand entries": laid_out(balanced(300_000)),
    "ten thousand storages in each other": laid_out(nested(10_000)),
    "ten thousand entries in a row": laid_out(siblings(10_000)),
    "a storage that holds itself": laid_out([entry("R", ROOT, links=(0, 0, 1)), entry("a", STORAGE, links=(1, 0, 1))]),
    "sectors of a byte": odd_sectors(0),
    "sectors of a terabyte": odd_sectors(40),
    "sectors of more than any number": odd_sectors(0xFFFF),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_costs_little_and_prints_nothing(
    what: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    content = Content(io.BytesIO(HOSTILE[what]))
    begun = time.process_time()
    tracemalloc.start()
    try:
        assert examine(content) is not None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    taken = time.process_time() - begun
    assert taken < SECONDS
    assert peak < MEMORY
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
