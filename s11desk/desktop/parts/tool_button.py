"""A button with only an icon."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton

from s11desk.desktop.parts.text.text_parts import presses, set_tool_tip
from s11desk.override import override


class PressedToolButton(QToolButton):
    """A button with only an icon that Enter presses, as Space does. Its tip is its name.

    It has the tip only while that is asked for: a screen reader would say it as a description after the same name.
    """

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ToolTip:
            return super().event(event)
        set_tool_tip(self, self.accessibleName())
        is_shown = super().event(event)
        set_tool_tip(self, "")
        return is_shown

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if presses(event):
            self.click()
        else:
            super().keyPressEvent(event)
