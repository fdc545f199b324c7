"""Your files and backups: where it is, how large it is, and its backups."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication

from s11desk.app.home.backing_up import BackupReport
from s11desk.app.home.drafts_copies import ComparedCopy
from s11desk.app.home.leftovers import Leftover
from s11desk.app.home.local_data import HomePart, HomePartKind, UnusedEvidence
from s11desk.app.home.second_choice import SecondPlace
from s11desk.desktop.messages.backup_words import backup_words
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.standalone.backups.copies_list import CopiesList
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.desktop.standalone.topics.added_topics import AddedTopics
from s11desk.override import override
from s11desk.wording.amounts import counted, file_size

PART_NAMES: dict[HomePartKind, str] = {
    HomePartKind.HOME: "Everything together",
    HomePartKind.DRAFTS: "Audits: your answers and their history",
    HomePartKind.EVIDENCE: "Copies of the files you attached",
    HomePartKind.BACKUPS: "Backups of your answers",
    HomePartKind.OTHERS: "Settings, signatures and other files",
}
_ABOUT = (
    "Everything you enter is in one folder on this computer. Only you can read it. The program never sends it "
    "anywhere. Copying this folder while the program is closed copies everything."
)
_BACKUPS = (
    "Your answers are backed up while you work and when you close the program. Attached files are not included. If "
    "you bring a copy back, your answers as they are now go into this list, so that you can bring them back too."
)
_ELSEWHERE = (
    "Is the backup on a memory stick or in another folder? Choose the file “drafts-…” there. The highest number is the "
    "newest."
)
_SECOND = (
    "If this computer breaks or is stolen, the backups on it are gone too. A folder on a stick or another disk "
    "keeps your answers and files too. It is locked with a passphrase."
)
_UNUSED = (
    "Attached files that no audit uses any more, and no copy in the list above. They are removed only when you choose "
    "to."
)
_LEFTOVERS = (
    "The program was stopped while it was writing these hidden files, more than a day ago. No audit needs them. They "
    "are in these folders:"
)
_UNREAD = (
    "Nothing can be removed now, because a copy in the list above cannot be read, and it may need the files. Connect "
    "its drive, or move it to another folder, and come back:"
)


@dataclass(frozen=True, slots=True)
class DataSeen:
    """The facts that the page shows.

    ``unused``: kept files that no audit and no copy uses. None if the drafts cannot be read. ``leftovers``: temporary
    files of a program that was stopped.
    """

    parts: tuple[HomePart, ...]
    copies: tuple[ComparedCopy, ...]
    last: BackupReport
    second: SecondPlace | None
    unused: UnusedEvidence | None
    leftovers: tuple[Leftover, ...] = ()


class DataPage(StandalonePage):
    """The page about the data on this computer.

    ``restore_wanted`` and ``looked_into`` are emitted with a :class:`DraftsCopy`.

    ``clean_up_wanted``: remove the unused files; ``leftovers_unwanted``: remove the unfinished ones.
    ``choose_wanted``: choose a copy from another place.
    ``at_backups``: begin at the list of backups.
    ``topics_changed``: a topic was removed.
    ``second_wanted`` and ``second_declined``: the person wants a second place for backups, or none.
    """

    restore_wanted = Signal(object)
    looked_into = Signal(object)
    choose_wanted = Signal()
    second_wanted = Signal()
    second_declined = Signal()
    clean_up_wanted = Signal()
    leftovers_unwanted = Signal()
    topics_changed = Signal()

    def __init__(self, services: Services, seen: DataSeen, *, at_backups: bool = False) -> None:
        super().__init__(services, "Your files and backups")
        self._at_backups = at_backups
        self.layout_.addWidget(label(_ABOUT))
        self._add_sizes(seen.parts)
        self._add_copies(seen)
        self._add_second(seen.second)
        if seen.unused is not None:
            self._add_unused(seen.unused)
        if seen.leftovers:
            self._add_leftovers(seen.leftovers)
        added = AddedTopics(services)
        added.topics_changed.connect(self.topics_changed)
        self.layout_.addWidget(added)

    @override
    def begin(self) -> None:
        if self._at_backups:
            self.begin_at(self._backups)
        else:
            super().begin()

    def _add_sizes(self, parts: tuple[HomePart, ...]) -> None:
        whole = next(one for one in parts if one.kind is HomePartKind.HOME)
        self.layout_.addWidget(label(breakable(str(whole.path)), Kind.STRONG))
        show = button("&Open the folder")
        show.clicked.connect(lambda: open_outside(whole.path))
        copy = button("&Copy the folder's location")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(str(whole.path)))
        buttons = WrappingRow(self.theme.pixels(12))
        buttons.addWidget(show)
        buttons.addWidget(copy)
        self.layout_.addLayout(buttons)
        for one in parts:
            self.layout_.addWidget(
                label(f"{PART_NAMES[one.kind]}: {file_size(one.size)} in {counted(one.files, 'file')}")
            )

    def _add_copies(self, seen: DataSeen) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self._backups = label("Backups and other copies", Kind.HEADING)
        self.layout_.addWidget(self._backups)
        self.layout_.addWidget(label(_BACKUPS))
        last = backup_words(seen.last, offers=False) or "There is no backup yet."
        self.layout_.addWidget(label(last, Kind.STRONG if seen.last.failure is None else Kind.ERROR))
        copies = CopiesList(self.theme, seen.copies)
        copies.wanted_back.connect(self.restore_wanted)
        copies.looked_into.connect(self.looked_into)
        self.layout_.addWidget(copies)
        self.layout_.addWidget(label(_ELSEWHERE))
        choose = button("Choose a copy from &another place…")
        choose.clicked.connect(self.choose_wanted)
        self.layout_.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_second(self, second: SecondPlace | None) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self.layout_.addWidget(label("A second place for backups", Kind.HEADING))
        self.layout_.addWidget(label(_SECOND))
        if second is not None:
            there = f"Your second place: {second.folder}" if second.folder else "You chose to have no second place."
            self.layout_.addWidget(label(breakable(there), Kind.QUIET))
        buttons = WrappingRow(self.theme.pixels(12))
        choose = button("Choose a &second place…")
        choose.clicked.connect(self.second_wanted)
        buttons.addWidget(choose)
        if second is None or second.folder:
            decline = button("No second place", "link")
            decline.clicked.connect(self.second_declined)
            buttons.addWidget(decline)
        self.layout_.addLayout(buttons)

    def _add_unused(self, unused: UnusedEvidence) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self.layout_.addWidget(label("Clean up", Kind.HEADING))
        if unused.unread:
            names = ", ".join(path.name for path in unused.unread)
            self.layout_.addWidget(label(f"{_UNREAD} {names}"))
            return
        if not unused.files:
            self.layout_.addWidget(label("There is nothing to remove."))
            return
        self.layout_.addWidget(label(_UNUSED))
        total = file_size(sum(file.size for file in unused.files))
        self.layout_.addWidget(label(f"{counted(len(unused.files), 'file')}, {total}", Kind.STRONG))
        self.clean_up = button("&Remove these files…")
        self.clean_up.clicked.connect(self.clean_up_wanted)
        self.layout_.addWidget(self.clean_up, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_leftovers(self, leftovers: tuple[Leftover, ...]) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self.layout_.addWidget(label("Unfinished files", Kind.HEADING))
        self.layout_.addWidget(label(_LEFTOVERS))
        total = file_size(sum(one.size for one in leftovers))
        self.layout_.addWidget(label(f"{counted(len(leftovers), 'file')}, {total}", Kind.STRONG))
        for folder in sorted({str(one.path.parent) for one in leftovers}):
            self.layout_.addWidget(label(breakable(folder), Kind.QUIET))
        self.remove_leftovers = button("Remove &unfinished files…")
        self.remove_leftovers.clicked.connect(self.leftovers_unwanted)
        self.layout_.addWidget(self.remove_leftovers, 0, Qt.AlignmentFlag.AlignLeft)
