"""The panel of a return that was made: what it is, how to send it, and what happens next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from s11desk import app
from s11desk.desktop.messages.return_words import is_replaced, replaced_line, replaces_line, title_of_return
from s11desk.desktop.pages.sign.approval_part import ApprovalPart
from s11desk.desktop.pages.sign.send_return import SendReturn, where_to_send
from s11desk.desktop.pages.sign.sent_line import SENT
from s11desk.desktop.pages.sign.signs_after import QUESTION
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import file_size, listed
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.role_words import TO_OTHERS, to_sign_sentence

if TYPE_CHECKING:
    from s11desk.app.returns.approving.next_signer import FoundReturn
    from s11desk.app.returns.making.make import MadeReturn

_WHAT_IT_IS = "One .zip file with your signed PDF and your evidence. Checked: the file is complete."
_APPROVAL_FIRST = "Does someone else have to sign it too? Then do not send it yet, but {}."
_HELD = "You have signed return {}, and someone else signs next"
_HAVE_SIGNED = "Next: send it to the person who signs after you."
_NOT_YET = "Do not send this file to the partnership yet."
_WHEN_BACK = "Not yet: first the person who approves it sends the approved file back"
_CHANGES = "Changes are asked for"
_ASKED = "Do not send this return yet, and do not have it approved."
_AS_IT_IS = "Have this return approved as it is"
_IF_SO = "Only if nothing has to change after all"
_SAID_NO = "You said no. Open this if that changes"
_KEEP = "Keep a copy of the file with your organisation's records."
_CHANGE_LATER = "You can change answers later. Then make and send a new return."


class MadeReturnPanel(QWidget):
    """The panel that shows a return and the next steps.

    ``again``: the person wants to make another return. ``first_changed``: :meth:`first_field` has another answer.
    """

    again = Signal()
    first_changed = Signal()

    def __init__(self, services: Services, topic: Topic, audit: Audit, found: FoundReturn) -> None:
        super().__init__()
        self._services = services
        self.found = found
        self.made_return, next_signer = found.made_return, found.next_signer
        made_return = found.made_return
        self._theme = services.theme
        self._topic, self._exports = topic, audit.exports
        self._is_for_several = len(topic.open_roles(())) > 1
        self._parts = column(self, self._theme)
        is_open, asked = bool(topic.open_roles(made_return.roles)), topic.signing_role(Role.APPROVER) is not None
        self._is_held = is_open and (asked or next_signer.is_wanted is True)
        self.sending = SendReturn(services, topic, audit.id, made_return, self._what_it_is())
        self.sending.shown.connect(self._hand_keyboard_on)
        self.sending.sent.changed.connect(self._show_sent)
        panel = self._panel(audit)
        self._column = panel.column
        self._parts.addWidget(panel)
        self.approval = ApprovalPart(services, topic, audit.id, made_return, next_signer, is_first=self._is_held)
        if not is_open:
            self.approval.hide()
        self.approval.changes.card.found.connect(self._show_asked)
        if self._is_held:
            panel.column.addWidget(self.approval)
        else:
            panel.column.addWidget(self.sending.main)
            if is_open and not asked and next_signer.is_wanted is None:
                self._say_approval(panel)
        for part in self._parts_below():
            self._parts.addWidget(part)

    def _parts_below(self) -> tuple[QWidget, ...]:
        """The parts below the panel: what comes later, and what is seldom wanted."""
        if self._is_held:
            return (self._sending_fold(), self._more_fold())
        is_open = bool(self._topic.open_roles(self.made_return.roles))
        said_no = is_open and self.found.next_signer.is_wanted is False
        approval = self._approval_fold() if said_no else self.approval
        return (self.sending, approval, self._next_fold(), self._more_fold())

    def _approval_fold(self) -> QWidget:
        """Nobody else signs it, as the person said: the way to it is kept, but out of the way."""
        self.approval.head.hide()
        self.after_all = Fold(self._theme, QUESTION, _SAID_NO, lambda: [lambda: self.approval])
        return self.after_all

    @property
    def sentences(self) -> tuple[str, ...]:
        """The heading, whether the file is to be sent now, and what to do next, for a screen reader."""
        shown = (self._heading, *(one for one in (self._not_yet, self._asked) if not one.isHidden()))
        return tuple(filter(None, (*(spoken(one.text()) for one in shown), self._next_step())))

    def _next_step(self) -> str:
        """What a person does with the file now. Empty where the heading says it, or nothing is left to do."""
        if not self._asked.isHidden() or self._heading.text() == SENT:
            return ""
        exports = self._exports
        if is_replaced(exports, self.made_return.number):
            return replaced_line(exports, self.made_return.number)
        return _HAVE_SIGNED if self._is_held else where_to_send(self._topic)

    def note_changes(self) -> None:
        """Show the form for changes that the person who approves asks for. Its field takes the keyboard."""
        self.approval.note_changes()

    def first_field(self) -> QWidget:
        """Return the button, or the field, that takes the keyboard."""
        changes = self.approval.changes
        return changes.words if changes.is_open else self._main_button() or self.copy

    def _main_button(self) -> QWidget | None:
        """The next thing to do: about what is asked for, about the next signature, or about sending."""
        if not self._asked.isHidden():
            return self.approval.changes.card.first_link()
        if self._is_held:
            return self.approval.main_button()
        email = self.sending.email
        return email.main if email is not None and email.has_main else None

    def _hand_keyboard_on(self) -> None:
        """Ask for the keyboard if the main button came late, and the person has not taken it elsewhere."""
        keyboard, page = QApplication.focusWidget(), self.parentWidget()
        is_taken = keyboard is not None and keyboard is not self.copy and self.isAncestorOf(keyboard)
        is_here = keyboard is None or keyboard.isAncestorOf(self) or (page is not None and page.isAncestorOf(keyboard))
        if self._main_button() is not None and is_here and not is_taken:
            self.first_changed.emit()

    def _sending_fold(self) -> Fold:
        """The e-mail to the partnership: kept out of the way until the approved file is back."""
        part = QWidget()
        layout = column(part, self._theme)
        then = [label(line) for line in next_lines(self._topic, self.made_return)]
        for one in (self.sending.main, self.sending, label("What happens next", Kind.HEADING), *then):
            layout.addWidget(one)
        self.to_partnership = Fold(self._theme, "Send it to the partnership", _WHEN_BACK, lambda: [lambda: part])
        return self.to_partnership

    def _next_fold(self) -> Fold:
        made_return = self.made_return
        makers = [partial(label, line) for line in next_lines(self._topic, made_return)]
        what = "If they ring, what to read out, and changes afterwards"
        self.next = Fold(self._theme, "What happens next", what, lambda: makers)
        return self.next

    def _more_fold(self) -> Fold:
        """The buttons are made at once, and shown when they are wanted."""
        self._more = QWidget()
        column(self._more, self._theme).addLayout(self._more_buttons(self.made_return))
        what = "Also to make another return"
        self.more = Fold(self._theme, "Keep, print or look at it again", what, lambda: [lambda: self._more])
        return self.more

    def _panel(self, audit: Audit) -> Card:
        made_return, replaced = self.made_return, is_replaced(audit.exports, self.made_return.number)
        heading = title_of_return(audit.exports, made_return.number)
        self.heading = heading = _HELD.format(made_return.number) if self._is_held and not replaced else heading
        panel = Card(self._theme, "panel" if replaced else "done", edges=(18, 18), spacing=10)
        self._heading = label(heading, Kind.HEADING)
        self._asked = label(_ASKED, Kind.STRONG)
        self._asked.hide()
        for part in (self._heading, self._asked):
            panel.column.addWidget(part)
        lines = (
            replaced_line(audit.exports, made_return.number),
            replaces_line(audit.exports, made_return.number, self.found.next_signer.unsent),
            approved_line(made_return),
            to_sign_sentence(self._topic, self._topic.roles_to_sign(made_return.roles)) if self._is_for_several else "",
            apart_line(made_return),
        )
        panel.setProperty("seen", "together")  # the focus ring scrolls the heading and the main button into view
        for line in filter(None, lines):
            panel.column.addWidget(label(line, Kind.STRONG))
        self._not_yet = label(_NOT_YET, Kind.STRONG)
        panel.column.addWidget(self._not_yet)
        self._not_yet.setVisible(self._is_held)  # not before it has its parent: it would be a window
        return panel

    def _say_approval(self, panel: Card) -> None:
        way = f"choose “{TO_OTHERS}”" if self.made_return.encrypted is None else "save a locked copy"
        panel.column.addWidget(label(_APPROVAL_FIRST.format(way)))

    def _what_it_is(self) -> QWidget:
        """The reference, the file and its place, below the button that e-mails it."""
        made_return, part = self.made_return, QWidget()
        layout = column(part, self._theme, spacing=6)
        layout.addWidget(label(f"Return {made_return.number}, reference {made_return.reference}.", Kind.STRONG))
        self.copy = button("Copy the reference", "link")
        self.copy.clicked.connect(lambda: self._copy(made_return.reference))
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(f"{made_return.to_send.name}, {file_size(made_return.size_to_send)}"))
        layout.addWidget(label(f"In the folder {breakable(str(made_return.to_send.parent))}", Kind.QUIET))
        for line in encrypted_lines(made_return):
            layout.addWidget(label(line))
        layout.addWidget(label(_WHAT_IT_IS, Kind.QUIET))
        return part

    def _show_asked(self) -> None:
        """Say at the top that this return is not the one to send, and what has to change."""
        if not self._asked.isHidden():
            return
        keyboard = QApplication.focusWidget()
        had_keyboard = keyboard is not None and self.approval.isAncestorOf(keyboard)
        self._heading.setText(_CHANGES)
        self._asked.show()
        self._column.insertWidget(self._column.indexOf(self._asked) + 1, self.approval.changes.card)
        if self._is_held:
            self._fold_approval()
        announce_found(self, *self.sentences)
        first = self._main_button()
        if had_keyboard and first is not None:
            first.setFocus()

    def _fold_approval(self) -> None:
        """Keep the way to the next signature, but out of the way."""
        self._not_yet.hide()
        self.as_it_is = Fold(self._theme, _AS_IT_IS, _IF_SO, lambda: [lambda: self.approval])
        self._parts.insertWidget(1, self.as_it_is)
        self._column.removeWidget(self.approval)
        self.approval.setParent(None)

    def _show_sent(self, is_sent: bool) -> None:  # noqa: FBT001 - a signal's value
        """Say at the top that there is nothing to do any more, or again what is to do."""
        if self._asked.isHidden():
            self._heading.setText(SENT if is_sent else self.heading)

    def _copy(self, reference: str) -> None:
        QGuiApplication.clipboard().setText(reference)
        announce(self, "The reference is copied")

    def _more_buttons(self, made_return: MadeReturn) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        self.print_copy = button("P&rint a copy…")
        self.print_copy.clicked.connect(lambda: self._services.print_return(made_return.seen, made_return.path.stem))
        self.verify = button("Look at it and &check it")
        self.verify.clicked.connect(lambda: self._services.open_file(made_return.path))
        self.save_pdf = button("Save the signed P&DF…")
        self.save_pdf.clicked.connect(lambda: self._save_pdf(made_return))
        another = button("Make another return", "link")
        another.clicked.connect(self.again)
        for part in (self.print_copy, self.save_pdf, self.verify, another):
            row.addWidget(part)
        return row

    def _save_pdf(self, made_return: MadeReturn) -> None:
        suggested = made_return.to_send.parent / made_return.path.with_suffix(".pdf").name
        out = self._services.dialogs.save_as("Save the signed PDF", suggested)
        if out is not None:
            text = f"{out.name} is in the folder {out.parent}."
            self._services.jobs.submit_long(
                lambda _workspace, _: app.save_signed_pdf(made_return.seen, out),
                lambda _: self._services.dialogs.show_message("The file is saved", text),
            )


def approved_line(made_return: MadeReturn) -> str:
    """For example: Approved by Bo Head. Empty if nobody has approved it."""
    names = [short_line(signer.name) for signer in made_return.signers[1:]]
    return f"Approved by {listed(names, 'and')}." if names else ""


def apart_line(made_return: MadeReturn) -> str:
    """Say who signed only another copy of the return. Empty if nobody did."""
    if not made_return.signed_apart:
        return ""
    who = listed([short_line(signer.name) for signer in made_return.signed_apart], "and")
    return f"{who} signed another copy, and two copies cannot be joined. Ask them to sign this file."


def encrypted_lines(made_return: MadeReturn) -> tuple[str, ...]:
    """Say which file to send, who can open it, and where the person's own copy is.

    Empty if the topic names no recipients.
    """
    encrypted = made_return.encrypted
    if encrypted is None:
        return ()
    whom = listed((f"{one.name} (key {one.fingerprint_spoken})" for one in encrypted.recipients), "and")
    late = f"No longer valid, ask for a newer certificate: {', '.join(encrypted.expired)}." if encrypted.expired else ""
    own = "Your own copy, which you can read, stays in this program: open “Keep, print or look at it again”."
    return tuple(filter(None, (f"Send {encrypted.path.name}: only {whom} can open it.", late, own)))


def read_out_lines(made_return: MadeReturn) -> tuple[str, ...]:
    """Give the check code of each signer of this return, to be read out: in an e-mail it would prove nothing."""
    return tuple(
        f"If they ring to check who signed it, read out the signature check code of {short_line(signer.name)}: "
        f"{signer.fingerprint_spoken}"
        for signer in made_return.signers
    )


def next_lines(topic: Topic, made_return: MadeReturn) -> tuple[str, ...]:
    """Say what happens when the file is sent."""
    reads = f"{topic.partnership.name} reads your return. If they ask which one it is, say {made_return.reference}."
    return (reads, *read_out_lines(made_return), _KEEP, _CHANGE_LATER)
