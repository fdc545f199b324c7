"""A partnership's receiving desk: set it up, take returns in, see who is missing, and accept what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.app import receiving as desk_functions
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow, column
from s11desk.desktop.inputs.passphrase_row import PassphraseRow
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.first_few import add_first_few
from s11desk.desktop.parts.gradual_fill import Maker
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.receiving.desk_return_row import DeskReturnRow
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import S11Error, UserError
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.collation_words import rate_lines
from s11desk.wording.desk_words import OUTCOME_NAMES, progress_line
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.desk_list import ListedReturn
    from s11desk.app.receiving.desk_sitting import DeskSeen, DeskSitting, DeskTaken
    from s11desk.app.receiving.take_in import TakeInResult
    from s11desk.desktop.saving.jobs import Task
    from s11desk.domain.desk_values import IntakeResult

    Action = Callable[[DeskSitting], DeskSeen]

_ABOUT = (
    "A desk is a folder on this computer in which the program keeps every return that you receive, and what you decide "
    "on it. Choose the folder of your desk, or set up a new one in an empty folder. Do not choose a folder that other "
    "computers or a sync program change."
)
_TYPES = ("zip", "s11", "eml", "msg")
_HINT = "Needed only if some returns are encrypted to you. Without it they are held until you open them."
_WRONG = "That is not the passphrase of the receiving key. Nothing was taken in. Try again; capital letters count."


@dataclass(slots=True)
class DeskState:
    """What is known of the desk. It stays when colours or sizes change. ``seen``: None until a desk is open.

    ``last``: the SHA-256 of the return that was decided on last, where the page begins when it is built again.
    """

    home: Home
    clock: Clock
    has_key: bool
    seen: DeskSeen | None = None
    taken: TakeInResult | None = None
    last: str = ""


class DeskPage(StandalonePage):
    """``changed``: the state is another one, so the page is to be built again. ``matrix_wanted``: the desk's folder."""

    changed = Signal()
    matrix_wanted = Signal(object)

    def __init__(self, services: Services, state: DeskState) -> None:
        heading = "Receiving desk" if state.seen is None else short_line(state.seen.partnership)
        super().__init__(services, heading, "" if state.seen is None else "Receiving desk")
        self._state = state
        self.rows: dict[str, DeskReturnRow] = {}
        if state.seen is None:
            self._add_beginning()
        else:
            self._add_desk(state.seen)

    @override
    def first_field(self) -> QWidget:
        return self.open_desk if self._state.seen is None else self.take_files

    @override
    def begin(self) -> None:
        row = self.rows.get(self._state.last)
        if row is None:
            super().begin()
        else:
            self.begin_at(row)

    def _add_beginning(self) -> None:
        self.layout_.addWidget(label(_ABOUT))
        self.open_desk = button("&Open your desk…", "primary")
        self.open_desk.clicked.connect(self._open)
        self.layout_.addWidget(self.open_desk, 0, Qt.AlignmentFlag.AlignLeft)
        card = self.card(heading="Set up a new desk")
        self.partnership = LineField()
        self.partnership.setObjectName("desk-partnership")
        card.addWidget(FormRow(self.theme, "Name of your partnership", self.partnership))
        self.make = button("&Choose an empty folder…")
        self.make.clicked.connect(self._make)
        card.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_desk(self, seen: DeskSeen) -> None:
        look = sum(not one.counts for one in seen.returns)
        text = f"{counted(seen.counted, 'return counts', 'returns count')}. {counted(look, 'does', 'do')} not."
        self.summary = label(text, Kind.HEADING)
        self.layout_.addWidget(self.summary)
        for line in rate_lines(seen.rates):
            self.layout_.addWidget(label(line))
        self.layout_.addWidget(label(breakable(f"Everything is in {seen.folder}."), Kind.QUIET))
        self.passphrase = PassphraseRow(self.theme, "desk-passphrase", text="Passphrase of the key", hint=_HINT)
        self.layout_.addWidget(self.passphrase)
        if not self._state.has_key:
            self.passphrase.hide()
        self._add_buttons(seen)
        self.progress = ProgressRow("Taking in")
        self.layout_.addWidget(self.progress)
        self.progress_text = label("", Kind.QUIET)
        self.layout_.addWidget(self.progress_text)
        self._add_taken()
        self._add_names("Not returned yet", [partial(label, one_line(name)) for name in seen.missing], "agencies")
        self._add_names("Returns", [partial(self._row, one) for one in seen.returns], "returns")

    def _row(self, one: ListedReturn) -> QWidget:
        row = DeskReturnRow(self.services, one, self._accept, self._take_back)
        self.rows[one.sha256] = row
        return row

    def _add_buttons(self, seen: DeskSeen) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.take_files = self._button(row, "Take &in files…", self._take_files)
        self.take_folder = self._button(row, "Take in a f&older…", self._take_folder)
        self.agencies = self._button(row, "Your &list of agencies…", self._take_list)
        if seen.counted:
            self.matrix = self._button(row, "See all &answers side by side", self._show_matrix)
        self.layout_.addLayout(row)

    def _button(self, row: WrappingRow, text: str, then: Callable[[], None]) -> QPushButton:
        made = button(text)
        made.clicked.connect(then)
        row.addWidget(made)
        return made

    def _add_taken(self) -> None:
        taken = self._state.taken
        if taken is None:
            return
        stopped = " You stopped it; take the same files in again to go on." if taken.is_stopped else ""
        words = f"{counted(len(taken.files), 'file')} taken in, {taken.to_look_at} to look at.{stopped}"
        self.taken_text = label(words, Kind.STRONG)
        self.layout_.addWidget(self.taken_text)
        lines = sorted(taken.files, key=lambda one: not one.outcome.needs_look)
        self._add_names("What came of each", [partial(_taken_line, one) for one in lines], "files")

    def _add_names(self, heading: str, makers: Sequence[Maker], what: str) -> None:
        if makers:
            self.layout_.addWidget(label(heading, Kind.HEADING))
            owner = QWidget()
            self.layout_.addWidget(owner)
            add_first_few(column(owner, self.theme, spacing=6), owner, makers, what)

    def _open(self) -> None:
        folder = self.services.dialogs.folder("Choose the folder of your desk", Path.home())
        if folder is not None:
            self._look(folder, lambda desk: desk.look())

    def _make(self) -> None:
        name = self.partnership.text().strip()
        if not name:
            announce(self, "Type the name of your partnership first.", at_once=True)
            self.partnership.setFocus()
            return
        folder = self.services.dialogs.folder("Choose an empty folder for the desk", Path.home())
        if folder is None:
            return

        def make(desk: DeskSitting) -> DeskSeen:
            desk_functions.create_desk(desk.folder, desk.officer, name)
            return desk.look()

        self._look(folder, make)

    def _take_list(self) -> None:
        chosen = self.services.dialogs.files("Choose your list of agencies", ("xlsx", "csv"))
        if chosen:
            self._look(self._folder, lambda desk: desk.take_in_list(chosen[0]))

    def _accept(self, sha256: str) -> None:
        self._state.last = sha256
        self._look(self._folder, lambda desk: desk.accept(sha256))

    def _take_back(self, sha256: str) -> None:
        self._state.last = sha256
        self._look(self._folder, lambda desk: desk.take_back(sha256))

    def _show_matrix(self) -> None:
        self.matrix_wanted.emit(self._folder)

    @property
    def _folder(self) -> Path:
        assert self._state.seen is not None  # noqa: S101 - only an open desk has these buttons
        return self._state.seen.folder

    def _look(self, folder: Path, action: Action) -> None:
        """Do something at the desk, then show what is there."""
        home, clock = self._state.home, self._state.clock

        def operation(_: Workspace, __: Task) -> DeskSeen:
            return action(desk_functions.DeskSitting(folder, desk_functions.Officer(home, _explain, clock=clock)))

        self.services.jobs.submit_long(operation, self._take_seen)

    def _take_seen(self, seen: DeskSeen) -> None:
        self._state.seen = seen
        if shiboken6.isValid(self):
            self.changed.emit()

    def _take_files(self) -> None:
        chosen = self.services.dialogs.files("Choose the returns", _TYPES)
        if chosen:
            self._take_in(chosen)

    def _take_folder(self) -> None:
        folder = self.services.dialogs.folder("Choose the folder with the returns", Path.home())
        if folder is not None:
            self._take_in((folder,))

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        folder, passphrase = self._folder, self.passphrase.field.text()
        home, clock = self._state.home, self._state.clock
        self.take_files.setEnabled(False)
        self.take_folder.setEnabled(False)

        def operation(_: Workspace, task: Task) -> DeskTaken:
            key = app.unlock_receiving_key(home.receiver, passphrase) if passphrase else None
            desk = desk_functions.DeskSitting(folder, desk_functions.Officer(home, _explain, key, clock=clock))

            def show(done: int, total: int, to_look_at: int) -> None:
                shown.append(progress_line(done, total, to_look_at))
                task.progress(done, total)

            return desk.take_in(paths, show=show, cancel=task.is_cancelled)

        shown: list[str] = []
        task = self.services.jobs.submit_long(
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

    def _take_taken(self, made: DeskTaken) -> None:
        self._state.seen, self._state.taken, self._state.last = made.seen, made.taken, ""
        if shiboken6.isValid(self):
            self.changed.emit()

    def _refuse(self, error: S11Error) -> None:
        if shiboken6.isValid(self):
            self.progress.follow(None)
            self.take_files.setEnabled(True)
            self.take_folder.setEnabled(True)
            if isinstance(error, PassphraseWrong | PassphraseMissing):
                self.passphrase.ask_again(_WRONG)
                return
        self.services.jobs.failed.emit(error)


def _taken_line(one: IntakeResult) -> QWidget:
    who = f" ({one.agency}, {one.reference})" if one.reference else ""
    text = " ".join((f"{one.name}{who}: {OUTCOME_NAMES[one.outcome]}.", *one.remarks))
    return label(breakable(one_line(text)))


def _explain(error: UserError) -> str:
    return message(error).whole
