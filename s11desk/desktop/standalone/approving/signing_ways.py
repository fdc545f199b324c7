"""The ways of an approver, at the head and at the foot of the page: approve, or send what has to change first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.layout.layouts import column, empty, show_at_once
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label, set_kind, show_words
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.standalone.approving.ask_changes import AskedChanges
from s11desk.desktop.standalone.approving.send_wanted import SendWanted
from s11desk.desktop.standalone.approving.wanted_part import WantedPart
from s11desk.domain.returns.wanted_words import WHOLE
from s11desk.override import override

APPROVE, ASK, ASK_MORE = "&Approve…", "Ask for &changes…", "Ask for something else…"
SEND, SEND_ONE = "&Send your {count} changes…", "&Send your change…"
_YOU_ASK = "You ask {name} for {count}. Nothing is sent yet:"
_SENT = "You asked {name} for {count}. Nothing is approved. When the answers have changed, you get a new file."
_WHAT = "You asked for:\n{words}"
_SURE = "Approve without your changes?"
_UNSENT = "You ask for {count} and have not sent that. If you approve now, your words are deleted."


class SigningWays(QWidget):
    """The buttons; what is asked for so far; and the e-mail that asks for it, when it is wanted.

    ``approve_wanted``: the person wants to approve. ``question_wanted``: to go to the question with this id.
    """

    approve_wanted = Signal()
    question_wanted = Signal(str)

    def __init__(self, services: Services, changes: AskedChanges, *, is_first: bool, is_main: bool) -> None:
        """``is_first``: these are at the head. ``is_main``: to approve is what the person most likely came for."""
        super().__init__()
        self._services, self._changes, self._is_main, self._is_first = services, changes, is_main, is_first
        layout = column(self, services.theme, spacing=10)
        self._title = label("", Kind.STRONG)
        layout.addWidget(self._title)
        listed = QWidget()
        self._list = column(listed, services.theme, spacing=2)
        layout.addWidget(listed)
        layout.addLayout(self._buttons())
        self.whole = WantedPart(services, changes, WHOLE)
        self.letter = SendWanted(services, changes)
        self.letter.sent.connect(self._note_sent)
        self.letter.put_off.connect(self.send.setFocus)
        self.done, self._sent = label("", Kind.STRONG), label("")
        for part in (self.whole, self.letter, self.done, self._sent):
            layout.addWidget(part)
        self._links: dict[str, WrappedLink] = {}
        for part in (self.done, self._sent):
            part.hide()
        changes.changed.connect(lambda _: self._show_asked())
        changes.sent.connect(self._show_sent)
        self._show_asked()

    def _buttons(self) -> WrappingRow:
        row = WrappingRow(self._services.theme.pixels(12))
        self.approve = self._way(APPROVE, self._approve)
        self.send = self._way(SEND, self._open_letter)
        self.ask = self._way(ASK, self._open_whole)
        for one in (self.approve, self.send, self.ask):
            row.addWidget(one)
        return row

    def _way(self, text: str, go: Callable[[], None]) -> QPushButton:
        way = button(self._lettered(text))
        way.clicked.connect(go)
        return way

    def _lettered(self, text: str) -> str:
        """Only the first of two like buttons has a letter: the letter would go to neither."""
        return text if self._is_first else text.replace("&", "")

    def _show_asked(self) -> None:
        changes, places = self._changes, self._changes.places
        asked = _YOU_ASK.format(name=changes.completer, count=changes.count) if places else ""
        show_words(self._title, asked)
        self._title.setVisible(bool(places))
        self._show_list(tuple(one for one in places if one != WHOLE))
        self._name(self.send, SEND_ONE if len(places) == 1 else SEND.format(count=len(places)))
        self.send.setVisible(bool(places))
        self._name(self.ask, ASK_MORE if places else ASK)
        set_kind(self.send, "primary" if self._is_main else "")
        set_kind(self.approve, "primary" if self._is_main and not places else "")
        for part in (self.done, self._sent) if places else ():
            part.hide()

    def make_quiet(self) -> None:
        """Put no way forward any more: the person has approved the return, or a newer one has replaced it."""
        self._is_main = False
        self._show_asked()

    def _name(self, way: QPushButton, text: str) -> None:
        way.setText(self._lettered(text))
        way.setAccessibleName(text.replace("&", ""))

    def _show_list(self, places: tuple[str, ...]) -> None:
        """A link to each question about which something is asked. What is about the whole return is shown in full."""
        if tuple(self._links) != places:
            empty(self._list)
            self._links = {place: self._link(place) for place in places}
        for place, link in self._links.items():
            text = self._changes.title(place)
            link.setText(text)
            link.setAccessibleName(text)

    def _link(self, place: str) -> WrappedLink:
        link = WrappedLink("", "link", self._services.theme.colours.accent)
        link.clicked.connect(lambda: self.question_wanted.emit(place))
        self._list.addWidget(link)
        show_at_once(link)
        return link

    def _approve(self) -> None:
        count = self._changes.count
        if not count or self._services.dialogs.confirm(
            _SURE, _UNSENT.format(count=count), yes="Approve it", no="Not yet"
        ):
            self.approve_wanted.emit()

    def _open_whole(self) -> None:
        self.letter.hide()
        self.whole.open_form()

    def _open_letter(self) -> None:
        self._changes.keep_typed()
        self.letter.open()

    def _note_sent(self) -> None:
        said = _SENT.format(name=self._changes.completer, count=self._changes.count)
        self._changes.note_sent(said)
        announce(self, said)
        self.ask.setFocus()

    def _show_sent(self, said: str, words: str) -> None:
        """Say at the head and at the foot what was sent, wherever that was done. To approve is not the next step."""
        set_kind(self.approve, "")
        show_words(self.done, said)
        show_words(self._sent, _WHAT.format(words=words))
        for part in (self.done, self._sent):
            part.show()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._changes.keep_typed()
