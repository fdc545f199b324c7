"""Make tables of the returns in a folder: choose the folder, see what counts, and open the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.app import receiving
from s11desk.app.saved_names import free_path
from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.problem_line import show_problem
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import Cancelled, S11Error, UserError
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.desk.collation_words import as_at_moment, rate_lines, unlisted_sentence
from s11desk.wording.desk.reading_words import WORKBOOK_NAME
from s11desk.wording.one_word_states import FILE_STATES
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.tables.collate import Collation, UncountedFile
    from s11desk.desktop.saving.jobs import Task

_ABOUT = (
    "Put the returns that agencies sent you into one folder, and choose it here. Each file is checked. You get one "
    "Excel workbook with all answers. There is also a folder with CSV files and a database, for a data analyst. "
    "Nothing in your folder is changed."
)
_WRONG = (
    "That is not the passphrase of the receiving key. Nothing was written. Try again, and check the capital letters."
)
_LIST = "To see who has not returned, choose a list with a heading “Agency” (Excel or CSV). You can leave this out."
_HINT = "Needed only if some returns are encrypted to you. Without it they are listed, and not opened."


@dataclass(slots=True)
class TablesState:
    """What the person has chosen and what was made. It stays when colours or sizes change.

    ``has_key``: this computer has a receiving key. ``out``: where the tables go; None until a folder is chosen.
    ``expected``: the list of the agencies from which returns are expected, if there is one.
    """

    has_key: bool
    clock: Clock
    folder: Path | None = None
    out: Path | None = None
    expected: Path | None = None
    made: Collation | None = None


class TablesPage(StandalonePage):
    """The page on which a person makes tables of many returns. ``matrix_wanted`` carries the returns that count."""

    matrix_wanted = Signal(object)

    def __init__(self, services: Services, state: TablesState) -> None:
        super().__init__(services, "Tables of many returns")
        self._state = state
        self.layout_.addWidget(label(_ABOUT))
        self.choose = button("&Choose the returns…")
        self.choose.clicked.connect(self._choose_folder)
        self.layout_.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._chosen = QWidget()
        self._add_chosen(self._column_in(self._chosen))
        self.layout_.addWidget(self._chosen)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.progress = ProgressRow("Reading the returns")
        self.layout_.addWidget(self.problem)
        self.layout_.addWidget(self.progress)
        self._result: QWidget | None = None
        self._show_choice()
        if state.made is not None:
            self._show_result(state.made)

    @override
    def first_field(self) -> QWidget:
        return self.choose

    def _column_in(self, widget: QWidget) -> QVBoxLayout:
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.pixels(12))
        return layout

    def _add_chosen(self, layout: QVBoxLayout) -> None:
        self.folder_text, self.out_text = label(""), label("")
        self.passphrase = PassphraseRow(self.theme, "receiver-passphrase", text="Passphrase of the key", hint=_HINT)
        self.passphrase.setVisible(self._state.has_key)
        self.place = button("Another &place…")
        self.place.clicked.connect(self._choose_place)
        self.make = button("&Make the tables", "primary")
        self.make.clicked.connect(self._make)
        layout.addWidget(self.folder_text)
        layout.addWidget(self.out_text)
        layout.addWidget(self.place, 0, Qt.AlignmentFlag.AlignLeft)
        self.expected_text = label("")
        self.expected = button("Your &list of agencies…", described=_LIST)
        self.expected.clicked.connect(self._choose_list)
        layout.addWidget(self.expected_text)
        layout.addWidget(self.expected, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_choice(self) -> None:
        folder, out, expected = self._state.folder, self._state.out, self._state.expected
        self._chosen.setVisible(folder is not None)
        if folder is not None:
            self.folder_text.setText(breakable(f"Returns: {folder}"))
            self.out_text.setText(breakable(f"The tables go into a new folder: {out}"))
            self.expected_text.setText(breakable(_LIST if expected is None else f"Your list of agencies: {expected}"))

    def _choose_folder(self) -> None:
        folder = self.services.dialogs.folder_of_files("Choose the folder with the returns")
        if folder is not None:
            self._state.folder, self._state.out = folder, _free(documents_folder() / f"Tables of {folder.name}")
            self._take_away_result()
            self._show_choice()
            self.make.setFocus()

    def _choose_place(self) -> None:
        start = self._state.out or documents_folder()
        out = self.services.dialogs.save_as("Choose a new folder for the tables", start, may_replace=False)
        if out is not None:
            self._state.out = out
            self._take_away_result()
            self._show_choice()

    def _choose_list(self) -> None:
        chosen = self.services.dialogs.files("Choose your list of agencies", ("xlsx", "csv"))
        if chosen:
            self._state.expected = chosen[0]
            self._take_away_result()
            self._show_choice()

    def _make(self) -> None:
        folder, out, passphrase = self._state.folder, self._state.out, self.passphrase.field.text()
        if folder is None or out is None:
            return
        self._take_away_result()
        self._show_problem("")
        self.passphrase.show_problem("")
        begin_work(self.make)
        now, expected = self._state.clock(), self._state.expected

        def operation(workspace: Workspace, task: Task) -> Collation:
            key = receiving.unlock_receiving_key(workspace.home.receiver, passphrase) if passphrase else None
            agencies = receiving.read_expected_agencies(expected) if expected is not None else ()
            options = receiving.CollationOptions(now, _explain, key, agencies, keeps_returns=True, is_for_people=True)
            return receiving.collate(
                workspace.home, folder, out, options, progress=task.progress, cancel=task.is_cancelled
            )

        task = self.services.jobs.submit_long(
            operation, self._take_result, self._refuse, self._show_progress, what="The tables"
        )
        self.progress.follow(task)

    def _show_progress(self, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            self.progress.show_progress(done, total)

    def _take_result(self, made: Collation) -> None:
        self._state.made = made
        if shiboken6.isValid(self):
            self._rest()
            self._show_result(made)
            announce(self, _summary(made), at_once=True)

    def _refuse(self, error: S11Error) -> None:
        if not shiboken6.isValid(self):
            if not isinstance(error, Cancelled):
                self.services.jobs.failed.emit(error)
            return
        self._rest()
        if isinstance(error, PassphraseWrong | PassphraseMissing):
            self.passphrase.ask_again(_WRONG)
            return
        is_stopped = isinstance(error, Cancelled)
        self._show_problem("Stopped. Nothing was left behind." if is_stopped else message(error).whole)

    def _rest(self) -> None:
        self.progress.follow(None)
        end_work(self.make)

    def _show_problem(self, problem: str) -> None:
        show_problem(self.problem, problem, self)

    def _add_agencies(self, layout: QVBoxLayout, made: Collation) -> None:
        """Name those that have not returned, and those that returned under a name that is not on the list."""
        if made.missing:
            layout.addWidget(label("Not returned yet", Kind.HEADING))
            add_first_few(layout, [partial(label, one_line(name)) for name in made.missing], "agencies")
        if made.unlisted:
            layout.addWidget(label("Returned, and not on your list", Kind.HEADING))
            makers = [partial(label, unlisted_sentence(name, nearest)) for name, nearest in made.unlisted]
            add_first_few(layout, makers, "agencies")

    def _take_away_result(self) -> None:
        self._state.made = None
        if self._result is not None:
            self._result.hide()
            self._result.deleteLater()
            self._result = None

    def _show_result(self, made: Collation) -> None:
        """Show what was made. The next tables need another folder, so one is suggested."""
        self._result = QWidget()
        layout = self._column_in(self._result)
        layout.addWidget(label(_summary(made), Kind.HEADING))
        layout.addWidget(label(breakable(f"They are in {made.folder}.")))
        for line in rate_lines(made.rates, as_at_moment(made.at)):
            layout.addWidget(label(line))
        if made.kept is not None and made.counted:
            self.matrix = button("See all &answers side by side", "primary")
            self.matrix.clicked.connect(lambda: self.matrix_wanted.emit(made.kept))
            layout.addWidget(self.matrix, 0, Qt.AlignmentFlag.AlignLeft)
        opening = button("&Open the workbook")
        opening.clicked.connect(lambda: open_outside(made.folder / WORKBOOK_NAME))
        showing = button("&Show the folder")
        showing.clicked.connect(lambda: open_outside(made.folder))
        layout.addWidget(opening, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(showing, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_agencies(layout, made)
        if made.uncounted:
            layout.addWidget(label("Files that do not count", Kind.HEADING))
            makers = [lambda one=one: _uncounted_label(one) for one in made.uncounted]
            add_first_few(layout, makers, "files")
        self.layout_.insertWidget(self.layout_.indexOf(self.progress) + 1, self._result)
        self._state.out = _free(made.folder)
        self._show_choice()


def _summary(made: Collation) -> str:
    return f"{counted(made.counted, 'return')} in the tables"


def _uncounted_label(one: UncountedFile) -> QWidget:
    return label(breakable(f"{one_line(one.file)}: {FILE_STATES[one.state]}. {one.reason}"))


def _explain(error: UserError) -> str:
    return message(error).whole


def _free(path: Path) -> Path:
    """``path``, with a number if something has that name."""
    return free_path(path.parent, path.name)
