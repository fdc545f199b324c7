"""A link whose text wraps, which Qt's own button does not."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from s11desk.desktop.parts.text_parts import PressedButton, escape_shortcut_marks
from s11desk.override import override
from s11desk.wording.plain_text import shown_text

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WrappedLink(PressedButton):
    """A link that may take several lines. ``kind`` is its look."""

    def __init__(self, text: str, kind: str, colour: str) -> None:
        super().__init__()
        self._words = ""
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
        super().setText(escape_shortcut_marks(self._words))
        self.updateGeometry()

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
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in self._words.split() or [""])
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
