"""What the commands of the pages that need no audit can ask of the window. So they do not import it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11desk.desktop.saving.backup_watch import BackupWatch
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.domain.topics.topic import Topic

    CloseAudit = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class WindowCalls:
    """The functions of the window that its commands need.

    ``close_audit`` saves and closes the open audit and then calls its argument, unless the person stays in the audit.
    ``reload_home`` lists the audits again. ``backup_watch`` has the thread that reads the copies.
    ``open_audit`` opens one by its id; ``open_draft`` gives the one that is open, None if none is.
    ``sign_pack`` shows the page that signs a topic pack.
    """

    close_audit: CloseAudit
    reload_home: Callable[[], None]
    backup_watch: BackupWatch
    open_audit: Callable[[str], None]
    open_draft: Callable[[], OpenDraft | None]
    sign_pack: Callable[[Topic], None]
