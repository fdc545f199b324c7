"""The loop of the reader process: it waits for calls and answers them one by one.

It may call only functions that :mod:`~s11desk.reader_process.run_in_reader` marks. It opens no file: streams come
through the pipe. The process ends with the program, after five minutes without a call, and when it runs out of memory.
"""

from __future__ import annotations

import gc
import io
import os
import threading
import time
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import BinaryIO, NamedTuple

from s11desk.errors import UserError
from s11desk.reader_process.limits import peak_memory, set_limits
from s11desk.reader_process.marked_function import MarkedFunction
from s11desk.reader_process.messages import (
    BrokenMessage,
    Call,
    FromProgram,
    FromReader,
    OutOfMemory,
    ProgressMade,
    ReadAt,
    ReaderFault,
    Refusal,
    Result,
    ResultTooLarge,
    StreamBytes,
    decode_value,
    encode_frame,
    encode_value,
    has_too_many_values,
    read_contents,
    read_from_program,
)
from s11desk.reader_process.remote_call import types_of
from s11desk.reader_process.remote_stream import remote_stream

IDLE_SECONDS = 300.0
_PROGRESS_SECONDS = 0.05
_OBJECTS = 50_000
"""How many new objects make Python look for those that only hold each other. By default, looking takes a tenth of the
time in which small returns are verified."""


class _Received(NamedTuple):
    """A message from the program, and the contents that followed it, by name."""

    message: FromProgram
    contents: dict[str, tuple[bytes, ...]]


def serve_calls() -> int:
    """Answer calls until the program ends. Returns the exit code."""
    set_limits()
    gc.set_threshold(_OBJECTS)
    inbox: SimpleQueue[_Received] = SimpleQueue()
    server = _Server(inbox, _open_output())
    threading.Thread(target=_listen, args=(inbox,), daemon=True).start()
    while (received := _next_call(inbox)) is not None:
        answer = server.answer(*received)
        del received  # what was sent is not held while the next is waited for
        server.send(answer)
        if isinstance(answer, OutOfMemory):
            break
    return 0


def _open_output() -> BinaryIO:
    """Open the pipe to the program. What a library prints is thrown away, so it cannot get between the messages."""
    pipe = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def _listen(inbox: SimpleQueue[_Received]) -> None:
    """Put each message into ``inbox``. End this process at once when the program ends, even during a call."""
    with os.fdopen(os.dup(0), "rb") as pipe:
        while (message := read_from_program(pipe)) is not None:
            contents = read_contents(pipe, message) if isinstance(message, Call) else {}
            if contents is None:
                break
            inbox.put(_Received(message, contents))
            del contents
    os._exit(0)


def _next_call(inbox: SimpleQueue[_Received]) -> tuple[Call, dict[str, tuple[bytes, ...]]] | None:
    try:
        message, contents = inbox.get(timeout=IDLE_SECONDS)
    except Empty:
        return None
    if not isinstance(message, Call):  # bytes come only while a call asks for them
        raise BrokenMessage
    return message, contents


class _Server:
    def __init__(self, inbox: SimpleQueue[_Received], out: BinaryIO) -> None:
        self._inbox = inbox
        self._out = out
        self._progress_sent_at = 0.0

    def send(self, message: FromReader) -> None:
        self._out.write(encode_frame(message))
        self._out.flush()

    def answer(self, call: Call, contents: dict[str, tuple[bytes, ...]]) -> FromReader:
        try:
            value = self._run(call, contents)
            return ResultTooLarge() if has_too_many_values(value) else Result(encode_value(value), peak_memory())
        except UserError as error:
            return Refusal(error.code, {each.name: encode_value(getattr(error, each.name)) for each in fields(error)})  # type: ignore[arg-type] # each subclass is one
        except MemoryError:
            return OutOfMemory()
        except Exception as error:  # noqa: BLE001 - the outermost boundary of this process
            return _reader_fault(error)

    def _run(self, call: Call, contents: dict[str, tuple[bytes, ...]]) -> object:
        module, _, name = call.function.partition(":")
        function = getattr(import_module(module), name)
        if not isinstance(function, MarkedFunction):
            raise TypeError(name)
        types = types_of(function.local)
        arguments: dict[str, object] = {
            key: decode_value(encoded, types[key]) for key, encoded in call.arguments.items()
        }
        arguments |= contents
        for key, sent in call.streams.items():
            request = self._requester(key)
            arguments[key] = remote_stream(sent.size, request) if sent.content is None else io.BytesIO(sent.content)
        if "progress" in types:
            arguments["progress"] = self._send_progress
        return function.local(**arguments)

    def _requester(self, stream: str) -> Callable[[int, int], bytes]:
        def request(offset: int, length: int) -> bytes:
            self.send(ReadAt(stream, offset, length))
            message = self._inbox.get().message
            if not isinstance(message, StreamBytes):  # the program sends no call before this one is answered
                raise BrokenMessage
            return message.content

        return request

    def _send_progress(self, done: int, total: int, /) -> None:
        if time.monotonic() - self._progress_sent_at >= _PROGRESS_SECONDS or done == total:
            self._progress_sent_at = time.monotonic()
            self.send(ProgressMade(done, total))


def _reader_fault(error: Exception) -> ReaderFault:
    """The fault without any text of the exception, which may be from the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    location = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else "?"
    return ReaderFault(type(error).__name__, location)
