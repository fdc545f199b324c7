"""A text that takes only a few lines of its place, however long it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption

from s11desk.desktop.parts.text.text_parts import Kind, PlainLabel, prepared, set_tool_tip
from s11desk.override import override


class FewLines(PlainLabel):
    """Shows at most ``lines`` lines, with "…" at the end of a longer text.

    A tooltip has the whole text, and so has a screen reader.
    """

    def __init__(self, kind: Kind, lines: int = 2) -> None:
        super().__init__()
        self._most = lines
        prepared(self, "", kind)

    @override
    def heightForWidth(self, width: int) -> int:
        return min(super().heightForWidth(width), self._most_height())

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(16_777_215, self._most_height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().boundedTo(QSize(16_777_215, self._most_height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_tool_tip(self, self.text() if self.is_cut() else "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        top = float(self.contentsRect().y())
        for line in self.shown_lines():
            painter.drawText(QPointF(self.contentsRect().x(), top + self.fontMetrics().ascent()), line)
            top += self.fontMetrics().lineSpacing()
        painter.end()

    def is_cut(self) -> bool:
        """Whether the text needs more lines than it may take."""
        return super().heightForWidth(self.width()) > self._most_height()

    def shown_lines(self) -> list[str]:
        """Return the lines as they are shown, when the text is cut."""
        text, width = self.text(), self.contentsRect().width()
        layout = QTextLayout(text, self.font())
        layout.setTextOption(_wrapping())
        layout.beginLayout()
        starts = []
        for _ in range(self._most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        units = text.encode("utf-16-le", "surrogatepass")
        parts = [
            units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
            for start, end in zip(starts, [*starts[1:], len(units) // 2], strict=True)
        ]
        last = self.fontMetrics().elidedText(parts[-1], Qt.TextElideMode.ElideRight, width)
        return [*(part.rstrip() for part in parts[:-1]), last]

    def _most_height(self) -> int:
        margins = self.contentsMargins()
        return self._most * self.fontMetrics().lineSpacing() + margins.top() + margins.bottom()


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
