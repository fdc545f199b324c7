"""Links to questions of the audit, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.layouts import column, empty
from s11desk.desktop.parts.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.flow import Step, StepKind


class QuestionLinks(QWidget):
    """Hidden while there are none. ``go`` is called with the step of the question whose link is pressed."""

    def __init__(self, theme: Theme, go: Callable[[Step], None]) -> None:
        super().__init__()
        self._go = go
        self._rows = column(self, theme, spacing=2)
        self.hide()

    def show_links(self, texts: Mapping[str, str]) -> None:
        """Show these links and no others. ``texts``: of each link, by the id of its question."""
        empty(self._rows)
        for question, text in texts.items():
            step = Step(StepKind.QUESTION, question)
            link = button(text, "link")
            link.clicked.connect(lambda _=False, step=step: self._go(step))
            self._rows.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(texts))
