"""The sentences of the terminal for errors about decisions on returns, and about what a partnership sends back."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import ReplyError, ReviewError
from s11desk.cli.sentences.fact_words import printable
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


def review_sentence(error: ReviewError) -> str:
    """The sentence for an error about a decision."""
    match error:
        case DeskReturnUnknown() | AgencyUnknown() | DeskAuditUnknown():
            return _unknown_sentence(error)
        case ReturnNotAcceptable():
            return (
                f"{printable(error.reference)} was refused, so it cannot be accepted. Nothing was changed. Ask the agency to "
                "send it again."
            )
        case ReasonMissing():
            return "A reason is needed. Nothing was changed. Give one with --reason, --question or --why."
        case DueDayPast():
            return (
                f"{day(error.due)} is over. Nothing was changed. Give a day from today on with --by, or leave it out."
            )
        case ReturnOnHold():
            return _on_hold(error)
        case ReceiptTooEarly():
            return _undecided(error)
    assert_never(error)


def _on_hold(error: ReturnOnHold) -> str:
    return (
        f"{printable(error.reference)} is on hold, so it was not deleted: {printable(error.why)}. Take the hold off first, "
        "with “desk hold … --release”."
    )


def _undecided(error: ReceiptTooEarly) -> str:
    return (
        f"Nothing has been decided on {printable(error.reference)} yet, so nothing was written. Accept it or send it back "
        "first."
    )


def reply_refusal(error: ReplyError) -> str:
    """The sentence for a receipt or a request that is not taken in."""
    match error:
        case ReplyRefused():
            return f"{printable(error.path)} was not taken in. {REPLY_FAULTS[error.fault]} Ask the partnership to send it again."
        case ReplyNewer():
            return f"A newer s11desk wrote {printable(error.path)}. Nothing was taken in. Install the newer version."
        case ReplyForeign():
            return (
                f"{printable(error.path)} is about {printable(error.reference)}, and that return was not made here. Nothing "
                "was taken in. Open it on the computer where the return was made."
            )
        case ReplySignerChanged():
            return (
                f"{printable(error.path)} does not have the signature you know for {printable(error.name)}. Nothing was taken "
                f"in. Ask the partnership by telephone whether its key has changed."
            )
    assert_never(error)


def _unknown_sentence(error: DeskReturnUnknown | AgencyUnknown | DeskAuditUnknown) -> str:
    """For what the desk does not have."""
    match error:
        case DeskReturnUnknown():
            return (
                f"This desk has no return {printable(error.name)}. Nothing was changed. “desk list” shows all of them."
            )
        case AgencyUnknown():
            return (
                f"There is no agency {printable(error.name)} on the list. Nothing was changed. Check how it is written."
            )
        case DeskAuditUnknown():
            if not error.name:
                return (
                    "This desk does not ask any audit yet. Nothing was changed. Make it with --topic, or take a return "
                    "in first."
                )
            return (
                f"This desk does not ask the audit {printable(error.name)}. Nothing was changed. “desk last-day” "
                f"without --audit shows all of them."
            )
    assert_never(error)
