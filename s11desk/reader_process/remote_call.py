"""Calls a marked function in the reader process: encodes its arguments, and decodes its result or its error."""

from __future__ import annotations

import atexit
import inspect
import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, get_type_hints

import msgspec

from s11desk.errors import UserError
from s11desk.errors.reader_errors import ReadingStopped, StopReason
from s11desk.progress import Cancel, never_cancelled, no_progress
from s11desk.reader_process.messages import Call, Refusal, SentStream, decode_value, encode_value
from s11desk.reader_process.reader import ReaderProcess, ReaderStopped
from s11desk.reader_process.reader_pool import ReaderPool, readers_at_once

MAX_SECONDS = 60.0
"""Seconds for one call. Each megabyte of its streams adds one second. An old laptop needs a sixth of that."""
_BYTES_PER_SECOND = 1 << 20
_MAX_SENT_WHOLE = 1 << 20
"""Bytes. A longer stream is sent in the pieces that the reader asks for."""

_CONTENTS = tuple[bytes, ...]
"""The type of an argument whose parts are sent as they are."""

Function = Callable[..., Any]


@cache
def the_readers() -> ReaderPool:
    """The reader processes of this program. Each starts with its first call, and ends with the program."""
    readers = ReaderPool(readers_at_once())
    atexit.register(readers.close)
    return readers


def the_reader() -> ReaderProcess:
    """The first of them, which every call gets while no other call runs."""
    return the_readers().readers[0]


def end_readers() -> None:
    """End the reader processes. The next call starts another one."""
    the_readers().close()


def call_in_reader(
    function: Function, arguments: tuple[Any, ...], named: Mapping[str, Any], cancel: Cancel | None = None
) -> Any:
    """Call ``function`` in the reader process. Raises what it raises, ``ReadingStopped`` and Cancelled.

    ``cancel``: stops it as well if it takes none itself.
    """
    bound = inspect.signature(function).bind(*arguments, **named).arguments
    progress, cancel = bound.pop("progress", None) or no_progress, bound.pop("cancel", None) or cancel
    types = types_of(function)
    streams = {name: value for name, value in bound.items() if types[name] is BinaryIO}
    sent = {name: _stream_to_send(stream) for name, stream in streams.items()}
    contents = {name: value for name, value in bound.items() if types[name] == _CONTENTS}
    values = {name: encode_value(value) for name, value in bound.items() if name not in {*streams, *contents}}
    sizes = {name: tuple(map(len, value)) for name, value in contents.items()}
    call = Call(f"{function.__module__}:{function.__name__}", values, sent, sizes)
    size = sum(each.size for each in sent.values()) + sum(map(sum, sizes.values()))
    parts = [part for value in contents.values() for part in value]
    seconds = MAX_SECONDS + size / _BYTES_PER_SECOND
    try:
        with the_readers().taking(cancel or never_cancelled) as reader:
            answer = reader.call(call, streams, seconds, progress, cancel or never_cancelled, parts)
        if isinstance(answer, Refusal):
            raise _decode_error(answer)
        return decode_value(answer.value, types["return"])
    except (ReaderStopped, msgspec.MsgspecError) as error:
        reason = error.reason if isinstance(error, ReaderStopped) else StopReason.FAULT
        raise ReadingStopped(path=_path_of(bound), reason=reason) from error


@cache
def types_of(function: Function) -> dict[str, Any]:
    """The types of the parameters of a function and, as ``return``, of its result."""
    return get_type_hints(function)


def _stream_to_send(stream: BinaryIO) -> SentStream:
    size = stream.seek(0, io.SEEK_END)
    if size > _MAX_SENT_WHOLE:
        return SentStream(size)
    stream.seek(0)
    return SentStream(size, stream.read(size))


def _decode_error(refusal: Refusal) -> UserError:
    """The error that the reader raised. Raises ``msgspec.ValidationError`` if this program does not know its class."""
    class_ = next((each for each in _subclasses(UserError) if getattr(each, "code", "") == refusal.code), None)
    if class_ is None:
        raise msgspec.ValidationError(refusal.code)
    types = get_type_hints(class_)
    try:
        return class_(**{name: decode_value(encoded, types[name]) for name, encoded in refusal.facts.items()})
    except (KeyError, TypeError) as error:
        raise msgspec.ValidationError(refusal.code) from error


def _subclasses(class_: type[UserError]) -> list[type[UserError]]:
    return [each for below in class_.__subclasses__() for each in (below, *_subclasses(below))]


def _path_of(bound: dict[str, Any]) -> Path:
    """The file that the call is about: the first path or, with a stream, the name beside it."""
    paths = (value for value in bound.values() if isinstance(value, Path))
    return next(paths, Path(str(bound.get("name", ""))))
