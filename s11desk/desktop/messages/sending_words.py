"""Words for sending a return: its size, and how it was prepared. "Sent" is only what the person told us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.domain.returns.mail_size import Budget, MailFit, budget_state
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.wording.amounts import file_size, listed
from s11desk.wording.dates import local_moment
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.role_words import TO_OTHERS

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.returns.mailing.mail import Prepared

FITS: dict[Budget, str] = {
    Budget.GREEN: "Small enough to send by e-mail.",
    Budget.AMBER: "Most mailboxes take it. Some stop at 25 MB, and in an e-mail a file grows by a third.",
    Budget.RED: "Many mailboxes will refuse it. Ask the partnership before you send it, or send the signed PDF alone.",
}

TOO_LARGE = (
    "No usual mailbox takes a file of this size. Send the signed PDF alone, and ask the partnership how to hand over "
    "the whole return."
)

PREPARED: dict[PreparedAs, str] = {
    PreparedAs.MAIL_FILE: "your e-mail program was asked to open an e-mail with the return",
    PreparedAs.PDF_FILE: "your e-mail program was asked to open an e-mail with the signed PDF alone",
    PreparedAs.MAIL_LINK: "your e-mail program was asked to start an e-mail, without the file",
    PreparedAs.COPIED: "you copied a part of the e-mail",
    PreparedAs.FOLDER: "the folder with the return was opened",
    PreparedAs.TO_APPROVER: "you chose to send it to the person who approves it",
    PreparedAs.APPROVED: "the approved file was added",
    PreparedAs.CHANGES: "changes were asked for",
    PreparedAs.SENT: "you said that you sent it",
    PreparedAs.NOT_SENT: "you said that you have not sent it yet",
    PreparedAs.SIGNS_AFTER: "you said that somebody signs after you",
    PreparedAs.SIGNS_ALONE: "you said that nobody signs after you",
}


TO_SIGN_NEXT = "Someone else has to approve it before it goes to the partnership."
WHEN_THEY_ANSWER = "When they answer:"
"""Before the two buttons, which are named alike wherever an approver is awaited."""
OPEN_SIGNED = "Open the approved file they sent back…"
NOTE_CHANGES = "They ask for changes: note them here…"
NOTED_CHANGES = "noted-changes"
"""The object name of the field for them, to which other pages lead."""


def make_next_line(number: int, where: str = "on “Sign and send”") -> str:
    """What to do about changes that are asked for. ``number``: of the return to which they are."""
    return f"Change your answers, then make return {number + 1} {where}, and send that one to be approved."


def changed_after_line(number: int, *, is_plan: bool) -> str:
    """Say that a change came too late for return ``number``. ``is_plan``: it is in the action plan."""
    return f"You changed {'the action plan' if is_plan else 'this'} after return {number}."


def approval_before_line(number: int, who: str) -> str:
    """Say that ``who`` approved return ``number``, and nothing that was changed after it."""
    return f"{short_line(who)} approved return {number}, but not what you changed after it."


def still_has_line(number: int, *, is_approved: bool) -> str:
    """Say that a change after return ``number``, which is sent, reaches nobody by itself."""
    then = "approved and sent" if is_approved else "sent"
    return f"The partnership still has return {number} until return {number + 1} is {then}."


def send_change_line(number: int) -> str:
    """What to do about a change after return ``number``."""
    return f"To send the change, make return {number + 1}"


def approved_by(names: tuple[str, ...]) -> str:
    """For example: Approved by Anil Patel. Empty if nobody approved it."""
    return f"Approved by {listed(map(short_line, names), 'and')}." if names else ""


def waiting_line(asked: str, *, by_hand: bool) -> str:
    """Say that the next signature is awaited. ``asked``: when the person chose it, such as "today at 14:05".

    ``by_hand``: what they chose then was to say that they sent it themselves.
    """
    done = f"You said {asked} that you sent it to them" if by_hand else f"You chose “{TO_OTHERS}” {asked}"
    return f"Waiting for the person who approves it. {done}."


def attach_words(file: Path) -> str:
    """Say which file to attach and where it is, for example: Attach this file: a.zip. It is in the folder /home/a."""
    return f"Attach this file: {short_line(file.name)}. It is in the folder {file.parent}."


def fit_state(fit: MailFit) -> Budget:
    """Judge whether usual mailboxes take the file."""
    return Budget.RED if not fit.fits_common else budget_state(fit.size)


def fit_text(fit: MailFit) -> str:
    """Say the size and its meaning. The colour only repeats the words."""
    meaning = FITS[fit_state(fit)] if fit.fits_large else TOO_LARGE
    grown = "" if fit_state(fit) is Budget.GREEN else f", as an e-mail {file_size(fit.encoded)}"
    return f"{file_size(fit.size)}{grown}. {meaning}"


def prepared_text(prepared: Prepared) -> str:
    """Say when and how the return was prepared."""
    who = prepared.approved.signers[-1].name if prepared.approved is not None and prepared.approved.signers else ""
    if who:
        return f"{local_moment(prepared.at)}: approved by {short_line(who)}"
    if prepared.by_hand:
        return f"{local_moment(prepared.at)}: you said that you sent it to the person who approves it"
    whom = f", to {', '.join(prepared.to)}" if prepared.to else ""
    return f"{local_moment(prepared.at)}: {PREPARED[prepared.how]}{whom}"
