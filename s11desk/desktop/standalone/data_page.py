"""About this computer's data: where it is, how large it is, and its backups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.app.home.local_data import Backup, Held, HeldKind
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.dates import local_moment

HELD: dict[HeldKind, str] = {
    HeldKind.HOME: "Everything together",
    HeldKind.DRAFTS: "Audits: your answers and their history",
    HeldKind.EVIDENCE: "Copies of the files you attached",
    HeldKind.BACKUPS: "Backups of your answers",
    HeldKind.OTHERS: "Settings, signing identity and other files",
}
_ABOUT = (
    "Everything you enter is in one folder on this computer, readable by you alone, and is never sent anywhere by the "
    "program. Copying this folder while the program is closed copies everything."
)
_BACKUPS = (
    "Your answers are backed up when you first open the program each day and when you close it. Attached files are not "
    "included. If you bring a backup back, your present answers are set aside, not deleted."
)
_UNUSED = (
    "Attached files that no audit uses any more. An older backup may still need them, so they are removed only when "
    "you choose to."
)


@dataclass(frozen=True, slots=True)
class DataSeen:
    """The facts that the page shows.

    ``unused``: bytes and number of files that no audit uses. None if the drafts cannot be read.
    """

    held: tuple[Held, ...]
    backups: tuple[Backup, ...]
    unused: tuple[int, int] | None


class DataPage(StandalonePage):
    """``restoring_wanted`` carries a :class:`Backup`. ``clean_up_wanted``: remove the unused files."""

    restoring_wanted = Signal(object)
    clean_up_wanted = Signal()

    def __init__(self, services: Services, seen: DataSeen) -> None:
        super().__init__(services, "About this computer's data")
        self.layout_.addWidget(label(_ABOUT))
        self._add_held(seen.held)
        self._add_backups(seen.backups)
        if seen.unused is not None:
            self._add_unused(*seen.unused)

    def _add_held(self, held: tuple[Held, ...]) -> None:
        whole = next(one for one in held if one.kind is HeldKind.HOME)
        self.layout_.addWidget(label(breakable(str(whole.path)), Kind.STRONG))
        show = button("&Open the folder")
        show.clicked.connect(lambda: _open(whole.path))
        copy = button("&Copy the folder's location")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(str(whole.path)))
        buttons = WrappingRow(self.theme.pixels(12))
        buttons.addWidget(show)
        buttons.addWidget(copy)
        self.layout_.addLayout(buttons)
        for one in held:
            self.layout_.addWidget(label(f"{HELD[one.kind]}: {file_size(one.size)} in {counted(one.files, 'file')}"))

    def _add_backups(self, backups: tuple[Backup, ...]) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self.layout_.addWidget(label("Backups", Kind.HEADING))
        self.layout_.addWidget(label(_BACKUPS))
        if not backups:
            self.layout_.addWidget(label("There is no backup yet."))
        for backup in backups:
            self._add_backup(backup)

    def _add_backup(self, backup: Backup) -> None:
        when = local_moment(backup.made)
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 0)
        before = ", before an upgrade" if backup.before_upgrade else ""
        row.addWidget(label(f"{when}, {file_size(backup.size)}{before}"), 1)
        restore = button("Bring back…", "link", name=f"Bring back the answers as they were on {when}")
        restore.clicked.connect(lambda: self.restoring_wanted.emit(backup))
        row.addWidget(restore)
        self.layout_.addWidget(row_widget)

    def _add_unused(self, total: int, count: int) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self.layout_.addWidget(label("Clean up", Kind.HEADING))
        if not count:
            self.layout_.addWidget(label("There is nothing to remove."))
            return
        self.layout_.addWidget(label(_UNUSED))
        self.layout_.addWidget(label(f"{counted(count, 'file')}, {file_size(total)}", Kind.STRONG))
        self.clean_up = button("&Remove these files…")
        self.clean_up.clicked.connect(self.clean_up_wanted)
        self.layout_.addWidget(self.clean_up, 0, Qt.AlignmentFlag.AlignLeft)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
