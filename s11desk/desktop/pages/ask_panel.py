"""A quiet link to ask a colleague, where people need it, and below it whom they asked and what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.parts.visit import next_visit
from s11desk.desktop.saving.jobs import Task
from s11desk.domain.asking.asked_questions import AskRecord
from s11desk.override import override

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace

AskLines = Callable[[tuple[AskRecord, ...], "dt.datetime"], Iterable[str]]
"""Makes the lines of a page from all records of an audit, the oldest first, and the present time."""


class AskPanel(QWidget):
    """The link and the lines. ``wanted`` carries the ids of the questions that the link is about.

    A preview has neither. Questions that a colleague asked, and an audit that another computer goes on with, have only
    the lines.
    """

    wanted = Signal(object)

    def __init__(self, services: Services, draft: Draft, lines: AskLines = lambda _records, _now: ()) -> None:
        super().__init__()
        self._services = services
        self._audit = draft.audit.id
        self._lines = lines
        self._visit = next_visit(self)
        self._questions: tuple[str, ...] = ()
        self._may_ask = not services.is_preview and not draft.is_asked and draft.handed_over is None
        layout = column(self, services.theme, spacing=4)
        self.ask: QPushButton = WrappedLink("", "link", services.theme.colours.accent)
        self.ask.setObjectName("ask-colleague")
        self.ask.clicked.connect(lambda: self.wanted.emit(self._questions))
        self._body = QWidget()
        self._body_layout = column(self._body, services.theme, spacing=2)
        layout.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)
        self.ask.hide()
        self._body.hide()

    def show_lines(self, lines: AskLines) -> None:
        """Show the lines of another question, as a new panel would."""
        self._visit = next_visit(self, self._visit)
        self._lines = lines
        empty(self._body_layout)
        self._body.hide()
        if self.isVisible():
            self._read()

    def offer(self, text: str, questions: tuple[str, ...], *, name: str = "") -> None:
        """Let the link say ``text`` and ask about these questions. Without questions there is no link.

        ``name``: the accessible name if ``text`` alone does not say which questions.
        """
        self._questions = questions
        self.ask.setText(text)
        self.ask.setAccessibleName(name or text)
        self.ask.setVisible(self._may_ask and bool(questions))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read the records each time: the person may have asked somebody on the page that was shown before."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def _read(self) -> None:
        audit = self._audit

        def read(workspace: Workspace, _task: Task) -> tuple[tuple[AskRecord, ...], dt.datetime]:
            return app.ask_records(workspace, audit), workspace.clock()

        if not self._services.is_preview:
            self._services.jobs.look_up(self._visit, read, lambda found: self._show(*found))

    def _show(self, records: tuple[AskRecord, ...], now: dt.datetime) -> None:
        empty(self._body_layout)
        lines = tuple(self._lines(records, now))
        for line in lines:
            self._body_layout.addWidget(label(line, Kind.SMALL))
        self._body.setVisible(bool(lines))
