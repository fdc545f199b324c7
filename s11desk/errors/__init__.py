"""The one error scheme: each error a person can act on is a small class with typed facts, and has no sentence here.

The classes stand in this package by room (``draft_errors``, ``evidence_errors``, …); one that carries a value of a
higher package is defined beside that value. ``s11desk.app.every_error`` lists them all, and each shell owns a sentence
for every one. A check whose answer may be "no" returns a value; these exceptions are for what stops a task.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass
from enum import StrEnum
from typing import ClassVar, dataclass_transform

from s11desk.override import override


class ErrorKind(StrEnum):
    """Who can do something about it; the command line's exit code follows from it."""

    NO = "no"
    INPUT = "input"
    ENVIRONMENT = "environment"


class S11Error(Exception):
    """Root of every error this program raises on purpose."""


@dataclass_transform(frozen_default=True)
class UserError(S11Error):
    """Something a person can act on. A subclass names its ``code`` and lists its facts as fields, like a dataclass.

    The facts are for the sentence on the screen. They may name files and questions, so they are never logged: the text
    of the exception is its code alone.
    """

    code: ClassVar[str]
    """What ``--json`` prints, and scripts compare. The part before the dot is the error's kind."""
    kind: ClassVar[ErrorKind]

    @override
    def __init_subclass__(cls, *, code: str) -> None:
        super().__init_subclass__()
        cls.code = code
        cls.kind = ErrorKind(code.partition(".")[0])
        dataclass(repr=False, unsafe_hash=True)(cls)

    def __post_init__(self) -> None:
        super().__init__(self.code)

    @override
    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to change a fact. Python itself sets ``__traceback__`` and the like, so the class cannot be frozen."""
        if name in self.__dict__ and not name.startswith("__"):
            raise FrozenInstanceError(f"cannot change {name!r}")
        super().__setattr__(name, value)


class Cancelled(S11Error):
    """The person asked for the task to stop. Nothing was left behind under a final name."""


class IntegrityError(S11Error):
    """What was written does not read back the same: stop before anyone relies on it."""
