"""A link whose text wraps, which Qt's own button does not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from s11desk.desktop.parts.text.text_parts import PressedButton, escape_shortcut_marks
from s11desk.override import override
from s11desk.wording.dates import with_whole_dates
from s11desk.wording.plain_text import shown_text

_CHANGES_SIZES = {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WrappedLink(PressedButton):
    """A link that may take several lines. ``kind`` is its look.

    Layouts ask for sizes dozens of times before they place anything, so the answers are kept until the text or the font
    changes.
    """

    def __init__(self, text: str, kind: str, colour: str) -> None:
        super().__init__()
        self._words = self._drawn = ""
        self._heights: dict[int, int] = {}
        self._wanted: QSize | None = None
        self._least: QSize | None = None
        self.setText(text)
        self._colour = QColor(colour)
        self.setProperty("kind", kind)
        self.setAccessibleName(self._words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def setText(self, text: str) -> None:
        self._words = shown_text(text)
        self._drawn = with_whole_dates(self._words)
        self._forget_sizes()
        super().setText(escape_shortcut_marks(self._words))
        self.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _CHANGES_SIZES:
            self._forget_sizes()
        super().changeEvent(event)

    def _forget_sizes(self) -> None:
        self._wanted, self._least = None, None
        self._heights.clear()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            words = self._place_of_words(QRect(0, 0, width, 10_000))
            self._heights[width] = words.height() + 2 * self._edge()
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        if self._wanted is None:
            width = self.fontMetrics().horizontalAdvance(self._drawn) + self._edge() + 1
            self._wanted = QSize(width, self.heightForWidth(width))
        return self._wanted

    @override
    def minimumSizeHint(self) -> QSize:
        if self._least is None:
            letters = self.fontMetrics()
            longest = max(letters.horizontalAdvance(word) for word in self._drawn.split(" "))
            self._least = QSize(longest + self._edge() + 1, letters.height() + 2 * self._edge())
        return self._least

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._colour)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.drawText(self._place_of_words(self.rect()), _WRAPPED, self._drawn)
        painter.end()

    def _place_of_words(self, around: QRect) -> QRect:
        edge = self._edge()
        return self.fontMetrics().boundingRect(around.adjusted(0, edge, -edge, -edge), _WRAPPED, self._drawn)

    def _edge(self) -> int:
        return max(self.fontMetrics().height() // 6, 3)
