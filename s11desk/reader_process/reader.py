"""The program's side of the reader process: starts it when it is first needed, calls it, and stops it at its limits."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import IO, BinaryIO

from s11desk.errors.reader_errors import StopReason
from s11desk.progress import Cancel, Progress, stop_if_cancelled
from s11desk.reader_process.limits import MEMORY_EXIT
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
    encode_frame,
    read_from_reader,
)
from s11desk.reader_process.own_command import READER, own_command, own_environment

if sys.platform != "win32":
    import fcntl

MAX_CALLS = 500
"""Calls of one reader. Then a new one takes its place, so that nothing piles up in it."""
MAX_PEAK = 512 * 1024 * 1024
"""Bytes. A reader that once held more is replaced after the call."""
MAX_READ = 4 * 1024 * 1024
"""The most bytes that a reader gets at once."""

_PIPE_SIZE = 1 << 20
_MOST_AT_ONCE = 256
"""Contents that one call writes. Every system takes a thousand."""
_POLL_SECONDS = 0.05
_END_SECONDS = 2.0


class ReaderStopped(Exception):  # noqa: N818 - it carries a reason, and never leaves this package
    """The reader ended without an answer. Its text names the kind and location of a fault, nothing from the file."""

    def __init__(self, reason: StopReason, detail: str = "") -> None:
        super().__init__(f"{reason.value} {detail}".rstrip())
        self.reason = reason


class ReaderProcess:
    """The one reader of this program. Any thread may call it; one call runs at a time."""

    def __init__(self, command: list[str] | None = None) -> None:
        self._command = command or own_command(READER)
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def call(
        self,
        call: Call,
        streams: Mapping[str, BinaryIO],
        seconds: float,
        progress: Progress,
        cancel: Cancel,
        contents: Sequence[bytes] = (),
    ) -> Result | Refusal:
        """Send ``call`` and wait up to ``seconds`` for its answer. ``streams``: those that the reader may read from.

        ``contents``: those whose sizes are in the call, in its order.

        Raises :class:`ReaderStopped` and :class:`Cancelled`; an OSError of a stream passes through.
        """
        with self._lock_reader(cancel):
            process = self._start_if_needed()
            try:
                with process.time_limit(seconds):
                    process.send(call, contents)
                    answer = _converse(process, streams, progress, cancel)
            except BaseException:
                self._end()
                raise
            if process.calls >= MAX_CALLS or (isinstance(answer, Result) and answer.peak > MAX_PEAK):
                self._end()
            return answer

    def close(self) -> None:
        """End the reader. The next call starts another one."""
        with self._lock:
            self._end()

    @property
    def process_id(self) -> int | None:
        """The id of the running process; None if there is none."""
        process = self._process
        return process.popen.pid if process is not None and process.is_running else None

    @contextmanager
    def _lock_reader(self, cancel: Cancel) -> Iterator[None]:
        while not self._lock.acquire(timeout=_POLL_SECONDS):
            stop_if_cancelled(cancel)
        try:
            yield
        finally:
            self._lock.release()

    def _start_if_needed(self) -> _Process:
        if self._process is not None and not self._process.is_running:
            self._end()  # it was idle for long, or somebody ended it
        if self._process is None:
            self._process = _Process(self._command)
        self._process.calls += 1
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _Process:
    """One running reader. A thread takes its messages, because a pipe cannot be waited for with a time limit."""

    def __init__(self, command: list[str]) -> None:
        self.popen = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=own_environment(),
            bufsize=0,
            start_new_session=True,
            creationflags=_CREATION_FLAGS,
        )
        self._requests, self._answers = _pipes(self.popen)
        _widen(self._requests)
        self.calls = 0
        self.is_late = False
        self.messages: SimpleQueue[FromReader | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._listen, name="s11desk reader", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self.popen.poll() is None

    def send(self, message: FromProgram, contents: Sequence[bytes] = ()) -> None:
        with suppress(BrokenPipeError):  # the end of its messages says why it has ended
            _write_all(self._requests, (encode_frame(message), *contents))

    @contextmanager
    def time_limit(self, seconds: float) -> Iterator[None]:
        """Kill the process if the block takes longer, also while it waits for the pipe."""
        timer = threading.Timer(seconds, self._kill_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def stop_reason(self) -> StopReason:
        """Return why the process has ended. Waits up to ``_END_SECONDS`` for its exit code."""
        if self.is_late:
            return StopReason.TIME
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(_END_SECONDS)
        return StopReason.MEMORY if self.popen.returncode == MEMORY_EXIT else StopReason.FAULT

    def end(self) -> None:
        self.popen.kill()
        self.popen.wait()
        self._thread.join(_END_SECONDS)
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()

    def _kill_late(self) -> None:
        self.is_late = True
        self.popen.kill()

    def _listen(self) -> None:
        message: FromReader | None = None
        with suppress(BrokenMessage, OSError, ValueError):
            while (message := read_from_reader(self._answers)) is not None:
                self.messages.put(message)
        self.messages.put(None)


def _pipes(popen: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the process and from it."""
    if popen.stdin is None or popen.stdout is None:
        raise ValueError("the reader was started without pipes")
    return popen.stdin, popen.stdout


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold a megabyte, so that the two processes wait for each other less often. Linux alone can."""
    if sys.platform == "linux":
        with suppress(OSError):  # this user has many pipes already
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)


def _write_all(pipe: IO[bytes], contents: Sequence[bytes]) -> None:
    """Write ``contents`` one after the other. With one call for many, other threads are asked for the interpreter less.

    What a call leaves over, if a signal or a full pipe ends it, is written alone.
    """
    many = _MOST_AT_ONCE if sys.platform != "win32" else 1
    for start in range(0, len(contents), many):
        some = contents[start : start + many]
        written = os.writev(pipe.fileno(), some) if sys.platform != "win32" else 0
        for content in some:
            left = memoryview(content)[written:]
            written = max(0, written - len(content))
            while left:
                left = left[pipe.write(left) :]


def _converse(
    process: _Process, streams: Mapping[str, BinaryIO], progress: Progress, cancel: Cancel
) -> Result | Refusal:
    """Send the bytes that the reader asks for, until it answers."""
    while True:
        message = _next_message(process, cancel)
        if isinstance(message, ReadAt):
            process.send(StreamBytes(_bytes_at(streams, message)))
        elif isinstance(message, ProgressMade):
            progress(message.done, message.total)
        elif isinstance(message, OutOfMemory | ResultTooLarge):
            raise ReaderStopped(StopReason.MEMORY)
        elif isinstance(message, ReaderFault):
            raise ReaderStopped(StopReason.FAULT, f"{message.kind} at {message.location}")
        else:
            return message


def _next_message(process: _Process, cancel: Cancel) -> FromReader:
    while True:
        stop_if_cancelled(cancel)
        try:
            message = process.messages.get(timeout=_POLL_SECONDS)
        except Empty:
            continue
        if message is None:
            raise ReaderStopped(process.stop_reason())
        return message


def _bytes_at(streams: Mapping[str, BinaryIO], asked: ReadAt) -> bytes:
    stream = streams.get(asked.stream)
    if stream is None or asked.offset < 0 or asked.length <= 0:
        raise ReaderStopped(StopReason.FAULT)
    stream.seek(asked.offset)
    return stream.read(min(asked.length, MAX_READ))


_CREATION_FLAGS = 0
if sys.platform == "win32":
    _CREATION_FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
