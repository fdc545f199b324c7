"""The line on which a person says that they have sent a return, and on which day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.domain.prepared_as import PreparedAs
from s11desk.wording.dates import local_moment

if TYPE_CHECKING:
    from s11desk.app.returns.mail import Prepared

SENT = "You have sent this return"
"""The heading of the page then, which is said with the day."""


class SentLine(QWidget):
    """The button "I have sent it"; then the day, and a link that takes it back.

    ``changed`` is emitted with whether it is said to be sent, also when that is read.
    """

    changed = Signal(bool)

    def __init__(self, services: Services, audit_id: str, reference: str) -> None:
        super().__init__()
        self._services = services
        self._audit_id = audit_id
        self._reference = reference
        layout = column(self, services.theme, spacing=6)
        self.say = button("I have &sent it")
        self.say.clicked.connect(lambda: self._record(PreparedAs.SENT))
        self.day = label("", Kind.GOOD)
        self.take_back = button("I have not sent it yet", "link")
        self.take_back.clicked.connect(lambda: self._record(PreparedAs.NOT_SENT))
        layout.addWidget(self.say, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.day)
        layout.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(None)
        services.jobs.submit(
            lambda workspace, _: app.when_sent(workspace, audit_id, reference),
            self._show,
            listener=self,
        )

    def _record(self, how: PreparedAs) -> None:
        audit_id, reference = self._audit_id, self._reference

        def recorded(note: Prepared) -> None:
            had_keyboard = self.say.hasFocus() or self.take_back.hasFocus()
            self._show(note.at if how is PreparedAs.SENT else None)
            if had_keyboard:
                (self.take_back if how is PreparedAs.SENT else self.say).setFocus()
            announce(self, f"{SENT}. {self.day.text()}" if self.day.text() else "Not sent yet")

        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, how, ()), recorded, listener=self
        )

    def _show(self, sent: dt.datetime | None) -> None:
        self.day.setText(f"You sent it on {local_moment(sent)}." if sent is not None else "")
        self.say.setVisible(sent is None)
        self.day.setVisible(sent is not None)
        self.take_back.setVisible(sent is not None)
        self.changed.emit(sent is not None)
