"""A list to choose from above a table: as wide as its entries up to a limit, and cut with dots beyond it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from s11desk.desktop.inputs.fields import ListField
from s11desk.desktop.parts.text.text_parts import set_tool_tip
from s11desk.override import override
from s11desk.wording.plain_text import short_line

_SHORTEST, _LONGEST = 8, 34
"""Characters of an entry that have room."""
_SPACE = 8
"""Pixels between the text and the arrow, which Qt leaves out where it cuts."""


class ChoiceBox(ListField):
    """``entries``: what each choice is called, with its code. What is chosen is also its tip, where it is cut."""

    def __init__(self, entries: Sequence[tuple[str, str]], chosen: str, longest: int = _LONGEST) -> None:
        """``longest``: how many characters of an entry have room."""
        super().__init__({code: short_line(text) for text, code in entries})
        lengths = [len(self.itemText(at)) for at in range(self.count())]
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(min(max(*lengths, _SHORTEST), longest) if lengths else _SHORTEST)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentTextChanged.connect(self._tell_whole)
        self.show_value(chosen)
        self._tell_whole(self.currentText())

    def shown_text(self) -> str:
        """What is seen of the chosen entry."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, max(field.width() - _SPACE, 0)
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does, but a text that does not fit ends in dots."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _tell_whole(self, text: str) -> None:
        set_tool_tip(self, text if len(text) > self.minimumContentsLength() else "")
