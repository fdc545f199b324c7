"""Open an encrypted return with the partnership's key, into a folder that the person chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.sign.signing_form import FormWords, SigningForm
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import S11Error
from s11desk.override import override
from s11desk.wording.plain_text import short_line

_ABOUT = (
    "This return is encrypted: only the partnership it is meant for can open it, with the key it made for receiving "
    "returns. The opened return is saved in a folder you choose. The encrypted file stays as it is."
)

_WORDS = FormWords(
    field="receiver-passphrase",
    hint="The one that was chosen for the partnership's key on this computer.",
    choose_folder="Choose a folder for the opened return",
    button="Choose a folder and &open…",
    wrong="That is not the right passphrase. Nothing was opened. Try again, and check the capital letters. Ask the "
    "person who made the partnership's key, if that was not you.",
)


class DecryptPage(StandalonePage):
    """The page that opens an encrypted return.

    ``open_wanted`` is emitted with the folder and the passphrase.
    """

    open_wanted = Signal(object, str)

    def __init__(self, services: Services, path: Path) -> None:
        super().__init__(services, "Open an encrypted return", short_line(path.name))
        self.layout_.addWidget(label(_ABOUT))
        documents = documents_folder()
        self.opening = SigningForm(services, _WORDS, documents, asks_folder_last=True)
        self.opening.entered.connect(self.open_wanted)
        self.layout_.addWidget(self.opening)

    @override
    def first_field(self) -> QWidget:
        return self.opening.passphrase

    def refuse(self, error: S11Error) -> None:
        """Show why the return was not opened."""
        self.opening.refuse(error)
