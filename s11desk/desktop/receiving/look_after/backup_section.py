"""The backups of a desk's register: the list, a new one here or elsewhere, and the way back to one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label, short_label
from s11desk.wording.amounts import file_size
from s11desk.wording.dates import local_moment
from s11desk.wording.desk.desk_backup_words import SAME_DISK, absent_sentence, not_in_sentence
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.receiving.keeping.desk_care import BackupPlace, DeskCare, SeenBackup

_ABOUT = (
    "A backup keeps the list of returns, what is in them, and your decisions. On another disk or a stick it keeps the "
    "files of the returns too, in case this computer is lost. Everything is in one folder there, “s11desk-backup-of-…”."
)
_NONE = "There is no backup yet."
_NONE_THERE = "No backup is in this folder now."
_LOST = "It is lost: take it off the list…"
_HERE = "On this disk"
_ONLY_HERE = "In the folder of the desk, without the files of the returns. They help if the list is damaged."


class BackupSection(QWidget):
    """``back_up_wanted``: make a backup here. ``elsewhere_wanted``: choose a folder for one, with the returns.

    ``again_wanted``: make one in this folder, which has some. ``restore_wanted`` carries a :class:`SeenBackup`.
    ``lost`` carries the :class:`BackupPlace` that the person takes off the list.
    ``signature_wanted`` and ``key_wanted``: show the page on which that key is backed up.
    """

    back_up_wanted = Signal()
    elsewhere_wanted = Signal()
    again_wanted = Signal(object)
    lost = Signal(object)
    restore_wanted = Signal(object)
    signature_wanted = Signal()
    key_wanted = Signal()

    def __init__(self, services: Services, seen: DeskCare) -> None:
        super().__init__()
        self._theme = services.theme
        self._layout = column(self, self._theme, spacing=8)
        self.heading = label("Backups", Kind.HEADING)
        self._layout.addWidget(self.heading)
        self._layout.addWidget(label(_ABOUT))
        row = WrappingRow(self._theme.pixels(12))
        self.now = button("Back up on this disk now")
        self.now.clicked.connect(self.back_up_wanted)
        self.elsewhere = button("Back up on another disk…")
        self.elsewhere.clicked.connect(self.elsewhere_wanted)
        row.addWidget(self.now)
        row.addWidget(self.elsewhere)
        self._layout.addLayout(row)
        if seen.backups:
            self._layout.addWidget(label(_HERE, Kind.STRONG))
            self._layout.addWidget(label(_ONLY_HERE, Kind.QUIET))
            self._add_list(seen.backups, "in the desk's own folder")
        elif not seen.places:
            self._layout.addWidget(label(_NONE, Kind.QUIET))
        for place in seen.places:
            self._add_place(place)
        self._add_not_in(seen)

    def _add_not_in(self, seen: DeskCare) -> None:
        """Say what is in no backup, with the way to copy each key that there is."""
        has_signature, has_key = seen.identity.summary is not None, seen.key.summary is not None
        self._layout.addWidget(label(not_in_sentence(has_signature=has_signature, has_key=has_key)))
        ways = (
            ("Back up your signature…", seen.identity, self.signature_wanted),
            ("Back up the receiving key…", seen.key, self.key_wanted),
        )
        for text, key, wanted in ways:
            if key.summary is not None:
                way = button(text, "link")
                way.clicked.connect(wanted)
                self._layout.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_place(self, place: BackupPlace) -> None:
        self._layout.addWidget(label(breakable(one_line(str(place.folder))), Kind.STRONG))
        if not place.is_there:
            self._layout.addWidget(label(absent_sentence(place.last)))
            lost = button(_LOST, "link", name=f"{_LOST} {place.folder}")
            lost.clicked.connect(lambda: self.lost.emit(place))
            self._layout.addWidget(lost, 0, Qt.AlignmentFlag.AlignLeft)
            return
        if place.is_same_disk:
            self._layout.addWidget(label(SAME_DISK))
        again = button("Back up there again", "link", name=f"Back up again to {place.folder}")
        again.clicked.connect(lambda: self.again_wanted.emit(place.folder))
        row = WrappingRow(self._theme.pixels(12))
        row.addWidget(again)
        self._layout.addLayout(row)
        if place.size is not None and place.backups:
            words = f"Everything in it: {file_size(place.size)}. The size beside each day is that of its list."
            self._layout.addWidget(label(words, Kind.QUIET))
        self._add_list(place.backups, f"in {place.folder.name}")

    def _add_list(self, backups: tuple[SeenBackup, ...], where: str) -> None:
        if not backups:
            self._layout.addWidget(label(_NONE_THERE, Kind.QUIET))
            return
        owner = QWidget()
        self._layout.addWidget(owner)
        makers = [partial(self._line, one, where) for one in backups]
        add_first_few(column(owner, self._theme, spacing=4), makers, "backups")

    def _line(self, backup: SeenBackup, where: str) -> QWidget:
        whole = QWidget()
        row = WrappingRow(self._theme.pixels(12))
        whole.setLayout(row)
        when = local_moment(backup.made)
        row.addWidget(short_label(f"{when}, {file_size(backup.size)}", Kind.SMALL))
        back = button("Bring it back…", "link", name=f"Bring back the backup of {when} {where}")
        back.setObjectName("restore-register")
        back.clicked.connect(lambda: self.restore_wanted.emit(backup))
        row.addWidget(back)
        return whole
