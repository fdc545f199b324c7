"""What goes back to the agencies: receipts and requests to make, to send, and what was sent when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.pages.sign.identity_form import IdentityForm, IdentityWords
from s11desk.desktop.parts.card import ListedCard
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label, show_words
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.returns.reply_panel import ReplyPanel
from s11desk.desktop.receiving.set_up.signature_form import SignatureForm, keep_open
from s11desk.domain.audits.audit import Person
from s11desk.domain.receiving.desk_replies import MadeReply
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.override import override
from s11desk.wording.desk.reply_post_words import (
    REPLY_NAMES,
    SAY_ALL_ABOUT,
    all_made_sentence,
    all_sent_sentence,
    due_sentence,
)
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.replies.reply_post import DueReply, RepliesSeen
    from s11desk.signing.identity.identity_summary import IdentitySummary
    from s11desk.signing.signer import Signer

_ABOUT = (
    "A return that you accept gets a receipt. A return that you send back gets a request to correct it. Each is a "
    "letter and a signed file, which the agency opens with s11desk. This program sends nothing itself."
)
_NOTHING = "There is nothing to make. Accept a return, or send one back, on its own page."
_PURPOSE = (
    "Your signature shows agencies that a receipt or a request comes from you. For that, this program sets up a "
    "signature on this computer. You do this once."
)


class RepliesPage(DeskPage):
    """The page of everything that goes back."""

    TAB = DeskTab.REPLIES

    def __init__(self, services: Services, desk: OpenDesk, seen: RepliesSeen) -> None:
        super().__init__(services, desk, seen.partnership)
        self.layout_.addWidget(label(_ABOUT))
        self.form: SignatureForm | None = None
        self.identity: IdentityForm | None = None
        self.panels: dict[str, ReplyPanel] = {}
        self._officer = seen.officer
        self._just_made, desk.made = desk.made, 0
        if self._just_made:
            self.layout_.addWidget(label(all_made_sentence(self._just_made), Kind.GOOD))
        said_sent, desk.said_sent = desk.said_sent, ()
        self._add_take_back(said_sent)
        self._unsent = unsent = sorted((one for one in seen.made if one.sent is None), key=_by_agency)
        sent = [one for one in seen.made if one.sent is not None]
        due = (f"To make: {len(seen.due)}",) if seen.due else ()
        self._add_due(seen, has_unsent=bool(unsent))
        self._state = spoken(*due, f"To send: {len(unsent)}", f"Sent: {len(sent)}")
        self._to_send = self._add_list(f"To send: {len(unsent)}", unsent)
        self._add_say_all()
        self._add_list(f"Sent: {len(sent)}", sent)
        self._next = self.panels.get(desk.new_reply)
        desk.new_reply = ""

    @override
    def begin(self) -> None:
        if self._next is not None:
            self.begin_at(self._next, then=self._next.email)
        else:
            super().begin()

    @override
    def spoken_state(self) -> str:
        return self._state

    @override
    def first_field(self) -> QWidget:
        if self.form is not None:
            return self.form.row.field if self.form.row is not None else self.form.make
        unsent = [self.panels[one.record.sha256] for one in self._unsent if one.record.sha256 in self.panels]
        return unsent[0].email if unsent else self.tabs[self.TAB]

    def _add_take_back(self, said_sent: Sequence[MadeReply]) -> None:
        """Say which were recorded as sent at once just now, and offer to take that back."""
        self.not_sent = button("I have not sent them yet", "link")
        if said_sent:
            self.not_sent.clicked.connect(lambda: self._record_all(said_sent, PreparedAs.NOT_SENT))
            self.layout_.addWidget(label(all_sent_sentence(len(said_sent)), Kind.GOOD))
            self.layout_.addWidget(self.not_sent, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_say_all(self) -> None:
        """The button for all that are to be sent, above their list: that may be long."""
        self.say_all = button("I have sent them all")
        self.say_all.clicked.connect(self._say_all_sent)
        self._for_all = QWidget()
        row = WrappingRow(self.theme.pixels(12))
        self._for_all.setLayout(row)
        row.addWidget(self.say_all)
        row.addWidget(label(SAY_ALL_ABOUT))
        self.layout_.insertWidget(self.layout_.indexOf(self._to_send) + 1, self._for_all)
        self._for_all.setVisible(len(self._unsent) > 1)

    def _add_due(self, seen: RepliesSeen, *, has_unsent: bool) -> None:
        if not seen.due:
            if not has_unsent:
                self.layout_.addWidget(label(_NOTHING, Kind.QUIET))
            return
        self.layout_.addWidget(label(f"To make: {len(seen.due)}", Kind.HEADING))
        self.layout_.addWidget(label(due_sentence([one.kind for one in seen.due])))
        if not seen.has_identity:
            self._add_identity(seen)
            return
        text = "&Make all" if len(seen.due) > 1 else "&Make it"
        self.form = SignatureForm(self.services, self.desk, text, self._write_all, self._show_made)
        self.layout_.addWidget(self.form)
        self.add_lines("", [partial(self._due_line, one) for one in seen.due], "replies", has_cards=True)

    def _write_all(self, sitting: DeskSitting, signer: Signer) -> None:
        """In the worker. A return with a fault that is found only now gets no receipt, so fewer may be made."""
        self.desk.made = len(sitting.work(lambda desk: desk_functions.write_due_replies(desk, signer)))

    def _show_made(self) -> None:
        announce(self, all_made_sentence(self.desk.made), at_once=True)
        self.show_again()

    def _add_identity(self, seen: RepliesSeen) -> None:
        words = IdentityWords(_PURPOSE, "agencies")
        signer = Person(role="", name=seen.officer, email=seen.address)
        self.identity = IdentityForm(self.services, signer, seen.partnership, words=words)
        self.identity.identity_made.connect(self._show_identity)
        self.layout_.addWidget(self.identity)

    def _show_identity(self, identity: IdentitySummary) -> None:
        if not self._officer:
            self.desk.keep_officer(identity.name)
        passphrase = self.identity.first_typed.text() if self.identity is not None else ""
        keep_open(self.desk, passphrase, lambda: self.show_again("Your signature is set up"))

    def _add_list(self, heading: str, made: Sequence[MadeReply]) -> QLabel:
        return self.add_lines(heading, [partial(self._panel, one) for one in made], "replies", has_cards=True)

    def _show_recorded(self, words: str) -> None:
        """Count again. Each reply stays where it is until the page is next opened: nothing moves under a click."""
        self.desk.changes += 1
        if shiboken6.isValid(self):
            left = len(self._left_to_send())
            show_words(self._to_send, f"To send: {left}")
            self._for_all.setVisible(left > 1)
            announce(self, spoken(words, f"To send: {left}"))

    def _left_to_send(self) -> list[MadeReply]:
        """The replies of which nobody has said yet that they are sent, on this page or before."""
        said = {name for name, panel in self.panels.items() if panel.is_sent}
        return [one for one in self._unsent if one.record.sha256 not in said]

    def _say_all_sent(self) -> None:
        self._record_all(self._left_to_send(), PreparedAs.SENT)

    def _record_all(self, replies: Sequence[MadeReply], how: PreparedAs) -> None:
        """Record all of these as sent, or as not sent after all."""
        is_sent = how is PreparedAs.SENT

        def note(sitting: DeskSitting) -> None:
            done = tuple(sitting.work(partial(desk_functions.note_reply, made=one, how=how)) for one in replies)
            self.desk.said_sent = done if is_sent else ()

        self.do(note, all_sent_sentence(len(replies)) if is_sent else "They are recorded as not sent yet")

    def _due_line(self, one: DueReply) -> QWidget:
        name = short_line(one.agency)
        card = ListedCard(self.theme, heading=name, edges=(12, 10), spacing=4)
        card.setAccessibleName(name)
        card.column.addWidget(label(f"{REPLY_NAMES[one.kind].capitalize()} for {one.reference}"))
        row = WrappingRow(self.theme.pixels(12))
        make = button("Make only this one", name=f"Make only the {REPLY_NAMES[one.kind]} for {name}, {one.reference}")
        make.clicked.connect(lambda: self._make_one(one.sha256))
        look = button("Look at the return", "link", name=f"Look at the return {one.reference} of {name}")
        look.clicked.connect(lambda: self.return_wanted.emit(one.sha256))
        row.addWidget(make)
        row.addWidget(look)
        card.column.addLayout(row)
        return card

    def _make_one(self, sha256: str) -> None:
        def write(sitting: DeskSitting, signer: Signer) -> None:
            sitting.work(lambda desk: desk_functions.write_reply_to(desk, sha256, signer))
            self.desk.made = 1

        if self.form is not None:
            self.form.run(write)

    def _panel(self, one: MadeReply) -> QWidget:
        panel = ReplyPanel(self.services, self.desk, one, self._show_recorded, heading=one.agency)
        self.panels[one.record.sha256] = panel
        return panel


def _by_agency(one: MadeReply) -> tuple[str, str]:
    return one.agency.casefold(), one.reference
