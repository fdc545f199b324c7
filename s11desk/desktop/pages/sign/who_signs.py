"""The signer on the page "Sign and send": shown, made, repaired or replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.pages.sign.identity_form import IdentityForm, identity_card, known_person
from s11desk.desktop.pages.sign.identity_repair import IdentityRepair
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import HeadingLabel, Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.domain.topics.signer_role import Role
from s11desk.errors import S11Error, UserError
from s11desk.errors.identity_errors import IdentityUnmatched
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.role_words import role_lines

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.signing.identity.identity_summary import IdentitySummary


class WhoSigns(QWidget):
    """The part of the page that shows the signer, or the form that makes, repairs or replaces an identity.

    ``changed``: another part is shown. ``identity`` is the signer then, ``trouble`` the reason why it cannot sign
    today.

    ``identity_made`` is emitted after ``changed``, with the passphrase of an identity that was just made here, so that
    nobody types it a third time.

    ``asks_for_other``: the form for another identity is shown instead of the present one.
    """

    changed = Signal()
    identity_made = Signal(str)

    def __init__(self, services: Services, draft: Draft) -> None:
        super().__init__()
        self._services = services
        self._draft = draft
        self._layout = column(self, services.theme)
        self.identity: IdentitySummary | None = None
        self.trouble = ""
        self.form: IdentityForm | None = None
        self.repair: IdentityRepair | None = None
        self.asks_for_other = False
        self._load()

    def first_field(self) -> QWidget | None:
        """Return the field that takes the keyboard. None if there is nothing to fill in."""
        if self.form is not None:
            return self.form.name
        return self.repair.passphrase if self.repair is not None else None

    @property
    def heading(self) -> str:
        """What the part shows or asks for, for a screen reader."""
        if self.identity is not None:
            return f"You sign as {short_line(self.identity.name)}"
        headings = (one for one in self.findChildren(HeadingLabel) if one.isVisibleTo(self))
        return next((one.text() for one in headings), "")

    def show_identity(self, identity: IdentitySummary, trouble: str = "") -> None:
        """Show who signs. ``trouble``: why the identity cannot sign today."""
        self._clear()
        self.identity, self.trouble = identity, trouble
        self._add(label("You sign as", Kind.HEADING))
        self._add(identity_card(self._services.theme, identity))
        for line in role_lines(self._draft.topic, Role.COMPLETER, say_for(self._draft.topic)):
            self._add(label(line))
        self._offer_other("Not you, or forgotten your passphrase?")
        self.changed.emit()

    def ask_for_other(self) -> None:
        """Show the form for another identity. The present one stays until the other is made."""
        self.asks_for_other = True
        self._show_form()
        keep = button("&Keep the present one")
        keep.clicked.connect(self._keep)
        self._add_button(keep)
        self.changed.emit()

    def _keep(self) -> None:
        self.asks_for_other = False
        self._load()

    def _load(self) -> None:
        self._services.jobs.look_up(self, _find_identity, self._show_found, self._not_found)

    def _show_found(self, found: _FoundIdentity) -> None:
        if found.identity is None:
            self._show_form()
            self.changed.emit()
        elif self.asks_for_other:
            self.ask_for_other()
        else:
            self.show_identity(found.identity, found.trouble)

    def _not_found(self, error: S11Error) -> None:
        """If only the certificate is missing, offer the repair with the passphrase."""
        if self.asks_for_other:
            self.ask_for_other()
            return
        self._clear()
        if isinstance(error, IdentityUnmatched):
            self.repair = IdentityRepair(self._services, error)
            self.repair.identity_made.connect(self.show_identity)
            self._add(self.repair)
        else:
            self._add(label(message(error).whole, Kind.ERROR))
        self._offer_other("Or begin again with a new one:")
        self.changed.emit()

    def _offer_other(self, when: str) -> None:
        self._add(label(when, Kind.QUIET))
        other = button("Set up a new signature…", "link", described=when)
        other.setObjectName("other-identity")
        other.clicked.connect(self.ask_for_other)
        self._add_button(other)

    def _show_form(self) -> None:
        self._clear()
        known, agency = known_person(self._draft), self._draft.audit.agency
        self.form = IdentityForm(self._services, known, agency, replaces=self.asks_for_other)
        self.form.identity_made.connect(self._take_identity)
        self._add(self.form)

    def _take_identity(self, identity: IdentitySummary) -> None:
        typed = self.form.first_typed.text() if self.form is not None else ""
        self.asks_for_other = False
        self.show_identity(identity)
        self.identity_made.emit(typed)

    def _add(self, part: QWidget) -> None:
        self._layout.addWidget(part)
        part.show()

    def _add_button(self, one: QPushButton) -> None:
        self._layout.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        one.show()

    def _clear(self) -> None:
        empty(self._layout)
        self.form = self.repair = self.identity = None
        self.trouble = ""


@dataclass(frozen=True, slots=True)
class _FoundIdentity:
    """The present identity, None if there is none yet. ``trouble``: why it cannot sign today; empty if it can."""

    identity: IdentitySummary | None
    trouble: str


def _find_identity(workspace: Workspace, _task: Task) -> _FoundIdentity:
    """Find reasons against signing that have nothing to do with the passphrase, before the form asks for one."""
    identity = app.current_identity(workspace.home)
    if identity is None:
        return _FoundIdentity(None, "")
    try:
        app.require_valid(workspace.home.identity, workspace.clock())
    except UserError as error:
        return _FoundIdentity(identity, message(error).whole)
    return _FoundIdentity(identity, "")
