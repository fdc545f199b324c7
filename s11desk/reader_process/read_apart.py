"""Marks a function that reads what a stranger made, so that it runs in the reader process.

A library or a test that only imports the function runs it as it is. A shell calls :func:`use_reader_process` first;
from then on each call of a marked function goes through the pipe, by its own types: arguments and result must be values
that msgspec can encode, paths, or binary streams. Of ``progress`` and ``cancel`` the caller's own are used.

This module imports nothing slow: the window imports it before its first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import ParamSpec, TypeVar

from s11desk import reader_process
from s11desk.reader_process.marked import MarkedFunction

_Given = ParamSpec("_Given")
_Value = TypeVar("_Value")


class _Switch:
    is_on = False


def use_reader_process() -> None:
    """Run all marked functions in the reader process from now on. It starts with the first call."""
    _Switch.is_on = True


def stop_using_reader_process() -> None:
    """End the reader process, and run marked functions in this process again."""
    if _Switch.is_on:
        _Switch.is_on = False
        reader_process.end_reader()


def read_apart(function: Callable[_Given, _Value]) -> ReadApart[_Given, _Value]:
    """Mark ``function``: a function of a module, with types that :mod:`~s11desk.reader_process.messages` can encode.

    Where the reader process is used, it also raises ``ReadingStopped``.
    """
    return ReadApart(function)


class ReadApart(MarkedFunction[_Given, _Value]):
    """A marked function. ``here`` is the function itself."""

    def __init__(self, function: Callable[_Given, _Value]) -> None:
        self.here = function
        update_wrapper(self, function)

    def __call__(self, *arguments: _Given.args, **named: _Given.kwargs) -> _Value:
        """Call the function, in the reader process if that is used."""
        if not _Switch.is_on:
            return self.here(*arguments, **named)
        value: _Value = reader_process.call_apart(self.here, arguments, named)
        return value
