"""The facts that the content of a file shows. :mod:`s11desk.evidence.sniff` decides on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

CONTENT_RULES = 2
"""The number of the rules on content that this program has. 1: the rules until version 1.0. 2: also rights management,
programs inside documents, remote templates, more kinds of programs in PDFs, and documents that are cut short."""


class FileProblem(StrEnum):
    """Why a file cannot be evidence although its type may be, in the order of importance."""

    LOCKED = "locked"
    """Nobody can open it without a password."""
    RIGHTS_MANAGED = "rights-managed"
    """Only the people whom its owner named can open it; others see a page that says so."""
    MACROS = "macros"
    PROGRAM = "program"
    """It carries a program, or starts one."""
    REMOTE = "remote"
    """It fetches a part of itself from the web or from another computer when it is opened."""
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the content of a file shows about it.

    ``noun``: the kind of file in plain words. ``types``: the extensions that a file with this content may have; these
    are the rule of type. ``problem``: what a rule of content found. ``rules``: the first number of the rules
    (:data:`CONTENT_RULES`) that refuse it, so that a reader of returns refuses only what the rules of the return's
    time refuse, and remarks on the rest. ``detail``: the name of the program, or the address, as the file has it.
    ``resaving``: an office program opens this under the name of its own documents, and can save it as one.
    """

    noun: str
    types: frozenset[str] = frozenset()
    problem: FileProblem | None = None
    rules: int = 1
    detail: str = ""
    resaving: bool = False

    def with_problem(self, problem: FileProblem | None, detail: str = "", rules: int = 1) -> Findings:
        """The findings with ``problem``, unless there is a problem already or ``problem`` is None."""
        if problem is None or self.problem is not None:
            return self
        return replace(self, problem=problem, detail=detail, rules=rules)


class TooMuchToReadError(Exception):
    """The file has more parts or objects to look into than any real file, so nobody can say that none is a program."""


UNKNOWN = Findings("unknown")
EMPTY = Findings("an empty file")
