"""The form in which an approver says what has to change before they sign. The words go back by e-mail, and into
the audit if that is on this computer. It opens where it is asked for, so that the answer beside it stays readable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHideEvent, QTextCursor
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.half_typed import Foldable
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.mail import Letter
    from s11desk.app.returns.verify import Verdict

_HINT = "For example: Please add the date of the last training to question 3."
_MISSING = "Say what has to change"
_LONGEST_LINK = 1800
"""Characters. Windows opens no longer link."""
_OPENED = "Your e-mail program was asked to start an e-mail. Check it, then press Send there."
_NOT_OPENED = "No e-mail was opened."
_COPIED = "The text is copied. Paste it into an e-mail to {whom}."
_ONLY_TYPED = "Your words are kept {where}. They are not sent yet: choose “Ask for changes” to send them."
_ON_PAGE, _HERE = "on this page", "on this computer"
_THROW_AWAY = "Throw my words away"
_SURE = "Throw your words away?"
_LOST = "What you typed here is deleted. The return stays as it is."
_PAUSE = 1000
"""Milliseconds without typing, after which the words are kept."""
_ASKED = "You have asked for changes. Nothing is signed."
_NAMED_ONLY = re.compile(r"(^|\n)Question [^:\n]{1,20}:$")
"""A question at the end of the words about which nothing is said."""
_LINK = "Ask for a change here…"


def _index_around(page: QVBoxLayout, part: QWidget) -> int:
    """The number of the widget of ``page`` that is ``part`` or has it inside."""
    around: QWidget | None = part
    while around is not None and page.indexOf(around) < 0:
        around = around.parentWidget()
    return page.indexOf(around) if around is not None else page.count() - 1


class AskForChanges(Foldable):
    """The form, hidden until it is asked for. Nothing is signed, and the return stays as it is.

    ``ended``: with what is to be said on the page of it.
    """

    ended = Signal(str)

    def __init__(self, services: Services, verdict: Verdict, page: QVBoxLayout) -> None:
        """``page``: the layout in which the form is moved to the place where it is asked for."""
        super().__init__()
        self.hide()
        self._page = page
        self._opened_at: QWidget | None = None
        self._is_asked = False
        self._services = services
        self._verdict = verdict
        self._kept = ""
        self._is_listed = False
        self._typed = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typed.timeout.connect(self._keep_typed)
        form = column(self, services.theme, spacing=8)
        self.words = TextField(services.theme, 4)
        self.words.setObjectName("wanted-changes")
        self.words.typed.connect(self._typed.start)
        self._row = FormRow(services.theme, "What has to change before you sign?", self.words, hint=_HINT)
        form.addWidget(self._row)
        self.status = label("", Kind.STRONG)
        self.status.hide()
        form.addWidget(self.status)
        form.addLayout(self._buttons())

    def _buttons(self) -> WrappingRow:
        row = WrappingRow(self._services.theme.pixels(12))
        self.send = button("E-mail this", "primary")
        self.send.clicked.connect(self._send)
        self.copy = button("Copy the text")
        self.copy.clicked.connect(lambda: self._copy())
        self.done = button("Done")
        self.done.clicked.connect(self._end)
        self.discard = button(_THROW_AWAY, "link")
        self.discard.clicked.connect(self._throw_away)
        for one in (self.send, self.copy, self.done, self.discard):
            row.addWidget(one)
        return row

    @override
    def unfold(self) -> None:
        self.show()

    def show_kept(self, words: str) -> None:
        """Show the words that were typed on another day. From now on, what is typed is kept."""
        self._is_listed = True
        if words and not self.words.value():
            self.words.show_value(words)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._typed.isActive():
            self._typed.stop()
            self._keep_typed()

    def _keep_typed(self) -> None:
        """Keep the words for another day, until they are sent."""
        verdict, words = self._verdict, self.words.value()
        if self._is_listed:
            self._services.jobs.submit(lambda workspace, _: app.keep_words(workspace, verdict, words), lambda _: None)

    def _throw_away(self) -> None:
        if not self.words.value().strip() or self._services.dialogs.confirm(
            _SURE, _LOST, yes="Throw away", no="Keep them"
        ):
            self._forget_words()
            self._end()

    def _forget_words(self) -> None:
        self.words.clear()
        self.status.hide()
        self._typed.stop()
        self._keep_typed()

    def link(self, number: str) -> QPushButton:
        """Make the link below the answer of a question that opens the form there."""
        link = button(_LINK, "link", name=f"Ask for a change to question {number}")
        link.clicked.connect(lambda: self.open_below(link, f"Question {number}: "))
        return link

    def open_below(self, place: QWidget, begins_with: str = "") -> None:
        """Show the form below ``place``, a part of the page. ``begins_with``: the question that it is about."""
        self._opened_at = place
        self._page.removeWidget(self)
        self._page.insertWidget(_index_around(self._page, place) + 1, self)
        self.unfold()
        if begins_with.strip() not in self.words.value():
            before = _NAMED_ONLY.sub("", self.words.value().rstrip())
            self.words.setPlainText(f"{before}\n{begins_with}".lstrip())
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self.words.setFocus()

    def _end(self) -> None:
        """Hide the form. What was asked for is in the e-mail; what was only typed stays, for another time."""
        typed = bool(self.words.value().strip())
        if self._is_asked:
            self._forget_words()
        self.hide()
        if self._opened_at is not None:
            self._opened_at.setFocus()
        only_typed = _ONLY_TYPED.format(where=_HERE if self._is_listed else _ON_PAGE)
        self.ended.emit("" if not typed else _ASKED if self._is_asked else only_typed)
        self._is_asked = False

    def _letter(self) -> Letter | None:
        words = self.words.value()
        if not _NAMED_ONLY.sub("", words.strip()):
            self._row.show_problem(_MISSING)
            self.words.setFocus()
            return None
        self._row.show_problem("")
        return app.changes_letter(self._verdict, words)

    def _send(self) -> None:
        letter = self._letter()
        if letter is None:
            return
        self._keep()
        link = app.mailto_link(letter)
        if len(link) <= _LONGEST_LINK and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            self._show_status(_OPENED)
        else:
            self._copy(_NOT_OPENED)

    def _copy(self, why: str = "") -> None:
        """Copy the text. ``why``: what did not work before; empty if the person asked for the copy."""
        letter = self._letter()
        if letter is not None:
            self._keep()
            QGuiApplication.clipboard().setText(letter.body)
            whom = letter.to[0] if letter.to else "the person who sent you the return"
            self._show_status(f"{why} {_COPIED.format(whom=whom)}".lstrip())

    def _keep(self) -> None:
        """Keep the words with the audit if it is on this computer too: its lead then finds them there."""
        verdict, words = self._verdict, self.words.value()
        if words != self._kept:
            self._kept = words

            def keep(workspace: Workspace, _: object) -> None:
                app.keep_wanted_changes(workspace, verdict, words)
                app.note_asked(workspace, verdict)

            self._services.jobs.submit(keep, lambda _: None)

    def _show_status(self, text: str) -> None:
        self._is_asked = True
        self.status.setText(text)
        self.status.show()
        announce(self, text)
