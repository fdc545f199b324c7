"""Check your answers: all answers on one page, the gaps on top, and a button to change each answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from s11desk.app.audits.resume import ResumePoint
from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.messages.state_words import STATE_ICONS, gap_text, state_words
from s11desk.desktop.pages.answer_words import NOT_ANSWERED, answer_lines
from s11desk.desktop.pages.identifier_panel import IdentifierReview
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.problem_summary import Link, ProblemSummary
from s11desk.desktop.pages.unparsed import unparsed_texts
from s11desk.desktop.parts.layouts import empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import IconView, Kind, button, frame, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audit import Action, Audit
from s11desk.domain.completeness import Gap, GapCode, find_gaps
from s11desk.domain.flow import ACTION_PLAN, CHECK, SIGN, Step, StepKind, StepState, step_state
from s11desk.domain.summary import summarise
from s11desk.domain.topic import Question, Topic
from s11desk.domain.totals import scale_totals
from s11desk.domain.visibility import asked_questions, hidden_answers, hidden_other_text
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.total_words import total_name, total_words

_FIELDS = {GapCode.REASON_MISSING: "reason", GapCode.OTHER_UNSPECIFIED: "other"}
_QUESTIONS_PER_TURN = 12
"""The number of questions that are shown in one turn of the event loop."""


@dataclass(frozen=True, slots=True)
class _CheckEntry:
    """One question or the action plan, as the page lists it."""

    title: str
    lines: tuple[str, ...]
    state: StepState
    state_words: str


class CheckPage(Page):
    """The step "Check your answers"."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__(services, open_draft, CHECK, "Check your answers")
        self._audit: Audit | None = None
        self._is_ready = False
        self._waiting: list[Question] = []
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill_some)
        self.ready = label("Everything needed is filled in. You can continue to sign.", Kind.GOOD)
        self.problems = ProblemSummary(self.theme, "Still needed before you can sign")
        self._body = QWidget()
        self._body_layout = column(self._body, self.theme, spacing=0)
        self.identifiers = IdentifierReview(services, open_draft.draft.topic, open_draft.draft.audit.id)
        self.identifiers.wanted.connect(self.point_wanted)
        self.to_sign = button("Continue to sign", name="Continue to sign, from the top of the page")
        self.to_sign.clicked.connect(self._opener(SIGN))
        for part in (self.ready, self.problems, self.identifiers, self._body):
            self.layout_.addWidget(part)
        self.layout_.insertWidget(self.layout_.indexOf(self.problems), self.to_sign, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def show_draft(self) -> None:
        draft = self.open_draft.draft
        if draft.audit == self._audit:
            return
        self._audit = draft.audit
        gaps = find_gaps(draft.topic, draft.audit)
        unparsed = self._unparsed_links()
        self._is_ready = not gaps and not unparsed
        self.ready.setVisible(self._is_ready)
        self.to_sign.setVisible(self._is_ready)
        self.problems.show_links((*unparsed, *(self._gap_link(gap) for gap in gaps)))
        self._fill()
        self.identifiers.refresh()

    @override
    def first_field(self) -> QWidget | None:
        return self.problems.findChild(QPushButton) or self.findChild(QPushButton, "change")

    @override
    def next_button_text(self) -> str:
        return "&Continue to sign" if self._is_ready else ""

    def _unparsed_links(self) -> tuple[Link, ...]:
        return tuple(
            (f"{one.where}: “{one.text}” cannot be read as a {one.kind} yet", self._opener(one.step, one.field))
            for one in unparsed_texts(self.open_draft)
        )

    def _gap_link(self, gap: Gap) -> Link:
        topic = self.open_draft.draft.topic
        text = gap_text(topic, gap)
        question = topic.question(gap.question)
        if question is None:
            return f"Action {gap.action}: {text}", self._opener(ACTION_PLAN, _field_of(topic, gap))
        name = f", {question.short}" if question.short else ""
        where = f"Question {topic.number_of(question.id)}{name}"
        return f"{where}: {text}", self._opener(Step(StepKind.QUESTION, question.id), _field_of(topic, gap))

    def _opener(self, step: Step, field: str = "") -> Callable[[], None]:
        return lambda: self.point_wanted.emit(ResumePoint(step, field=field)) if field else self.wanted.emit(step)

    def _fill(self) -> None:
        empty(self._body_layout)
        draft = self.open_draft.draft
        for line in _summary_lines(self.open_draft):
            self._body_layout.addWidget(label(line, Kind.QUIET))
        self._body_layout.addSpacing(self.theme.pixels(12))
        self._waiting = [*asked_questions(draft.topic, draft.audit)]
        self._fill_some()

    def _fill_some(self) -> None:
        """Show a long audit in pieces, so that the window stays responsive. The first piece fills the screen."""
        batch, self._waiting = self._waiting[:_QUESTIONS_PER_TURN], self._waiting[_QUESTIONS_PER_TURN:]
        for question in batch:
            self._body_layout.addWidget(self._question_line(question))
        if self._waiting:
            self._filling.start()
        elif self.open_draft.draft.topic.action_plan is not None:
            self._body_layout.addWidget(self._plan_line())

    def _question_line(self, question: Question) -> QWidget:
        draft = self.open_draft.draft
        step = Step(StepKind.QUESTION, question.id)
        state = step_state(draft.topic, draft.audit, step)
        number = draft.topic.number_of(question.id)
        lines = answer_lines(draft.topic, draft.audit, question)
        words = "" if lines == (NOT_ANSWERED,) else _words_unless_done(draft.audit, step, state)
        change = "Answer" if lines == (NOT_ANSWERED,) else "Change"
        entry = _CheckEntry(f"{number}. {question.text}", lines, state, words)
        return self._line(entry, step, change, f"{change} question {number}")

    def _plan_line(self) -> QWidget:
        draft = self.open_draft.draft
        state = step_state(draft.topic, draft.audit, ACTION_PLAN)
        actions = draft.audit.actions
        lines = tuple(_action_line(action) for action in actions) or ("No actions",)
        words = _words_unless_done(draft.audit, ACTION_PLAN, state) if actions else ""
        return self._line(
            _CheckEntry("Action plan", lines, state, words), ACTION_PLAN, "Change", "Change the action plan"
        )

    def _line(self, entry: _CheckEntry, step: Step, change_text: str, change_name: str) -> QWidget:
        whole = QWidget()
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


def _words_unless_done(audit: Audit, step: Step, state: StepState) -> str:
    """Name the state of a step that is not complete. A complete step has a tick, and needs no words."""
    words = state_words(audit, step, state)
    return words if state is not StepState.COMPLETE else ""


def _field_of(topic: Topic, gap: Gap) -> str:
    """Return the object name of the field that fills ``gap``. Empty if no single field fills it."""
    if gap.code is GapCode.PERSON_DETAIL_MISSING:
        return f"person-{gap.detail.replace('.', '-', 1)}"
    if gap.action:
        columns = topic.plan_columns
        asked = next((column for column in columns if column.label == gap.detail), columns[0])
        return f"action-{gap.action}-{asked.field}"
    return _FIELDS.get(gap.code, "")


def _action_line(action: Action) -> str:
    due = f"by {day(action.due)}" if action.due else ""
    who = ", ".join(part for part in (action.lead, due) if part)
    return f"{action.id}: {action.action or action.area}" + (f" ({who})" if who else "")


def _summary_lines(open_draft: OpenDraft) -> tuple[str, ...]:
    draft = open_draft.draft
    counts = summarise(draft.topic, draft.audit)
    done = f"{counts.complete} of {counted(counts.asked, 'question')} complete"
    lines = [f"{draft.audit.agency}: {draft.topic.title}. {done}."]
    if counts.judgements:
        judgements = ", ".join(f"{count.option.label} {count.count}" for count in counts.judgements)
        left = f", not answered {counts.unanswered}" if counts.unanswered else ""
        lines.append(f"How you judged your agency: {judgements}{left}.")
    for total in scale_totals(draft.topic, draft.audit):
        lines.append(f"{total.scale.title}, {total_name(total)}: {total_words(total)}.")
    hidden = len(hidden_answers(draft.topic, draft.audit))
    if hidden:
        lines.append(f"{counted(hidden, 'answer')} to questions no longer asked: kept here, left out of the return.")
    for question in asked_questions(draft.topic, draft.audit):
        if words := hidden_other_text(draft.audit.answer(question.id)):
            number = draft.topic.number_of(question.id)
            lines.append(f"Question {number}, “Other”, not chosen now: “{words}” is kept here, left out of the return.")
    return tuple(lines)
