"""The files that came, the returns in them, and where each file came from."""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import ReceivedReturn, TakenFile
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.errors.desk_errors import RegisterDamaged
from s11desk.register.register import Register
from s11desk.register.register_rows import read_rows, replace_row, write_row
from s11desk.register.words_index import WaitingWords

_WINDOW_BITS, _MEMORY_LEVEL = 12, 5
"""Of zlib, for an ``audit.json`` of a few kilobytes: only to make its usual memory ready takes four times as long."""
_AUDIT_JSON_LIMIT = 64 * 1024 * 1024
"""Bytes. No stored ``audit.json`` is larger; damage of a row could state any size."""


class NewReturn(msgspec.Struct, frozen=True):
    """A return and what is stored beside it. ``data``: its ``audit.json``. ``topic``: makes its ``topic.json``.

    The topic is wanted once for all returns that answer it.
    ``words``: id of the question and text, for the search.
    """

    received: ReceivedReturn
    data: bytes
    topic: Callable[[], bytes]
    words: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class KeptTogether:
    """What the returns of one transaction share. ``words``: whoever has them writes them before the transaction ends.

    ``topics``: the digests of those that are known to be recorded.
    """

    words: WaitingWords = field(default_factory=WaitingWords)
    topics: set[str] = field(default_factory=set)


def find_file(register: Register, sha256: str) -> TakenFile | None:
    """The file with this digest; None if it never came."""
    with register.reading() as connection:
        rows = list(read_rows(connection, register.path, "file", "WHERE sha256 = ?", sha256))
    return msgspec.json.decode(str(rows[0][2]), type=TakenFile) if rows else None


def recorded_files(register: Register, hashes: Iterable[str]) -> set[str]:
    """Those of ``hashes`` that are digests of files in the register."""
    wanted = tuple(hashes)
    statement = f"SELECT sha256 FROM file WHERE sha256 IN ({', '.join('?' * len(wanted))})"  # noqa: S608 - marks only
    with register.reading() as connection:
        return {str(sha256) for (sha256,) in connection.execute(statement, wanted)}


def all_files(register: Register) -> tuple[TakenFile, ...]:
    """Every file, in the order of its name and digest."""
    with register.reading() as connection:
        rows = list(read_rows(connection, register.path, "file"))
    files = (msgspec.json.decode(str(body), type=TakenFile) for _, _, body in rows)
    return tuple(sorted(files, key=lambda file: (file.name, file.sha256)))


def files_of_return(register: Register, sha256: str) -> tuple[TakenFile, ...]:
    """The files in which this return came, by their digest."""
    with register.reading() as connection:
        rows = list(read_rows(connection, register.path, "file", "WHERE received = ? ORDER BY sha256", sha256))
    return tuple(msgspec.json.decode(str(body), type=TakenFile) for _, _, body in rows)


def is_recorded(register: Register, sha256: str) -> bool:
    """Whether a file or a return with this digest is in the register."""
    with register.reading() as connection:
        statement = "SELECT 1 FROM file WHERE sha256 = ?1 UNION ALL SELECT 1 FROM received WHERE sha256 = ?1"
        return connection.execute(statement, (sha256,)).fetchone() is not None


def recorded_references(register: Register) -> tuple[tuple[str, str], ...]:
    """Reference and SHA-256 of every return."""
    with register.reading() as connection:
        rows = connection.execute("SELECT json_extract(body, '$.facts.reference'), sha256 FROM received")
        return tuple((str(reference), str(sha256)) for reference, sha256 in rows)


def has_arrived(register: Register, sha256: str, source: str) -> bool:
    """Whether the file was taken in from this very place before."""
    with register.reading() as connection:
        statement = "SELECT count(*) FROM arrival WHERE file = ? AND source = ?"
        return bool(connection.execute(statement, (sha256, source)).fetchone()[0])


def sources_of(register: Register, sha256: str) -> tuple[str, ...]:
    """Where the file came from, the first place first."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "arrival", "WHERE file = ? ORDER BY number", sha256)
        return tuple(str(source) for _, source, _ in rows)


def all_arrivals(register: Register) -> tuple[tuple[str, str], ...]:
    """The SHA-256 of each file that came and where it came from, the first one first: one for each place."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "arrival", "ORDER BY number")
        return tuple((str(sha256), str(source)) for sha256, source, _ in rows)


def add_arrival(
    connection: sqlite3.Connection, sha256: str, source: str, body: str, *, is_file_new: bool = False
) -> None:
    """Record that the file came from ``source``; nothing if that is recorded. Inside a transaction."""
    statement = "SELECT 1 FROM arrival WHERE file = ? AND source = ?"
    if is_file_new or connection.execute(statement, (sha256, source)).fetchone() is None:
        write_row(connection, "arrival", sha256, source, body)


def keep_file(connection: sqlite3.Connection, file: TakenFile, *, is_new: bool) -> None:
    """Add the file, or change what is recorded of it. Inside a transaction."""
    row = (file.sha256, file.received or None, msgspec.json.encode(file).decode())
    (write_row if is_new else replace_row)(connection, "file", *row)


def keep_return(connection: sqlite3.Connection, new: NewReturn, together: KeptTogether, *, is_new: bool) -> None:
    """Add the return with its data, topic and words; or change what is recorded of it. Inside a transaction."""
    received = new.received
    if not is_new:
        change_return(connection, received)
        return
    row = (received.sha256, received.facts.audit_id, msgspec.json.encode(received).decode())
    write_row(connection, "received", *row)
    write_row(connection, "received_data", received.sha256, _compressed(new.data))
    if received.topic.digest not in together.topics:
        _keep_topic(connection, new)
        together.topics.add(received.topic.digest)
    together.words.add(received.sha256, received.topic.id, received.agency, new.words)


def _keep_topic(connection: sqlite3.Connection, new: NewReturn) -> None:
    digest = new.received.topic.digest
    if connection.execute("SELECT 1 FROM topic WHERE digest = ?", (digest,)).fetchone() is None:
        write_row(connection, "topic", digest, 0, new.topic())


def _compressed(data: bytes) -> bytes:
    packing = zlib.compressobj(1, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return packing.compress(data) + packing.flush()


def change_return(connection: sqlite3.Connection, received: ReceivedReturn) -> None:
    """Change what is recorded of a return. Inside a transaction."""
    row = (received.sha256, received.facts.audit_id, msgspec.json.encode(received).decode())
    replace_row(connection, "received", *row)


def find_return(register: Register, sha256: str) -> ReceivedReturn | None:
    """The return with this digest; None if there is none."""
    found = _returns(register, "WHERE sha256 = ?", sha256)
    return found[0] if found else None


def returns_of_audit(register: Register, audit_id: str) -> tuple[ReceivedReturn, ...]:
    """The returns of one audit."""
    return _returns(register, "WHERE audit = ?", audit_id)


def all_returns(register: Register) -> tuple[ReceivedReturn, ...]:
    """Every return, in the order of agency, reference and digest."""
    return _in_order(_returns(register, ""))


def count_returns(register: Register) -> int:
    """How many returns are recorded."""
    with register.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM received").fetchone()[0])


def returns_named(register: Register, reference: str) -> tuple[ReceivedReturn, ...]:
    """The returns with this reference, in capitals or not, in the order of :func:`all_returns`."""
    return _in_order(_returns(register, "WHERE json_extract(body, '$.facts.reference') = ? COLLATE NOCASE", reference))


def returns_signed_with(register: Register, key: str) -> tuple[ReceivedReturn, ...]:
    """The returns that this key signed, in the order of :func:`all_returns`."""
    found = _returns(register, "WHERE instr(body, ?) > 0", key)  # json_extract would take twice as long
    return _in_order(one for one in found if one.signer_key == key)


def returns_in(register: Register, state: FileState) -> tuple[ReceivedReturn, ...]:
    """The returns in this state, before any decision, in the order of :func:`all_returns`."""
    return _in_order(_returns(register, "WHERE json_extract(body, '$.state') = ?", state.value))


def returns_without_pages(register: Register) -> tuple[ReceivedReturn, ...]:
    """The returns whose pages are not compared yet, in the order of :func:`all_returns`."""
    where = "WHERE json_extract(body, '$.pages') = ?"
    return _in_order(_returns(register, where, PagesCompared.NOT_REACHED.value))


def returns_with_hold(register: Register) -> tuple[ReceivedReturn, ...]:
    """The returns on hold, in the order of :func:`all_returns`."""
    return _in_order(_returns(register, "WHERE json_extract(body, '$.hold') <> ''"))


def returns_kept_before(register: Register, day: dt.date) -> tuple[ReceivedReturn, ...]:
    """The returns whose last day is before ``day``, on hold or not, in the order of :func:`all_returns`."""
    return _in_order(_returns(register, "WHERE json_extract(body, '$.kept_until') < ?", day.isoformat()))


def _in_order(returns: Iterable[ReceivedReturn]) -> tuple[ReceivedReturn, ...]:
    return tuple(sorted(returns, key=lambda one: (one.agency.casefold(), one.facts.reference, one.sha256)))


def _returns(register: Register, where: str, *values: str) -> tuple[ReceivedReturn, ...]:
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "received", where, *values)
        return tuple(msgspec.json.decode(str(body), type=ReceivedReturn) for _, _, body in rows)


def return_data(register: Register, sha256: str) -> bytes:
    """The ``audit.json`` of a return. Raises ``RegisterDamaged`` if there is none."""
    with register.reading() as connection:
        rows = list(read_rows(connection, register.path, "received_data", "WHERE received = ?", sha256))
    if not rows or not isinstance(rows[0][1], bytes):
        raise RegisterDamaged(path=register.path)
    unpacked = zlib.decompressobj().decompress(rows[0][1], _AUDIT_JSON_LIMIT)
    return bytes(unpacked)


def topic_bodies(register: Register, *, asked: bool = False) -> dict[str, bytes]:
    """The topics that returns answer, by digest, as they came; ``asked``: only those that the desk asks."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "topic", f"{'WHERE asked = 1 ' if asked else ''}ORDER BY rowid")
        return {str(digest): body for digest, _, body in rows if isinstance(body, bytes)}


def ask_no_topic(register: Register, connection: sqlite3.Connection) -> None:
    """Record that the desk asks none of its topics any more; those that returns answer stay. Inside a transaction."""
    for digest, _, body in list(read_rows(connection, register.path, "topic", "WHERE asked = 1")):
        replace_row(connection, "topic", digest, 0, body)


def ask_topic(connection: sqlite3.Connection, digest: str, body: bytes) -> None:
    """Record that the desk asks this topic. Inside a transaction."""
    known = connection.execute("SELECT 1 FROM topic WHERE digest = ?", (digest,)).fetchone()
    (write_row if known is None else replace_row)(connection, "topic", digest, 1, body)
