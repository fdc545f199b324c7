"""The desk that the window has open: what its pages share, and how they work at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from s11desk.app import receiving as desk_functions
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.receiving.answers.answers_state import AnswersState
from s11desk.desktop.receiving.look_after.care_state import CareState
from s11desk.desktop.receiving.matrix.matrix_state import MatrixState
from s11desk.desktop.receiving.returns.request_draft import RequestDraft
from s11desk.domain.receiving.arrange_agencies import AgencyArrangement
from s11desk.domain.receiving.desk_lines import ReturnsFilter
from s11desk.domain.receiving.desk_replies import MadeReply

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.arrivals.take_in import TakeInResult
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.keeping.care_sitting import CareSitting
    from s11desk.app.receiving.returns.desk_answers import AnswersSitting
    from s11desk.desktop.parts.half_typed import HalfTyped
    from s11desk.desktop.saving.jobs import JobRunner, OnError, OnOk, Task
    from s11desk.domain.receiving.reminders import ReminderWords
    from s11desk.errors import UserError
    from s11desk.signing.envelope.recipient_keys import RecipientKey
    from s11desk.signing.signer import Signer

Result = TypeVar("Result")


@dataclass(slots=True)
class OpenDesk:
    """The desk in ``folder``. ``has_key``: this computer has a receiving key.

    What follows stays while the window shows the desk, and is never written: ``taken`` is what came of taking files in,
    which is still to be said if ``is_just_taken``; ``last`` is the SHA-256 of the return that was opened or decided on
    last; ``new_reply`` that of the return for which a reply was made just now, so that its page begins there;
    ``leaving_out`` that of the return whose page begins at the form that leaves it out; ``made`` says how many replies
    were made at once just now, and ``said_sent`` which were recorded as sent at once just now; ``key`` and ``signer``
    are the receiving key and the signature, once their passphrases were typed; ``shown`` is what the list of
    returns shows, and ``arranged`` that of agencies; ``requests`` is what was typed of each request, by the SHA-256
    of its return. ``is_taking``: files are being taken in now.
    ``accepted`` says what was accepted just now, on the next page that is shown.
    ``officer`` is the name that was kept last. ``changes`` counts what was done at the desk, so that a page knows
    whether it is out of date. ``table`` is what the table of agencies and questions showed last.
    ``half_typed`` is what was typed on a page that was left, by page, and ``reminder_words`` that of the reminders.
    """

    folder: Path
    home: Home
    clock: Clock
    jobs: JobRunner
    has_key: bool
    taken: TakeInResult | None = None
    is_just_taken: bool = False
    last: str = ""
    new_reply: str = ""
    made: int = 0
    said_sent: tuple[MadeReply, ...] = ()
    leaving_out: str = ""
    key: RecipientKey | None = None
    signer: Signer | None = None
    shown: ReturnsFilter = field(default_factory=ReturnsFilter)
    arranged: AgencyArrangement = field(default_factory=AgencyArrangement)
    requests: dict[str, RequestDraft] = field(default_factory=dict)
    is_taking: bool = False
    accepted: str = ""
    officer: str = ""
    changes: int = 0
    answers: AnswersState = field(default_factory=AnswersState)
    care_state: CareState = field(default_factory=CareState)
    table: MatrixState | None = None
    half_typed: dict[str, HalfTyped] = field(default_factory=dict)
    reminder_words: ReminderWords | None = None

    def forget_request(self, sha256: str) -> None:
        """The officer has decided: what was typed about this return is not needed any more, here and on the disk."""
        self.requests.pop(sha256, None)
        home = self.home
        self.jobs.submit(lambda _, __: desk_functions.forget_typed_request(home, sha256), _ignore, _ignore)

    def begin_leaving_out(self, sha256: str, why: str) -> None:
        """Have the page of a return begin at the form that leaves it and its earlier ones out.

        ``why``: unless something is typed there.
        """
        draft = self.requests.setdefault(sha256, RequestDraft())
        draft.is_open, draft.is_leaving_out, draft.leaves_none, draft.why = False, True, True, draft.why or why
        self.leaving_out = sha256

    def sitting(self) -> DeskSitting:
        """What works at the desk, for an operation in the worker. It has the receiving key, if that is unlocked."""
        officer = desk_functions.Officer(self.home, explain, self.key, clock=self.clock)
        return desk_functions.DeskSitting(self.folder, officer)

    def care(self) -> CareSitting:
        """What keeps the desk, for an operation in the worker."""
        return desk_functions.CareSitting(self.folder, self.sitting().officer)

    def answers_sitting(self) -> AnswersSitting:
        """What reads the answers at the desk, for an operation in the worker."""
        return desk_functions.AnswersSitting(self.folder, self.sitting().officer)

    def keep_officer(self, name: str) -> None:
        """Keep the officer's name for every page. If it cannot be written, the next decision says so."""
        if not name or name == self.officer:
            return
        self.officer = name
        self.changes += 1
        self.do(lambda sitting: desk_functions.note_officer(sitting.officer.home, name), _ignore, _ignore)

    def keep(self, action: Callable[[CareSitting], Result], then: OnOk[Result]) -> None:
        """As :meth:`do`, for what keeps the desk."""
        self.jobs.submit_long(lambda _, __: action(self.care()), then)

    def do(self, action: Callable[[DeskSitting], Result], then: OnOk[Result], refused: OnError | None = None) -> None:
        """Run ``action`` in the worker, then call ``then`` with its result. The window shows an error unless
        ``refused`` takes it.

        While files are taken in, it runs beside that: nobody should wait for 300 files to look at one.
        """
        submit = self.jobs.submit if self.is_taking else self.jobs.submit_long

        def operation(_: Workspace, __: Task) -> Result:
            return action(self.sitting())

        submit(operation, then, refused)


def _ignore(_: object) -> None:
    """Nothing on the page changes."""


def explain(error: UserError) -> str:
    """An error in sentences, for what the desk records about a file."""
    return message(error).whole
