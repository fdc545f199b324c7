"""``@override`` marks a method that replaces a method of its base class, in Qt, in reportlab or here.

The type checker then refuses a name that no base class has, and the linter accepts the base's own names and parameters.
Python itself has this mark from 3.12 on. ``typing_extensions`` has it too, but importing it takes 7 ms of the start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _Method = TypeVar("_Method", bound=Callable)

    def override(method: _Method) -> _Method:
        """Return ``method`` unchanged: the mark has no effect when the program runs."""
        return method


__all__ = ["override"]
