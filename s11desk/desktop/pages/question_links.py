"""Links to questions of the audit, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.layout.layouts import column, empty, show_at_once
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.flow import Step, StepKind


class QuestionLinks(QWidget):
    """Hidden while there are none. ``go`` is called with the step of the question whose link is pressed."""

    def __init__(self, theme: Theme, go: Callable[[Step], None]) -> None:
        super().__init__()
        self._go = go
        self._rows = column(self, theme, spacing=2)
        self._links: dict[str, QPushButton] = {}
        self.hide()

    def show_links(self, texts: Mapping[str, str]) -> None:
        """Show these links and no others. ``texts``: of each link, by the id of its question."""
        if tuple(texts) != tuple(self._links):
            empty(self._rows)
            self._links = {question: self._link(question) for question in texts}
        for question, text in texts.items():
            self._links[question].setText(text)
            self._links[question].setAccessibleName(text)
        self.setVisible(bool(texts))

    def _link(self, question: str) -> QPushButton:
        link, step = button("", "link"), Step(StepKind.QUESTION, question)
        link.clicked.connect(lambda: self._go(step))
        self._rows.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        show_at_once(link)
        return link
