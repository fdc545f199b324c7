"""Every modal dialog. Pages open dialogs only through here, so that a test can answer them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from s11desk.desktop.parts.documents_folder import documents_folder, downloads_folder
from s11desk.desktop.shell.long_text_dialog import LongTextDialog
from s11desk.wording.amounts import listed
from s11desk.wording.plain_text import shown_text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


KEEP_MINE = "Keep what I typed"
USE_OTHER = "Use the other version"

_MOST_LETTERS = 900
_MOST_ENDINGS = 3
_ONE_LINE = 60
"""Letters. A longer text has lines of at least this length."""
_MOST_LINES = 14
"""A longer text does not stand in a message box, which grows with it until it is larger than the screen."""


def _free_path(path: Path) -> Path:
    """``path``, with a number if there is a file or folder of that name."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return next((place for place in (path, *numbered) if not os.path.lexists(place)), path)


def _is_long(text: str) -> bool:
    return len(text) > _MOST_LETTERS or text.count("\n") >= _MOST_LINES


def _name_of(types: tuple[str, ...]) -> str:
    """The name of files with these endings, short enough for the one line of the system's dialog."""
    if any(kind.startswith("s11") for kind in types):
        return "Files of s11desk"
    return f"{listed(f'.{kind}' for kind in types)} files" if len(types) <= _MOST_ENDINGS else "Files you can choose"


class Dialogs(Protocol):
    """The dialogs a page can open. ``None`` or an empty value means that the person cancelled."""

    def show_message(self, headline: str, text: str) -> None:
        """Show a message until the person closes it."""

    def confirm(self, headline: str, text: str, *, yes: str, no: str) -> bool:
        """Ask a question. True if the person chose ``yes``."""

    def offer(self, headline: str, text: str, *, yes: str) -> bool:
        """Say that something is done, and offer what comes next. True if the person chose ``yes``."""

    def choose(self, headline: str, text: str, choices: tuple[str, ...]) -> int:
        """Ask for one of ``choices`` and return its index. The person cannot cancel."""

    def keeps_mine(self, headline: str, text: str, mine: str, other: str) -> bool:
        """Show two versions of a text. True if the person keeps ``mine``, which is the safe choice."""

    def files(self, headline: str, types: tuple[str, ...], *, were_sent: bool = False) -> tuple[Path, ...]:
        """Ask for existing files with the endings ``types``. The person can look at all files instead.

        ``types``: empty for all files. ``were_sent``: files that came by e-mail. The dialog begins in Downloads, or
        where the last such file was.
        """

    def folder_of_files(self, headline: str) -> Path | None:
        """Ask for a folder with files that came by e-mail. It begins where the dialog of such files does."""

    def folder(self, headline: str, start: Path) -> Path | None:
        """Ask for a folder, beginning at ``start``."""

    def save_as(self, headline: str, start: Path, *, may_replace: bool = True) -> Path | None:
        """Ask for the name of a new file. ``start`` is the suggestion.

        A suggestion without a folder begins where the person last saved such a file; before that, in Documents. Give
        a folder for what is kept apart, such as the copy of a key on a stick: the next file does not go there.
        ``may_replace``: a person may choose a file that is there, and is asked once more.
        """

    def printer(self, headline: str, pages: int) -> QPrinter | None:
        """Ask for a printer and how to print ``pages`` pages."""


class ModalDialogs:
    """The system's own dialogs, over the window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._files_from: dict[bool, Path] = {}  # the folder of the last file: the next one is most often in it
        self._saved_to = documents_folder()

    def show_message(self, headline: str, text: str) -> None:
        """Show a message until the person closes it."""
        if _is_long(text):
            self._run_long(headline, [("", text)], ("OK",), 0)
            return
        self._box(headline, text, QMessageBox.Icon.Information).exec()

    def confirm(self, headline: str, text: str, *, yes: str, no: str) -> bool:
        """Ask a question. Enter and Escape mean ``no``."""
        return self._ask(headline, text, (yes, no), QMessageBox.Icon.Question)

    def offer(self, headline: str, text: str, *, yes: str) -> bool:
        """Say that something is done, without a question mark. Enter and Escape close the dialog."""
        return self._ask(headline, text, (yes, "Close"), QMessageBox.Icon.Information)

    def _ask(self, headline: str, text: str, choices: tuple[str, str], icon: QMessageBox.Icon) -> bool:
        yes, no = choices
        if _is_long(text):
            return self._run_long(headline, [("", text)], choices, 1) == 0
        box = self._box(headline, text, icon)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is agree

    def choose(self, headline: str, text: str, choices: tuple[str, ...]) -> int:
        """Return the index of the choice that the person made. The dialog closes only by a choice."""
        box = self._box(headline, text, QMessageBox.Icon.Question)
        buttons = [box.addButton(choice, QMessageBox.ButtonRole.ActionRole) for choice in choices]
        box.exec()
        return next((index for index, button in enumerate(buttons) if button is box.clickedButton()), 0)

    def keeps_mine(self, headline: str, text: str, mine: str, other: str) -> bool:
        """Show both versions, each in a field of its own that scrolls. Enter, Escape and closing keep ``mine``."""
        parts = [("", text), ("What you typed", mine), ("The other version", other)]
        return self._run_long(headline, parts, (KEEP_MINE, USE_OTHER), 0) == 0

    def files(self, headline: str, types: tuple[str, ...], *, were_sent: bool = False) -> tuple[Path, ...]:
        """Ask for existing files, in the folder of the last ones. Those that were sent have a last one of their own."""
        kinds = " ".join(f"*.{kind} *.{kind.upper()}" for kind in types)
        wanted = f"{_name_of(types)} ({kinds});;" if types else ""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            headline,
            str(self._begins_in(were_sent=were_sent)),
            f"{wanted}All files (*)",
            options=QFileDialog.Option.HideNameFilterDetails,
        )
        if chosen:
            self._files_from[were_sent] = Path(chosen[0]).parent
        return tuple(Path(name) for name in chosen)

    def _begins_in(self, *, were_sent: bool) -> Path:
        last = self._files_from.get(were_sent)
        if last is not None and last.is_dir():
            return last
        return downloads_folder() if were_sent else documents_folder()

    def folder_of_files(self, headline: str) -> Path | None:
        """Ask for a folder with files that were sent, and remember it for them. The files in it are seen."""
        start = str(self._begins_in(were_sent=True))
        chosen = QFileDialog.getExistingDirectory(self._window, headline, start, QFileDialog.Option(0))
        if chosen:
            self._files_from[True] = Path(chosen)
        return Path(chosen) if chosen else None

    def folder(self, headline: str, start: Path) -> Path | None:
        """Ask for a folder, beginning at ``start``."""
        chosen = QFileDialog.getExistingDirectory(self._window, headline, str(start))
        return Path(chosen) if chosen else None

    def save_as(self, headline: str, start: Path, *, may_replace: bool = True) -> Path | None:
        """Ask for the name of a new file. Unless it may replace one, a name that is taken gets a number."""
        is_name_alone = start == Path(start.name)
        if is_name_alone:
            start = self._saved_to / start if self._saved_to.is_dir() else documents_folder() / start
            start = start if may_replace else _free_path(start)
        ending = start.suffix.removeprefix(".")
        kind = f"{ending.upper()} (*.{ending})" if ending else ""
        asks = QFileDialog.Option(0) if may_replace else QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self._window, headline, str(start), kind, options=asks)
        if chosen and is_name_alone:
            self._saved_to = Path(chosen).parent
        return Path(chosen) if chosen else None

    def printer(self, headline: str, pages: int) -> QPrinter | None:
        """Return a printer as the person set it up. The caller keeps it until the printing is done."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(headline)
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return printer if dialog.exec() else None

    def _run_long(self, headline: str, parts: list[tuple[str, str]], choices: tuple[str, ...], safe: int) -> int:
        dialog = LongTextDialog(self._window, headline, parts, choices, safe)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def _box(self, headline: str, text: str, icon: QMessageBox.Icon) -> QMessageBox:
        """Make a dialog that shows both texts as they are. Qt makes the label of the second when it first has one.

        The system's own dialogs are not used: what they make of markup is theirs to say.
        """
        box = QMessageBox(icon, "s11desk", "", parent=self._window)
        box.setOption(QMessageBox.Option.DontUseNativeDialog)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(shown_text(headline))
        box.setInformativeText(" ")
        for words in box.findChildren(QLabel):
            words.setTextFormat(Qt.TextFormat.PlainText)
            margins = words.contentsMargins()
            margins.setRight(margins.left())  # Qt leaves room at the left only
            words.setContentsMargins(margins)
        box.setInformativeText(shown_text(text))
        if len(text) > _ONE_LINE:  # a long path would be broken over many lines
            room = box.fontMetrics().averageCharWidth() * _ONE_LINE
            for words in box.findChildren(QLabel, "qt_msgbox_informativelabel"):
                words.setMinimumWidth(room)
        return box
