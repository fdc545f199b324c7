"""Check your answers: everything on one page, what is still needed on top, and a way to change each thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.equipment import Equipment
from s11desk.desktop.inputs.rows import column
from s11desk.desktop.labels import Kind, Picture, button, frame, label
from s11desk.desktop.layouts import empty
from s11desk.desktop.messages.numbers import counted
from s11desk.desktop.messages.states import STATE_ICONS, gap_text, state_words
from s11desk.desktop.pages.answer_words import answer_lines
from s11desk.desktop.pages.identifiers import IdentifierReview
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.problems import Link, ProblemSummary
from s11desk.desktop.save_state import Key
from s11desk.desktop.saving import OpenDraft
from s11desk.domain.audit import Action, Audit
from s11desk.domain.completeness import Gap, find_gaps
from s11desk.domain.flow import ACTION_PLAN, CHECK, Step, StepKind, StepState, step_state, steps
from s11desk.domain.summary import summarise
from s11desk.domain.topic import Question
from s11desk.domain.visibility import asked_questions, hidden_answers, hidden_words

_AT_ONCE = 12


class CheckPage(Page):
    def __init__(self, equipment: Equipment, opened: OpenDraft) -> None:
        super().__init__(equipment, opened, CHECK, "Check your answers")
        self._audit: Audit | None = None
        self._is_ready = False
        self._waiting: list[Question] = []
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill_some)
        self.ready = label("Everything that is asked for is here. You can continue to sign.", Kind.GOOD)
        self.problems = ProblemSummary(self.theme, "Still needed before you can sign")
        self._body = QWidget()
        self._body_layout = column(self._body, self.theme, spacing=0)
        self.identifiers = IdentifierReview(equipment, opened.draft.topic, opened.draft.audit.id)
        self.identifiers.wanted.connect(self.place_wanted)
        for part in (self.ready, self.problems, self.identifiers, self._body):
            self.layout_.addWidget(part)

    def show_draft(self) -> None:
        draft = self.opened.draft
        if draft.audit == self._audit:
            return
        self._audit = draft.audit
        gaps = find_gaps(draft.topic, draft.audit)
        unread = self._unread_links()
        self._is_ready = not gaps and not unread
        self.ready.setVisible(self._is_ready)
        self.problems.show_links((*unread, *(self._link(gap) for gap in gaps)))
        self._fill()
        self.identifiers.look()

    def first(self) -> QWidget | None:
        return self.problems.findChild(QPushButton) or self.findChild(QPushButton, "change")

    def way_on(self) -> str:
        return "&Continue to sign" if self._is_ready else ""

    def _unread_links(self) -> tuple[Link, ...]:
        """Text in a date or number field is no part of a return, so nobody signs without being told of it."""
        draft, links = self.opened.draft, list[Link]()
        way = steps(draft.topic, draft.audit)
        for key, typed in self.opened.unread.items():
            step = ACTION_PLAN if key.kind is Action else Step(StepKind.QUESTION, key.id)
            where = f"Action {key.id}" if key.kind is Action else f"Question {draft.topic.number_of(key.id)}"
            if step in way and not self._is_read(key):
                links.append((f"{where}: “{typed}” cannot be read as a date or number yet", self._going(step)))
        return tuple(links)

    def _is_read(self, key: Key) -> bool:
        """A value has come meanwhile from elsewhere, or by undoing."""
        if key.kind is Action:
            action = self.opened.action(key.id)
            return action is None or action.due is not None
        return self.opened.answer(key.id).is_given()

    def _link(self, gap: Gap) -> Link:
        topic = self.opened.draft.topic
        text = gap_text(topic, gap)
        if not gap.question:
            return f"Action {gap.action}: {text}", self._going(ACTION_PLAN)
        return f"Question {topic.number_of(gap.question)}: {text}", self._going(Step(StepKind.QUESTION, gap.question))

    def _going(self, step: Step) -> Callable[[], None]:
        return lambda: self.wanted.emit(step)

    def _fill(self) -> None:
        empty(self._body_layout)
        draft = self.opened.draft
        for line in _summary_lines(self.opened):
            self._body_layout.addWidget(label(line, Kind.QUIET))
        self._waiting = [*asked_questions(draft.topic, draft.audit)]
        self._fill_some()

    def _fill_some(self) -> None:
        """A long audit is shown in pieces, so that the window never stands still; the first fill what is in sight."""
        some, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for question in some:
            self._body_layout.addWidget(self._question(question))
        if self._waiting:
            self._filling.start()
        else:
            self._body_layout.addWidget(self._plan())

    def _question(self, question: Question) -> QWidget:
        draft = self.opened.draft
        step = Step(StepKind.QUESTION, question.id)
        state = step_state(draft.topic, draft.audit, step)
        number = draft.topic.number_of(question.id)
        words = state_words(draft.audit, step, state)
        lines = answer_lines(draft.topic, draft.audit, question)
        return self._line(f"{number}. {question.text}", lines, state, words, step, f"Change question {number}")

    def _plan(self) -> QWidget:
        draft = self.opened.draft
        state = step_state(draft.topic, draft.audit, ACTION_PLAN)
        actions = draft.audit.actions
        lines = tuple(f"{action.id}: {action.action or action.area}" for action in actions) or ("No actions",)
        words = state_words(draft.audit, ACTION_PLAN, state)
        return self._line("Action plan", lines, state, words, ACTION_PLAN, "Change the action plan")

    def _line(
        self, title: str, lines: tuple[str, ...], state: StepState, words: str, step: Step, change_name: str
    ) -> QWidget:
        whole = QWidget()
        outer = column(whole, self.theme, spacing=0)
        outer.addWidget(frame("rule"))
        row = QHBoxLayout()
        row.setContentsMargins(0, self.theme.pixels(10), 0, self.theme.pixels(10))
        row.setSpacing(self.theme.pixels(10))
        colours = self.theme.colours
        colour = colours.good if state is StepState.COMPLETE else colours.quiet
        row.addWidget(Picture(self.theme.pixmap(STATE_ICONS[state], colour)), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(title, lines, words), 1)
        change = button("Change", "link", name=change_name)
        change.setObjectName("change")
        change.clicked.connect(self._going(step))
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        return whole

    def _words(self, title: str, lines: tuple[str, ...], state: str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self.theme.pixels(2))
        words.addWidget(label(title, Kind.STRONG))
        for line in lines:
            words.addWidget(label(line))
        words.addWidget(label(state, Kind.SMALL))
        return words


def _summary_lines(opened: OpenDraft) -> tuple[str, ...]:
    draft = opened.draft
    counts = summarise(draft.topic, draft.audit)
    done = f"{counts.complete} of {counted(counts.asked, 'question')} complete"
    lines = [f"{draft.audit.agency}: {draft.topic.title}. {done}."]
    if counts.judgements:
        judged = ", ".join(f"{count.option.label} {count.count}" for count in counts.judgements)
        lines.append(f"Judgements: {judged}, not answered {counts.unanswered}.")
    hidden = len(hidden_answers(draft.topic, draft.audit))
    if hidden:
        lines.append(f"{counted(hidden, 'answer')} to questions no longer asked: kept here, left out of the return.")
    for question in asked_questions(draft.topic, draft.audit):
        if words := hidden_words(draft.audit.answer(question.id)):
            number = draft.topic.number_of(question.id)
            lines.append(f"Question {number}, “Other”, not chosen now: “{words}” is kept here, left out of the return.")
    return tuple(lines)
