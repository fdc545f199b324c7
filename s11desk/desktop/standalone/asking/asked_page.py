"""What a person sees when the file with questions is made: how it goes on its way, and what happens then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.asking.ask_questions import Asked
    from s11desk.app.returns.mailing.mail import Mail

_NEXT = (
    "Send it to {whom}. When their file comes back, open it here with “Open a file you were sent…”, or drop it on this "
    "window. You then see what is new before it comes into your audit. You can go on with the audit until then."
)
_LOCKED = "The file is locked. Tell {whom} the passphrase, but not in the e-mail."


class AskedPage(StandalonePage):
    """The page. ``again_wanted``: the person asks another colleague."""

    again_wanted = Signal()

    def __init__(self, services: Services, asked: Asked, mail: Mail) -> None:
        super().__init__(services, "Your questions are ready to send")
        whom = short_line(asked.colleague) or "your colleague"
        card = self.card("done")
        card.addWidget(label(f"{asked.file.path.name}, {file_size(asked.file.size)}", Kind.STRONG))
        card.addWidget(label(f"In the folder {breakable(str(asked.file.path.parent))}", Kind.QUIET))
        card.addWidget(label(f"It has {counted(asked.questions, 'question')} for {whom}.", Kind.QUIET))
        self.layout_.addWidget(label(_NEXT.format(whom=whom)))
        if asked.is_locked:
            self.layout_.addWidget(label(_LOCKED.format(whom=whom), Kind.STRONG))
        self.email = EmailFile(services, mail, "E-&mail this file")
        self.layout_.addWidget(self.email)
        self.again = button("Ask &another colleague", "link")
        self.again.clicked.connect(self.again_wanted)
        self.layout_.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.email.go if self.email.go.isVisibleTo(self) else self.email.folder
