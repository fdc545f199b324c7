"""A row that wraps: side by side if there is room, one below another if the text is large."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget

from s11desk.override import override


class WrappingRow(QLayout):
    """A layout for buttons, and for texts beside them. ``spacing`` is in pixels, between items and between lines.

    ``at_foot``: what is lower than its line is at the foot of it, as a button beside fields with names above them.

    A text that can wrap gets one line if there is room for it: Qt would give it a narrow column.

    Qt asks a layout for its sizes dozens of times before it places anything. So, as Qt's own layouts do, this one
    remembers its answers until Qt says that they no longer hold (:meth:`invalidate`).
    """

    def __init__(self, spacing: int, *, at_foot: bool = False) -> None:
        super().__init__()
        self._at_foot = at_foot
        self._items: list[QLayoutItem] = []
        self._sized: list[tuple[QLayoutItem, QSize]] | None = None
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def add_together(self, *parts: QWidget) -> None:
        """Add parts that belong together, such as a list and the button that turns it round: they share a line."""
        together = QWidget()
        inner = WrappingRow(self.spacing(), at_foot=self._at_foot)
        together.setLayout(inner)
        for part in parts:
            inner.addWidget(part)
        self.addWidget(together)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def invalidate(self) -> None:
        """Forget all sizes: Qt says that one of them has changed."""
        super().invalidate()
        self._forget()

    def _forget(self) -> None:
        self._sized, self._least = None, None
        self._heights.clear()

    @override
    def expandingDirections(self) -> QtCore.Qt.Orientation:
        """A row takes no spare height: a card with one would be longer than its content."""
        return QtCore.Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), is_trial=True)
        return self._heights[width]

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, is_trial=False)

    @override
    def sizeHint(self) -> QSize:
        sizes = [size for _, size in self._visible()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = QSize()
            for item, _ in self._visible():
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least.grownBy(self.contentsMargins())

    def _visible(self) -> list[tuple[QLayoutItem, QSize]]:
        """The items that are shown, each with the size that it wants."""
        if self._sized is None:
            self._sized = [(item, _wanted(item)) for item in self._items if not item.isEmpty()]
        return self._sized

    def _lay_out(self, rect: QRect, *, is_trial: bool) -> int:
        """Put each item in its place, unless this is a trial. Return the height of all lines."""
        margins: QMargins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        y = inner.y()
        lines = self._lines(inner.width())
        for line in lines:
            height = max(size.height() for _, size in line)
            if not is_trial:
                self._place_line(line, inner.x(), y, height)
            y += height + self.spacing()
        below = y - self.spacing() if lines else y  # a row of which nothing is shown must not be less than nothing
        return below + margins.bottom() - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        x = 0
        for item, wanted in self._visible():
            size = _fitted(item, wanted, width)
            if lines[-1] and x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return [line for line in lines if line]

    def _place_line(self, line: list[tuple[QLayoutItem, QSize]], x: int, y: int, height: int) -> None:
        for item, size in line:
            above = height - size.height()
            item.setGeometry(QRect(QPoint(x, y + (above if self._at_foot else above // 2)), size))
            x += size.width() + self.spacing()


def _wanted(item: QLayoutItem) -> QSize:
    text = item.widget()
    if isinstance(text, QLabel) and text.wordWrap() and not text.pixmap():
        text.ensurePolished()
        line = text.fontMetrics().size(0, text.text()).grownBy(text.contentsMargins())
        return line + QSize(2 * text.margin() + 1, 2 * text.margin())
    return item.sizeHint()


def _fitted(item: QLayoutItem, wanted: QSize, width: int) -> QSize:
    """The size of an item in a row of this width: a text that is wider wraps."""
    if wanted.width() <= width or not item.hasHeightForWidth():
        return wanted
    return QSize(width, item.heightForWidth(width))
