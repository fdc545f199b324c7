"""What the window says about the last backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.desktop.messages.error_messages import message
from s11desk.wording.dates import local_moment

if TYPE_CHECKING:
    from s11desk.app.home.backing_up import BackupReport


def backup_words(report: BackupReport) -> str:
    """Say when the last good backup was made, and if the last try failed, why. Empty if there was no need for one."""
    last = f"Last backup of your answers: {local_moment(report.last_good.made)}." if report.last_good else ""
    if report.failure is None:
        return last
    why = message(report.failure)
    return f"A backup of your answers could not be made. {why.whole} {last or 'There is no backup yet.'}"
