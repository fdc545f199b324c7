"""The messages between the two processes: frames that state their length, with typed values in MessagePack.

The program trusts nothing that its reader says, because a stranger's file may have taken it over. So a message is one
of few types, no longer than ``MAX_FRAME``, and is decoded strictly by its type. Nothing in it is ever run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

MAX_FRAME = 96 * 1024 * 1024
"""The largest size of one message in bytes. The largest real one answers for a return with 16 MB of ``audit.json``."""
MAX_VALUES = 150_000
"""Values in one result: a return with answers to 1,000 questions and 1,000 files has a third of that. To decode more
would hold the interpreter's lock, and with it a save, for longer than a person notices."""
_LENGTH = 4
_AT_ONCE = 1 << 20
_Message = TypeVar("_Message")
_SERIES = (tuple, list, frozenset, set)
_WITHOUT_PARTS: set[type] = {str, bytes, int, float, bool, type(None)}
"""Classes whose values have no others in them. Those that are met later, such as enumerations, are added."""


class SentStream(msgspec.Struct, frozen=True):
    """A stream among the arguments. ``content``: all of a short one; None if the reader has to ask for its bytes."""

    size: int
    content: bytes | None = None


class Call(msgspec.Struct, frozen=True, tag=True):
    """The program asks for a result. ``function``: ``module:name``. ``arguments``: encoded, by name.

    ``contents``: for each argument of the type ``tuple[bytes, ...]`` the sizes of its parts. Their bytes follow the
    message as they are, because encoding megabytes takes longer than reading what is in them.
    """

    function: str
    arguments: dict[str, bytes]
    streams: dict[str, SentStream]
    contents: dict[str, tuple[int, ...]] = {}


class StreamBytes(msgspec.Struct, frozen=True, tag=True):
    """The bytes that the reader asked for; fewer at the end of the stream."""

    content: bytes


FromProgram = Call | StreamBytes


class ReadAt(msgspec.Struct, frozen=True, tag=True):
    """The reader asks for bytes of a stream of the call."""

    stream: str
    offset: int
    length: int


class ProgressMade(msgspec.Struct, frozen=True, tag=True):
    """The progress of a call: ``done`` of ``total`` steps, in the unit of the function that runs."""

    done: int
    total: int


class Result(msgspec.Struct, frozen=True, tag=True):
    """The encoded result. ``peak``: the most memory that the reader ever held, in bytes; 0 if it is not known."""

    value: bytes
    peak: int = 0


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """The reader raised an error that a person can act on. ``facts``: its fields, encoded, by name."""

    code: str
    facts: dict[str, bytes]


class OutOfMemory(msgspec.Struct, frozen=True, tag=True):
    """The reader reached its limit of memory. It ends after this message."""


class ResultTooLarge(msgspec.Struct, frozen=True, tag=True):
    """The result has more values than the program takes."""


class ReaderFault(msgspec.Struct, frozen=True, tag=True):
    """The reader found a fault in itself. ``kind``: the class of the exception. ``location``: module and line."""

    kind: str
    location: str


FromReader = ReadAt | ProgressMade | Result | Refusal | OutOfMemory | ResultTooLarge | ReaderFault

_FROM_PROGRAM: msgspec.msgpack.Decoder[FromProgram] = msgspec.msgpack.Decoder(FromProgram)
_FROM_READER: msgspec.msgpack.Decoder[FromReader] = msgspec.msgpack.Decoder(FromReader)
_ENCODER = msgspec.msgpack.Encoder()


class BrokenMessage(Exception):  # noqa: N818 - a finding, and never leaves this package
    """The bytes from the pipe are not a message of these types."""


class Pipe(Protocol):
    """The end of a pipe from which bytes are read."""

    def read(self, size: int, /) -> bytes | None:
        """Return up to ``size`` bytes; none at the end."""


def encode_frame(message: FromProgram | FromReader) -> bytes:
    """Encode a message with its length before it."""
    body = _ENCODER.encode(message)
    return len(body).to_bytes(_LENGTH) + body


def read_from_program(pipe: Pipe) -> FromProgram | None:
    """Read the next message; None if the program has ended. Raises :class:`BrokenMessage`."""
    return _read(pipe, _FROM_PROGRAM.decode)


def read_contents(pipe: Pipe, call: Call) -> dict[str, tuple[bytes, ...]] | None:
    """Read the contents that follow ``call``, by name; None if the program has ended."""
    found = {name: tuple(_read_exactly(pipe, size) for size in sizes) for name, sizes in call.contents.items()}
    is_whole = all(tuple(map(len, found[name])) == sizes for name, sizes in call.contents.items())
    return found if is_whole else None


def read_from_reader(pipe: Pipe) -> FromReader | None:
    """Read the next message; None if the reader has ended. Raises :class:`BrokenMessage`."""
    return _read(pipe, _FROM_READER.decode)


def encode_value(value: object) -> bytes:
    """Encode an argument, a result or a fact. Raises TypeError or ValueError for a value that has no plain form."""
    return msgspec.msgpack.encode(value, enc_hook=_plain)


def decode_value(encoded: bytes, type_: Any) -> Any:
    """Decode a value strictly by its type. Raises ``msgspec.MsgspecError``."""
    return msgspec.msgpack.decode(encoded, type=type_, dec_hook=_from_plain)


def has_too_many_values(value: object) -> bool:
    """Whether a result has more than ``MAX_VALUES``."""
    count, waiting = 1, [value]
    while waiting and count <= MAX_VALUES:
        parts = (_parts_of(type(one))(one) for one in waiting)  # type: ignore[arg-type] # every class has a hash
        inner = list(islice(chain.from_iterable(parts), MAX_VALUES))
        count += len(inner)
        waiting = [each for each in inner if type(each) not in _WITHOUT_PARTS and each]
    return count > MAX_VALUES


@cache
def _parts_of(type_: type) -> Callable[[object], Iterable[object]]:
    """What gives the values that are directly in a value of this class; nothing for a class that has none."""
    if issubclass(type_, _SERIES):
        return lambda value: value  # type: ignore[return-value] # one of the series
    if issubclass(type_, dict):
        return lambda value: (*value.keys(), *value.values())  # type: ignore[attr-defined] # a dict
    names = type_.__struct_fields__ if issubclass(type_, msgspec.Struct) else ()
    names = tuple(each.name for each in fields(type_)) if is_dataclass(type_) else names
    if not names:
        _WITHOUT_PARTS.add(type_)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _read(pipe: Pipe, decode: Callable[[bytes], _Message]) -> _Message | None:
    length = int.from_bytes(_read_exactly(pipe, _LENGTH))
    if not length:
        return None
    if length > MAX_FRAME:
        raise BrokenMessage
    body = _read_exactly(pipe, length)
    if len(body) < length:
        return None
    try:
        return decode(body)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BrokenMessage from error


def _read_exactly(pipe: Pipe, size: int) -> bytes:
    """``size`` bytes, or fewer if the pipe ends before."""
    first = pipe.read(min(size, _AT_ONCE)) or b""
    if len(first) == size or not first:
        return first
    found = bytearray(first)
    while len(found) < size and (piece := pipe.read(min(size - len(found), _AT_ONCE))):
        found += piece
    return bytes(found)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return os.fsencode(value)  # a name on Linux may have bytes that are not text
    raise TypeError(type(value).__name__)


def _from_plain(type_: type, value: object) -> object:
    if issubclass(type_, Path) and isinstance(value, bytes):
        return Path(os.fsdecode(value))
    raise TypeError(type_.__name__)
