"""What a person sees after approving a return: the new file, and how it goes on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.pages.sign.sent_line import sent_back_line
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.amounts import file_size, listed
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.returns.mailing.mail import Mail
    from s11desk.app.returns.making.make import MadeReturn

_OWN = "The audit is on this computer, and the approved file was added to it."
_LOCKED = (
    "The file is locked and {has} The person who sends the return makes the file for the partnership "
    "from it. They need the passphrase: tell them, but not in the e-mail."
)
_BACK = "Send this file back to {name}, who sends it to the partnership."
_BACK_TO_SIGN = "Send this file back to {name}, who has it signed and then sends it to the partnership."
_STILL = "Still to sign: {who}. They sign this very file: signatures on another copy cannot be joined with it."


class ApprovedPage(StandalonePage):
    """The page of a return that was just approved here.

    ``send_wanted``: the audit is on this computer, and the person wants to send the return. ``look_wanted``: they want
    to look at the approved file.
    """

    send_wanted = Signal()
    look_wanted = Signal()

    def __init__(
        self,
        services: Services,
        approved: MadeReturn,
        mail: Mail,
        to_sign: tuple[str, ...] = (),
        *,
        is_own: bool,
        is_listed: bool = False,
    ) -> None:
        """``is_listed``: the program keeps when the person said that they sent it back."""
        super().__init__(services, "You have approved the return", f"Return {approved.reference}")
        layout = self.card("done")
        layout.addWidget(label(f"{approved.to_send.name}, {file_size(approved.size_to_send)}", Kind.STRONG))
        layout.addWidget(label(f"In the folder {breakable(str(approved.to_send.parent))}", Kind.QUIET))
        layout.addWidget(label(f"{_has(approved, to_sign)} Checked: the file is complete.", Kind.QUIET))
        self._next = label("What to do next", Kind.HEADING)
        self.layout_.addWidget(self._next)
        if to_sign:
            self.layout_.addWidget(label(_STILL.format(who=listed(to_sign, "and")), Kind.STRONG))
        self._then = _OWN
        self.send: QWidget
        if is_own:
            self.send = self._add_way_on()
        else:
            self.send = self._add_way_back(approved, mail, to_sign, is_listed=is_listed)
        look = button("Look at it and &check it", "link")
        look.clicked.connect(self.look_wanted)
        self.layout_.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_way_on(self) -> QWidget:
        """The way to send a return whose audit is on this computer."""
        self.layout_.addWidget(label(_OWN))
        send = button("Go on to send it", "primary")
        send.clicked.connect(self.send_wanted)
        self.layout_.addWidget(send, 0, Qt.AlignmentFlag.AlignLeft)
        return send

    def _add_way_back(self, approved: MadeReturn, mail: Mail, to_sign: tuple[str, ...], *, is_listed: bool) -> QWidget:
        """How the file goes back to who completed the return, and the line that says it is sent: then only that."""
        completer = approved.signers[0] if approved.signers else None
        name = short_line(completer.name) if completer is not None else "the person who completed it"
        words = (_BACK_TO_SIGN if to_sign else _BACK).format(name=name)
        locked = _LOCKED.format(has=_has(approved, to_sign).removeprefix("It "))
        ways = QWidget()
        layout = column(ways, self.theme)
        self._then = f"{locked} {words}" if approved.encrypted is not None else words
        layout.addWidget(label(self._then))
        self.email = EmailFile(self.services, mail, "E-&mail this file")
        layout.addWidget(self.email)
        self.layout_.addWidget(ways)
        if is_listed and completer is not None:
            self.sent = sent_back_line(self.services, approved.reference, completer.fingerprint)
            for part in (ways, *(() if to_sign else (self._next,))):
                self.sent.changed.connect(part.setHidden)
            self.layout_.addWidget(self.sent)
        return self.email.go

    @override
    def spoken_state(self) -> str:
        """What to do next, which the page is for."""
        return spoken(self._then, super().spoken_state())

    @override
    def first_field(self) -> QWidget:
        return self.send


def _has(approved: MadeReturn, to_sign: tuple[str, ...]) -> str:
    """Say how many signatures there are, such as: It has 2 of 3 signatures."""
    if to_sign:
        return f"It has {len(approved.signers)} of {len(approved.signers) + len(to_sign)} signatures."
    return (
        "It has both signatures." if len(approved.signers) == 2 else f"It has all {len(approved.signers)} signatures."
    )
