"""What a person can do who has nobody to ask: the contact of the topic, and links to help elsewhere.

Nothing is opened unless a person asks for it, and the program says first that it goes over the internet.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, heading, label
from s11desk.domain.topic import Link, Topic

NOBODY_TO_ASK = "Nobody to ask?"
_WHOM = "Ask {contact}."
_THESE = "These links may help too. They open outside this program."
_OPEN_PAGE = "Open this page in your web browser?"
_OPEN_MAIL = "Start an e-mail in your e-mail program?"
_PAGE = "{title}\n{address}\n\nThe page comes over the internet. Your audit stays here, and nothing of it is sent."
_MAIL = "{title}\n{address}\n\nNothing is sent until you press Send there. Your audit stays here."
_SHOW, _WRITE = "Open", "E-mail"
_NOT_OPENED = "The link did not open"
_COPIED = (
    "Your audit is unchanged. The address is copied: paste it into your web browser or e-mail program.\n\n{address}"
)


class TopicLinks(QWidget):
    """The heading, the contact, and each link with its whole address and a button."""

    def __init__(self, services: Services, topic: Topic) -> None:
        super().__init__()
        self.setObjectName("topic-links")
        self._services = services
        layout = column(self, services.theme, spacing=6)
        layout.addWidget(heading(NOBODY_TO_ASK, Kind.STRONG))
        layout.addWidget(label(_WHOM.format(contact=contact_of(topic))))
        layout.addWidget(label(_THESE, Kind.SMALL))
        for link in topic.links:
            layout.addWidget(label(link.title))
            layout.addWidget(label(link.shown_address, Kind.SMALL))
            layout.addWidget(self._button(link), 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, link: Link) -> QPushButton:
        words, opens = (_WRITE, "Starts an e-mail") if link.is_mail else (_SHOW, "Opens your web browser")
        described = f"{link.shown_address}. {opens}."
        shown = button(words, "link", name=f"{words}: {link.title}", described=described)
        shown.setObjectName(f"topic-link-{link.id}")
        shown.clicked.connect(lambda: self._open(link))
        return shown

    def _open(self, link: Link) -> None:
        words = (_MAIL if link.is_mail else _PAGE).format(title=link.title, address=link.shown_address)
        headline = _OPEN_MAIL if link.is_mail else _OPEN_PAGE
        yes = "Start an e-mail" if link.is_mail else "Open the web browser"
        if not self._services.dialogs.confirm(headline, words, yes=yes, no="Not now"):
            return
        if QDesktopServices.openUrl(QUrl(link.address, QUrl.ParsingMode.StrictMode)):
            announce(self, "Your e-mail program was asked." if link.is_mail else "Your web browser was asked.")
        else:
            QGuiApplication.clipboard().setText(link.shown_address)
            self._services.dialogs.show_message(_NOT_OPENED, _COPIED.format(address=link.shown_address))


def contact_of(topic: Topic) -> str:
    """Whom a person can ask, with e-mail address and telephone number, on one line."""
    contact = topic.contact
    return ", ".join(filter(None, (contact.name, contact.email, contact.telephone)))
