"""The type of the functions that may run in the reader process, for both ends of the pipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class MarkedFunction(Generic[_Parameters, _Result]):
    """A function that may run in the reader process, which calls no other. ``local``: the function without the pipe."""

    local: Callable[_Parameters, _Result]
