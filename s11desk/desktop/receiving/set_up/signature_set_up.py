"""Sets up the signature of a partnership on the page of a return, where a letter to the agency first needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.sign.identity_form import IdentityForm, IdentityWords
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import show_whole
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.set_up.signature_form import keep_open
from s11desk.domain.audits.audit import Person
from s11desk.wording.desk.reply_post_words import SET_UP_FIRST

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_return import ReturnSeen
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.signing.identity.identity_summary import IdentitySummary

_PURPOSE = "This program sets it up on this computer, once for all letters."


class SignatureSetUp(QWidget):
    """``done`` is called once there is a signature, which then is open. ``form``: None until the person asks for it."""

    def __init__(self, services: Services, desk: OpenDesk, seen: ReturnSeen, done: Callable[[], None]) -> None:
        super().__init__()
        self._services, self._desk, self._seen, self._done = services, desk, seen, done
        self.form: IdentityForm | None = None
        self._layout = column(self, services.theme, spacing=8)
        self._layout.addWidget(label(SET_UP_FIRST, Kind.QUIET))
        self.begin = button("Set up your signature…", "primary")
        self.begin.clicked.connect(self._begin)
        self._layout.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)

    def _begin(self) -> None:
        signer = Person(role="", name=self._seen.officer, email=self._seen.address)
        words = IdentityWords(_PURPOSE, "agencies")
        self.form = IdentityForm(self._services, signer, self._seen.partnership, words=words)
        self.form.identity_made.connect(self._keep)
        self._layout.addWidget(self.form)
        self.form.show()
        self.form.name.setFocus()
        self.begin.hide()
        show_whole(self.form)

    def _keep(self, identity: IdentitySummary) -> None:
        if not self._seen.officer:
            self._desk.keep_officer(identity.name)
        keep_open(self._desk, self.form.first_typed.text() if self.form is not None else "", self._done)
