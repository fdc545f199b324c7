"""Two parts beside each other where there is room, and one below the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from s11desk.override import override


class SideBySide(QWidget):
    """``first`` is at the left or above. ``least``: the width in pixels from which they are beside each other.

    ``share``: how much of the width ``first`` and ``second`` take then; with 0 a part is as wide as it has to be.
    """

    def __init__(
        self, first: QWidget, second: QWidget, least: int, *, share: tuple[int, int] = (1, 0), gap: int = 12
    ) -> None:
        super().__init__()
        self._least, self._gap = least, gap
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        for part, width in zip((first, second), share, strict=True):
            self._row.addWidget(part, width, Qt.AlignmentFlag.AlignTop if not width else Qt.AlignmentFlag(0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        is_wide = event.size().width() >= self._least
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
        super().resizeEvent(event)
