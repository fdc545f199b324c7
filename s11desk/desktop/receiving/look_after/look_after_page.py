"""How a desk is kept: what is still to set up, its folder, keys, watched folder, backups, check, deletion."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from s11desk.app.receiving.desk.set_up_steps import SetUpStep
from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.half_typed import SetAside
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.look_after.backup_section import BackupSection
from s11desk.desktop.receiving.look_after.care_state import CareSection
from s11desk.desktop.receiving.look_after.deletion_section import DeletionSection
from s11desk.desktop.receiving.look_after.keeping_section import KeepingSection
from s11desk.desktop.receiving.officer_name import OfficerNameRow
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.overview.desk_watch import DeskWatch
from s11desk.desktop.receiving.set_up.asked_topics_page import asked_line
from s11desk.desktop.receiving.set_up.set_up_words import WHEN_NEEDED, to_set_up_line
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.dates import local_moment
from s11desk.wording.desk.desk_backup_words import copies_sentences
from s11desk.wording.desk.desk_words import check_lines
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.receiving.keeping.desk_care import DeskCare, SeenKey

_CHECK = (
    "This reads every stored file and the whole list of returns. Nothing is changed. It can take some minutes with "
    "many returns."
)
_WATCH = (
    "Save the returns from your e-mail program into one folder. While this desk is open, the program looks into it and "
    "takes in what is new. Nothing in the folder is changed."
)
_KEYS = (
    "The signature shows agencies that questions, receipts and requests come from you. The receiving key opens returns "
    "that agencies encrypt for you. A signed pack is the file with your questions that you send to agencies. Keep a "
    "backup of both keys away from this computer: nobody can make the receiving key again."
)
_SET_UP = "Your desk works without these. Set up each when you need it."
_SET_UP_LAST = "Your desk works without it. Set it up when you need it."


class LookAfterPage(DeskPage):
    """``start_wanted``: the page with all desks. ``identity_wanted``, ``key_wanted``, ``pack_wanted``,
    ``topics_wanted``: the pages that set these up. ``check_wanted``; ``watched``: watch this folder, or none;
    ``name_given``: decisions are to show this name. What the sections ask for is connected to :attr:`backups`,
    :attr:`keeping` and :attr:`deletion`.
    """

    TAB = DeskTab.LOOK_AFTER
    start_wanted = Signal()
    identity_wanted = Signal()
    key_wanted = Signal()
    pack_wanted = Signal()
    topics_wanted = Signal()
    check_wanted = Signal()
    watched = Signal(object, bool)
    name_given = Signal(str)

    def __init__(self, services: Services, desk: OpenDesk, seen: DeskCare, watch: DeskWatch) -> None:
        super().__init__(services, desk, seen.partnership)
        self._seen, self._watch = seen, watch
        self.set_aside = SetAside(desk.half_typed, "look after")
        self._parts: dict[CareSection, tuple[QWidget, QWidget]] = {}
        self.progress = ProgressRow("Working")
        self._add_missing()
        self._add_folder()
        self._add_name()
        self._add_keys()
        self._add_asked()
        self._add_watch()
        self.backups = BackupSection(services, seen)
        self.backups.signature_wanted.connect(self.identity_wanted)
        self.backups.key_wanted.connect(self.key_wanted)
        self._section(self.backups)
        self._parts[CareSection.BACKUPS] = (self.backups.heading, self.backups.now)
        self._add_check()
        self.keeping = KeepingSection(services, seen)
        self._section(self.keeping)
        self._parts[CareSection.KEEPING] = (self.keeping.heading, self.keeping.save)
        self._parts[CareSection.UNTIL] = (self.keeping.until_heading, self.keeping.until_reference)
        self._parts[CareSection.HOLD] = (self.keeping.hold_heading, self.keeping.reference)
        self.deletion = DeletionSection(services, seen)
        self._section(self.deletion)
        self._parts[CareSection.DELETION] = (self.deletion.heading, self.deletion.reference)
        self._parts[CareSection.COPY] = (self.deletion.copy_heading, self.deletion.agency)
        self.progress_at(CareSection.CHECK)
        self._show_done()
        watch.looked.connect(self.show_watch)

    @override
    def begin(self) -> None:
        """Right after something was done, the page begins at that part, where it says so."""
        state = self.desk.care_state
        if state.is_new and state.at is not None and not self.is_old:
            state.is_new = False
            heading, way = self._parts[state.at]
            self.begin_at(heading, then=way)
        else:
            super().begin()

    def end_progress(self) -> None:
        """Hide the progress, if the person is still on this page."""
        if shiboken6.isValid(self):
            self.progress.follow(None)

    def progress_at(self, at: CareSection) -> None:
        """Have the progress of a long task below the heading of this part."""
        self._put_below(at, self.progress)

    def _show_done(self) -> None:
        state = self.desk.care_state
        if state.done and state.at is not None:
            self._put_below(state.at, label(breakable(one_line(state.done)), Kind.STRONG))

    def _put_below(self, at: CareSection, part: QWidget) -> None:
        heading, _ = self._parts[at]
        owner = heading.parentWidget()
        box = owner.layout() if owner is not None else None
        if isinstance(box, QBoxLayout):
            box.insertWidget(box.indexOf(heading) + 1, part)

    @override
    def first_field(self) -> QWidget:
        return self.tabs[self.TAB]

    @override
    def spoken_state(self) -> str:
        steps = self._seen.to_set_up
        return self.desk.care_state.done or (to_set_up_line(steps) if steps else "Everything is set up")

    def _section(self, part: QWidget) -> None:
        self.layout_.addSpacing(self.theme.pixels(12))
        self.layout_.addWidget(part)

    def _heading(self, text: str, about: str = "") -> QWidget:
        heading = label(text, Kind.HEADING)
        self._section(heading)
        if about:
            self.layout_.addWidget(label(about))
        return heading

    def _add_missing(self) -> None:
        """Name what is still to set up, each with the button that does it."""
        if not self._seen.to_set_up:
            return
        card = self.card(heading="You can set up later")
        card.addWidget(label(_SET_UP if len(self._seen.to_set_up) > 1 else _SET_UP_LAST))
        ways = {
            SetUpStep.SIGNATURE: ("Set up the signature…", self.identity_wanted.emit),
            SetUpStep.RECEIVING_KEY: ("Set up the receiving key…", self.key_wanted.emit),
            SetUpStep.SECOND_BACKUP: ("Make a backup on another disk…", lambda: self.backups.elsewhere_wanted.emit()),
        }
        for step in self._seen.to_set_up:
            text, then = ways[step]
            way = button(text, "link")
            way.clicked.connect(then)
            card.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
            card.addWidget(label(WHEN_NEEDED[step], Kind.QUIET))

    def _add_folder(self) -> None:
        self._heading("Where the desk is", breakable(one_line(str(self._seen.folder))))
        for words in copies_sentences(self._seen.copies):
            self.layout_.addWidget(label(breakable(one_line(words)), Kind.STRONG))
        row = WrappingRow(self.theme.pixels(12))
        self.folder = self.add_button(row, "Show in folder", lambda: open_outside(self._seen.folder))
        self.other = self.add_button(row, "Open another desk…", self.start_wanted.emit)
        self.layout_.addLayout(row)

    def _add_name(self) -> None:
        summary = self._seen.identity.summary
        offered = summary.name if summary is not None else ""
        heading = self._heading("Who decides here")
        self.name = OfficerNameRow(self.theme, self.desk, self._seen.officer or offered, asks=False)
        self.name.field.setMaximumWidth(self.theme.pixels(460))
        self.layout_.addWidget(self.name)
        self.keep_name = button("Use this name")
        self.keep_name.clicked.connect(self._keep_name)
        enter_presses(self.keep_name, self.name.field)
        self.layout_.addWidget(self.keep_name, 0, Qt.AlignmentFlag.AlignLeft)
        self._parts[CareSection.NAME] = (heading, self.keep_name)

    def _keep_name(self) -> None:
        if self.name.require_name():
            self.name_given.emit(self.name.name())

    def _add_keys(self) -> None:
        self._heading("Signature and receiving key", _KEYS)
        self.layout_.addWidget(label(_key_words("Signature", self._seen.identity)))
        self.layout_.addWidget(label(_key_words("Receiving key", self._seen.key)))
        row = WrappingRow(self.theme.pixels(12))
        self.identity = self.add_button(row, "The signature…", self.identity_wanted.emit)
        self.key = self.add_button(row, "The receiving key…", self.key_wanted.emit)
        self.pack = self.add_button(row, "A signed pack for agencies…", self.pack_wanted.emit)
        self.layout_.addLayout(row)

    def _add_asked(self) -> None:
        heading = self._heading("What this desk asks", asked_line(self._seen.asked))
        self.asked = button("Choose the questions…")
        self.asked.clicked.connect(self.topics_wanted)
        self.layout_.addWidget(self.asked, 0, Qt.AlignmentFlag.AlignLeft)
        self._parts[CareSection.ASKED] = (heading, self.asked)

    def _add_watch(self) -> None:
        heading = self._heading("Watched folder", _WATCH)
        self.watch_text = label("")
        self.layout_.addWidget(self.watch_text)
        known = self._seen.known
        chosen = Path(known.watched) if known is not None and known.watched else None
        row = WrappingRow(self.theme.pixels(12))
        self.choose_watched = self.add_button(row, "Choose the folder…", self._choose_watched)
        self._parts[CareSection.WATCH] = (heading, self.choose_watched)
        if chosen is not None:
            is_on = self._watch.is_for(self.desk)
            text = "Stop watching" if is_on else "Watch it again"
            self.switch = self.add_button(row, text, lambda: self.watched.emit(chosen, not is_on))
        self.layout_.addLayout(row)
        self._chosen = chosen
        self.show_watch()

    def show_watch(self) -> None:
        """Say what the watched folder is, and what the last look found."""
        if not shiboken6.isValid(self.watch_text):
            return
        self.watch_text.setText(breakable(one_line(self._watch_words())))

    def _watch_words(self) -> str:
        watch = self._watch
        if self._chosen is None:
            return "No folder is watched."
        if not watch.is_for(self.desk):
            return f"{self._chosen} is not watched now."
        if watch.problem:
            return f"{self._chosen} could not be looked into. {watch.problem}"
        last = f"Last looked into {local_moment(watch.last)}" if watch.last is not None else "Looking into it now"
        return f"{self._chosen} is watched. {last}. {counted(watch.taken, 'file')} taken in so far."

    def _add_check(self) -> None:
        heading = self._heading("Check the stored files", _CHECK)
        check = self.desk.care_state.check
        if check is not None:
            for line in check_lines(check):
                self.layout_.addWidget(label(breakable(line), Kind.STRONG))
        self.check = button("Check now")
        self.check.clicked.connect(self.check_wanted)
        self.layout_.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self._parts[CareSection.CHECK] = (heading, self.check)

    def _choose_watched(self) -> None:
        folder = self.services.dialogs.folder("Choose the folder to watch", self._chosen or documents_folder())
        if folder is not None:
            self.watched.emit(folder, True)  # noqa: FBT003 - a signal takes no names

    def show_done(self, words: str, at: CareSection, typed: Sequence[QLineEdit] = ()) -> None:
        """Say what was done in this part; the page is built again with it, and begins there.

        ``typed``: the fields whose text is done with. Any other keeps what is typed in it.
        """
        state = self.desk.care_state
        state.done, state.at, state.is_new = words, at, True
        if shiboken6.isValid(self):
            for field in typed:
                field.clear()
            announce(self, words, at_once=True)
            self.show_again()


def _key_words(what: str, key: SeenKey) -> str:
    if key.failure is not None:
        return f"{what}: {message(key.failure).whole}"
    if key.summary is None:
        return f"{what}: not set up yet."
    return f"{what}: {one_line(key.summary.name)}. Check code: {key.summary.fingerprint_spoken}"
