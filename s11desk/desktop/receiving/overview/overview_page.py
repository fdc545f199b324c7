"""The first page of a desk: the way to take files in, what needs a look, and how many have returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app import receiving as desk_functions
from s11desk.app.receiving.returns.desk_attention import Attention, AttentionKind
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.side_by_side import SideBySide
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.reading.reader_parts import ListOfParts
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.overview.attention_card import AttentionCard, AttentionWays
from s11desk.desktop.receiving.overview.attention_cards import AttentionCards
from s11desk.desktop.receiving.overview.copy_card import add_copy_card, spoken_copy
from s11desk.desktop.receiving.overview.desk_taking import TakingIn
from s11desk.desktop.receiving.overview.overview_numbers import OverviewNumbers
from s11desk.desktop.receiving.overview.taken_section import TakenSection
from s11desk.desktop.receiving.set_up.key_card import KeyCard
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.desk.attention_words import (
    ALL_DEALT_WITH,
    NOT_OURS,
    STILL_TAKING,
    all_dealt_with_words,
    attention_heading,
    elsewhere_sentence,
)
from s11desk.wording.desk.desk_words import DELETED_WHERE, NO_RETURN
from s11desk.wording.desk.reply_post_words import open_replies_sentence
from s11desk.wording.desk.taken_words import DEALT_WITH, DELETED

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
    from s11desk.app.receiving.returns.desk_attention import OverviewSeen
    from s11desk.desktop.saving.jobs import Task
    from s11desk.signing.envelope.recipient_keys import RecipientKey

_LEAST = 900
"""Pixels at 100 %: from this width on, the numbers are beside the files."""
_SHARE = (5, 3)
_GAP = 24
_PACKS = ("zip", "xlsx")
_DROP = "Or drag files, folders or e-mails onto any page of the desk."
_STOPPED = "Taking in is not finished"
_SEVERAL = 2
_UNFINISHED = (
    "Taking in was stopped before its end. What came in until then is safe. Go on to take in the rest. Nothing is "
    "taken in twice."
)


class OverviewPage(DeskPage):
    """``matrix_wanted``: the person wants the table of agencies and questions; ``topics_wanted``: to choose what the
    desk asks; ``figures_wanted``: the chart of how many have returned. ``taking``: what takes files in.
    """

    TAB = DeskTab.OVERVIEW
    matrix_wanted = Signal()
    topics_wanted = Signal()
    figures_wanted = Signal()

    def __init__(self, services: Services, desk: OpenDesk, seen: OverviewSeen, taking: TakingIn) -> None:
        super().__init__(services, desk, seen.partnership, is_wide=True)
        self.taking, self._seen, self._looked_at = taking, seen, AttentionCards()
        self.cards = self._looked_at.cards
        add_copy_card(self, seen.original)
        self._add_buttons()
        self._add_progress()
        if seen.unfinished and taking.task is None:
            self._add_unfinished()
        files, self.numbers = QWidget(), OverviewNumbers(self.theme, desk, seen)
        self.numbers.tab_wanted.connect(self.link_wanted)
        self.numbers.looks_wanted.connect(self._looked_at.go_to_first)
        self.numbers.files_wanted.connect(self.files_wanted)
        self.numbers.matrix_wanted.connect(self.matrix_wanted)
        self.numbers.topics_wanted.connect(self.topics_wanted)
        self.numbers.figures_wanted.connect(self.figures_wanted)
        self._files = column(files, self.theme, spacing=12)
        least, gap = self.theme.pixels(_LEAST), self.theme.pixels(_GAP)
        self.layout_.addWidget(SideBySide(files, self.numbers, least, share=_SHARE, gap=gap))
        self.taken = self._add_taken()
        self._add_attention()
        self._files.addStretch(1)  # cards end below their words, however high the numbers beside them are
        if taking.task is not None:
            self._show_busy()

    @override
    def begin(self) -> None:
        super().begin()
        if self.desk.is_just_taken and self.taken is not None:
            self.desk.is_just_taken = False
            announce(self, self.taken.words)

    @override
    def first_field(self) -> QWidget:
        return self.take_files

    @override
    def spoken_state(self) -> str:
        stopped = _STOPPED if self._seen.unfinished and self.taking.task is None else ""
        taken = self.taken.words if self.taken is not None else ""
        replies = open_replies_sentence(self._seen.replies.due, self._seen.replies.unsent)
        first = (spoken_copy(self._seen.original), stopped, taken)
        return spoken(*first, self.attention.text(), replies, self.numbers.summary.text())

    def _add_buttons(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.take_files = self.add_button(row, "Take &in files…", self._take_files, "primary")
        self.take_folder = self.add_button(row, "Take in a f&older…", self._take_folder)
        self.layout_.addLayout(row)
        self.layout_.addWidget(label(_DROP, Kind.QUIET))

    def _add_progress(self) -> None:
        self.progress = ProgressRow("Taking in")
        self.progress.stop.clicked.connect(self.taking.stop)
        self.progress_text = label("", Kind.QUIET)
        for part in (self.progress, self.progress_text):
            self.layout_.addWidget(part)
        self.progress_text.hide()
        self.taking.progressed.connect(self._show_progress)
        self.taking.ended.connect(self._show_ended)
        if self.taking.task is not None:
            self.progress.follow(self.taking.task)
            self._show_progress(*self.taking.state)

    def _show_busy(self) -> None:
        """While files are taken in, say nothing that the next file may change."""
        if not self._looked_at.still_open(self._seen.attention):
            self.attention.setText(STILL_TAKING)
        self.numbers.show_busy()

    def _add_unfinished(self) -> None:
        card = self.card("panel", heading=_STOPPED)
        card.addWidget(label(_UNFINISHED))
        row = WrappingRow(self.theme.pixels(12))
        self.go_on = self.add_button(row, "Go o&n", lambda: self.take_in(self._seen.unfinished))
        self.leave_rest = self.add_button(row, "Leave the rest", self._leave_rest, "link")
        card.addLayout(row)

    def _add_attention(self) -> None:
        seen, shown = self._seen, self.taken.shown if self.taken is not None else set()
        closed = [one for one in seen.attention if one.kind is AttentionKind.ENCRYPTED]
        others = [one for one in seen.attention if one not in closed and one.sha256 not in shown]
        self.attention, self._elsewhere = label("", Kind.HEADING), label("", Kind.QUIET)
        self._files.addWidget(self.attention)
        self._files.addWidget(self._elsewhere)
        self._count_looks()
        self.key_card: KeyCard | None = None
        if closed:
            self.key_card = KeyCard(self.theme, len(closed), has_key=seen.has_key)
            self.key_card.entered.connect(self._unlock)
            self._files.addWidget(self.key_card)
        self._add_all_done()
        if seen.waiting and self.taking.task is None:
            self._add_waiting(seen.waiting)
        if others:
            owner = ListOfParts()
            owner.setAccessibleName("Files")
            self._files.addWidget(owner)
            add_first_few(column(owner, self.theme, spacing=6), [partial(self._card, one) for one in others], "files")

    def _count_looks(self) -> None:
        """Say how many need a look now."""
        left = self._looked_at.still_open(self._seen.attention)
        files = sum(one.is_file for one in left)
        self.attention.setText(attention_heading(files, len(left) - files))
        above = self.taken.count_looks(left) if self.taken is not None else 0
        self._elsewhere.setText(elsewhere_sentence(above))
        self._elsewhere.setVisible(bool(above))

    def _add_all_done(self) -> None:
        """One button for all files without a return, where there are several."""
        row = WrappingRow(self.theme.pixels(12))
        self.all_done = self.add_button(row, "", self._deal_with_all, "link")
        self._files.addLayout(row)
        self._name_all_done()

    def _name_all_done(self) -> None:
        files = self._files_left()
        self.all_done.setText(all_dealt_with_words(len(files)))
        self.all_done.setVisible(len(files) >= _SEVERAL)

    def _files_left(self) -> list[Attention]:
        """The files without a return that somebody has to answer or to note."""
        left = self._looked_at.still_open(self._seen.attention)
        return [one for one in left if one.is_file and one.kind is not AttentionKind.ENCRYPTED]

    def _add_waiting(self, waiting: int) -> None:
        card = Card(self.theme, edges=(12, 10), spacing=4)
        words = counted(waiting, "return has pages that are", "returns have pages that are")
        card.column.addWidget(label(f"{words} not compared with the answers yet."))
        row = WrappingRow(self.theme.pixels(12))
        self.compare = self.add_button(row, "Compare them now", self._compare)
        card.column.addLayout(row)
        self._files.addWidget(card)

    def _card(self, one: Attention) -> QWidget:
        see = self.return_wanted.emit
        ways = AttentionWays(see, self._deal_with, self._open_pack, self._delete, self._leave_out)
        card = AttentionCard(self.theme, one, self._seen.partnership, ways)
        return self._looked_at.add(one.sha256, card)

    def _add_taken(self) -> TakenSection | None:
        """What came of the files that were taken in last is the first thing on the page."""
        if self.desk.taken is None:
            return None
        taken = TakenSection(
            self.theme, self.desk.taken, self._seen.attention, self._seen.now, self._card, self.return_wanted.emit
        )
        self._files.addWidget(taken)
        return taken

    def take_in(self, paths: tuple[Path, ...]) -> None:
        """Take in files and folders, and show how far it is."""
        self.taking.take_in(paths)
        self.follow()

    def follow(self) -> None:
        """Show the progress of what is being taken in."""
        self.progress.follow(self.taking.task)
        self._show_busy()
        self.progress.stop.setFocus()

    def _take_files(self) -> None:
        chosen = self.services.dialogs.files("Choose the returns", (), were_sent=True)
        if chosen:
            self.take_in(chosen)

    def _take_folder(self) -> None:
        folder = self.services.dialogs.folder_of_files("Choose the folder with the returns")
        if folder is not None:
            self.take_in((folder,))

    def _compare(self) -> None:
        self.taking.compare()
        self.follow()

    def _leave_rest(self) -> None:
        self.do(lambda sitting: desk_functions.forget_unfinished(sitting.folder), "The rest is left out")

    def _deal_with(self, sha256: str) -> None:
        self._finish([sha256], lambda desk: desk_functions.note_dealt_with(desk, sha256), DEALT_WITH)

    def _deal_with_all(self) -> None:
        """Note all files without a return as dealt with, if the person is sure."""
        which = [one.sha256 for one in self._files_left()]
        question = f"Have you dealt with all {len(which)} files?"
        if self.services.dialogs.confirm(question, ALL_DEALT_WITH, yes="I have", no="Not yet"):
            self._finish(which, lambda desk: desk_functions.note_all_dealt_with(desk, which), DEALT_WITH)

    def _delete(self, sha256: str, name: str) -> None:
        """Delete a file without a return, if the person is sure."""
        if self.services.dialogs.confirm(f"Delete {name}?", DELETED_WHERE, yes="Delete it", no="Keep it"):
            self._finish([sha256], lambda desk: desk_functions.erase(desk, sha256, NO_RETURN), DELETED, deletes=True)

    def _finish(
        self, which: Sequence[str], action: Callable[[ReceivingDesk], object], words: str, *, deletes: bool = False
    ) -> None:
        """Do it, then show it on the cards: a person works down the list. ``deletes``: the files count no more."""
        gone = len(which) if deletes else 0
        self.desk.do(lambda sitting: sitting.work(action), lambda _: self._show_finished(which, words, gone))

    def _show_finished(self, which: Sequence[str], words: str, gone: int) -> None:
        self.desk.changes += 1
        if shiboken6.isValid(self):
            self._looked_at.finish(which, words)
            self.numbers.take_off(gone)
            self._count_looks()
            self._name_all_done()
            announce(self, spoken(words, self.attention.text()))

    def _leave_out(self, sha256: str) -> None:
        """Show the return at the form that leaves it out: that asks for a name, and says what counts then."""
        self.desk.begin_leaving_out(sha256, NOT_OURS)
        self.return_wanted.emit(sha256)

    def _open_pack(self) -> None:
        """Have the person open the file with their questions. What the page says of returns may be another after it."""
        chosen = self.services.dialogs.files("Open the file with your questions", _PACKS)
        if chosen:
            self.desk.changes += 1
            self.services.open_file(chosen[0])

    def _show_ended(self) -> None:
        self.desk.is_just_taken = self.desk.taken is not None
        self.show_again()

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.progress.show_progress(done, total)
        self.progress_text.setText(words)
        self.progress_text.setVisible(bool(words))

    def _unlock(self, passphrase: str) -> None:
        desk = self.desk

        def operation(_: Workspace, __: Task) -> RecipientKey:
            return desk_functions.unlock_receiving_key(desk.home.receiver, passphrase)

        desk.jobs.submit_long(operation, self._unlocked, self._refuse, listener=self)

    def _unlocked(self, key: RecipientKey) -> None:
        self.desk.key = key
        announce(self, "The receiving key is open")
        self._compare()

    def _refuse(self, error: S11Error) -> None:
        if self.key_card is not None and isinstance(error, PassphraseWrong | PassphraseMissing):
            self.key_card.refuse()
        else:
            self.desk.jobs.failed.emit(error)
