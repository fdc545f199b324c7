"""What the window says about the last backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app.home.second_choice import SecondState
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.errors.draft_errors import HomeReadOnly
from s11desk.wording.keeping.copy_sentences import made_words, other_copy_words

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.home.backing_up import BackupReport
    from s11desk.app.home.second_choice import SecondReport
    from s11desk.errors import UserError


_OFFER = "It is on this computer only. File, “Backups…” can keep a second one on a memory stick."


def backup_words(report: BackupReport, *, offers: bool = True) -> str:
    """Say when the last good backup was made, and if the last try failed, why. Empty if there was no need for one.

    ``offers``: offer a second place. The page that has the button for it does not. The list of audits, which offers
    one, says nothing of a backup without answers.
    """
    good = report.last_good
    last = f"Last backup of your answers: {_when_made(good.made)}." if good else ""
    second = _second_words(report.second) if report.second is not None else _offer(report) if offers else ""
    if report.failure is None:
        has_answers = good is not None and good.holds_audits
        return f"{last if has_answers or not offers else ''} {second}".strip()
    return f"{_why(report.failure)} {last or 'There is no backup yet.'} {second}".strip()


def _when_made(moment: dt.datetime) -> str:
    return made_words(moment, app.system_clock())


def _why(failure: UserError) -> str:
    """Say why there is no new backup. If nothing can be saved, each page has said so already."""
    if isinstance(failure, HomeReadOnly):
        return "No backup is made while nothing can be saved in the folder with your audits."
    return f"A backup of your answers could not be made. {message(failure).whole}"


def _offer(report: BackupReport) -> str:
    """Offer a second place until the person has chosen one or none, once there is something to lose."""
    return _OFFER if report.last_good is not None and report.last_good.holds_audits else ""


def _second_words(second: SecondReport) -> str:
    """Say if the second place is up to date, not there, or why nothing could be written to it."""
    match second.state:
        case SecondState.DONE:
            own = f" {other_copy_words(second.passed_over)}" if second.passed_over is not None else ""
            return f"The second place has everything too: {second.folder}.{own}"
        case SecondState.ABSENT:
            return f"The second place is not there: {second.folder}. Connect it, and the program brings it up to date."
        case SecondState.FAILED if second.failure is not None:
            return f"The second place could not be brought up to date: {message(second.failure).whole}"
        case _:
            return ""
