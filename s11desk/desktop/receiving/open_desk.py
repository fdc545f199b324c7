"""The desk that the window has open: what its pages share, and how they work at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from s11desk.app import receiving as desk_functions
from s11desk.desktop.messages.error_messages import message

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.desk_sitting import DeskSitting
    from s11desk.app.receiving.take_in import TakeInResult
    from s11desk.desktop.saving.jobs import JobRunner, OnError, OnOk, Task
    from s11desk.errors import UserError
    from s11desk.signing.envelope.recipient_keys import RecipientKey

Result = TypeVar("Result")


@dataclass(slots=True)
class OpenDesk:
    """The desk in ``folder``. ``has_key``: this computer has a receiving key.

    What follows stays while the window shows the desk: ``taken`` is what came of taking files in; ``last`` is the
    SHA-256 of the return that was decided on last, where the list of returns begins when it is built again.
    """

    folder: Path
    home: Home
    clock: Clock
    jobs: JobRunner
    has_key: bool
    taken: TakeInResult | None = None
    last: str = ""

    def sitting(self, key: RecipientKey | None = None) -> DeskSitting:
        """What works at the desk, for an operation in the worker. ``key``: the receiving key, if it is unlocked."""
        officer = desk_functions.Officer(self.home, explain, key, clock=self.clock)
        return desk_functions.DeskSitting(self.folder, officer)

    def do(self, action: Callable[[DeskSitting], Result], then: OnOk[Result], refused: OnError | None = None) -> None:
        """Run ``action`` in the worker, then call ``then`` with its result. The window shows an error unless
        ``refused`` takes it.
        """

        def operation(_: Workspace, __: Task) -> Result:
            return action(self.sitting())

        self.jobs.submit_long(operation, then, refused)


def explain(error: UserError) -> str:
    """An error in sentences, for what the desk records about a file."""
    return message(error).whole
