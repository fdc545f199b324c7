"""Marks a function that reads what a stranger made, so that it runs in the reader process.

A library or a test that only imports the function runs it in its own process. A shell calls :func:`use_reader_process`
first; from then on each call goes through the pipe. The function's types are the format: its arguments and its result
must be values that msgspec can encode, paths, or binary streams. ``progress`` and ``cancel`` stay on the caller's side.

This module imports nothing slow: the window imports it before its first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from typing import ParamSpec, TypeVar

from s11desk import reader_process
from s11desk.reader_process.marked_function import MarkedFunction

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


_stopped_by: ContextVar[Callable[[], bool] | None] = ContextVar("_stopped_by", default=None)


class _Switch:
    is_on = False


def use_reader_process() -> None:
    """Run all marked functions in the reader process from now on. It starts with the first call."""
    _Switch.is_on = True


def stop_using_reader_process() -> None:
    """End the reader processes, and run marked functions in this process again."""
    if _Switch.is_on:
        _Switch.is_on = False
        reader_process.end_readers()


def is_reader_process_used() -> bool:
    """Whether marked functions run in the reader process, so that this one can do something else in the meantime."""
    return _Switch.is_on


@contextmanager
def reading_stopped_by(cancel: Callable[[], bool]) -> Iterator[None]:
    """Stop calls in the reader process on this thread once ``cancel`` says so, even those that take no ``cancel``.

    They then raise Cancelled.
    """
    token = _stopped_by.set(cancel)
    try:
        yield
    finally:
        _stopped_by.reset(token)


def run_in_reader(function: Callable[_Parameters, _Result]) -> ReaderFunction[_Parameters, _Result]:
    """Mark a function at the top of a module, with types that :mod:`~s11desk.reader_process.messages` can encode.

    If the reader process is used, it also raises ``ReadingStopped``.
    """
    return ReaderFunction(function)


class ReaderFunction(MarkedFunction[_Parameters, _Result]):
    """A marked function. ``local`` is the function without the pipe."""

    def __init__(self, function: Callable[_Parameters, _Result]) -> None:
        self.local = function
        update_wrapper(self, function)

    def __call__(self, *arguments: _Parameters.args, **named: _Parameters.kwargs) -> _Result:
        """Call the function, in the reader process if that is used."""
        if not _Switch.is_on:
            return self.local(*arguments, **named)
        value: _Result = reader_process.call_in_reader(self.local, arguments, named, _stopped_by.get())
        return value
