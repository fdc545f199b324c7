"""Ways to change a return: bits, bytes, whole files, headers. For the tests and ``benchmarks/tamper.py``."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.bundle.container import ContainerEntry, read_container
from tests.bundle.container.crafting import (
    FIRST_MANIFEST,
    FIRST_SIGNATURE,
    SECOND_MANIFEST,
    SECOND_SIGNATURE,
    Part,
    assemble,
)
from tests.bundle.forging import files_of, pack, with_file, with_fitting_manifests
from tests.damage import with_flipped_bit

NOT_PAYLOAD = ("mimetype", FIRST_MANIFEST, FIRST_SIGNATURE, SECOND_MANIFEST, SECOND_SIGNATURE)
"""Files of the container format itself."""


@dataclass(frozen=True)
class ReturnOnDisk:
    """A return on the disk whose bytes are changed in place and restored."""

    path: Path
    content: bytes

    def verdict(self) -> Verdict:
        return verify_return(self.path)

    @contextmanager
    def flipped(self, bit: int) -> Iterator[Verdict]:
        """Yield the verdict while one bit, counted from the start of the file, is flipped."""
        position = bit // 8
        with self.path.open("r+b", buffering=0) as stream:
            stream.seek(position)
            stream.write(bytes([self.content[position] ^ 1 << bit % 8]))
            try:
                yield self.verdict()
            finally:
                stream.seek(position)
                stream.write(self.content[position : position + 1])


def write_return(path: Path, content: bytes) -> ReturnOnDisk:
    path.write_bytes(content)
    return ReturnOnDisk(path, content)


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 - not for secrets: a failure can be repeated


def positions(content: bytes) -> tuple[list[int], list[int]]:
    """Return the positions of the bytes outside all payload files, and of those inside."""
    inside = [position for entry in _payload(content) for position in range(entry.data_offset, entry.end)]
    return sorted(set(range(len(content))) - set(inside)), inside


def _payload(content: bytes) -> list[ContainerEntry]:
    return [entry for entry in read_container(io.BytesIO(content)).entries if entry.name not in NOT_PAYLOAD]


def with_flip_listed(content: bytes, chance: random.Random) -> bytes:
    """Flip a bit of a payload file and repair the CRC, digests and manifests: everything but the signature."""
    files = files_of(content)
    name = chance.choice([entry.name for entry in _payload(content) if entry.size])
    other = with_flipped_bit(files[name], chance.randrange(8 * len(files[name])))
    return pack(with_fitting_manifests(with_file(files, name, other)))


def edited(content: bytes, chance: random.Random) -> bytes:
    """Make one structural edit of bytes, files or headers. It may change nothing by chance."""
    return chance.choice((_bytes_edited, _files_edited, _headers_edited))(content, chance)


def _bytes_edited(content: bytes, chance: random.Random) -> bytes:
    start = _near_structure(content, chance)
    stop = min(len(content), start + chance.choice((1, 4, 22, 30, 46, chance.randrange(1, 5_000))))
    elsewhere = _near_structure(content, chance)
    taken = content[start:stop]
    edits: tuple[Callable[[], bytes], ...] = (
        lambda: content[:start] + content[stop:],
        lambda: content[:start] + taken + taken + content[stop:],
        lambda: content[:elsewhere] + taken + content[elsewhere:],
        lambda: content[:elsewhere] + taken + content[elsewhere + len(taken) :],
        lambda: content[:start] + bytes(len(taken)) + content[stop:],
        lambda: content[:start] + chance.randbytes(len(taken)) + content[stop:],
        lambda: content[:stop],
        lambda: content + taken,
        lambda: taken + content,
    )
    return chance.choice(edits)()


def _near_structure(content: bytes, chance: random.Random) -> int:
    """Choose a position, mostly one where a part of the container begins."""
    facts = read_container(io.BytesIO(content))
    marks = [mark for entry in facts.entries for mark in (entry.offset, entry.data_offset, entry.end)]
    anywhere = chance.randrange(len(content))
    return chance.choice((*marks, len(content) - 22, anywhere)) if chance.random() < 0.8 else anywhere


def _files_edited(content: bytes, chance: random.Random) -> bytes:
    """Leave out, double, exchange, rename, empty or extend files; then make the manifests fit, or not."""
    items = list(files_of(content).items())
    for _ in range(chance.randint(1, 2)):
        _edit_file(items, chance)
    names = [name for name, _ in items]
    if chance.random() < 0.5 and len(set(names)) == len(names):
        return pack(with_fitting_manifests(dict(items)))
    return assemble([Part(name.encode(), inner) for name, inner in items])


def _edit_file(items: list[tuple[str, bytes]], chance: random.Random) -> None:
    at = chance.randrange(len(items))
    (name, inner), (other, other_inner) = items[at], chance.choice(items)
    edits: dict[str, list[tuple[str, bytes]]] = {
        "left out": [],
        "doubled": [(name, inner), (name, inner)],
        "moved": [],
        "exchanged": [(name, other_inner)],
        "renamed": [(other, inner)],
        "added": [(f"evidence/{chance.randrange(9)}.pdf", inner), (name, inner)],
        "emptied": [(name, b"")],
        "grown": [(name, inner + b" ")],
    }
    edit = chance.choice(sorted(edits))
    items[at : at + 1] = edits[edit]
    if edit == "moved":
        items.insert(chance.randrange(len(items)), (name, inner))


def _headers_edited(content: bytes, chance: random.Random) -> bytes:
    parts = [Part(name.encode(), inner) for name, inner in files_of(content).items()]
    at = chance.randrange(len(parts))
    value = chance.choice((0, 1, 8, 0x800, 0xFFFF, chance.randrange(0x10000)))
    changes: tuple[dict[str, object], ...] = (
        {"local": {chance.randrange(10): value}},
        {"central": {chance.randrange(16): value}},
        {"local_extra": chance.randbytes(4)},
        {"central_extra": chance.randbytes(4)},
        {"comment": b"x"},
        {"local_name": parts[at - 1].name},
        {"after": chance.randbytes(chance.randint(1, 30))},
        {"is_listed": False},
    )
    parts[at] = replace(parts[at], **chance.choice(changes))  # type: ignore[arg-type]
    return assemble(parts)
