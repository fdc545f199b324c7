"""The sentences of the window for errors about decisions on returns, and about what a partnership sends back."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import ReplyError, ReviewError
from s11desk.errors.desk_errors import AgencyUnknown, DeskAuditUnknown, DeskReturnUnknown
from s11desk.errors.reply_errors import (
    DueDayPast,
    ReasonMissing,
    ReceiptTooEarly,
    ReplyForeign,
    ReplyNewer,
    ReplyRefused,
    ReplySignerChanged,
    ReturnNotAcceptable,
    ReturnOnHold,
)
from s11desk.wording.dates import day
from s11desk.wording.returns.reply_sentences import REPLY_FAULTS


def review_message(error: ReviewError) -> tuple[str, str]:
    """Return headline and text for an error about a decision."""
    match error:
        case DeskReturnUnknown() | AgencyUnknown() | DeskAuditUnknown():
            return _unknown_message(error)
        case ReturnNotAcceptable():
            return (
                "This return cannot be accepted",
                f"{error.reference} was refused. Nothing was changed. Ask the agency to send it again.",
            )
        case ReasonMissing():
            return "Please write a reason", "Nothing was changed. The agency needs to know what to correct."
        case DueDayPast():
            return (
                "This day is over",
                f"It says {day(error.due)}. Nothing was changed. Give today or a later day, or none.",
            )
        case ReturnOnHold():
            return "This return is on hold", f"{error.reference} was not deleted: {error.why}. Take the hold off first."
        case ReceiptTooEarly():
            return (
                "Nothing has been decided yet",
                f"Nothing was written. Accept {error.reference} or send it back first.",
            )
    assert_never(error)


def reply_message(error: ReplyError) -> tuple[str, str]:
    """Return headline and text for a receipt or a request that is not taken in."""
    match error:
        case ReplyRefused():
            text = f"{error.path.name}: {REPLY_FAULTS[error.fault]} Nothing was taken in. Ask the partnership to send it again."
            return "This file was not taken in", text
        case ReplyNewer():
            text = f"Nothing was taken in from {error.path.name}. Install the newer version here too."
            return "A newer version wrote this file", text
        case ReplyForeign():
            return (
                "This is about a return that was not made here",
                f"{error.path.name} is about {error.reference}. Nothing was taken in. Open it on the computer where that "
                "return was made.",
            )
        case ReplySignerChanged():
            return (
                "Somebody else may have signed this",
                f"{error.path.name} does not have the signature you know for {error.name}. Nothing was taken in. Ask "
                f"the partnership by telephone if its signature has changed.",
            )
    assert_never(error)


def _unknown_message(error: DeskReturnUnknown | AgencyUnknown | DeskAuditUnknown) -> tuple[str, str]:
    """For what the desk does not have."""
    match error:
        case DeskReturnUnknown():
            return "This return is not here", f"Nothing was changed. Check how the reference is written: {error.name}."
        case AgencyUnknown():
            return "This agency is not on the list", f"Nothing was changed. Check how it is written: {error.name}."
        case DeskAuditUnknown():
            asked = (
                f"Check how it is written: {error.name}." if error.name else "Choose the questions of the desk first."
            )
            return "This desk does not ask this audit", f"Nothing was changed. {asked}"
    assert_never(error)
