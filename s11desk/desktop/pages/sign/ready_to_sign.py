"""The last part of the page before a return is made: where it goes, where it is saved, and the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.sign.signing_form import OWN_PASSPHRASE, FormWords, SigningForm
from s11desk.desktop.pages.sign.where_it_goes import WhereItGoes
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, frame, label
from s11desk.domain.topics.topic import Topic

WHAT_IS_MADE = (
    "We make one .zip file with your signed PDF and your evidence, and put it into this folder. Nothing is sent. You "
    "can look at it first, and send it when you wish."
)
_WORDS = FormWords(
    field="passphrase",
    hint=OWN_PASSPHRASE,
    choose_folder="Choose a folder for the return",
    button="&Sign and make the return",
    described="Signs the audit and writes the return",
    folder="Folder for the return",
    working="Making the return",
)


class ReadyToSign(QWidget):
    """``goes``: where the return goes. ``signing``: the form. ``folder``: for the return, if nobody chooses another."""

    def __init__(self, services: Services, topic: Topic, folder: Path) -> None:
        super().__init__()
        self.goes = WhereItGoes(services, topic)
        self.signing = SigningForm(services, _WORDS, folder)
        layout = column(self, services.theme)
        layout.addWidget(frame("rule"))
        where = (label("Where to save your return", Kind.HEADING), label(WHAT_IS_MADE, Kind.QUIET))
        for one in (self.goes, *where, self.signing):
            layout.addWidget(one)
