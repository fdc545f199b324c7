"""What marks a function that may run in the reader process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Value = TypeVar("_Value")


class MarkedFunction(Generic[_Given, _Value]):
    """The reader process calls only what is one of these. ``here``: the function itself."""

    here: Callable[_Given, _Value]
