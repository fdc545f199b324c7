"""Who signs, on the page "Sign and export": shown, made, put right, or another in the place of the present one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.pages.sign.identity_form import IdentityForm, identity_lines, known_person
from s11desk.desktop.pages.sign.identity_repair import IdentityRepair
from s11desk.desktop.parts.layouts import empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.errors import S11Error, UserError
from s11desk.errors.identity_errors import IdentityUnmatched

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.signing.identity.identity_summary import IdentitySummary


class WhoSigns(QWidget):
    """``asks_for_other``: the form for another identity is shown in the place of the one that is there.

    ``changed``: something else is shown; ``identity`` is then who can sign, ``trouble`` why not today, if so.

    ``made`` carries the passphrase of an identity that was made here a moment ago, so that nobody is asked for it a
    third time. It comes after ``changed``.
    """

    changed = Signal()
    made = Signal(str)

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
        self._look()

    def first(self) -> QWidget | None:
        """Where the keyboard goes; None where there is nothing to fill in."""
        if self.form is not None:
            return self.form.name
        return self.repair.passphrase if self.repair is not None else None

    def show_identity(self, identity: IdentitySummary, trouble: str = "") -> None:
        self._clear()
        self.identity, self.trouble = identity, trouble
        self._add(label("You sign as", Kind.HEADING))
        self._add(identity_lines(self._services.theme, identity))
        self._offer_other("Someone else signs, or you have forgotten the passphrase?")
        self.changed.emit()

    def ask_for_other(self) -> None:
        """Another identity is to take the place of the present one, which stays until the other is made."""
        self.asks_for_other = True
        self._show_form()
        keep = button("&Keep the present one")
        keep.clicked.connect(self._keep)
        self._add_button(keep)
        self.changed.emit()

    def _keep(self) -> None:
        self.asks_for_other = False
        self._look()

    def _look(self) -> None:
        self._services.jobs.submit(_identity, self._found, self._not_found, listener=self)

    def _found(self, found: Found) -> None:
        if found.identity is None:
            self._show_form()
            self.changed.emit()
        elif self.asks_for_other:
            self.ask_for_other()
        else:
            self.show_identity(found.identity, found.trouble)

    def _not_found(self, error: S11Error) -> None:
        """Where the key is there and its certificate is not, the passphrase puts that right."""
        if self.asks_for_other:
            self.ask_for_other()
            return
        self._clear()
        if isinstance(error, IdentityUnmatched):
            self.repair = IdentityRepair(self._services, error)
            self.repair.made.connect(self.show_identity)
            self._add(self.repair)
        else:
            self._add(label(message(error).whole, Kind.ERROR))
        self._offer_other("Or begin again with a new one:")
        self.changed.emit()

    def _offer_other(self, when: str) -> None:
        self._add(label(when, Kind.QUIET))
        other = button("Make another identity…", "link", described=when)
        other.setObjectName("other-identity")
        other.clicked.connect(self.ask_for_other)
        self._add_button(other)

    def _show_form(self) -> None:
        self._clear()
        known, agency = known_person(self._draft), self._draft.audit.agency
        self.form = IdentityForm(self._services, known, agency, replaces=self.asks_for_other)
        self.form.made.connect(self._made)
        self._add(self.form)

    def _made(self, identity: IdentitySummary) -> None:
        typed = self.form.first_typed.text() if self.form is not None else ""
        self.asks_for_other = False
        self.show_identity(identity)
        self.made.emit(typed)

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
class Found:
    """``identity``: None where there is none yet. ``trouble``: why it cannot sign today; empty where it can."""

    identity: IdentitySummary | None
    trouble: str


def _identity(workspace: Workspace, _task: Task) -> Found:
    """Said before a passphrase is asked for: what signing would refuse whatever the passphrase is."""
    identity = app.current_identity(workspace.home)
    if identity is None:
        return Found(None, "")
    try:
        app.require_valid(workspace.home.identity, workspace.clock())
    except UserError as error:
        return Found(identity, message(error).whole)
    return Found(identity, "")
