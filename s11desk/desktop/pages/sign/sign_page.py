"""Sign and send: the signer, the folder and the passphrase; then the return that was made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.desktop.messages.return_words import is_replaced
from s11desk.desktop.messages.sending_words import NOTED_CHANGES
from s11desk.desktop.pages.check.changed_since import ChangedSince
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.problem_summary import ProblemSummary
from s11desk.desktop.pages.sign.earlier_returns import EarlierReturns
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.partnership_said import PartnershipSaid
from s11desk.desktop.pages.sign.ready_to_sign import ReadyToSign
from s11desk.desktop.pages.sign.return_operation import make_operation
from s11desk.desktop.pages.sign.signs_after import QUESTION, SignsAfter
from s11desk.desktop.pages.sign.wanted_changes import WantedWords
from s11desk.desktop.pages.sign.who_signs import WhoSigns
from s11desk.desktop.pages.unparsed import gaps_beside, unparsed_texts
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.half_typed import HalfTyped
from s11desk.desktop.parts.layout.scroll_area import TURNS, bring_into_sight
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.filters import Filter, filtered_steps
from s11desk.domain.audits.flow import CHECK, SIGN, StepState, step_state
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.returns.review_words import MARK_IS_PRIVATE, marked_words
from s11desk.wording.returns.role_words import who_signs_line

if TYPE_CHECKING:
    from s11desk.app.returns.approving.next_signer import FoundReturn
    from s11desk.domain.audits.audit import ReturnRecord
    from s11desk.errors import S11Error


_MOVED = (
    "The file was moved, renamed or changed since. If you know where it is now, choose “Open a file you were sent…” in "
    "the File menu. If not, make another return: your answers are all here."
)

_NEXT = "Sign here to make return {next}. It replaces return {last}."
_THEN = "Then sign here to make return {next}. It replaces return {last}."
_LAST = "Last: your passphrase, to sign"
_LOOKING = "Looking for return {last}, which you have signed…"
_JUMP = "Go to “Sign and make return {next}”"
_LATER = "When nothing is missing any more, you can make return {next} here. It replaces return {last}."


class SignPage(Page):
    """The step "Sign and send"."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__(services, open_draft, SIGN, "Sign and send")
        self.made_panel: MadeReturnPanel | None = None
        self.not_ready = ProblemSummary(self.theme, "This audit cannot be signed yet", says_links=True)
        self.who = WhoSigns(services, open_draft.draft)
        self._half_typed: HalfTyped | None = None
        self._knows_signer = self._notes_changes = False
        self._ready = self._ready_part()
        self.signing, self.goes = self._ready.signing, self._ready.goes
        self.after = self._question()
        self._show_way()
        self.changed = self._changed_card()
        self._approval = ""
        self.earlier = self._earlier_returns()
        self.who_signs = label(who_signs_line(open_draft.draft.topic))  # empty if the page itself asks it
        self.asked = self._asked_cards()
        self.said = PartnershipSaid(services, open_draft.draft)
        self.said.wanted.connect(self.wanted)
        self.jump = self._jump_link()
        before = (self.said, self.jump, *self.asked, self.changed, self.not_ready, self.who_signs)
        for part in (*before, self.after, self.who, self._ready, self.earlier):
            self.layout_.addWidget(part)
        self.layout_.setAlignment(self.jump, Qt.AlignmentFlag.AlignLeft)
        self._looking = self._looking_line()
        if open_draft.draft.audit.exports:
            self._look_for_last(open_draft.draft.audit.id)
        self.who.changed.connect(self._signer_changed)
        self.who.identity_made.connect(self._lead_to_signing)

    def _earlier_returns(self) -> EarlierReturns:
        earlier = EarlierReturns(self.services)
        earlier.wanted.connect(self._find_and_show)
        earlier.approved.connect(self._note_approval)
        return earlier

    def _changed_card(self) -> ChangedSince:
        card = ChangedSince(self.services, self.open_draft, needs_changes=False)
        card.wanted.connect(self.wanted)
        card.looked.connect(self._say_changed)
        card.known.connect(self._mark_asked)
        return card

    def _asked_cards(self) -> list[WantedWords]:
        """What is asked to change in the last return; none before the first."""
        draft = self.open_draft.draft
        last = draft.audit.exports[-1:]
        cards = [WantedWords(self.services, draft.topic, draft.audit.id, one.reference) for one in last]
        for card in cards:
            card.wanted.connect(self.wanted)
            card.found.connect(self.show_draft)
        return cards

    def _jump_link(self) -> QPushButton:
        """Lead to the passphrase, which is far below what has changed since the last return."""
        jump = button("")
        jump.clicked.connect(self._go_to_signing)
        jump.hide()
        return jump

    def _go_to_signing(self) -> None:
        self.signing.passphrase.setFocus()
        bring_into_sight(self.signing.sign, 3 * TURNS)

    def _lead_to_signing(self, passphrase: str) -> None:
        """Show what comes next: the passphrase is filled in, and only the button that signs is left to press."""
        self.signing.passphrase.hand_over(passphrase)
        if self.after.is_said():
            self._go_to_signing()

    def _mark_asked(self) -> None:
        """Say at each question that has to change whether it has, and what comes next."""
        for card in self.asked:
            card.show_changes(self.changed.changes)
        self.show_draft()

    @property
    def _is_asked_still(self) -> bool:
        """Whether something is asked for that has not been changed yet, as far as that is known."""
        return any(card.words and not card.is_answered for card in self.asked)

    def _looking_line(self) -> QWidget:
        """Shown alone until the last return is found, if the answers are as in it: then there is nothing to sign."""
        draft = self.open_draft.draft
        line = label("", Kind.QUIET)
        self.layout_.addWidget(line)
        if draft.audit.exports and step_state(draft.topic, draft.audit, SIGN) is StepState.COMPLETE:
            line.setText(_LOOKING.format(last=draft.audit.exports[-1].number))
        line.setVisible(bool(line.text()))
        return line

    def _look_for_last(self, audit_id: str) -> None:
        self.services.jobs.look_up(
            self,
            lambda workspace, _: app.find_with_next_signer(workspace, audit_id),
            self._show_when_found,
            self._show_not_found,
        )
        self.changed.look()

    @override
    def show_draft(self) -> None:
        draft = self.open_draft.draft
        texts = unparsed_texts(self.open_draft)
        gaps = len(gaps_beside(self.open_draft, texts)) + len(texts)
        needed = f"{counted(gaps, 'thing')} still needed: see each one in “Check your answers”"
        self.not_ready.show_links(((needed, lambda: self.wanted.emit(CHECK)),) if gaps else ())
        has_return = self.made_panel is not None or not self._looking.isHidden()
        self.earlier.show_audit(draft.audit)
        self._show_changed(_LATER if gaps else _THEN if self._is_asked_still else _NEXT, has_return=has_return)
        self.who_signs.setVisible(bool(self.who_signs.text()) and not has_return and not draft.audit.exports)
        self.after.setVisible(self.after.asks and not gaps and not has_return)
        self.who.setVisible(not gaps and not has_return)
        self._ready.setVisible(not gaps and not has_return and self.who.identity is not None)
        is_asked = any(card.is_open for card in self.asked)
        self.jump.setVisible(bool(draft.audit.exports) and not self._ready.isHidden() and not is_asked)

    @override
    def next_button_text(self) -> str:
        return ""

    @override
    def notices(self) -> tuple[str, ...]:
        """The parts that ask for something, in the order in which they stand."""
        asks = QUESTION if self.after.choice is None else ""
        parts = ((self.after, asks), (self.who, self.who.heading), (self._ready, _LAST))
        return tuple(words for part, words in parts if words and part.isVisibleTo(self))

    @override
    def first_field(self) -> QWidget | None:
        if self.made_panel is not None:
            return self.made_panel.first_field()
        if not self._looking.isHidden():
            return None
        is_new = not self.open_draft.draft.audit.exports
        asks_first = is_new and not self.who.asks_for_other and not self.after.isHidden()
        if asks_first and self.after.choice is None:
            return self.after.alone
        return self.who.first_field() or (self.signing.passphrase if self.who.identity is not None else None)

    @override
    def reveal(self, field: str) -> None:
        """Open the form for changes at once, or when the last return is found."""
        self._notes_changes = field == NOTED_CHANGES
        if self._notes_changes and self.made_panel is not None:
            self.made_panel.note_changes()

    @override
    def take_over(self, before: Page) -> None:
        """Keep the folder, the half-typed text, and the return that was just made."""
        if not isinstance(before, SignPage):
            return
        self.signing.set_folder(before.signing.folder)
        self._half_typed = HalfTyped(before)
        self.who.asks_for_other = before.who.asks_for_other
        if before.made_panel is not None:
            self._show_made(before.made_panel.found)

    def _keep_folder(self, folder: Path) -> None:
        self.open_draft.return_folder = folder

    def _show_changed(self, then: str, *, has_return: bool) -> None:
        """Say that the answers have changed since the last return, and ``then``, that the next return replaces it."""
        last = self.open_draft.draft.audit.exports[-1:]
        for card in self.asked:
            card.set_wanted(is_wanted=not has_return)
        for one in last:
            words = f"{self._approval} {then.format(last=one.number, next=one.number + 1)}".strip()
            self.changed.set_wanted(is_wanted=not has_return, then=words)
            self.signing.sign.setText(f"&Sign and make return {one.number + 1}")
            self.jump.setText(_JUMP.format(next=one.number + 1))
            self.jump.setAccessibleName(self.jump.text())

    def _note_approval(self, words: str) -> None:
        self._approval = words
        self.show_draft()

    def _signer_changed(self) -> None:
        self.signing.passphrase.clear()
        if self._half_typed is not None:
            self._half_typed.fill(self)  # the form is here only when the worker has found the identity
            self._half_typed = None
        self.show_draft()
        self.signing.show_problem(self.who.trouble)
        is_pressed, self._knows_signer = self._knows_signer and self.who.asks_for_other, True
        (self.field_wanted if is_pressed else self.first_field_changed).emit()

    def _question(self) -> SignsAfter:
        """Ask who else signs before anything is set up. What was said is kept as long as the audit is open."""
        after = SignsAfter(self.services, self.open_draft.draft)
        after.choose(choice=self.open_draft.signs_after)
        after.changed.connect(self._show_way)
        return after

    def _ready_part(self) -> ReadyToSign:
        """Make the part for the signature, which is hidden as long as something is missing."""
        folder = self.open_draft.return_folder or documents_folder()
        ready = ReadyToSign(self.services, self.open_draft.draft.topic, folder)
        ready.signing.folder_chosen.connect(self._keep_folder)
        ready.signing.entered.connect(self._sign)
        ready.hide()
        return ready

    def _show_way(self) -> None:
        self.open_draft.signs_after = self.after.choice
        self.goes.show_way(signs_after=self.after.is_expected)

    def _sign(self, folder: Path, passphrase: str) -> None:
        """Save first: the return must have all that was typed."""
        if not self.after.is_said() or not self._agrees_to_marks():
            self.signing.enable()
            self.after.ask_again()
            return

        def saved(all_saved: bool) -> None:  # noqa: FBT001 - Qt-style callback
            if not shiboken6.isValid(self):
                return
            if all_saved:
                operation = make_operation(self.open_draft.draft, folder, passphrase, signs_after=self.after.choice)
                self.signing.run(operation, self._show_made_return, "The return")
            else:
                self.signing.refuse_unsaved(self.open_draft.state.reason)

        self.open_draft.finish(saved)

    def _agrees_to_marks(self) -> bool:
        """Whether no question is marked for review, or the person signs all the same."""
        draft = self.open_draft.draft
        marked = filtered_steps(draft.topic, draft.audit, Filter.MARKED_FOR_REVIEW)
        words = marked_words([draft.topic.number_of(step.question) for step in marked])
        return not words or self.services.dialogs.confirm(
            f"{words} Sign anyway?", MARK_IS_PRIVATE, yes="Sign", no="Not yet"
        )

    def _show_made_return(self, found: FoundReturn) -> None:
        exported = found.made_return
        self.open_draft.look_again()
        self.open_draft.tell_changes(are_asked=False)
        if not shiboken6.isValid(self):
            where = (
                f"Reference {exported.reference}. {exported.to_send.name} is in the folder {exported.to_send.parent}."
            )
            self.services.dialogs.show_message("Your return is signed and ready", where)
            return
        self.signing.passphrase.clear()
        self._show_made(found)
        if self.made_panel is not None:
            self.first_field_changed.emit()
            first, *rest = self.made_panel.sentences
            announce(self, spoken(first, f"Reference {exported.reference}", *rest))

    def _show_made(self, found: FoundReturn) -> None:
        draft = self.open_draft.draft
        self._looking.hide()
        self.made_panel = MadeReturnPanel(self.services, draft.topic, draft.audit, found)
        self.made_panel.again.connect(self._make_another)
        self.made_panel.first_changed.connect(self.first_field_changed)
        self.made_panel.approval.changes.card.wanted.connect(self.wanted)
        if not is_replaced(draft.audit.exports, found.made_return.number):
            self.made_panel.sending.sent.changed.connect(self.open_draft.sent_known)
            self.made_panel.approval.changes.card.found.connect(lambda: self.open_draft.tell_changes(are_asked=True))
        self.layout_.insertWidget(self.layout_.indexOf(self.earlier), self.made_panel)
        self.made_panel.show()
        if self._notes_changes:
            self._notes_changes = False
            self.made_panel.note_changes()
        self.show_draft()

    def _show_when_found(self, found: FoundReturn | None) -> None:
        """Show the last return again if the draft is unchanged: there is nothing to sign, but perhaps to send."""
        if found is None and not self._looking.isHidden():
            self._looking.hide()
            self.show_draft()
            self.first_field_changed.emit()
        elif found is not None and self.made_panel is None:
            self._show_made(found)
            self.first_field_changed.emit()
            if self.made_panel is not None:
                announce_found(self, *self.made_panel.sentences, said=lambda: self.spoken_state)

    def _show_not_found(self, error: S11Error) -> None:
        self._show_when_found(None)
        self.services.jobs.failed.emit(error)

    def _say_changed(self) -> None:
        """Say what was found after the page had opened, if the next thing to do is to make another return."""
        if self.made_panel is None:
            announce_found(self, *(card.words for card in self.asked), self.changed.words)

    def _find_and_show(self, record: ReturnRecord) -> None:
        audit_id = self.open_draft.draft.audit.id

        def show(found: FoundReturn | None) -> None:
            if found is None:
                self.services.dialogs.show_message(f"Return {record.number} is not where it was put", _MOVED)
                return
            self._forget_made()
            self._show_made(found)
            self.first_field_changed.emit()

        self.services.jobs.submit_long(
            lambda workspace, _: app.find_with_next_signer(workspace, audit_id, record.reference), show, listener=self
        )

    def _make_another(self) -> None:
        """Lead to the first part of the form: the button that was pressed is gone with what it stood in."""
        self._forget_made()
        self.field_wanted.emit()
        number = self.open_draft.draft.audit.exports[-1].number + 1
        announce(self, spoken(f"You can make return {number} now", *self.notices()))

    def _forget_made(self) -> None:
        if self.made_panel is not None:
            self.made_panel.hide()
            self.made_panel.deleteLater()
            self.made_panel = None
            self.show_draft()
