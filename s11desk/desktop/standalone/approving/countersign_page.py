"""Approve a return: the approver's identity, made here if there is none yet, a folder, the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.passphrases.new_passphrase import NewPassphrase
from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.pages.sign.identity_form import IdentityForm, identity_card
from s11desk.desktop.pages.sign.signing_form import OWN_PASSPHRASE, FormWords, SigningForm
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.saving.jobs import Operation, Task
from s11desk.desktop.standalone.approving.role_choice import RoleChoice
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.audit import Person
from s11desk.domain.returns.approval_remarks import ApprovalRemarkKind
from s11desk.domain.topics.signer_role import Role
from s11desk.override import override
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.role_words import role_lines
from s11desk.wording.returns.signer_name import signer_name
from s11desk.wording.returns.verdict_sentences import APPROVER_WARNINGS, approval_sentences

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.identity.signing_identity import Holder
    from s11desk.app.returns.approving.countersign import Approver
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.signing.identity.identity_summary import IdentitySummary

_ABOUT = (
    "Approve only what you have read. Your signature is added in a new file. The return you were sent stays as it is."
)
_OTHER = "The person who approves must not be the one who filled in the audit."
_MAY = "You may approve it: {name} filled it in."

_SAME_LOCK = "The approved file is locked with the passphrase that you opened it with."
_LOCK_HINT = "The partnership asks for encryption. Tell it to the person who sends the return, but not in an e-mail."

_SIGNED = (
    "{name} has already signed this return on this computer. The next person sets up a signature of their own here. "
    "The one of {name} is kept aside."
)

OTHER_SIGNER = "Not you, or forgotten your passphrase? Set up a new signature"

_WORDS = FormWords(
    field="approver-passphrase",
    hint=OWN_PASSPHRASE,
    choose_folder="Choose a folder for the approved return",
    button="&Approve this return",
    described="Adds your signature and writes a new file",
    folder="Folder for the approved return",
    working="Approving the return",
)


class CountersignPage(StandalonePage):
    """The page on which an approver signs a return.

    ``folder_chosen`` is emitted with a folder.
    ``identity_made``: the caller builds the page again, and hands over the passphrase that was typed.

    The page calls ``approved`` with the countersigned return, even if the page is closed by then.
    """

    identity_made = Signal(str)
    folder_chosen = Signal(object)

    def __init__(
        self,
        services: Services,
        verdict: Verdict,
        approver: Approver,
        folder: Path,
        approved: Callable[[MadeReturn], None],
        file_passphrase: str = "",
    ) -> None:
        agency = verdict.read.audit_file.agency if verdict.read.audit_file is not None else ""
        sender = f"A return from {short_line(agency)}" if agency else "A return"
        super().__init__(services, "Approve this return", f"{sender}: {short_line(verdict.path.name)}")
        self._verdict = verdict
        self._approver = approver
        self._folder = folder
        self._approved = approved
        self._file_passphrase = file_passphrase
        self.locks: NewPassphrase | None = None
        self.roles: RoleChoice | None = None
        self.layout_.addWidget(label(_ABOUT))
        self.layout_.addWidget(label(self._may(), Kind.STRONG))
        self.form: IdentityForm | None = None
        self._body = QWidget()
        self._body_layout = column(self._body, services.theme)
        self.layout_.addWidget(self._body)
        self._add_body(agency)

    def _may(self) -> str:
        """Whether this person may approve it: an answer where the file gives one, otherwise the rule."""
        approver = self._approver
        is_known = approver.identity is not None and not approver.has_signed and bool(approver.filled_in_by)
        return _MAY.format(name=short_line(approver.filled_in_by)) if is_known else _OTHER

    @override
    def spoken_state(self) -> str:
        return spoken(self._may(), super().spoken_state())

    @override
    def first_field(self) -> QWidget:
        return self.form.first_field() if self.form is not None else self.signing.passphrase

    def hand_over(self, passphrase: str) -> None:
        """Fill in a passphrase that the approver typed a moment ago, for an identity that is made now."""
        if passphrase and self.form is None:
            self.signing.passphrase.hand_over(passphrase)

    def _hand_on(self) -> None:
        if self.form is not None:
            self.identity_made.emit(self.form.first_typed.text())

    def _add_body(self, agency: str) -> None:
        """The form to sign with; or the one for an identity, if the approver has none that may sign here."""
        identity, has_signed = self._approver.identity, self._approver.has_signed
        if identity is not None and not has_signed:
            self._add_signing(identity)
            return
        if identity is not None:
            self._body_layout.addWidget(label(_SIGNED.format(name=short_line(identity.name))))
        known = self._approver.likely if not has_signed else None
        self.form = IdentityForm(self.services, known or Person(role=""), agency, is_approver=True, replaces=has_signed)
        self.form.identity_made.connect(lambda _: self._hand_on())
        self._body_layout.addWidget(self.form)

    def _ask_for_other(self, identity: IdentitySummary) -> None:
        """Show the form for another identity. The present one is kept aside when the other is made.

        It begins with the details of the present one: most people who come here have forgotten their passphrase.
        """
        empty(self._body_layout)
        own = self._approver.holder is app.Holder.OWN
        known = Person(role="", name=identity.name, job_title=identity.job_title, email=identity.email)
        agency = identity.organisation or self._verdict.agency
        self.form = IdentityForm(self.services, known, agency, is_approver=not own, replaces=True)
        self.form.identity_made.connect(lambda _: self._hand_on())
        keep = button("&Keep the present one")
        keep.clicked.connect(lambda: self._keep(identity))
        self._body_layout.addWidget(self.form)
        self._body_layout.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.form, keep):
            part.show()
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _keep(self, identity: IdentitySummary) -> None:
        """Go back to the form that signs, with the identity that is there."""
        empty(self._body_layout)
        self.form = None
        self._add_signing(identity)
        self.signing.show()
        self.signing.passphrase.setFocus()

    def _add_signing(self, identity: IdentitySummary) -> None:
        who = signer_name(identity.name, identity.job_title, identity.organisation)
        self._body_layout.addWidget(heading(f"You approve as {who}", Kind.STRONG))
        other = WrappedLink(OTHER_SIGNER, "link", self.theme.colours.accent)
        other.setObjectName("other-identity")
        other.clicked.connect(lambda: self._ask_for_other(identity))
        self._body_layout.addWidget(other)
        self._add_roles()
        for remark in self._approver.remarks:
            if self._approver.filled_in_by and remark.kind is ApprovalRemarkKind.NAMED_IN_ANSWERS:
                continue  # it is answered above
            kind = Kind.QUIET if remark.kind is ApprovalRemarkKind.NAMED_IN_ANSWERS else Kind.STRONG
            (warning,) = approval_sentences((remark,), APPROVER_WARNINGS)
            self._body_layout.addWidget(label(warning, kind))
        self._body_layout.addWidget(label("Where to save the approved return", Kind.HEADING))
        if self._verdict.topic is not None and self._verdict.topic.encrypt_to:
            self._add_lock()
        self.signing = SigningForm(self.services, _WORDS, self._folder)
        self.signing.folder_chosen.connect(self.folder_chosen)
        self.signing.entered.connect(self._sign)
        self._body_layout.addWidget(self.signing)
        self._body_layout.addWidget(label("Your signature", Kind.HEADING))
        self._body_layout.addWidget(identity_card(self.theme, identity))

    def _add_roles(self) -> None:
        topic, roles = self._verdict.topic, app.open_roles(self._verdict)
        if topic is None:
            return
        if len(roles) > 1:
            self.roles = RoleChoice(self.services, topic, roles)
            self._body_layout.addWidget(self.roles)
            return
        for line in role_lines(topic, roles[0], say_for(topic)) if roles else ():
            self._body_layout.addWidget(label(line))

    def _add_lock(self) -> None:
        """Say under which passphrase the return goes back, or ask for one if it came under none."""
        if self._file_passphrase:
            self._body_layout.addWidget(label(_SAME_LOCK))
            return
        self.locks = NewPassphrase(self.services, "way-back", text="Passphrase for the approved file", hint=_LOCK_HINT)
        self._body_layout.addWidget(self.locks)

    def _sign(self, folder: Path, passphrase: str) -> None:
        locks = self.locks.typed() if self.locks is not None else self._file_passphrase
        if self.locks is not None and not locks:
            self.signing.enable()
            return
        role = self.roles.chosen() if self.roles is not None else None
        if self.roles is not None and role is None:
            self.signing.enable()
            return
        operation = _countersign_operation(self._verdict, folder, self._approver.holder, (passphrase, locks), role)
        self.signing.run(operation, self._approved, "The approval")


def _countersign_operation(
    verdict: Verdict, folder: Path, holder: Holder, passphrases: tuple[str, str], role: Role | None
) -> Operation[MadeReturn]:
    """``passphrases``: of the approver's key, and of the file on its way back. ``role``: None for the only open one."""
    own, locks = passphrases

    def run(workspace: Workspace, task: Task) -> MadeReturn:
        key = app.ApproverKey(app.identity_path(workspace.home, holder), own, workspace.clock(), locks, role)
        return app.countersign(workspace.home, verdict, folder, key, progress=task.progress, cancel=task.is_cancelled)

    return run
