"""The line on which a person says that they have sent a file, and on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.wording.dates import local_moment

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace

SENT = "You have sent this return"
"""The heading of the page then, which is said with the day."""
_SENT_BACK = "You have sent it back"


class SentLine(QWidget):
    """The button "I have sent it"; then the day, and a link that takes it back.

    ``read`` finds when the person said so, None if they did not. ``record`` notes whether they did, and returns it.
    ``changed`` is emitted with whether it is said to be sent, also when that is read.
    """

    changed = Signal(bool)

    def __init__(
        self,
        services: Services,
        read: Callable[[Workspace], dt.datetime | None],
        record: Callable[[Workspace, bool], dt.datetime | None],
        said: str,
    ) -> None:
        """``said``: what a screen reader says before the day."""
        super().__init__()
        self._services, self._write, self._said = services, record, said
        layout = column(self, services.theme, spacing=6)
        self.say = button("I have &sent it")
        self.say.clicked.connect(lambda: self._record(is_sent=True))
        self.day = label("", Kind.GOOD)
        self.take_back = button("I have not sent it yet", "link")
        self.take_back.clicked.connect(lambda: self._record(is_sent=False))
        layout.addWidget(self.say, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.day)
        layout.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(None)
        services.jobs.submit(lambda workspace, _: read(workspace), self._show, listener=self)

    def _record(self, *, is_sent: bool) -> None:
        write = self._write

        def recorded(at: dt.datetime | None) -> None:
            had_keyboard = self.say.hasFocus() or self.take_back.hasFocus()
            self._show(at)
            if had_keyboard:
                (self.take_back if at is not None else self.say).setFocus()
            announce(self, f"{self._said}. {self.day.text()}" if self.day.text() else "Not sent yet")

        self._services.jobs.submit(lambda workspace, _: write(workspace, is_sent), recorded, listener=self)

    def _show(self, sent: dt.datetime | None) -> None:
        self.day.setText(f"You sent it on {local_moment(sent)}." if sent is not None else "")
        self.say.setVisible(sent is None)
        self.day.setVisible(sent is not None)
        self.take_back.setVisible(sent is not None)
        self.changed.emit(sent is not None)


def return_sent_line(services: Services, audit_id: str, reference: str) -> SentLine:
    """Make the line for a return of an audit on this computer, which its draft records."""

    def record(workspace: Workspace, is_sent: bool) -> dt.datetime | None:  # noqa: FBT001 - what the person says
        how = PreparedAs.SENT if is_sent else PreparedAs.NOT_SENT
        note = app.record_prepared(workspace, audit_id, reference, how, ())
        return note.at if is_sent else None

    return SentLine(services, lambda workspace: app.when_sent(workspace, audit_id, reference), record, SENT)


def sent_back_line(services: Services, reference: str, signer: str) -> SentLine:
    """Make the line for an approved file that goes back. ``signer``: the check code of who completed the return."""

    def read(workspace: Workspace) -> dt.datetime | None:
        found = app.find_sent_back(workspace, reference, signer)
        return found.at if found is not None else None

    def record(workspace: Workspace, is_sent: bool) -> dt.datetime | None:  # noqa: FBT001 - what the person says
        return app.note_sent_back(workspace, reference, signer, is_sent=is_sent)

    return SentLine(services, read, record, _SENT_BACK)
