"""Text on the screen, always plain: text from a pack or a person is never treated as markup."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from s11desk.desktop.parts.by_name import set_by_name
from s11desk.override import override
from s11desk.wording.plain_text import short_line, shown_text

if TYPE_CHECKING:  # PySide makes a class, with its enumerations, when its name is first read
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QListWidgetItem, QStyleOptionButton

_BREAK_AFTER = re.compile(
    r"((?<=\S)[/\\]|[_-](?=[^\W\d_]+[_.-]|\S{20})|@(?=\S{8})"
    r"|\.(?!\S{1,40}@)(?!\w{1,8}[,;.)”]*(?!\S))|\w{16})(?=\S)"
)
"""A file's name breaks before a word of letters, never before a number or its ending.

A path does not break after its first mark, nor an e-mail address before its @.
"""
_TOO_LONG = re.compile(r"\S{25,}")
"""Words that may be wider than a narrow page of large text."""


_AS_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
"""Enough outside a tag. The module ``html`` reads a table of all characters that have names, before the first paint."""

_HANGS = re.compile(r"[Jj]")

_LETTER = re.compile("&(&?)")
_BREAK = "\u200b"
"""A place where a word may break."""
_BULLET = "•"


class Kind(StrEnum):
    """The looks of a label in the style sheet."""

    TITLE = "title"
    HEADING = "heading"
    STRONG = "strong"
    BODY = "body"
    QUIET = "quiet"
    CAPTION = "caption"
    SMALL = "small"
    ERROR = "error"
    GOOD = "good"


class PlainLabel(QLabel):
    """Shows no markup, and no character that only turns the text beside it.

    Leaves room for a J, which begins left of its line and would be cut there. A screen reader gets the text without
    places to break, which some readers would say.
    """

    _has_own_name = False

    def __init__(self) -> None:
        super().__init__()
        set_by_name(self, "textFormat", "PlainText")  # before there is a text, which Qt would read as HTML otherwise

    @override
    def setText(self, text: str) -> None:
        shown = shown_text(text)
        super().setText(shown)
        _set_look(self, "hangs", is_so=bool(_HANGS.match(text)))
        spoken = without_breaks(shown)
        if self._has_own_name or spoken != shown:
            self.setAccessibleName(spoken)
            self._has_own_name = True


class HeadingLabel(PlainLabel):
    """A heading of the page or of a part of it."""

    _has_own_name = True


class BulletLabel(PlainLabel):
    """An entry of a bulleted text, with its bullet before the first line. ``gap``: pixels around the bullet."""

    _has_own_name = True

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self.setAlignment(QtCore.Qt.AlignmentFlag.AlignLeft | QtCore.Qt.AlignmentFlag.AlignTop)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.setContentsMargins(2 * self._gap + self.fontMetrics().horizontalAdvance(_BULLET), 0, 0, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self._gap, self.fontMetrics().ascent(), _BULLET)
        painter.end()


class ColumnHeadLabel(PlainLabel):
    """The head of a column in a table."""

    _has_own_name = True


class RowHeadLabel(PlainLabel):
    """The head of a row in a table."""

    _has_own_name = True


SomeLabel = TypeVar("SomeLabel", bound=PlainLabel)


def label(text: str, kind: Kind = Kind.BODY) -> QLabel:
    """Make a label that wraps. A screen reader reads it, as a heading if it looks like one."""
    if kind in {Kind.TITLE, Kind.HEADING}:
        return heading(text, kind)
    return prepared(PlainLabel(), text, kind)


def heading(text: str, kind: Kind) -> HeadingLabel:
    """Make a heading of any look."""
    return prepared(HeadingLabel(), text, kind)


def bullet_label(text: str, kind: Kind, gap: int) -> BulletLabel:
    """Make an entry of a bulleted text. ``gap``: pixels of this screen before and after the bullet."""
    return prepared(BulletLabel(gap), text, kind)


def column_head(text: str) -> ColumnHeadLabel:
    """Make the head of a column in a table."""
    return prepared(ColumnHeadLabel(), text, Kind.STRONG)


def row_head(text: str) -> RowHeadLabel:
    """Make the head of a row in a table."""
    return prepared(RowHeadLabel(), text, Kind.STRONG)


def prepared(result: SomeLabel, text: str, kind: Kind) -> SomeLabel:
    """Give a label that was just made its text and its look. It wraps."""
    result.setIndent(0)  # with a style sheet, Qt's own is half a letter
    show_words(result, text)
    result.setWordWrap(True)
    result.setProperty("kind", kind.value)
    return result


def show_words(shown: QLabel, text: str) -> None:
    """Show another text in a label, as :func:`label` does."""
    shown.setText(wrappable(text))


def short_label(text: str, kind: Kind = Kind.BODY) -> QLabel:
    """Make a label of one line."""
    result = label(text, kind)
    result.setWordWrap(False)
    result.setSizePolicy(QtWidgets.QSizePolicy.Policy.Preferred, QtWidgets.QSizePolicy.Policy.Fixed)
    return result


class IconView(QWidget):
    """A decorative icon: words beside it have its meaning. It is not a QLabel, because a screen reader
    would stop there.
    """

    def __init__(self, shown: QPixmap | None = None) -> None:
        super().__init__()
        self._shown = QPixmap()
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed)
        if shown is not None:
            self.show_pixmap(shown)

    def pixmap(self) -> QPixmap:
        """Return the icon that is shown."""
        return self._shown

    def show_pixmap(self, shown: QPixmap) -> None:
        """Show another icon."""
        self._shown = shown
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._shown.deviceIndependentSize().toSize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap((self.width() - self.sizeHint().width()) // 2, 0, self._shown)
        painter.end()


class PressedButton(QPushButton):
    """A button that Enter presses, as Space does. A screen reader hears the new text too when the text changes.

    ``shows_letters``: whether all buttons underline the letter that presses them with Alt.
    """

    shows_letters = False

    @override
    def setText(self, text: str) -> None:
        """Show another text. An accessible name that was the former text becomes the new one."""
        is_name = self.accessibleName() == spoken_text(self.text())
        super().setText(text)
        if is_name:
            self.setAccessibleName(spoken_text(text))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if presses(event):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand of something to click, from the first time that the mouse comes here."""
        if not self.testAttribute(QtCore.Qt.WidgetAttribute.WA_SetCursor):
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    @override
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if not PressedButton.shows_letters and "&" in self.text():
            option.text = without_letter(self.text())


def presses(event: QKeyEvent) -> bool:
    """Whether this is Enter, and not Enter that is held."""
    return event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter} and not event.isAutoRepeat()


def without_letter(text: str) -> str:
    """Take out the mark of the letter that goes with Alt. A doubled one stays: Qt shows it as one."""
    return _LETTER.sub(lambda found: 2 * found.group(1), text)


def spoken_text(text: str) -> str:
    """The text of a button as people see it: without the mark of a letter, and with one ``&`` for a doubled one."""
    return _LETTER.sub(r"\1", text)


SomeButton = TypeVar("SomeButton", bound=PressedButton)


def button(text: str, kind: str = "", *, name: str = "", described: str = "") -> QPushButton:
    """Make a button. ``name`` is its accessible name if ``text`` alone does not say what it acts on."""
    return button_as(PressedButton, text, kind, name=name, described=described)


def button_as(made: type[SomeButton], text: str, kind: str = "", *, name: str = "", described: str = "") -> SomeButton:
    """Make a button of the class ``made``, as :func:`button` does."""
    result = made(shown_text(text))
    if kind:
        result.setProperty("kind", kind)
    result.setAccessibleName(name or spoken_text(text))
    if described:
        result.setAccessibleDescription(described)
    result.setAutoDefault(False)
    return result


def make_secondary(shown: QPushButton) -> None:
    """Take the look of the main button from ``shown``: another button of the page is the next step now."""
    set_kind(shown, "")


def set_kind(shown: QPushButton, kind: str) -> None:
    """Give a button another look of the style sheet, which reads it only once unless the style is applied again."""
    if shown.property("kind") != kind:
        shown.setProperty("kind", kind)
        shown.style().unpolish(shown)
        shown.style().polish(shown)


def frame(kind: str) -> QFrame:
    """Make a frame with the look ``kind``."""
    result = QFrame()
    result.setProperty("kind", kind)
    return result


def set_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Mark an input that has a problem. Words beside it name the problem.

    The frame is drawn around the line to type in, which can be one part of the input.
    """
    _set_look(widget.focusProxy() or widget, "wrong", is_so=wrong)


def set_found(widget: QWidget, *, found: bool) -> None:
    """Mark an input that has the words that a person searched for."""
    _set_look(widget.focusProxy() or widget, "found", is_so=found)


def _set_look(widget: QWidget, name: str, *, is_so: bool) -> None:
    """Set a property for the style sheet, which reads it only once unless the style is applied again."""
    if bool(widget.property(name)) != is_so:
        widget.setProperty(name, is_so)
        if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def breakable(text: str) -> str:
    """Let a path or a file's name break within a word, because it has no spaces."""
    return _BREAK_AFTER.sub(f"\\1{_BREAK}", text)


def without_breaks(text: str) -> str:
    """Take out the places to break that :func:`breakable` put in."""
    return text.replace(_BREAK, "")


def wrappable(text: str) -> str:
    """Let a very long word of ``text`` break, so that it is not cut off in a narrow column."""
    return _TOO_LONG.sub(lambda found: breakable(found.group()), text)


def escape_shortcut_marks(text: str) -> str:
    """Escape ``text`` for a place where Qt treats ``&`` as the mark of a shortcut."""
    return shown_text(text).replace("&", "&&")


def set_tool_tip(place: QWidget | QListWidgetItem, text: str) -> None:
    """Give ``place`` a tooltip that shows ``text`` as it is."""
    place.setToolTip(tool_tip(text))


def tool_tip(text: str) -> str:
    """The form of ``text`` in which a tooltip shows it as it is.

    Qt shows a tooltip as HTML if it looks like that, and this cannot be turned off. An ``img`` of a stranger would then
    open a path on a network, to which Windows sends the person's password.
    """
    shown = shown_text(text)
    return f"<qt>{shown.translate(_AS_HTML)}</qt>" if QtGui.Qt.mightBeRichText(shown) else shown


def window_title(text: str) -> str:
    """``text`` for the title of the window: one line, without the mark that Qt replaces in a title."""
    return short_line(text).replace("[*]", "[*][*]")
