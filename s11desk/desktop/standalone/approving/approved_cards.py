"""The first part of a file that has an approver's signature, for the person who completed it or who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.pages.sign.sent_line import sent_back_line
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column, show_at_once
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.returns.return_verdict import Standing
from s11desk.wording.amounts import listed
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.mailing.mail import Mail
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.bundle.read_return import ReadSignature

_APPROVED = "{names} approved your return"
_TAKE_IN = (
    "Keep it with your audit. This is now the file to send to the partnership, and the next page shows how. The file "
    "that you signed stays as it was."
)
_KEEPING = "Keeping the approved return. Then “Sign and send” opens. This can take a few seconds…"
_HERE = "Your signature is in the new file {name}. The file that you see here is the one you were sent, without it."
_YOU = "You approved this return on {day}"
_IN_IT = "Your signature is in this file. It goes back to {name}, who sends it to the partnership."
_SEND_BACK = "Send it back to {name} now."


@dataclass(frozen=True, slots=True)
class WayBack:
    """The e-mail with an approved file. ``is_listed``: the program keeps when the person said that they sent it."""

    mail: Mail
    is_listed: bool


class TakeInApproved(Card):
    """For the person whose return it approves. Hidden until the worker has looked whether it is theirs.

    ``wanted``: they go on with this file.
    """

    wanted = Signal()

    def __init__(self, services: Services, verdict: Verdict) -> None:
        self.words = _APPROVED.format(names=_approvers(verdict))
        super().__init__(services.theme, "done", self.words, edges=(14, 14), spacing=8)
        self.column.addWidget(label(_TAKE_IN))
        self.take_in = button("&Keep this approved return", "primary")
        self.take_in.clicked.connect(self._begin_work)
        self.column.addWidget(self.take_in, 0, Qt.AlignmentFlag.AlignLeft)
        self.working = label(_KEEPING, Kind.STRONG)
        self.working.hide()
        self.column.addWidget(self.working)
        self.hide()

    def end_work(self) -> None:
        """Offer the button again: the file was not kept."""
        self.working.hide()
        end_work(self.take_in)

    def _begin_work(self) -> None:
        """Say that the program works, and take no second press: the page stays until the next one is there."""
        begin_work(self.take_in)
        self.working.show()
        announce(self, _KEEPING)
        self.wanted.emit()


class ApprovedHere(Card):
    """Leads to the approved file: the one that is shown here stays without the approver's signature."""

    def __init__(self, services: Services, name: str) -> None:
        super().__init__(services.theme, "done", "You have approved this return", edges=(14, 14), spacing=6)
        self.column.addWidget(label(_HERE.format(name=short_line(name))))
        self.see: QPushButton = button("See the approved file and its e-mail", "primary")
        self.column.addWidget(self.see, 0, Qt.AlignmentFlag.AlignLeft)


class ApprovedByYou(Card):
    """Says to an approver that this is the file with their signature. ``words``: its heading.

    ``email``: the ways to send it back, once the worker has looked at the file.
    """

    def __init__(self, services: Services, verdict: Verdict) -> None:
        self._services = services
        self.email: EmailFile | None = None
        signature = next(one for one, found in _approvals(verdict) if found is Standing.OWN)
        day = local_day(signature.cms.signed_at) if signature.cms.signed_at is not None else ""
        self.words = _YOU.format(day=day)
        super().__init__(services.theme, "done", self.words, edges=(14, 14), spacing=6)
        self._reference = verdict.read.audit_file.return_facts.reference if verdict.read.audit_file is not None else ""
        first = verdict.read.signatures[0].cms.signer
        self._fingerprint = first.fingerprint if first is not None else ""
        self._name = (short_line(first.name) if first is not None else "") or "the person who completed it"
        self.column.addWidget(label(_IN_IT.format(name=self._name)))

    def read(self, workspace: Workspace, verdict: Verdict) -> WayBack:
        """On the worker: the e-mail, and whether the list of opened files has it. Raises what reading raises."""
        listed_here = app.find_sent_back(workspace, self._reference, self._fingerprint) is not None
        return WayBack(app.approved_again_mail(verdict), is_listed=listed_here)

    def offer(self, way: WayBack) -> None:
        """Offer to e-mail the file back, until the person says that they have."""
        ways = QWidget()
        layout = column(ways, self._services.theme, spacing=8)
        layout.addWidget(label(_SEND_BACK.format(name=self._name)))
        self.email = EmailFile(self._services, way.mail, "E-&mail this file")
        layout.addWidget(self.email)
        self.column.addWidget(ways)
        if way.is_listed:
            self.sent = sent_back_line(self._services, self._reference, self._fingerprint)
            self.sent.changed.connect(ways.setHidden)
            self.column.addWidget(self.sent)
            show_at_once(self.sent)
        show_at_once(ways)


def is_approved_by_reader(verdict: Verdict) -> bool:
    """Whether the person who opened the file has approved it on this computer, and did not complete it."""
    is_own = bool(verdict.standings) and verdict.standings[0].standing is Standing.OWN
    return verdict.is_verified and not is_own and any(found is Standing.OWN for _, found in _approvals(verdict))


def _approvals(verdict: Verdict) -> list[tuple[ReadSignature, Standing]]:
    """Each signature but the first, with what is known here of its signer."""
    pairs = zip(verdict.read.signatures, verdict.standings, strict=False)
    return [(signature, found.standing) for signature, found in pairs][1:]


def _approvers(verdict: Verdict) -> str:
    signers = (signature.cms.signer for signature, _ in _approvals(verdict))
    names = [short_line(signer.name) for signer in signers if signer is not None and short_line(signer.name)]
    return f"{listed(names, 'and')} {'has' if len(names) == 1 else 'have'}" if names else "Somebody has"
