"""What a person can do who has nobody to ask: the contact of the topic, and links to help elsewhere.

Nothing is opened unless a person asks for it, and the program says first that it goes over the internet.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label
from s11desk.domain.topics.topic import Link, Topic
from s11desk.wording.form_words import Say
from s11desk.wording.topics.before_begin_sentences import contact_lines, has_contact_details

NOBODY_TO_ASK = "Nobody to ask?"
_WHOM = "Ask {}."
_THESE = "These links may help too. They open outside this program."
_OPEN_PAGE = "Open this page in your web browser?"
_OPEN_MAIL = "Start an e-mail in your e-mail program?"
_PAGE = "{}\n{}\n\nThe page comes over the internet. Your audit stays here, and none of it is sent."
_MAIL = "{}\n{}\n\nNothing is sent until you press Send there. Your audit stays here."
_SHOW, _WRITE = "Open", "E-mail"
_NOT_OPENED = "The link did not open"
_COPIED = "Your audit is unchanged. The address is copied: paste it into your web browser or e-mail program.\n\n{}"


class TopicLinks(QWidget):
    """The heading, the contact, and each link with its whole address and a button."""

    def __init__(self, services: Services, topic: Topic) -> None:
        super().__init__()
        self.setObjectName("topic-links")
        self._services = services
        self._say = say = say_for(topic)
        layout = column(self, services.theme, spacing=6)
        layout.addWidget(heading(say(NOBODY_TO_ASK), Kind.STRONG))
        for line in _ask_lines(topic, say):
            layout.addWidget(label(line))
        layout.addWidget(label(say(_THESE), Kind.SMALL))
        for link in topic.links:
            layout.addWidget(label(link.title))
            layout.addWidget(label(link.shown_address, Kind.SMALL))
            layout.addWidget(self._button(link), 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, link: Link) -> QPushButton:
        both = (_WRITE, "Starts an e-mail") if link.is_mail else (_SHOW, "Opens your web browser")
        words, opens = map(self._say, both)
        described = f"{link.shown_address}. {opens}."
        shown = button(words, "link", name=f"{words}: {link.title}", described=described)
        shown.setObjectName(f"topic-link-{link.id}")
        shown.clicked.connect(lambda: self._open(link))
        return shown

    def _open(self, link: Link) -> None:
        say = self._say
        words = say(_MAIL if link.is_mail else _PAGE, link.title, link.shown_address)
        headline = say(_OPEN_MAIL if link.is_mail else _OPEN_PAGE)
        yes = say("Start an e-mail" if link.is_mail else "Open the web browser")
        if not self._services.dialogs.confirm(headline, words, yes=yes, no=say("Not now")):
            return
        if QDesktopServices.openUrl(QUrl(link.address, QUrl.ParsingMode.StrictMode)):
            announce(
                self,
                say(
                    "Your e-mail program was asked to start an e-mail."
                    if link.is_mail
                    else "Your web browser was asked to open the page."
                ),
            )
        else:
            QGuiApplication.clipboard().setText(link.shown_address)
            self._services.dialogs.show_message(say(_NOT_OPENED), say(_COPIED, link.shown_address))


def _ask_lines(topic: Topic, say: Say) -> tuple[str, ...]:
    """Whom a person can ask, on one line; what else to do, where there are no details of that person."""
    if not has_contact_details(topic):
        return contact_lines(topic, say)[1:]
    contact = topic.contact
    return (say(_WHOM, ", ".join(filter(None, (contact.name, contact.email, contact.telephone)))),)
