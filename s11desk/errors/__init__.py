"""The errors of the program. Each error that a person can act on is a small class with typed facts, without a sentence.

This package has a module for each subject (``draft_errors``, ``evidence_errors``, …). A class with a value of a higher
package is defined beside that value. ``s11desk.app.every_error`` lists all classes, and each shell has a sentence for
each. An exception stops a task; a check that may answer "no" returns a value instead.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, fields
from enum import StrEnum
from typing import ClassVar, Self, dataclass_transform

from s11desk.override import override


class ErrorKind(StrEnum):
    """What an error is about. The exit code of the command line depends on it.

    ``NO``: a check answers no. ``INPUT``: a person can correct the input. ``ENVIRONMENT``: the computer refuses.
    """

    NO = "no"
    INPUT = "input"
    ENVIRONMENT = "environment"


class S11Error(Exception):
    """The base class of every error that this program raises on purpose."""


@dataclass_transform(frozen_default=True)
class UserError(S11Error):
    """An error that a person can act on. A subclass gives its ``code`` and lists its facts as fields, like a dataclass.

    The facts are for the sentence on the screen. They may name files and questions, so the log must not have them: the
    text of the exception is only its code.
    """

    code: ClassVar[str]
    """``--json`` prints the code, and scripts compare it. The part before the dot is the error's kind."""
    kind: ClassVar[ErrorKind]

    @override
    def __init_subclass__(cls, *, code: str) -> None:
        super().__init_subclass__()
        cls.code = code
        cls.kind = ErrorKind(code.partition(".")[0])

    @override
    def __new__(cls, *_: object, **__: object) -> Self:
        """Make the class a dataclass before its first error: most classes are never raised, and making one is slow."""
        for each in reversed(cls.__mro__):
            if "code" in vars(each) and "__dataclass_fields__" not in vars(each):
                dataclass(repr=False, eq=False)(each)  # comparing is below: a method made for each class is slow too
        return super().__new__(cls)

    def __post_init__(self) -> None:
        super().__init__(self.code)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, UserError) and type(self) is type(other) and self._facts() == other._facts()

    @override
    def __hash__(self) -> int:
        return hash((type(self), self._facts()))

    def _facts(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type]  # each subclass is one

    @override
    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to change a fact. The class cannot be frozen, because Python sets ``__traceback__`` and the like."""
        if name in self.__dict__ and not name.startswith("__"):
            raise FrozenInstanceError(f"cannot change {name!r}")
        super().__setattr__(name, value)


class Cancelled(S11Error):
    """A person stopped the task. No file has its final name."""


class IntegrityError(S11Error):
    """A file does not read back as it was written. The task stops before anybody relies on the file."""
