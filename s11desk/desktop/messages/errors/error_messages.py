"""The message for every error: what happened, what is safe, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.every_error import AuditError, ReceivingError, known_error
from s11desk.desktop.messages.errors.audit_error_sentences import audit_message
from s11desk.desktop.messages.errors.receiving_error_sentences import receiving_message
from s11desk.desktop.messages.errors.signing_error_sentences import signing_message
from s11desk.errors import Cancelled, IntegrityError, S11Error, UserError
from s11desk.errors.answer_errors import SeveralErrors
from s11desk.errors.draft_errors import DraftsDamaged, DraftsMissing, DraftsOfOtherHome
from s11desk.wording.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Message:
    """A message about one error.

    ``headline``: what happened. ``text``: what is safe, and what to do.
    """

    headline: str
    text: str

    @property
    def whole(self) -> str:
        """Headline and text together."""
        return f"{self.headline}. {self.text}".strip()


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What the list of audits offers where the drafts cannot be opened.

    ``bring_back``: a backup. ``start_empty``: to start with no audits. ``accept``: to use the drafts that are there.
    """

    bring_back: bool
    start_empty: bool = False
    accept: bool = False


_INTEGRITY = Message(
    "The file was not written correctly",
    "It was not kept, so that nobody relies on it. What you saved before is safe. Try again. If it happens again, the "
    "disk may be failing: copy your work and ask for help.",
)
_CANCELLED = Message("Stopped", "Nothing was left behind. You can start again at any time.")
UNEXPECTED = Message(
    "Something went wrong that should not have",
    "What shows as saved is safe. You can go on. If it happens again, close the window and open it again. What "
    "happened was noted in the log, without anything you wrote.",
)


def message(error: S11Error) -> Message:
    """Return the message for ``error``."""
    if isinstance(error, UserError):
        headline, text = _headline_and_text(error)
        return Message(one_line(headline), one_line(" ".join(text.split())))
    if isinstance(error, Cancelled):
        return _CANCELLED
    return _INTEGRITY if isinstance(error, IntegrityError) else UNEXPECTED


def ways_on(error: S11Error) -> WaysOn:
    """Return what may help after ``error``, which kept the drafts from opening."""
    is_missing, is_other = isinstance(error, DraftsMissing), isinstance(error, DraftsOfOtherHome)
    may_bring_back = is_missing or is_other or isinstance(error, DraftsDamaged)
    return WaysOn(may_bring_back, start_empty=is_missing, accept=is_other)


def _headline_and_text(error: UserError) -> tuple[str, str]:
    known = known_error(error)
    if isinstance(known, SeveralErrors):
        return "There are several problems", " ".join(message(one).whole for one in known.errors)
    if isinstance(known, ReceivingError):
        return receiving_message(known)
    return audit_message(known) if isinstance(known, AuditError) else signing_message(known)
