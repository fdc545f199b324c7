"""A return that someone made, read-only: whether it verifies, who signed it, and its content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.app import receiving as desk_functions
from s11desk.bundle.audit_file import AttachedFile, AuditFile
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.messages.since_words import Since, find_since, since_sent_back
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.desktop.messages.who_signed_words import same_signer, who_signed
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken, state_sentences
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.approving.approved_cards import (
    ApprovedByYou,
    ApprovedHere,
    TakeInApproved,
    is_approved_by_reader,
)
from s11desk.desktop.standalone.approving.ask_changes import AskedChanges
from s11desk.desktop.standalone.approving.asked_to_sign import AskedToSign, is_own_copy
from s11desk.desktop.standalone.approving.signing_ways import SigningWays
from s11desk.desktop.standalone.find_words import FindWords
from s11desk.desktop.standalone.received.received_content import ReceivedContent
from s11desk.desktop.standalone.received.received_signers import ReceivedSigners
from s11desk.desktop.standalone.received.return_trace_card import ReturnTraceCard, headline_of
from s11desk.desktop.standalone.received.since_card import SinceCard, mark_actions, mark_asked, mark_changed
from s11desk.desktop.standalone.received.verdict_card import VerdictCard
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.returns.return_verdict import Outcome, PagesCompared, Receiving, Standing
from s11desk.override import override
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.returns.corrected_return import CorrectedReturn
    from s11desk.app.returns.approving.approval import OwnReturn
    from s11desk.app.returns.approving.opened_returns import ReturnTrace
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.desktop.saving.jobs import Task
    from s11desk.domain.topics.topic import Topic

_OWN_COPY = (
    "The PDF in this return may not say the same as its answers. To read or print it, use the readable copy: this "
    "program makes it from the answers. It shows no signatures."
)

_SEEMS_TO_RECEIVE = (
    "You have checked people of several organisations. If you only receive returns, do not approve them. Somebody at "
    "the agency does that."
)

_CALM = frozenset({Outcome.CONFIRMED, Outcome.UNCONFIRMED, Outcome.NOT_COMPARED})
"""The answers with which a return can be signed as it is."""


class ReceivedPage(StandalonePage):
    """The page that shows a return which someone made.

    ``signer_added`` is emitted with the name and fingerprint of a signer to remember.

    ``part_wanted`` is emitted with a file of evidence to save, ``pdf_part_wanted`` with one to show here. ``noted``:
    the list of opened files has it. The other signals say what the person wants to do with the return.
    """

    signer_added = Signal(str, str)
    part_wanted = Signal(object)
    pdf_part_wanted = Signal(object)
    pdf_wanted = Signal()
    own_copy_wanted = Signal()
    print_wanted = Signal()
    countersign_wanted = Signal()
    approved_wanted = Signal()
    taking_in_wanted = Signal()
    seal_wanted = Signal()
    forward_wanted = Signal()
    found_wanted = Signal()
    noted = Signal()

    def __init__(
        self,
        services: Services,
        verdict: Verdict,
        approved_name: str = "",
        *,
        is_at_desk: bool = False,
        asked: dict[str, str] | None = None,
    ) -> None:
        """``approved_name``: of the file that came of approving this return a moment ago; empty if nothing did.

        ``is_at_desk``: a receiving desk stores it, so an officer reads it, and decides on the page before this one.
        ``asked``: what this page and those built in its place have been told to ask for, by question.
        """
        super().__init__(services, *_titles(verdict, is_at_desk=is_at_desk))
        self._verdict, self._is_at_desk, self._is_approved = verdict, is_at_desk, bool(approved_name)
        self.changes: AskedChanges | None = None
        if self._may_be_approved() and verdict.topic is not None:
            self.changes = AskedChanges(
                services, verdict, verdict.topic, {} if asked is None or approved_name else asked
            )
        self._add_parts(approved_name)

    def _add_parts(self, approved_name: str) -> None:
        """Add first what the person has to do, then what is known of the file, then its content."""
        verdict = self._verdict
        self._add_taking_in()
        self._head = self.layout_.count()
        self._task = ""
        if self._signing_is_first:
            self._add_asked()
            self._task = self.asked.words
        self._add_approved(approved_name)
        self._add_verdict()
        if self._is_at_desk:
            self.decide = self._add_deciding("primary")
        if verdict.read.is_intact:
            self._add_whole()
        if verdict.read.is_intact and verdict.topic is not None and verdict.read.audit_file is not None:
            self._add_content(verdict.topic, verdict.read.audit_file)

    def _add_content(self, topic: Topic, audit_file: AuditFile) -> None:
        self.content = ReceivedContent(self.services, self._verdict, topic, audit_file, self.changes)
        self.content.part_wanted.connect(self.part_wanted)
        self.content.files.pdf_wanted.connect(self.pdf_part_wanted)
        self.content.action_wanted.connect(lambda action: self._show_title(self.content.title_of_action(action)))
        self.layout_.addWidget(self.content)
        self._add_last_step()
        self.content.files.load()
        self._look_for_trace()

    def _look_for_trace(self) -> None:
        """Note that the return was opened, and ask what is known of it here."""
        verdict = self._verdict
        if self._is_at_desk:
            self._look_for_correction()
        else:
            self.services.jobs.submit_long(
                lambda workspace, _: app.note_opened(workspace, verdict),
                self._show_trace,
                lambda _: None,
                listener=self,
            )

    def _look_for_correction(self) -> None:
        """Ask the desk whether it sent the return before this one back, to mark what has changed since then."""
        path = self._verdict.path

        def look(workspace: Workspace, _: Task) -> CorrectedReturn | None:
            officer = desk_functions.Officer(workspace.home, lambda error: message(error).whole, clock=workspace.clock)
            return desk_functions.correction_in_file(officer, path)

        self.services.jobs.submit_long(look, self._show_correction, lambda _: None, listener=self)

    def _show_correction(self, corrected: CorrectedReturn | None) -> None:
        topic = self._verdict.topic
        if corrected is not None and topic is not None:
            self._mark_since(since_sent_back(topic, corrected))

    def _show_trace(self, trace: ReturnTrace | None) -> None:
        if trace is None:
            return
        self.noted.emit()
        if self.changes is not None:
            self.changes.show_kept(trace.file.words, trace.reader)
        is_new = headline_of(trace) and not (self._is_approved and trace.replaced_by is None)
        self._show_since(trace)
        if is_new:
            self.trace = ReturnTraceCard(self.services, trace)
            self.layout_.insertWidget(self._head, self.trace)
            self.trace.show()
            announce(self, self.trace.words)
        is_done = trace.file.approved is not None or trace.replaced_by is not None
        if is_done and self._may_be_approved():
            self._end_asking(is_approved=trace.file.approved is not None)
        if trace.file.approved is not None:
            self.verdict.end_asking()
            self.verdict.show_who(who_signed(self._verdict, is_settled=True))
        elif trace.file.asked is not None and not trace.file.words.strip() and self._may_be_approved():
            self.asked.show_waiting(waits=True)
        elif trace.before is not None and self._has_unknown:
            announce(self, self.verdict.show_who(same_signer(self._verdict, trace.before)))

    def _show_waiting(self) -> None:
        """Ask for what is to be done again when the person types another change."""
        if self.changes is not None and self.changes.places:
            self.asked.show_waiting(waits=False)

    def _end_asking(self, *, is_approved: bool) -> None:
        """Nothing is asked of them any more. In a return that a newer one replaced, the ways at the foot stay."""
        self.asked.hide()
        self.last_ways.make_quiet()
        if is_approved:
            self.last_ways.hide()
            self.content.end_asking()

    def _show_since(self, trace: ReturnTrace) -> None:
        """Say what has changed since the return that the person read before, and mark it."""
        topic = self._verdict.topic
        since = find_since(topic, trace, self.content.audit) if topic is not None else None
        if since is not None:
            self._mark_since(since)

    def _mark_since(self, since: Since) -> None:
        self.since = SinceCard(self.services, since, self._go_to)
        self.layout_.insertWidget(self._head, self.since)
        self.since.show()
        mark_asked(since, self.content.places)
        mark_changed(self.services, since, self.content.places)
        mark_actions(since, self.content.action_places)
        announce(self, self.since.words)

    def _go_to(self, question: str, then: QWidget | None = None) -> None:
        self._show_title(self.content.title_of(question) if question else self.content.plan, then)

    def _show_title(self, title: QWidget | None, then: QWidget | None = None) -> None:
        if title is not None:
            self.begin_at(title, then=then)

    def _go_to_wanted(self, question: str) -> None:
        """Go to a question about which something is asked."""
        self._go_to(question, self.content.wanted_target(question))

    def _add_whole(self) -> None:
        """Who signed it, and what the person can do with it."""
        if not self._signing_is_first:
            self._add_asked()
        if not self._leads_with_task:
            signers = ReceivedSigners(self.services, self._verdict)
            signers.signer_added.connect(self.signer_added)
            self.layout_.addWidget(signers)
        self._add_buttons()
        self.find_words = FindWords(self.theme, self)
        self.layout_.addWidget(self.find_words)

    @override
    def spoken_state(self) -> str:
        """What the person is asked to do; the verdict, whatever its frame looks like; and what is to be checked."""
        return spoken(*dict.fromkeys((self._task, self.headline.text(), self.verdict.text, *state_sentences(self))))

    @property
    def _signing_is_first(self) -> bool:
        """Whether nothing is wrong with the return, so that the page begins with what the person has to do."""
        is_reader = self._verdict.receiving is Receiving.NO
        return self._may_be_approved() and is_reader and self._verdict.outcome in _CALM

    def _add_asked(self) -> None:
        """Say what the person is asked to do, with the two ways to do it. Nothing if the return is not to be signed."""
        if self.changes is None:
            return
        ways = self._signing_ways(self.changes, is_first=True)
        self.countersign, self.ask = ways.approve, ways.ask
        self.asked = AskedToSign(self.services, self._verdict, ways)
        self.asked.found_wanted.connect(self.found_wanted)
        self.changes.sent.connect(lambda *_: self.asked.show_waiting(waits=True))
        self.changes.changed.connect(lambda _: self._show_waiting())
        self.layout_.addWidget(self.asked)
        if self._verdict.receiving is not Receiving.NO:
            self.layout_.addWidget(label(_SEEMS_TO_RECEIVE, Kind.QUIET))

    def _signing_ways(self, changes: AskedChanges, *, is_first: bool) -> SigningWays:
        is_main = self._signing_is_first and not is_own_copy(self._verdict)
        ways = SigningWays(self.services, changes, is_first=is_first, is_main=is_main)
        ways.approve_wanted.connect(self.countersign_wanted)
        ways.question_wanted.connect(self._go_to_wanted)
        return ways

    def _add_verdict(self) -> None:
        verdict, leads = self._verdict, self._leads_with_task
        words = verdict_words(verdict, is_approved_here=self._is_approved, is_first=not leads)
        is_settled = self._is_approved or is_approved_by_reader(verdict)
        who = who_signed(verdict, is_settled=is_settled) if leads else ""
        self.verdict = VerdictCard(self.services, verdict, words, who)
        self.verdict.signer_added.connect(self.signer_added)
        self.headline = self.verdict.headline
        self.layout_.addWidget(self.verdict)

    @property
    def _has_unknown(self) -> bool:
        return any(one.standing is Standing.UNKNOWN for one in self._verdict.standings)

    def _add_approved(self, name: str) -> None:
        """Say that the person approved it. ``name``: of the approved file that came of this one a moment ago."""
        if name:
            card = ApprovedHere(self.services, name)
            card.see.clicked.connect(self.approved_wanted)
            self.layout_.addWidget(card)
        elif is_approved_by_reader(self._verdict):
            yours = ApprovedByYou(self.services, self._verdict)
            self._task = yours.words
            self.layout_.addWidget(yours)
            verdict = self._verdict
            self.services.jobs.look_up(
                self, lambda workspace, _: yours.read(workspace, verdict), yours.offer, lambda _: None
            )

    @property
    def _leads_with_task(self) -> bool:
        """Whether the page begins with what the file is for its reader, so that the verdict needs no headline.

        Only while nothing is wrong with the file.
        """
        is_signer = any(one.standing is Standing.OWN for one in self._verdict.standings)
        is_calm = self._verdict.outcome in _CALM and self._verdict.is_verified
        return is_calm and not self._is_at_desk and (self._signing_is_first or is_signer)

    def _add_deciding(self, look: str = "") -> QPushButton:
        """Lead to the desk's decisions, which are on the page before this one."""
        decide = button("Accept it or send it back…", look)
        decide.clicked.connect(self.back.click)
        self.layout_.addWidget(decide, 0, Qt.AlignmentFlag.AlignLeft)
        return decide

    def _add_taking_in(self) -> None:
        """Offer an approved file to the person whose return it approves. The worker looks whether it is theirs."""
        verdict = self._verdict
        if self._is_at_desk or not verdict.is_verified or not verdict.read.container.is_countersigned:
            return
        self.taking_in = TakeInApproved(self.services, verdict)
        self.taking_in.wanted.connect(self.taking_in_wanted)
        self.layout_.addWidget(self.taking_in)
        self.services.jobs.look_up(
            self, lambda workspace, _: app.find_own_return(workspace, verdict), self._show_taking_in, lambda _: None
        )

    def _show_taking_in(self, own: OwnReturn | None) -> None:
        self.taking_in.setVisible(own is not None)
        if own is not None:
            who = self.verdict.show_who(who_signed(self._verdict, asked=own.asked))
            announce(self, spoken(self.taking_in.words, who))

    def _add_buttons(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        topic, is_compared = self._verdict.topic, self._verdict.comparison.pages is PagesCompared.SAME
        if is_compared:
            self.save_pdf = self._add_button(row, "Save the signed &PDF…", self.pdf_wanted)
        elif topic is not None:
            self.layout_.addWidget(label(_OWN_COPY))
            self.save_own_copy = self._add_button(row, "Save a readable &copy…", self.own_copy_wanted)
        if is_compared or topic is not None:
            self.print_copy = self._add_button(row, "P&rint…", self.print_wanted)
        if not is_compared:
            self.save_pdf = self._add_button(row, "Save the received &PDF, for the record…", self.pdf_wanted)
        is_receiver = self._is_at_desk or self._verdict.receiving is not Receiving.NO
        if topic is not None and topic.encrypt_to and self._verdict.is_unchanged and not is_receiver:
            self.seal = self._add_button(row, "Make the file for the par&tnership…", self.seal_wanted)
        if topic is not None and self._verdict.is_unchanged and not is_receiver:
            self.forward = self._add_button(row, "Begin an audit with these answers…", self.forward_wanted)
        self.layout_.addLayout(row)

    def _add_last_step(self) -> None:
        """Offer once more what is to be decided to somebody who has read to the end."""
        if self._is_at_desk:
            self.decide_at_end = self._add_deciding()
        if self.changes is not None:
            self.layout_.addSpacing(self.theme.pixels(8))
            self.last_ways = self._signing_ways(self.changes, is_first=False)
            self.layout_.addWidget(self.last_ways)

    def _may_be_approved(self) -> bool:
        verdict = self._verdict
        is_open = verdict.is_verified and verdict.topic is not None and bool(app.open_roles(verdict))
        return is_open and not self._is_at_desk and verdict.receiving is not Receiving.CERTAIN

    def _add_button(self, row: WrappingRow, text: str, wanted: SignalInstance) -> QPushButton:
        action = button(text, "link")  # quieter than what the page asks for, and the same before and after it
        action.clicked.connect(wanted)
        row.addWidget(action)
        return action


def _titles(verdict: Verdict, *, is_at_desk: bool) -> tuple[str, str]:
    """The heading of the page, and the line above it."""
    audit_file = verdict.read.audit_file
    heading = short_line(audit_file.agency) if audit_file is not None else short_line(verdict.path.name)
    what = "You are reading a return" if verdict.read.foreign is None else "You opened a file"
    name = audit_file.return_facts.reference if is_at_desk and audit_file is not None else verdict.path.name
    return heading, f"{what}: {short_line(name)}"


def suggested_place(item: AttachedFile) -> Path:
    """Suggest the safe name that the file has inside the return: a stranger chose the other name."""
    return Path(Path(item.path).name)
