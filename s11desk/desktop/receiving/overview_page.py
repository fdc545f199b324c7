"""The first page of a desk: how many have returned, and the way to take files in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.passphrase_row import PassphraseRow
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.collation_words import rate_lines
from s11desk.wording.desk_words import OUTCOME_NAMES, progress_line
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.desk_sitting import DeskSeen
    from s11desk.app.receiving.take_in import TakeInResult
    from s11desk.desktop.saving.jobs import Task
    from s11desk.domain.desk_values import IntakeResult

_TYPES = ("zip", "s11", "eml", "msg")
_HINT = "Needed only if some returns are encrypted to you. Without it they are held until you open them."
_WRONG = "That is not the passphrase of the receiving key. Nothing was taken in. Try again; capital letters count."


class OverviewPage(DeskPage):
    """``matrix_wanted``: the person wants the table of agencies and questions."""

    TAB = DeskTab.OVERVIEW
    matrix_wanted = Signal()

    def __init__(self, services: Services, desk: OpenDesk, seen: DeskSeen) -> None:
        super().__init__(services, desk, seen.partnership)
        look = sum(not one.counts for one in seen.returns)
        text = f"{counted(seen.counted, 'return counts', 'returns count')}. {counted(look, 'does', 'do')} not."
        self.summary = label(text, Kind.HEADING)
        self.layout_.addWidget(self.summary)
        for line in rate_lines(seen.rates):
            self.layout_.addWidget(label(line))
        self.layout_.addWidget(label(breakable(f"Everything is in {seen.folder}."), Kind.QUIET))
        self.passphrase = PassphraseRow(self.theme, "desk-passphrase", text="Passphrase of the key", hint=_HINT)
        self.layout_.addWidget(self.passphrase)
        if not desk.has_key:
            self.passphrase.hide()
        self._add_buttons(seen)
        self.progress = ProgressRow("Taking in")
        self.layout_.addWidget(self.progress)
        self.progress_text = label("", Kind.QUIET)
        self.layout_.addWidget(self.progress_text)
        self._add_taken()

    @override
    def first_field(self) -> QWidget:
        return self.take_files

    def _add_buttons(self, seen: DeskSeen) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.take_files = self.add_button(row, "Take &in files…", self._take_files)
        self.take_folder = self.add_button(row, "Take in a f&older…", self._take_folder)
        if seen.counted:
            self.matrix = self.add_button(row, "&See all answers side by side", self.matrix_wanted.emit)
        self.layout_.addLayout(row)

    def _add_taken(self) -> None:
        taken = self.desk.taken
        if taken is None:
            return
        stopped = " You stopped it; take the same files in again to go on." if taken.is_stopped else ""
        words = f"{counted(len(taken.files), 'file')} taken in, {taken.to_look_at} to look at.{stopped}"
        self.taken_text = label(words, Kind.STRONG)
        self.layout_.addWidget(self.taken_text)
        lines = sorted(taken.files, key=lambda one: not one.outcome.needs_look)
        self.add_lines("What came of each", [partial(_taken_line, one) for one in lines], "files")

    def _take_files(self) -> None:
        chosen = self.services.dialogs.files("Choose the returns", _TYPES)
        if chosen:
            self._take_in(chosen)

    def _take_folder(self) -> None:
        folder = self.services.dialogs.folder("Choose the folder with the returns", documents_folder())
        if folder is not None:
            self._take_in((folder,))

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        desk, passphrase = self.desk, self.passphrase.field.text()
        self.take_files.setEnabled(False)
        self.take_folder.setEnabled(False)

        def operation(_: Workspace, task: Task) -> TakeInResult:
            key = app.unlock_receiving_key(desk.home.receiver, passphrase) if passphrase else None

            def show(done: int, total: int, to_look_at: int) -> None:
                shown.append(progress_line(done, total, to_look_at))
                task.progress(done, total)

            return desk.sitting(key).take_in(paths, show=show, cancel=task.is_cancelled)

        shown: list[str] = []
        task = desk.jobs.submit_long(
            operation,
            self._take_taken,
            self._refuse,
            lambda done, total: self._show_progress(done, total, shown[-1] if shown else ""),
            what="Taking in",
        )
        self.progress.follow(task)

    def _show_progress(self, done: int, total: int, words: str) -> None:
        if shiboken6.isValid(self):
            self.progress.show_progress(done, total)
            self.progress_text.setText(words)

    def _take_taken(self, taken: TakeInResult) -> None:
        self.desk.taken, self.desk.last = taken, ""
        self.show_again()

    def _refuse(self, error: S11Error) -> None:
        if shiboken6.isValid(self):
            self.progress.follow(None)
            self.take_files.setEnabled(True)
            self.take_folder.setEnabled(True)
            if isinstance(error, PassphraseWrong | PassphraseMissing):
                self.passphrase.ask_again(_WRONG)
                return
        self.desk.jobs.failed.emit(error)


def _taken_line(one: IntakeResult) -> QWidget:
    who = f" ({one.agency}, {one.reference})" if one.reference else ""
    text = " ".join((f"{one.name}{who}: {OUTCOME_NAMES[one.outcome]}.", *one.remarks))
    return label(breakable(one_line(text)))
