"""One of the two keys of a partnership: make it, use a file of it, see its check code, back it up."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.pages.sign.identity_form import CODE_WORDS, IdentityForm, IdentityWords, identity_card
from s11desk.desktop.pages.sign.key_file_form import KeyFileForm, KeyFileWords
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.audit import Person
from s11desk.override import override

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.keeping.desk_care import SeenKey
    from s11desk.signing.identity.identity_summary import IdentitySummary
    from s11desk.signing.identity.self_signed import IdentityDetails


class KeyKind(Enum):
    """Which of the two keys. The value is the heading of its page."""

    SIGNATURE = "The signature of your partnership"
    RECEIVING = "The receiving key of your partnership"


_SIGN = IdentityWords(
    "With it you sign questions, receipts and requests, so that agencies see that they come from you.", "agencies"
)
_RECEIVE = IdentityWords(
    "Agencies encrypt their returns to this key, and only this key opens them.",
    "agencies",
    heading="Make a receiving key",
    keep=(
        "The passphrase opens the returns that you are sent. Nobody can recover or reset it: without it, or without "
        "the key, nobody can read those returns. It can be the passphrase of your signature, or another one. Write it "
        "down, keep it safe, and back the key up."
    ),
    button="&Make the receiving key",
    made="The receiving key is made for {name}",
)
_RECEIVE_FILE = KeyFileWords(
    heading="Use a file of the receiving key",
    about="A file that ends in .p12 or .pfx, such as your backup of the key. The file stays where it is.",
    choose="Choose the file of the receiving key",
    use="&Use this key",
)
_CODE = (
    "Check code of the key",
    "The program of an agency names this code when it encrypts a return. If somebody rings you to check the key, read "
    "it out to them.",
)
_HOW_SENT = (
    "Agencies get this key with your questions: you put both into a signed pack and send them that file. Their program "
    "then encrypts each return by itself. You need not send them anything else."
)
_PACK = "A signed pack for agencies…"
_BACKUPS = {
    KeyKind.SIGNATURE: "To bring it back, choose that file below.",
    KeyKind.RECEIVING: "To bring it back, open this page on a computer without the key, and choose that file.",
}
_BACK_UP = (
    "“Back it up…” saves a copy of your {what} as one file. It opens with the same passphrase. Keep it away from this "
    "computer."
)
_MADE = {
    KeyKind.SIGNATURE: "Your signature is set up. You can use it now.",
    KeyKind.RECEIVING: "The receiving key is set up. You can use it now.",
}
_NAMES = {KeyKind.SIGNATURE: "signature", KeyKind.RECEIVING: "receiving key"}


class PartnershipKeyPage(StandalonePage):
    """``made``: there is a key now, or another one; it carries the name of whom it is made for, empty for a file.

    ``backup_wanted``: the person wants a copy of it in a file; ``pack_wanted``: a pack that carries the receiving key.
    ``person``: who decides at the desk, as far as known. ``is_made``: the key was made or chosen just now.
    """

    made = Signal(str)
    backup_wanted = Signal()
    pack_wanted = Signal()

    def __init__(
        self,
        services: Services,
        kind: KeyKind,
        key: SeenKey,
        partnership: str,
        person: Person,
        *,
        is_made: bool = False,
    ) -> None:
        super().__init__(services, kind.value)
        self.kind, self._is_made = kind, is_made
        self.form: IdentityForm | None = None
        self.key_file: KeyFileForm | None = None
        if key.failure is not None:
            self.layout_.addWidget(label(message(key.failure).whole, Kind.STRONG))
        if key.summary is not None:
            self._add_present(key.summary)
        if key.is_missing:
            self._add_form(partnership, person)
        if key.summary is None or kind is KeyKind.SIGNATURE:
            self._add_file()

    @override
    def first_field(self) -> QWidget:
        return self.form.name if self.form is not None else self.back

    @override
    def spoken_state(self) -> str:
        return _MADE[self.kind] if self._is_made else ""

    def _add_present(self, summary: IdentitySummary) -> None:
        is_signature = self.kind is KeyKind.SIGNATURE
        if self._is_made:
            self.layout_.addWidget(label(_MADE[self.kind], Kind.GOOD))
        words = CODE_WORDS if is_signature else _CODE
        self.layout_.addWidget(identity_card(self.theme, summary, is_for_others=True, code_words=words))
        if not is_signature:
            self._add_pack()
        self.layout_.addWidget(label(f"{_BACK_UP.format(what=_NAMES[self.kind])} {_BACKUPS[self.kind]}"))
        self.back_up = button("Back it &up…", "primary")
        self.back_up.clicked.connect(self.backup_wanted)
        self.layout_.addWidget(self.back_up, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_pack(self) -> None:
        self.layout_.addWidget(label(_HOW_SENT))
        self.pack = button(_PACK)
        self.pack.clicked.connect(self.pack_wanted)
        self.layout_.addWidget(self.pack, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_form(self, partnership: str, person: Person) -> None:
        is_signature = self.kind is KeyKind.SIGNATURE
        words = _SIGN if is_signature else _RECEIVE._replace(make=_make_receiver)
        self.form = IdentityForm(self.services, person, partnership, words=words)
        self.form.identity_made.connect(lambda made: self.made.emit(made.name))
        self.layout_.addWidget(self.form)

    def _add_file(self) -> None:
        is_signature = self.kind is KeyKind.SIGNATURE
        words = None if is_signature else _RECEIVE_FILE
        self.key_file = KeyFileForm(self.services, words, None if is_signature else _use_receiver)
        self.key_file.identity_made.connect(lambda _, __: self.made.emit(""))
        self.layout_.addWidget(self.key_file)


def _make_receiver(workspace: Workspace, details: IdentityDetails, passphrase: str) -> IdentitySummary:
    return desk_functions.create_receiver(workspace.home, details, passphrase, workspace.clock())


def _use_receiver(workspace: Workspace, source: Path, passphrase: str) -> IdentitySummary:
    return desk_functions.use_receiving_key_file(workspace.home, source, passphrase)
