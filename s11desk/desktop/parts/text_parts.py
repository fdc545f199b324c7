"""Text on the screen, always plain: text from a pack or a person is never treated as markup."""

from __future__ import annotations

import html
import re
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QFrame, QGroupBox, QLabel, QListWidgetItem, QPushButton, QSizePolicy, QWidget

from s11desk.override import override
from s11desk.wording.plain_text import short_line, shown_text

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


_BREAK_AFTER = re.compile(r"([/\\_.@-]|\w{16})(?=\S)")
_TOO_LONG = re.compile(r"\S{25,}")
"""Words that may be wider than a narrow page of large text."""


_HANGS = re.compile(r"[Jj]")


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


class _Words(QLabel):
    """Shows no markup, and no character that only turns the text beside it.

    Leaves room for a J, which begins left of its line and would be cut there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)  # before there is a text, which Qt would read as HTML otherwise

    @override
    def setText(self, text: str) -> None:
        super().setText(shown_text(text))
        _set_look(self, "hangs", is_so=bool(_HANGS.match(text)))


def label(text: str, kind: Kind = Kind.BODY) -> QLabel:
    """Make a label that wraps. A screen reader reads it."""
    result = _Words()
    result.setIndent(0)  # with a style sheet, Qt's own is half a letter
    result.setText(_TOO_LONG.sub(lambda found: breakable(found.group()), text))
    result.setWordWrap(True)
    result.setProperty("kind", kind.value)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    result.setSizePolicy(policy)
    return result


def short_label(text: str, kind: Kind = Kind.BODY) -> QLabel:
    """Make a label of one line."""
    result = label(text, kind)
    result.setWordWrap(False)
    result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return result


class IconView(QWidget):
    """A decorative icon: words beside it have its meaning. It is not a QLabel, because a screen reader
    would stop there.
    """

    def __init__(self, shown: QPixmap | None = None) -> None:
        super().__init__()
        self._shown = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
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
        painter.drawPixmap(0, 0, self._shown)
        painter.end()


class PressedButton(QPushButton):
    """A button that Enter presses, as Space does."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class WrappedLink(PressedButton):
    """A link whose text wraps, which Qt's own button does not. ``kind`` is its look."""

    def __init__(self, text: str, kind: str, colour: str) -> None:
        text = shown_text(text)
        super().__init__(escape_shortcut_marks(text))
        self._words = text
        self._colour = QColor(colour)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place_of_words(QRect(0, 0, width, 10_000)).height() + 2 * self._edge()

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._words) + self._edge() + 1
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in self._words.split())
        return QSize(longest + self._edge() + 1, self.fontMetrics().height() + 2 * self._edge())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._colour)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.drawText(self._place_of_words(self.rect()), _WRAPPED, self._words)
        painter.end()

    def _place_of_words(self, around: QRect) -> QRect:
        edge = self._edge()
        return self.fontMetrics().boundingRect(around.adjusted(0, edge, -edge, -edge), _WRAPPED, self._words)

    def _edge(self) -> int:
        return max(self.fontMetrics().height() // 6, 3)


class Group(QGroupBox):
    """Inputs that belong together. A screen reader says ``name`` before the first; nothing is visible."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)


def button(text: str, kind: str = "", *, name: str = "", described: str = "") -> QPushButton:
    """Make a button. ``name`` is its accessible name if ``text`` alone does not say what it acts on."""
    result = PressedButton(shown_text(text))
    if kind:
        result.setProperty("kind", kind)
    result.setAccessibleName(name or text.replace("&", ""))
    if described:
        result.setAccessibleDescription(described)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.setAutoDefault(False)
    return result


def make_secondary(shown: QPushButton) -> None:
    """Take the look of the main button from ``shown``: another button of the page is the next step now."""
    shown.setProperty("kind", "")
    shown.style().unpolish(shown)
    shown.style().polish(shown)


def frame(kind: str) -> QFrame:
    """Make a frame with the look ``kind``."""
    result = QFrame()
    result.setProperty("kind", kind)
    return result


def set_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Mark an input that has a problem. Words beside it name the problem."""
    _set_look(widget, "wrong", is_so=wrong)


def set_found(widget: QWidget, *, found: bool) -> None:
    """Mark an input that has the words that a person searched for."""
    _set_look(widget, "found", is_so=found)


def _set_look(widget: QWidget, name: str, *, is_so: bool) -> None:
    """Set a property for the style sheet, which reads it only once unless the style is applied again."""
    if bool(widget.property(name)) != is_so:
        widget.setProperty(name, is_so)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def breakable(text: str) -> str:
    """Let a path or a file's name break within a word, because it has no spaces."""
    return _BREAK_AFTER.sub("\\1\u200b", text)


def escape_shortcut_marks(text: str) -> str:
    """Escape ``text`` for a place where Qt treats ``&`` as the mark of a shortcut."""
    return shown_text(text).replace("&", "&&")


def set_tool_tip(place: QWidget | QListWidgetItem, text: str) -> None:
    """Give ``place`` a tooltip that shows ``text`` as it is.

    Qt shows a tooltip as HTML if it looks like that, and this cannot be turned off. An ``img`` of a stranger would then
    open a path on a network, to which Windows sends the person's password.
    """
    shown = shown_text(text)
    place.setToolTip(f"<qt>{html.escape(shown)}</qt>" if GuiQt.mightBeRichText(shown) else shown)


def window_title(text: str) -> str:
    """``text`` for the title of the window: one line, without the mark that Qt replaces in a title."""
    return short_line(text).replace("[*]", "[*][*]")
