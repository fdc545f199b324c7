"""Fields to type in. ``typed`` is emitted at each keystroke; showing a saved value does not move the cursor."""

from __future__ import annotations

import datetime as dt
import math

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from s11desk.desktop.inputs.evidence.dropped_files import holds_files
from s11desk.desktop.inputs.word_steps import WordSteps, begins_word
from s11desk.desktop.messages.unparsed_words import no_date_words
from s11desk.desktop.parts.layout.scroll_area import TURNS, bring_into_sight_at
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.qt_length import qt_length
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT
from s11desk.domain.text.typed_text import pasted_text, typed_line, typed_text
from s11desk.override import override
from s11desk.wording.dates import day, parse_day, year_doubt

_PAUSE = 150
"""Milliseconds between two looks whether a field may get smaller."""


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


class LineField(QLineEdit):
    """One line of text.

    ``filled`` is emitted with the most characters that it takes, when something did not fit.
    """

    typed = Signal()
    filled = Signal(int)

    def __init__(self, limit: int = LINE_LIMIT) -> None:
        super().__init__()
        self._showing = False
        self._limit = limit
        self.setMaxLength(limit)
        self.inputRejected.connect(lambda: self.filled.emit(self._limit))  # also for what is left of a paste
        self.textChanged.connect(self._on_changed)  # textEdited is not emitted for screen readers or dictation

    @override
    def setText(self, text: str | None) -> None:
        """Set the text from code, which does not count as typing. A text that was saved is never cut."""
        self._showing = True
        self.setMaxLength(max(self._limit, qt_length(text or "")))
        super().setText(text)
        self._showing = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Undo take back a word, and not all that was typed since the field got the keyboard."""
        before = self.text()[: self.cursorPosition()]
        if not self.hasSelectedText() and begins_word(before, event):
            self.cursorBackward(False, 1)  # noqa: FBT003 - only a movement ends what Qt undoes as one
            self.cursorForward(False, 1)  # noqa: FBT003 - Qt's own
        super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files and pictures to the page: here they would become a path."""
        if holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _on_changed(self) -> None:
        if not self._showing:
            self.typed.emit()

    def start_over(self) -> None:
        """Be empty as a new field is, with nothing to undo."""
        self.setText("")

    def is_full(self) -> bool:
        """Whether not one more character fits."""
        return qt_length(self.text()) >= self.maxLength()

    def show_value(self, value: str) -> None:
        """Show the saved ``value``. A space at the end stays while the person types."""
        if self.text() != value and not (self.hasFocus() and typed_line(self.text()) == value):
            self.setText(value)


class TextField(QPlainTextEdit):
    """Text of several lines. The field grows with its text. Tab goes to the next field.

    It gets smaller only once the keyboard is elsewhere and no mouse button is down: a button below it that moved up
    under the mouse would miss a click.

    ``filled`` is emitted with the most characters that it takes, when something did not fit.
    """

    typed = Signal()
    filled = Signal(int)

    def __init__(self, theme: Theme, lines: int = 5, limit: int = LONG_LIMIT) -> None:
        super().__init__()
        self._limit = self._most = limit
        self._added = (0, 0)
        self._words = WordSteps(self)
        self._theme = theme
        self._lines = lines
        self._showing = False
        self._room = QTimer(self, singleShot=True, interval=_PAUSE)
        self._room.timeout.connect(self._fit)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().contentsChange.connect(self._note_change)
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(lambda: self._show_cursor(0))
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def show_value(self, value: str) -> None:
        """Show the saved ``value`` and keep the cursor in its place."""
        if typed_text(self.toPlainText()) == value:
            return
        position = self.textCursor().position()
        self._showing = True
        self.setPlainText(value)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(self.toPlainText())))
        self.setTextCursor(cursor)

    def value(self) -> str:
        """Return the text as typed."""
        return self.toPlainText()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Leave files and pictures to the page: here they would become a path, or nothing."""
        return not holds_files(source) and super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop plain text as a person sees it, with the list marks of a word processor."""
        self.insertPlainText(pasted_text(source.text()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        with self._words.step(event):
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(320), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._fit)  # Qt breaks the lines of a field that is not shown yet later

    @override
    def setPlainText(self, text: str) -> None:
        """Show a text from code. A text that was saved is never cut."""
        self._most = max(self._limit, qt_length(text))
        super().setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def start_over(self) -> None:
        """Be empty as a new field is, with nothing to undo."""
        self._added = (0, 0)
        self._words = WordSteps(self)
        self._showing = True
        self.setPlainText("")
        self._showing = False

    def is_full(self) -> bool:
        """Whether not one more character fits."""
        return self.document().characterCount() - 1 >= self._most

    def _note_change(self, position: int, _removed: int, added: int) -> None:
        self._added = (position, added)

    def _on_changed(self) -> None:
        if not self._showing and not self._cut_excess():
            self.typed.emit()

    def _cut_excess(self) -> bool:
        """Take the end of what was just added out again if the text is too long now. What was there before stays.

        Whether it was typed, pasted, dropped or dictated. The removal is a change of its own, so it counts as typing.
        """
        position, added = self._added
        over = min(self.document().characterCount() - 1 - self._most, added)
        if over <= 0:
            return False
        if self.document().isRedoAvailable():  # the person undid the cut, so undo what was added as well
            self.undo()
            return True
        cursor = QTextCursor(self.document())
        end = min(position + added, self.document().characterCount() - 1)
        cursor.setPosition(max(end - over, 0))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.filled.emit(self._limit)
        return True

    def _fit(self) -> None:
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * round(self.document().documentMargin())
        text = max(self._text_height(), self._lines * self.fontMetrics().lineSpacing())
        wanted = text + around + 2 * self._theme.pixels(6)
        if self.height() == wanted:
            return
        is_in_use = self.hasFocus() or QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if wanted < self.height() and is_in_use and self.isVisible():
            self._room.start()
        else:
            self.setFixedHeight(wanted)
            self._show_cursor(TURNS)

    def _text_height(self) -> int:
        """Pixels of all lines. Qt makes a line of a text a little higher than the font asks for."""
        height, block = 0.0, self.document().begin()
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return math.ceil(height)

    def _show_cursor(self, turns: int) -> None:
        """Keep the line in which a person types on the screen while the field grows. A mouse that selects is left."""
        if not self.hasFocus() or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        bring_into_sight_at(self.viewport(), self.cursorRect())
        if turns:
            QTimer.singleShot(0, self, lambda: self._show_cursor(turns - 1))


class DateField(QWidget):
    """A date that people type, in any usual way.

    There is no calendar: Qt's own cannot be used with arrow keys here, and speaks the language of the computer.
    """

    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._line = LineField()
        self._line.setPlaceholderText("day month year")
        self._line.setFixedWidth(theme.pixels(220))
        self._line.typed.connect(self.typed)
        self._line.editingFinished.connect(self._tidy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addStretch()
        self.setFocusProxy(self._line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt moves a widget without one to no place in the order of Tab

    @property
    def line(self) -> QLineEdit:
        """The line in which the date is typed."""
        return self._line

    def start_over(self) -> None:
        """Be empty as a new field is, with nothing to undo."""
        self._line.start_over()

    def value(self) -> dt.date | None:
        """Return the date. None if the text is not a date."""
        return parse_day(self._line.text(), today=_today())

    def is_understood(self) -> bool:
        """Whether the text is a date, or empty."""
        return not self._line.text().strip() or self.value() is not None

    def doubt(self) -> str:
        """Ask about a date that is hardly meant. Empty if there is nothing to ask."""
        return year_doubt(self.value())

    def problem(self) -> str:
        """Say why the text is no date. Empty if it is one, or nothing."""
        return "" if self.is_understood() else no_date_words(self._line.text())

    def mistake(self) -> str:
        """Say why nothing can be done with the text: it is no date, or of a year that nobody means. Empty if it can."""
        return self.problem() or self.doubt()

    def unparsed(self) -> str:
        """Return the text that is not a date. Empty if it is one."""
        return "" if self.is_understood() else self._line.text()

    def show_unparsed(self, typed: str) -> None:
        """Show ``typed`` again unless there is already text."""
        if not self._line.text().strip():
            self._line.setText(typed)

    def show_value(self, value: dt.date | None) -> None:
        """Show the saved date. Text that is not a date stays, because no other copy of it exists."""
        if self.value() == value and (self._line.text().strip() or self._line.hasFocus()):
            return
        if value is not None or self.is_understood():
            self._line.setText(day(value) if value else "")

    @override
    def setAccessibleName(self, name: str) -> None:
        self._line.setAccessibleName(name)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        self._line.setAccessibleDescription(description)

    def _tidy(self) -> None:
        """Show the date in full, and say it if the year was added: people may have meant another one."""
        value, typed = self.value(), self._line.text()
        if value is not None:
            self._line.setText(day(value))
            if str(value.year) not in typed:
                announce(self, day(value))


class ListField(QComboBox):
    """One choice from a few. The wheel does not change it: scrolling a page must not change an answer."""

    typed = Signal()

    def __init__(self, choices: dict[str, str]) -> None:
        super().__init__()
        for code, text in choices.items():
            self.addItem(text, code)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _: self.typed.emit())

    @override
    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def start_over(self) -> None:
        """Choose the first entry, as a new field does."""
        self.setCurrentIndex(0)

    def value(self) -> str:
        """Return the code of the choice."""
        return str(self.currentData())

    def show_value(self, code: str) -> None:
        """Choose the entry with ``code``, or the first one if there is none."""
        self.setCurrentIndex(max(self.findData(code), 0))
