"""The process that reads: it waits for calls, answers them one by one, and ends with the program.

It may call only functions that :mod:`~s11desk.reader_process.read_apart` marks. It opens no file: streams come through
the pipe. It ends when the program ends, when nobody called for five minutes, and after it ran out of memory.
"""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import BinaryIO

from s11desk.errors import UserError
from s11desk.reader_process.asked_stream import asked_stream
from s11desk.reader_process.limits import peak_memory, set_limits
from s11desk.reader_process.marked import MarkedFunction
from s11desk.reader_process.messages import (
    Bytes,
    Call,
    FromProgram,
    FromReader,
    OutOfMemory,
    ProgressMade,
    ReadAt,
    ReaderFault,
    Refusal,
    Result,
    TooMuch,
    decode_value,
    encode_value,
    frame,
    has_too_many_values,
    read_from_program,
)
from s11desk.reader_process.remote_call import types_of

IDLE_SECONDS = 300.0
_PROGRESS_SECONDS = 0.05


def serve_calls() -> int:
    """Answer calls until the program ends. Returns the exit code."""
    set_limits()
    inbox: SimpleQueue[FromProgram] = SimpleQueue()
    reader = _Server(inbox, _own_output())
    threading.Thread(target=_listen, args=(inbox,), daemon=True).start()
    while (call := _next_call(inbox)) is not None:
        answer = reader.answer(call)
        reader.tell(answer)
        if isinstance(answer, OutOfMemory):
            break
    return 0


def _own_output() -> BinaryIO:
    """The pipe to the program. Whatever a library prints goes nowhere, so it cannot get between the messages."""
    pipe = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def _listen(inbox: SimpleQueue[FromProgram]) -> None:
    """Take messages as they come. When the program has ended, end at once, whatever is being read."""
    with os.fdopen(os.dup(0), "rb") as pipe:
        while (message := read_from_program(pipe)) is not None:
            inbox.put(message)
    os._exit(0)


def _next_call(inbox: SimpleQueue[FromProgram]) -> Call | None:
    try:
        message = inbox.get(timeout=IDLE_SECONDS)
    except Empty:
        return None
    assert isinstance(message, Call)  # noqa: S101 - bytes come only while a call asks for them
    return message


class _Server:
    def __init__(self, inbox: SimpleQueue[FromProgram], out: BinaryIO) -> None:
        self._inbox = inbox
        self._out = out
        self._told_at = 0.0

    def tell(self, message: FromReader) -> None:
        self._out.write(frame(message))
        self._out.flush()

    def answer(self, call: Call) -> FromReader:
        try:
            value = self._run(call)
            return TooMuch() if has_too_many_values(value) else Result(encode_value(value), peak_memory())
        except UserError as error:
            return Refusal(error.code, {each.name: encode_value(getattr(error, each.name)) for each in fields(error)})  # type: ignore[arg-type] # each subclass is one
        except MemoryError:
            return OutOfMemory()
        except Exception as error:  # noqa: BLE001 - the outermost boundary of this process
            return _fault(error)

    def _run(self, call: Call) -> object:
        module, _, name = call.function.partition(":")
        function = getattr(import_module(module), name)
        if not isinstance(function, MarkedFunction):
            raise TypeError(name)
        types = types_of(function.here)
        given: dict[str, object] = {key: decode_value(encoded, types[key]) for key, encoded in call.arguments.items()}
        for key, sent in call.streams.items():
            ask = self._asker(key)
            given[key] = asked_stream(sent.size, ask) if sent.content is None else io.BytesIO(sent.content)
        if "progress" in types:
            given["progress"] = self._tell_progress
        return function.here(**given)

    def _asker(self, stream: str) -> Callable[[int, int], bytes]:
        def ask(offset: int, length: int) -> bytes:
            self.tell(ReadAt(stream, offset, length))
            message = self._inbox.get()
            assert isinstance(message, Bytes)  # noqa: S101 - the program sends no call before this one is answered
            return message.content

        return ask

    def _tell_progress(self, done: int, total: int, /) -> None:
        if time.monotonic() - self._told_at >= _PROGRESS_SECONDS or done == total:
            self._told_at = time.monotonic()
            self.tell(ProgressMade(done, total))


def _fault(error: Exception) -> ReaderFault:
    """The fault without any text of the exception, which may be from the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else "?"
    return ReaderFault(type(error).__name__, place)
