"""Details that are known already: shown as words, with a link that shows their boxes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from s11desk.desktop.parts.half_typed import Foldable
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override


class FoldedDetails(Foldable):
    """Shows ``words`` and the link ``change`` until the person chooses it, then the boxes in ``rows``."""

    rows: QVBoxLayout

    def __init__(self, theme: Theme, words: str, change: str) -> None:
        super().__init__()
        layout = column(self, theme, spacing=12)
        self._folded, self._boxes = QWidget(), QWidget()
        lines = column(self._folded, theme, spacing=4)
        lines.addWidget(label(words))
        self.change = button(change, "link")
        self.change.clicked.connect(self._open)
        lines.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows = column(self._boxes, theme, spacing=12)
        layout.addWidget(self._folded)
        layout.addWidget(self._boxes)
        self._boxes.hide()

    @property
    def is_open(self) -> bool:
        """Whether the boxes are shown."""
        return not self._boxes.isHidden()

    @override
    def unfold(self) -> None:
        self._boxes.show()
        self._folded.hide()

    def _open(self) -> None:
        self.unfold()
        self._boxes.findChildren(QLineEdit)[0].setFocus()
