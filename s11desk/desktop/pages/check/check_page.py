"""Check your answers: all answers on one page, the gaps on top, and a button to change each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from s11desk.app.audits.resume import ResumePoint
from s11desk.desktop.messages.plan_words import action_name
from s11desk.desktop.messages.state_words import STATE_ICONS, gap_text, state_words
from s11desk.desktop.messages.unparsed_words import unparsed_words
from s11desk.desktop.pages.ask_panel import AskPanel
from s11desk.desktop.pages.check.answer_words import NOT_ANSWERED, answer_lines
from s11desk.desktop.pages.check.changed_since import ChangedSince
from s11desk.desktop.pages.check.check_summary import left_out_notices, summary_lines
from s11desk.desktop.pages.check.hidden_answers import HiddenAnswers
from s11desk.desktop.pages.check.identifier_panel import IdentifierReview
from s11desk.desktop.pages.check.marked_questions import MarkedQuestions
from s11desk.desktop.pages.check.planned_lines import plan_lines, planned_lines
from s11desk.desktop.pages.check.unprintable_panel import UnprintablePanel
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.problem_summary import Link, ProblemSummary
from s11desk.desktop.pages.question_groups import MANY, QuestionGroup, question_groups
from s11desk.desktop.pages.unparsed import UnparsedText, gaps_beside, unparsed_texts
from s11desk.desktop.parts.focus.focus_place import FocusPlace
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.gradual_fill import GradualFill, Maker
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.reading.announcing import announce_found
from s11desk.desktop.parts.reading.reader_parts import ListOfParts, ListPart
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import IconView, Kind, button, frame, label
from s11desk.desktop.saving.edits import Saved
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.asking.asked_questions import AskRecord
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.completeness import PERSON_GAPS, WRONG_GAPS, Gap, GapCode
from s11desk.domain.audits.draft_progress import counted_states, progress_of
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, SIGN, Step, StepKind, StepState, step_states
from s11desk.domain.audits.visibility import (
    action_numbers,
    asked_questions,
    needed_actions,
)
from s11desk.domain.topics.topic import Question, Topic
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.asking.ask_record_sentences import ask_line_with_numbers
from s11desk.wording.audits.progress_words import progress_words
from s11desk.wording.returns.role_words import who_signs_line

if TYPE_CHECKING:
    import datetime as dt

_FIELDS = {GapCode.REASON_MISSING: "reason", GapCode.OTHER_UNSPECIFIED: "other"}


@dataclass(frozen=True, slots=True)
class _CheckEntry:
    """One question or the action plan, as the page lists it."""

    title: str
    lines: tuple[str, ...]
    state: StepState
    state_words: str


class _CheckWords(NamedTuple):
    """What the page says of a complete audit, above what is missing, and on the button that leads on."""

    ready: str
    missing: str
    go_on: str


_TO_SIGN = _CheckWords(
    "Everything needed is filled in. You can continue to sign.", "Still needed before you can sign", "Continue to sign"
)
_SIGNED = "Return {last} is signed, and nothing has changed since."
_SIGN_AGAIN = "Everything needed is filled in. Changed since return {last}: sign again to make return {next}."
_TO_RETURN = "Continue to your return"
_TO_SEND_BACK = _CheckWords(
    "Everything is filled in. You can send your answers back.", "Not complete yet", "Continue to send back"
)


class CheckPage(Page):
    """The step "Check your answers"."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__(services, open_draft, CHECK, "Check your answers")
        self._audit: Audit | None = None
        self._checked_before = open_draft.checked
        self._is_ready = False
        self._states: Mapping[Step, StepState] = {}
        self._counted: Mapping[Step, StepState] = {}
        self._ways = _TO_SEND_BACK if open_draft.draft.is_asked else _TO_SIGN
        self.ready = label(self._ways.ready, Kind.GOOD)
        self.problems = ProblemSummary(self.theme, self._ways.missing)
        self._body = ListOfParts()
        self._body.setAccessibleName("Your answers")
        self._body_layout = column(self._body, self.theme, spacing=0)
        self._filling = GradualFill(self._body_layout, self._body)
        self.identifiers = IdentifierReview(services, open_draft)
        self.identifiers.wanted.connect(self.point_wanted)
        self.unprintable = UnprintablePanel(services, open_draft)
        self.unprintable.wanted.connect(self.point_wanted)
        self.marked = MarkedQuestions(self.theme, self.wanted.emit)
        self.hidden = HiddenAnswers(services, open_draft)
        self.changed = ChangedSince(services, open_draft, needs_changes=True)
        self.changed.wanted.connect(self.wanted)
        self.changed.looked.connect(lambda: announce_found(self, self.changed.words))
        self.see_needed = button("")
        self.see_needed.clicked.connect(self._show_needed)
        self.asking = AskPanel(services, open_draft.draft, self._ask_lines)
        self.asking.wanted.connect(self.ask_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        before = (self.ready, self.problems, self.marked, self.changed, self.asking)
        for part in (*before, self.unprintable, self.identifiers, self.hidden, self._body):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self.see_needed, 0, Qt.AlignmentFlag.AlignLeft)
        draft = self.open_draft.draft
        if not draft.is_asked:
            self._who_signs = label(who_signs_line(draft.topic, is_next=True))
            self.layout_.insertWidget(self.layout_.indexOf(self.asking), self._who_signs)

    @override
    def show_draft(self) -> None:
        draft = self.open_draft.draft
        if draft.audit == self._audit:
            return
        self._audit = self.open_draft.checked = draft.audit
        texts = unparsed_texts(self.open_draft)
        gaps, unparsed = gaps_beside(self.open_draft, texts), self._unparsed_links(texts)
        self._is_ready = not gaps and not unparsed
        self.ready.setVisible(self._is_ready)
        self.see_needed.setVisible(not self._may_go_on)
        is_wrong = bool(texts) or any(gap.code in WRONG_GAPS for gap in gaps)
        links = (*unparsed, *(self._gap_link(gap) for gap in gaps))
        self.problems.show_links(links, is_wrong=is_wrong)
        self._say_needed(len(links))
        self._offer_asking()
        self._fill()
        self.ready.setText(self._ready_words())
        if not draft.is_asked:
            self._who_signs.setHidden(self._is_signed)
        self.changed.look()
        self.identifiers.refresh()
        self.unprintable.refresh()
        self.hidden.refresh()
        self.marked.show_marked(draft.topic, draft.audit)

    def _ready_words(self) -> str:
        """What comes next for a complete audit: to sign it, to sign it again, or nothing on this page."""
        exports = self.open_draft.draft.audit.exports
        if not exports:
            return self._ways.ready
        number = exports[-1].number
        return (_SIGNED if self._is_signed else _SIGN_AGAIN).format(last=number, next=number + 1)

    @property
    def _is_signed(self) -> bool:
        return self._states.get(SIGN) is StepState.COMPLETE

    def _say_needed(self, number: int) -> None:
        words = f"{counted(number, 'thing')} still needed"
        self.see_needed.setText(words)
        self.see_needed.setAccessibleName(f"{words}: see the list at the top of the page")

    def _show_needed(self) -> None:
        """Go back to the list at the top: at the foot of a long page there is no other way on while something lacks."""
        first = self.problems.findChild(QPushButton)
        if first is not None:
            first.setFocus()

    @override
    def first_field(self) -> QWidget | None:
        lines = (self.findChild(QPushButton, name) for name in ("change", "open-all"))
        return self.problems.findChild(QPushButton) or next((line for line in lines if line is not None), None)

    @override
    def notices(self) -> tuple[str, ...]:
        """What a person has to look at who would press the button that leads on at once."""
        draft = self.open_draft.draft
        if not self._may_go_on:
            return ()
        letters = () if self.unprintable.isHidden() else ("letters that cannot be printed",)
        marked = (self.marked.words.rstrip("."),) if self.marked.words else ()
        looks = (*marked, *self.identifiers.notices, *letters, *left_out_notices(draft.topic, draft.audit))
        return (f"{counted(len(looks), 'thing')} to look at before you go on: {'; '.join(looks)}",)

    @override
    def is_done(self) -> bool:
        return self._may_go_on and self.problems.isHidden()

    @override
    def place_left(self, place: FocusPlace | None) -> FocusPlace | None:
        """A link to what was missing is gone once nothing is. After a change the next thing is to sign."""
        is_line = place is not None and place.object_name == "change" and not self._was_changed()
        return place if is_line or not self.is_done() else None

    @override
    def expect_return(self, place: FocusPlace | None) -> None:
        """Say what is missing with its headline, unless the keyboard goes to the first of it."""
        self.problems.say_links(says=place is not None and place.object_name == "change")

    def _was_changed(self) -> bool:
        """Whether the audit has changed since the person was on this page before, or is just being saved."""
        is_saved = self.open_draft.state.saved is Saved.YES
        return not is_saved or self._checked_before not in (None, self.open_draft.draft.audit)

    @override
    def next_button_text(self) -> str:
        return f"&{_TO_RETURN if self._is_signed else self._ways.go_on}" if self._may_go_on else ""

    @property
    def _may_go_on(self) -> bool:
        """A colleague can send back what they have; a return must be complete."""
        return self._is_ready or self.open_draft.draft.is_asked

    def _offer_asking(self) -> None:
        draft = self.open_draft.draft
        states = step_states(draft.topic, draft.audit)
        asked = (
            one for one in asked_questions(draft.topic, draft.audit) if states[_step_of(one)] != StepState.OPTIONAL
        )
        lacking = [one.id for one in asked if answer_lines(draft.topic, draft.audit, one) == (NOT_ANSWERED,)]
        name = f"Ask a colleague about the {counted(len(lacking), 'question')} without an answer"
        self.asking.offer("Ask a colleague about these…", tuple(lacking), name=name)

    def _ask_lines(self, records: tuple[AskRecord, ...], now: dt.datetime) -> Iterable[str]:
        return (ask_line_with_numbers(self.open_draft.draft.topic, one, now) for one in records)

    def _unparsed_links(self, texts: tuple[UnparsedText, ...]) -> tuple[Link, ...]:
        return tuple(
            (f"{one.where}: {unparsed_words(one.text, one.kind)}", self._opener(one.step, one.field)) for one in texts
        )

    def _gap_link(self, gap: Gap) -> Link:
        topic = self.open_draft.draft.topic
        text = gap_text(topic, gap)
        question = topic.question(gap.question)
        if question is None:
            numbers = action_numbers(topic, self.open_draft.draft.audit)
            return f"{action_name(numbers, gap.action)}: {text}", self._opener(ACTION_PLAN, _field_of(topic, gap))
        name = f", {question.short}" if question.short else ""
        where = f"Question {topic.number_of(question.id)}{name}"
        return f"{where}: {text}", self._opener(Step(StepKind.QUESTION, question.id), _field_of(topic, gap))

    def _opener(self, step: Step, field: str = "") -> Callable[[], None]:
        return lambda: self.point_wanted.emit(ResumePoint(step, field=field)) if field else self.wanted.emit(step)

    def _fill(self) -> None:
        empty(self._body_layout)
        draft = self.open_draft.draft
        for line in summary_lines(draft.topic, draft.audit):
            self._body_layout.addWidget(label(line, Kind.QUIET))
        self._body_layout.addSpacing(self.theme.pixels(12))
        self._states = step_states(draft.topic, draft.audit)
        self._counted = counted_states(draft.topic, draft.audit)
        asked = asked_questions(draft.topic, draft.audit)
        groups = question_groups(draft.topic, asked)
        makers = self._folds(groups) if len(asked) > MANY else self._all_lines(groups)
        if draft.topic.action_plan is not None:
            makers.append(self._plan_line)
        self._filling.begin(makers)

    def _all_lines(self, groups: tuple[QuestionGroup, ...]) -> list[Maker]:
        makers: list[Maker] = []
        for group in groups:
            if group.title:
                makers.append(partial(self._group_heading, group))
            makers += [partial(self._question_line, question) for question in group.questions]
        return makers

    def _group_heading(self, group: QuestionGroup) -> QWidget:
        heading = label(group.title, Kind.HEADING)
        heading.setContentsMargins(0, self.theme.pixels(16), 0, self.theme.pixels(8))
        return heading

    def _folds(self, groups: tuple[QuestionGroup, ...]) -> list[Maker]:
        """A long audit begins with an overview: the lines of a group are made when the person opens it."""
        self._body_layout.addWidget(self._open_all_button(), 0, Qt.AlignmentFlag.AlignLeft)
        return [partial(self._fold, group) for group in groups]

    def _fold(self, group: QuestionGroup) -> Fold:
        words = progress_words(progress_of([self._counted[_step_of(question)] for question in group.questions]))
        makers = [partial(self._question_line, question) for question in group.questions]
        fold = Fold(self.theme, group.title, words, lambda: makers)
        key = f"{CHECK.kind} {group.questions[0].id}"
        fold.set_open(is_open=key in self.open_draft.unfolded)
        fold.turned.connect(lambda is_open: self._remember_fold(key, is_open=is_open))
        return fold

    def _remember_fold(self, key: str, *, is_open: bool) -> None:
        if is_open:
            self.open_draft.unfolded.add(key)
        else:
            self.open_draft.unfolded.discard(key)

    def _open_all_button(self) -> QPushButton:
        open_all = button("Show every answer", "link")
        open_all.setObjectName("open-all")
        open_all.clicked.connect(self._open_next)
        return open_all

    def _open_next(self) -> None:
        """Open one group in each turn of the event loop, so that the window stays responsive."""
        closed = next((fold for fold in self._body.findChildren(Fold) if not fold.is_open), None)
        if closed is not None:
            closed.set_open(is_open=True)
            QTimer.singleShot(0, self._body, self._open_next)

    def _question_line(self, question: Question) -> QWidget:
        draft = self.open_draft.draft
        step = _step_of(question)
        state = self._states[step]
        number = draft.topic.number_of(question.id)
        lines = answer_lines(draft.topic, draft.audit, question)
        words = "" if lines == (NOT_ANSWERED,) else _words_unless_done(draft.audit, step, state)
        change = "Answer" if lines == (NOT_ANSWERED,) else "Change"
        planned = planned_lines(draft.topic, draft.audit, question)
        entry = _CheckEntry(f"{number}. {question.text}", (*lines, *planned), state, words)
        return self._line(entry, step, change, f"{change} question {number}")

    def _plan_line(self) -> QWidget:
        draft = self.open_draft.draft
        state = self._states[ACTION_PLAN]
        actions = needed_actions(draft.topic, draft.audit)
        lines = plan_lines(draft.topic, actions)
        words = _words_unless_done(draft.audit, ACTION_PLAN, state) if actions else ""
        return self._line(
            _CheckEntry("Action plan", lines, state, words), ACTION_PLAN, "Change", "Change the action plan"
        )

    def _line(self, entry: _CheckEntry, step: Step, change_text: str, change_name: str) -> QWidget:
        whole = ListPart()
        whole.setAccessibleName(entry.title)
        outer = column(whole, self.theme, spacing=0)
        outer.addWidget(frame("rule"))
        row = QHBoxLayout()
        row.setContentsMargins(0, self.theme.pixels(10), 0, self.theme.pixels(10))
        row.setSpacing(self.theme.pixels(10))
        colours = self.theme.colours
        colour = colours.good if entry.state is StepState.COMPLETE else colours.quiet
        row.addWidget(IconView(self.theme.pixmap(STATE_ICONS[entry.state], colour)), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(entry), 1)
        change = button(change_text, "link", name=change_name)
        change.setObjectName("change")
        change.clicked.connect(self._opener(step))
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        return whole

    def _words(self, entry: _CheckEntry) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self.theme.pixels(2))
        words.addWidget(label(entry.title, Kind.STRONG))
        for line in entry.lines:
            words.addWidget(label(line))
        if entry.state_words:
            words.addWidget(label(entry.state_words, Kind.SMALL))
        return words


def _step_of(question: Question) -> Step:
    return Step(StepKind.QUESTION, question.id)


def _words_unless_done(audit: Audit, step: Step, state: StepState) -> str:
    """Name the state of a step that is not complete. A complete step has a tick, and needs no words."""
    words = state_words(audit, step, state)
    return words if state is not StepState.COMPLETE else ""


def _field_of(topic: Topic, gap: Gap) -> str:
    """Return the object name of the field that fills ``gap``. Empty if no single field fills it."""
    if gap.code in PERSON_GAPS:
        return f"person-{gap.detail.replace('.', '-', 1)}"
    if gap.action:
        columns = topic.plan_columns
        asked = next((column for column in columns if column.label == gap.detail), columns[0])
        return f"action-{gap.action}-{asked.field}"
    return _FIELDS.get(gap.code, "")
