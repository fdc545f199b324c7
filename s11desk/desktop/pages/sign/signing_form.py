"""The form that uses a key: folder, passphrase, button, progress, and the reason for a refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import Message, message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import TURNS, bring_into_sight
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.saving.jobs import Operation, Task
from s11desk.errors import Cancelled, S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong

T = TypeVar("T")

OWN_PASSPHRASE = "The one you chose when you set up your signature."  # noqa: S105 - a sentence

_UNSAVED = "Nothing was signed, because the last thing you typed is not saved yet."


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of one form. ``field`` names the passphrase field, ``working`` the task.

    ``folder`` is the accessible name of the folder's path, ``described`` the description of the button. ``wrong``: what
    it says to another passphrase, if the key is not the one for signing.
    """

    field: str
    hint: str
    choose_folder: str
    button: str
    described: str = ""
    folder: str = ""
    working: str = ""
    wrong: str = ""


class SigningForm(QWidget):
    """The form that asks for a folder and the passphrase of a key.

    ``entered`` is emitted with the folder and the passphrase: the person asks for the key to be used.

    ``folder_chosen`` is emitted with a folder. With ``asks_folder_last`` the form shows no folder, and the button asks
    for it.
    """

    entered = Signal(object, str)
    folder_chosen = Signal(object)

    def __init__(self, services: Services, words: FormWords, folder: Path, *, asks_folder_last: bool = False) -> None:
        super().__init__()
        self._services = services
        self._words = words
        self._asks_folder_last = asks_folder_last
        self.folder = folder
        self.change: QPushButton | None = None
        layout = column(self, services.theme)
        self.folder_text = label(breakable(str(folder)))
        if not asks_folder_last:
            self._add_folder(layout)
        self._row = PassphraseRow(services.theme, words.field, hint=words.hint)
        self.passphrase = self._row.field
        self.passphrase.returnPressed.connect(self._enter)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.sign = button(words.button, "primary", described=words.described)
        self.sign.clicked.connect(self._enter)
        self._progress = ProgressRow(words.working)
        layout.addWidget(self._row)
        layout.addWidget(self.problem)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._progress)

    def set_folder(self, folder: Path) -> None:
        """Put the file that is made into ``folder``."""
        is_other, self.folder = folder != self.folder, folder
        self.folder_text.setText(breakable(str(folder)))
        if self.change is not None:
            self.change.setAccessibleDescription(self._chosen_words())
            announce(self, self._chosen_words() if is_other else "")
        self.folder_chosen.emit(folder)

    def run(self, operation: Operation[T], done: Callable[[T], None], what: str) -> None:
        """Run ``operation``, show its progress and a button that stops it.

        ``done`` is called even if the form is closed by then.
        """

        def finished(result: T) -> None:
            if shiboken6.isValid(self):
                self._follow(None)
            done(result)

        self._follow(
            self._services.jobs.submit_long(operation, finished, self._show_refusal, self._show_progress, what=what)
        )

    def refuse(self, error: S11Error) -> None:
        """Show why the key was not used. The problem of a passphrase is shown beside its field."""
        self._follow(None)
        if isinstance(error, PassphraseWrong | PassphraseMissing):
            is_other_key = isinstance(error, PassphraseWrong) and self._words.wrong
            self._row.ask_again(self._words.wrong if is_other_key else message(error).whole)
        else:
            self.show_problem(
                "Stopped. Nothing was left behind." if isinstance(error, Cancelled) else message(error).whole
            )
        self._show_way_on()

    def refuse_unsaved(self, reason: Message | None) -> None:
        """Show that nothing was signed, because the draft is not saved. ``reason``: why it is not."""
        self._follow(None)
        self.show_problem(f"{_UNSAVED} {reason.whole}" if reason is not None else _UNSAVED)
        self._show_way_on()

    def enable(self) -> None:
        """Let the person enter the form again, for another reason than a refusal."""
        self._follow(None)

    def show_problem(self, problem: str) -> None:
        """Show what keeps the person from signing. An empty text removes the problem."""
        self._row.show_problem("")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            announce(self, problem, at_once=True)

    def _show_way_on(self) -> None:
        """Bring the button into sight again: the words of the problem have moved it down."""
        bring_into_sight(self.sign, 3 * TURNS)

    def _add_folder(self, layout: QVBoxLayout) -> None:
        """Put the button below the path: side by side, a small window at 300 % has no room for both."""
        self.folder_text.setAccessibleName(self._words.folder)
        self.change = button("Choose a f&older…", described=self._chosen_words())
        self.change.clicked.connect(self._choose_folder)
        layout.addWidget(self.folder_text)
        layout.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def _chosen_words(self) -> str:
        return f"{self._words.folder}: {self.folder}"

    def _choose_folder(self) -> None:
        chosen = self._services.dialogs.folder(self._words.choose_folder, self.folder)
        if chosen is not None:
            self.set_folder(chosen)

    def _enter(self) -> None:
        if not self.sign.isEnabled():
            return
        folder: Path | None = self.folder
        if self._asks_folder_last:
            folder = self._services.dialogs.folder(self._words.choose_folder, self.folder)
        if folder is not None:
            self.show_problem("")
            begin_work(self.sign)
            self.entered.emit(folder, self.passphrase.text())

    def _follow(self, task: Task | None) -> None:
        self._progress.follow(task)
        if task is None:
            end_work(self.sign)
        else:
            begin_work(self.sign)

    def _show_progress(self, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            self._progress.show_progress(done, total)

    def _show_refusal(self, error: S11Error) -> None:
        """If the form is closed, let the window show the refusal, unless the person stopped the task."""
        if shiboken6.isValid(self):
            self.refuse(error)
        elif not isinstance(error, Cancelled):
            self._services.jobs.failed.emit(error)
