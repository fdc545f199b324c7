"""One return at the desk: what it is, whether it verifies, what to decide, whose it is, and what was decided before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.messages.verdict_words import UNSIGNED, signer_words, verdict_words
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.reading.reader_parts import fold_button
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.returns.changed_answers import WHERE_WHOLE, ChangedAnswer, changed_answers
from s11desk.desktop.receiving.returns.decision_part import DecisionPart
from s11desk.desktop.receiving.returns.leave_out_form import LeaveOutForm
from s11desk.desktop.receiving.returns.reply_panel import ReplyPanel
from s11desk.desktop.receiving.returns.whose_card import WhoseCard
from s11desk.desktop.receiving.set_up.signature_form import SignatureForm
from s11desk.desktop.receiving.set_up.signature_set_up import SignatureSetUp
from s11desk.domain.receiving.desk_lines import LineState, ReturnLine
from s11desk.domain.returns.return_verdict import Standing
from s11desk.override import override
from s11desk.wording.dates import local_day, local_moment
from s11desk.wording.desk.agency_words import CHOICE_UNDONE, LISTED, MATCHED
from s11desk.wording.desk.also_here_words import SHOW_OTHER
from s11desk.wording.desk.count_effect_words import now_sentence
from s11desk.wording.desk.desk_words import NOT_READABLE_AGAIN, late_sentence
from s11desk.wording.desk.line_words import spoken_line, state_words
from s11desk.wording.desk.reply_post_words import (
    ASKED_NOW,
    NOT_ASKED_YET,
    NOT_SENT_YET,
    asked_heading,
    corrected_sentences,
    decision_sentence,
    reason_sentences,
)
from s11desk.wording.plain_text import one_line, short_line
from s11desk.wording.returns.verdict_sentences import CHECK_SIGNER, HIDE_CODES, NOT_KNOWN_YET, SHOW_CODES

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.returns.desk_return import ReturnSeen
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.domain.receiving.desk_replies import MadeReply
    from s11desk.signing.signer import Signer

_SET_UP = "Your signature is set up. Next, make what goes to the agency"

_COUNTS_ALL_THE_SAME = "It counts all the same."
_APPROVAL = f"{_COUNTS_ALL_THE_SAME} You can accept it, or send it back and ask for the approval."


class DeskReturnPage(DeskPage):
    """``decision``: the buttons and forms to decide. ``replies``: what was made for the agency, the last one first.

    ``next_wanted``: the person wants the next return to decide on. Right after a reply was made, the page begins at it.
    """

    TAB = DeskTab.RETURNS
    next_wanted = Signal()

    def __init__(self, services: Services, desk: OpenDesk, seen: ReturnSeen) -> None:
        super().__init__(services, desk, seen.partnership, heading=short_line(seen.line.name))
        self._seen = seen
        self._sha256 = seen.line.sha256
        self._asks_first = seen.line.state is LineState.TO_SEND_BACK
        self._decided: QLabel | None = None
        self._add_state()
        self.replies: list[ReplyPanel] = []
        self.reply_form: SignatureForm | None = None
        if self._asks_first:
            self._add_replies()
        self._add_verdict()
        self.whose = WhoseCard(self.theme, seen)
        self.whose.chosen.connect(self._match)
        self.whose.listing_wanted.connect(self._list_agency)
        self.whose.undone.connect(self._undo_match)
        if seen.line.is_nobodys:  # to be said before it is accepted
            self.layout_.addWidget(self.whose)
        self.decision = DecisionPart(services, desk, seen, self.show_again, self._go_on)
        self.layout_.addWidget(self.decision)
        if not self._asks_first:
            self._add_replies()
        if not seen.line.is_nobodys:
            self.layout_.addWidget(self.whose)
        self._add_chain()
        self._add_history()
        self._begins_at_form = desk.leaving_out == self._sha256
        desk.leaving_out = ""
        self._begins_at_reply = desk.new_reply == self._sha256
        desk.new_reply = ""

    @override
    def begin(self) -> None:
        if self._begins_at_reply and self.reply_form is not None:
            self.begin_at(self._replies_heading, then=self.reply_form.make)
        elif self._begins_at_reply and self.replies:
            self.begin_at(self._replies_heading, then=self.replies[0].email)
        elif self._begins_at_form and isinstance(self.decision.form, LeaveOutForm):
            self.begin_at(self.decision, then=self.decision.unnamed_field() or self.decision.form.leave_out)
        else:
            super().begin()

    @override
    def first_field(self) -> QWidget:
        return self.whole if self.whole is not None else self.back

    @override
    def spoken_state(self) -> str:
        counting = self._counting_words()
        return f"{spoken_line(self._seen.line)}. {counting}" if counting else spoken_line(self._seen.line)

    def _add_accepted(self) -> None:
        """What was decided on the return before this one."""
        if self.desk.accepted:
            self.layout_.addWidget(label(self.desk.accepted, Kind.GOOD))

    def _add_asked(self, card: QVBoxLayout) -> None:
        """What was asked of the agency, or why the return does not count, right under the decision."""
        last = self._seen.history[-1] if self._seen.history else None
        heading = asked_heading(last) if last is not None else ""
        if last is not None and heading:
            card.addWidget(label(heading, Kind.STRONG))
            for reason in reason_sentences(last, self._seen.topic):
                card.addWidget(label(breakable(reason)))

    def _add_corrected(self, card: QVBoxLayout) -> None:
        """What was asked about the return before this one, and what is another now."""
        before = self._seen.corrected
        if before is None:
            return
        card.addWidget(label(f"You asked for this about {before.reference}:", Kind.STRONG))
        for line in corrected_sentences(before.review, before.changes, self._seen.topic):
            card.addWidget(label(breakable(line)))
        makers = changed_answers(self._seen.topic, before)
        add_first_few(card, [partial(ChangedAnswer, self.theme, one) for one in makers], "questions that changed")
        if makers:
            card.addWidget(label(WHERE_WHOLE, Kind.QUIET))

    def _counting_words(self) -> str:
        """Which other return counts in the place of one that was left out, held or refused; empty without one."""
        line = self._seen.line
        is_said = line.counts or line.state in {LineState.EARLIER, LineState.FORKED}  # there the reason names it
        return "" if is_said else now_sentence(self._seen.counting, line.reference)

    def _add_state(self) -> None:
        self._add_accepted()
        line, received = self._seen.line, self._seen.received
        card = self.card("panel")
        self.state = label(f"{state_words(line)}.", Kind.HEADING)
        card.addWidget(self.state)
        if self._asks_first:
            self._not_sent = label(NOT_ASKED_YET if self._seen.is_reply_due else NOT_SENT_YET)
            card.addWidget(self._not_sent)
        self._add_asked(card)
        self._add_corrected(card)
        if line.why:
            card.addWidget(label(breakable(one_line(line.why))))
        self._add_other(card)
        if counting := self._counting_words():
            card.addWidget(label(counting, Kind.STRONG))
        named = f" The return names it “{short_line(line.agency)}”." if line.owner not in {"", line.agency} else ""
        facts = f"Return {received.facts.number}, {line.reference}, made on {local_day(line.made)}.{named}"
        card.addWidget(label(breakable(facts)))
        if self._seen.days_late:
            card.addWidget(label(late_sentence(self._seen.days_late)))
        card.addWidget(label(one_line(line.topic_name), Kind.QUIET))
        came = f" from {PurePath(self._seen.sources[0]).name}" if self._seen.sources else ""
        card.addWidget(label(breakable(f"Taken in on {local_moment(line.taken)}{came}."), Kind.SMALL))

    def _add_other(self, card: QVBoxLayout) -> None:
        """The way to the return that is to be looked at together with this one."""
        line = self._seen.line
        forked = [one.sha256 for one in self._seen.chain if one.state is LineState.FORKED and one is not line]
        also = [line.also_here.sha256] if line.is_second and line.also_here is not None else []
        others = also or (forked if line.state is LineState.FORKED else [])
        self.other: QPushButton | None = None
        if others:
            self.other = button(SHOW_OTHER, "link", name=f"{SHOW_OTHER} of {short_line(line.name)}")
            self.other.clicked.connect(partial(self.return_wanted.emit, others[0]))
            card.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_verdict(self) -> None:
        verdict, card = self._seen.verdict, self.card()
        self.whole: QPushButton | None = None
        if verdict is None:
            card.addWidget(label(NOT_READABLE_AGAIN))
            return
        words = verdict_words(verdict)
        self.verdict = label(words.headline, Kind.STRONG)
        card.addWidget(self.verdict)
        if one_line(words.text) not in one_line(self._seen.line.why):  # it is said above
            card.addWidget(label(words.text))
        if verdict.read.is_intact:
            self._add_signers(card, verdict)
        path = self._seen.path
        self.whole = button("&Read the whole return", name="Read the whole return with its files")
        self.whole.clicked.connect(lambda: self.services.open_file(path))
        card.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_signers(self, card: QVBoxLayout, verdict: Verdict) -> None:
        """Who signed; what to do about those whom nobody has checked is said once."""
        codes = []
        for signature, standing in zip(verdict.read.signatures, verdict.standings, strict=True):
            signer = signer_words(signature, standing, verdict.topic)
            says = "" if standing.standing is Standing.UNKNOWN else signer.standing
            card.addWidget(label(f"{signer.signed}: {signer.who}. {says}".rstrip(), Kind.QUIET))
            codes.append(f"{signer.who}: {signer.fingerprint}")
        if self._seen.line.counts and len(codes) == 1:
            is_open = self._seen.line.state is LineState.NEW
            card.addWidget(label(f"{UNSIGNED} {_APPROVAL if is_open else _COUNTS_ALL_THE_SAME}"))
        standings, also = {one.standing for one in verdict.standings}, self._seen.line.also_here
        has_to_ring = also is not None and also.is_new_key
        if Standing.UNKNOWN in standings and not has_to_ring:
            card.addWidget(label(NOT_KNOWN_YET))
        self._add_codes(card, codes, is_open=has_to_ring or Standing.OTHER_KEY in standings)

    def _add_codes(self, card: QVBoxLayout, codes: Sequence[str], *, is_open: bool) -> None:
        """The codes to compare on the telephone, folded unless there is a reason to ring."""
        self.codes = QWidget()
        inside = column(self.codes, self.theme, spacing=4)
        for text, kind in ((CHECK_SIGNER, Kind.QUIET), *((one, Kind.SMALL) for one in codes)):
            inside.addWidget(label(text, kind))
        self.show_codes = fold_button(SHOW_CODES)
        self.show_codes.clicked.connect(lambda: self._turn_codes(is_open=self.codes.isHidden()))
        card.addWidget(self.show_codes, 0, Qt.AlignmentFlag.AlignLeft)
        card.addWidget(self.codes)
        self._turn_codes(is_open=is_open)

    def _turn_codes(self, *, is_open: bool) -> None:
        self.codes.setVisible(is_open)
        self.show_codes.setText(HIDE_CODES if is_open else SHOW_CODES)
        self.show_codes.show_expanded(is_expanded=is_open)

    def _add_replies(self) -> None:
        seen = self._seen
        if not seen.is_reply_due and not seen.replies:
            return
        self._replies_heading = label("For the agency", Kind.HEADING)
        self.layout_.addWidget(self._replies_heading)
        if seen.is_reply_due and seen.has_identity:
            if self.desk.new_reply == self._sha256:
                self.layout_.addWidget(label(f"{_SET_UP}.", Kind.GOOD))
            name = "receipt" if seen.line.state is LineState.ACCEPTED else "letter and the file"
            self.reply_form = SignatureForm(
                self.services, self.desk, f"Make the {name}", self._write_reply, self._show_made
            )
            self.layout_.addWidget(self.reply_form)
        elif seen.is_reply_due:
            self.set_up = SignatureSetUp(self.services, self.desk, seen, lambda: self._show_reply(_SET_UP))
            self.layout_.addWidget(self.set_up)
        self.add_lines("", [partial(self._panel, one) for one in seen.replies], "replies", has_cards=True)

    def _panel(self, made: MadeReply) -> QWidget:
        panel = ReplyPanel(self.services, self.desk, made, self._show_recorded)
        self.replies.append(panel)
        return panel

    def _show_recorded(self, words: str) -> None:
        """Say that it was sent, or was not. All stays in its place until the page is next opened."""
        self.desk.changes += 1
        if not shiboken6.isValid(self):
            return
        if self._asks_first:
            is_told = any(one.is_sent for one in self.replies)
            state = LineState.SENT_BACK if is_told else LineState.TO_SEND_BACK
            self.state.setText(f"{state_words(replace(self._seen.line, state=state))}.")
            self._not_sent.setText(ASKED_NOW if is_told else NOT_SENT_YET)
            if self._decided is not None:
                self._decided.setText(decision_sentence(self._seen.history[-1], is_told=is_told))
        announce(self, words)

    def _write_reply(self, sitting: DeskSitting, signer: Signer) -> None:
        sitting.work(lambda desk: desk_functions.write_reply_to(desk, self._sha256, signer))

    def _show_made(self) -> None:
        self._show_reply("It is made. Send it now")

    def _show_reply(self, words: str) -> None:
        """Build the page again, and begin at what goes to the agency."""
        self.desk.new_reply = self._sha256
        self.show_again(words)

    def _go_on(self) -> None:
        self.desk.changes += 1
        self.desk.accepted = f"{short_line(self._seen.line.name)} is accepted"
        self.next_wanted.emit()

    def _match(self, agency: str) -> None:
        sha256 = self._sha256
        self._do_named(
            lambda sitting: sitting.work(lambda desk: desk_functions.match_return(desk, sha256, agency)),
            MATCHED,
        )

    def _list_agency(self) -> None:
        sha256 = self._sha256
        self._do_named(
            lambda sitting: sitting.work(lambda desk: desk_functions.list_agency_of(desk, sha256)),
            LISTED,
        )

    def _undo_match(self) -> None:
        sha256 = self._sha256
        self._do_named(
            lambda sitting: sitting.work(lambda desk: desk_functions.undo_match(desk, sha256)),
            CHOICE_UNDONE,
        )

    def _do_named(self, action: Callable[[DeskSitting], object], words: str) -> None:
        """Do it under the officer's name, if one is typed."""
        self.do(self.decision.named(action), words)

    def _add_chain(self) -> None:
        others = [one for one in self._seen.chain if one.sha256 != self._sha256]
        self.links: dict[str, QPushButton] = {}
        if others:
            card = self.card(heading="Other returns of this audit")
            for one in others:
                self._add_link(card, one)

    def _add_link(self, card: QVBoxLayout, one: ReturnLine) -> None:
        is_later = (one.made, one.taken) > (self._seen.line.made, self._seen.line.taken)
        words = f"{'Later' if is_later else 'Earlier'}: {one.reference}, made on {local_day(one.made)}"
        state = "" if one.state is LineState.EARLIER and not is_later else f". {state_words(one)}"
        link = WrappedLink(f"{words}{state}", "link", self.theme.colours.accent)
        link.clicked.connect(partial(self.return_wanted.emit, one.sha256))
        self.links[one.sha256] = link
        card.addWidget(link)

    def _add_history(self) -> None:
        if not self._seen.history:
            return
        card = self.card(heading="Decisions until now")
        last = self._seen.history[-1]
        for review in self._seen.history:
            is_told = review is not last or not self._asks_first
            self._decided = label(decision_sentence(review, is_told=is_told))
            card.addWidget(self._decided)
            for reason in reason_sentences(review, self._seen.topic) if review is not last else ():
                card.addWidget(label(breakable(reason), Kind.QUIET))
