"""Sign a topic pack: the partnership's identity, made or taken from a file here, a folder, the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.app.saved_names import free_path
from s11desk.desktop.pages.sign.identity_form import IdentityForm, IdentityWords, identity_card
from s11desk.desktop.pages.sign.key_file_form import KeyFileForm
from s11desk.desktop.pages.sign.signing_form import OWN_PASSPHRASE, FormWords, SigningForm
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.saving.jobs import Operation
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.audit import Person
from s11desk.override import override
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.domain.topics.topic import Topic
    from s11desk.signing.identity.identity_summary import IdentitySummary

_ABOUT = (
    "Agencies that open the signed pack see who signed it, and that nobody changed it afterwards. The first time, an "
    "agency may ring you and compare the signature check code."
)
_PURPOSE = (
    "Your signature shows agencies who made this pack and that nothing was changed afterwards. For that, this program "
    "sets up a signature on this computer. You do this once and use it for every pack of your partnership."
)
_OTHER = "Someone else signs, or you have forgotten your passphrase? Set up another signature"
_WORDS = FormWords(
    field="pack-passphrase",
    hint=OWN_PASSPHRASE,
    choose_folder="Choose a folder for the signed pack",
    button="&Sign and save",
    described="Writes a new file with the topic and your signature",
    folder="Folder for the signed pack",
    working="Signing the pack",
)


class SignPackPage(StandalonePage):
    """The page on which a partnership signs a topic pack.

    ``identity``: the one of this home; None if there is none yet. ``trouble``: why it cannot sign today.
    ``identity_made``: the caller builds the page again, and hands over the passphrase that was typed.
    The page calls ``signed`` with the file, even if the page is closed by then.
    """

    identity_made = Signal(str)
    folder_chosen = Signal(object)

    def __init__(
        self,
        services: Services,
        topic: Topic,
        identity: IdentitySummary | None,
        folder: Path,
        signed: Callable[[Path], None],
    ) -> None:
        caption = f"{short_line(topic.title)}, {topic.year}, version {topic.version}"
        super().__init__(services, "Sign the topic pack", caption)
        self._topic = topic
        self._folder = folder
        self._signed = signed
        self.form: IdentityForm | None = None
        self.key_file: KeyFileForm | None = None
        self.signing: SigningForm | None = None
        self.layout_.addWidget(label(_ABOUT))
        self._body = QWidget()
        self._body_layout = column(self._body, services.theme)
        self.layout_.addWidget(self._body)
        if identity is None:
            self._add_forms(replaces=False)
        else:
            self._add_signing(identity)

    @override
    def first_field(self) -> QWidget:
        if self.signing is not None:
            return self.signing.passphrase
        return self.form.name if self.form is not None else self.back

    def hand_over(self, passphrase: str) -> None:
        """Fill in a passphrase that the person typed a moment ago, for an identity that is made now."""
        if passphrase and self.signing is not None:
            self.signing.passphrase.hand_over(passphrase)

    def _add_forms(self, *, replaces: bool) -> None:
        """Show both ways to an identity: a new one, or a file that the person has."""
        self.signing = None
        organisation = self._topic.partnership.name
        self.form = IdentityForm(
            self.services, Person(role=""), organisation, replaces=replaces, words=IdentityWords(_PURPOSE, "agencies")
        )
        self.form.identity_made.connect(lambda _: self._hand_on())
        self.key_file = KeyFileForm(self.services)
        self.key_file.identity_made.connect(lambda _, typed: self.identity_made.emit(typed))
        for part in (self.form, self.key_file):
            self._body_layout.addWidget(part)
            part.show()

    def _hand_on(self) -> None:
        if self.form is not None:
            self.identity_made.emit(self.form.first_typed.text())

    def _ask_for_other(self) -> None:
        """Show the forms for another identity. The present one is kept aside when the other is there."""
        empty(self._body_layout)
        self._add_forms(replaces=True)
        self.first_field().setFocus()

    def _add_signing(self, identity: IdentitySummary) -> None:
        self._body_layout.addWidget(label("You sign as", Kind.HEADING))
        self._body_layout.addWidget(identity_card(self.theme, identity, is_for_others=True))
        other = WrappedLink(_OTHER, "link", self.theme.colours.accent)
        other.setObjectName("other-identity")
        other.clicked.connect(self._ask_for_other)
        self._body_layout.addWidget(other)
        self._body_layout.addWidget(label("Where to save the signed pack", Kind.HEADING))
        self.signing = SigningForm(self.services, _WORDS, self._folder)
        self.signing.folder_chosen.connect(self.folder_chosen)
        self.signing.entered.connect(self._sign)
        self._body_layout.addWidget(self.signing)

    def _sign(self, folder: Path, passphrase: str) -> None:
        if self.signing is not None:
            self.signing.run(_sign_operation(self._topic, folder, passphrase), self._signed, "The signed pack")


def _sign_operation(topic: Topic, folder: Path, passphrase: str) -> Operation[Path]:
    def run(workspace: Workspace, _: object) -> Path:
        out = free_path(folder, f"{topic.id}-{topic.version}-signed.zip")
        app.sign_topic(workspace, topic, out, passphrase)
        return out

    return run
