"""The content of a received return: every answer with its files, the action plan and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.bundle.audit_file import AttachedFile, AuditFile, audit_of
from s11desk.desktop.pages.check.answer_words import NOT_ANSWERED, answer_lines
from s11desk.desktop.pages.question_groups import question_groups
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, frame, heading, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.standalone.approving.ask_changes import AskedChanges
from s11desk.desktop.standalone.approving.wanted_part import WantedPart
from s11desk.desktop.standalone.received.received_actions import action_lines, action_title, short_action, shorten
from s11desk.desktop.standalone.received.received_files import ReceivedFiles
from s11desk.domain.audits.audit import Action, Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.topic import Question, Topic
from s11desk.wording.amounts import counted, listed
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict

_NO_PLAN = "This form asks for no action plan."
_NO_FILES = "This form takes no files."
_MAX_SHOWN = 300
"""Questions, actions and files that the page lists; the signed PDF has them all."""


class ReceivedContent(QWidget):
    """The content, read-only. ``part_wanted``: a file of evidence to save. ``action_wanted``: an action of the plan.

    ``places``: the layout of the words of each question, by its id; ``action_places``: of each action, by its number.
    ``plan``: the heading of the plan. ``changes``: what an approver asks to change, which
    is shown below each answer; None if the return is not to be approved here.
    """

    part_wanted = Signal(object)
    action_wanted = Signal(str)

    def __init__(
        self,
        services: Services,
        verdict: Verdict,
        topic: Topic,
        audit_file: AuditFile,
        changes: AskedChanges | None,
    ) -> None:
        super().__init__()
        self._services, self._theme, self._verdict = services, services.theme, verdict
        self._changes = changes
        self.layout_ = column(self, services.theme, spacing=12)
        self.places: dict[str, QVBoxLayout] = {}
        self.action_places: dict[str, QVBoxLayout] = {}
        self._wanted: dict[str, WantedPart] = {}
        self.files = ReceivedFiles(services, verdict.seen, audit_file.evidence)
        self.files.part_wanted.connect(self.part_wanted)
        self.audit = audit_of(audit_file)
        self._planned = {one.id for one in audit_file.action_plan[:_MAX_SHOWN]}
        self._add_answers(topic, self.audit)
        self._add_plan(topic, audit_file.action_plan)
        self._add_evidence(audit_file.evidence)

    def title_of(self, question: str) -> QWidget | None:
        """The title of a question; None if the page does not list it."""
        return _title_in(self.places.get(question))

    def title_of_action(self, action: str) -> QWidget | None:
        """The title of an action in the plan; None if the page does not list it."""
        return _title_in(self.action_places.get(action))

    def wanted_target(self, question: str) -> QWidget | None:
        """The part that takes the keyboard where something is asked about a question; None if nothing can be asked."""
        part = self._wanted.get(question)
        return part.target() if part is not None else None

    def end_asking(self) -> None:
        """Take away the links that ask for a change: the person has approved the return."""
        for part in self._wanted.values():
            part.hide()

    @property
    def _full_document(self) -> str:
        """The document that has what the page leaves out."""
        return "the signed PDF" if self._verdict.comparison.pages is PagesCompared.SAME else "the readable copy"

    def _add_answers(self, topic: Topic, audit: Audit) -> None:
        self.layout_.addSpacing(self._theme.pixels(8))
        self.layout_.addWidget(label("Answers", Kind.HEADING))
        asked = asked_questions(topic, audit)
        for group in question_groups(topic, asked[:_MAX_SHOWN]):
            if group.title:
                self.layout_.addWidget(label(group.title, Kind.HEADING))
            for question in group.questions:
                self._add_question(topic, audit, question)
        self._add_rest(len(asked), "question")

    def _add_question(self, topic: Topic, audit: Audit, question: Question) -> None:
        files = self.files.of_question(question.id)
        lines = answer_lines(topic, audit, question, with_files=False)  # each file has a line of its own below
        if files and lines == (NOT_ANSWERED,):
            lines = ()
        lines = ("Not answered",) if lines == (NOT_ANSWERED,) else lines  # a return that is made does not change
        place = self._add_lines(f"{topic.number_of(question.id)}. {question.text}", lines)
        self.places[question.id] = place
        for action in audit.actions_for(question.id):
            if action.id in self._planned:
                place.addWidget(self._action_link(action))
        for item in files:
            self.layout_.addWidget(self.files.line(item))
        if self._changes is not None:
            self._wanted[question.id] = part = WantedPart(self._services, self._changes, question.id)
            self.layout_.addWidget(part)

    def _action_link(self, action: Action) -> QWidget:
        """What is planned, below the answer that calls for it. It leads to the action in the plan."""
        link = WrappedLink(short_action(action), "link", self._theme.colours.accent)
        link.clicked.connect(lambda: self.action_wanted.emit(action.id))
        return link

    def _add_plan(self, topic: Topic, actions: tuple[Action, ...]) -> None:
        self.layout_.addSpacing(self._theme.pixels(8))
        self.plan = label("Action plan", Kind.HEADING)
        self.layout_.addWidget(self.plan)
        if not actions:
            self.layout_.addWidget(label("There are no actions." if topic.plan_columns else _NO_PLAN))
        for action in actions[:_MAX_SHOWN]:
            lines = tuple(action_lines(topic, action))
            self.action_places[action.id] = self._add_lines(action_title(topic, action), lines)
        self._add_rest(len(actions), "action")

    def _add_evidence(self, files: tuple[AttachedFile, ...]) -> None:
        self.layout_.addSpacing(self._theme.pixels(8))
        self.layout_.addWidget(label("Evidence", Kind.HEADING))
        if not files:
            topic = self._verdict.topic
            takes_files = topic is None or topic.takes_files
            self.layout_.addWidget(label("No files are attached." if takes_files else _NO_FILES))
        above = [short_line(item.name) for item in files if item.path in self.files.listed]
        if above:
            self.layout_.addWidget(label(f"With the answers above: {listed(above[:_MAX_SHOWN], 'and')}."))
        others = [item for item in files if item.path not in self.files.listed]
        for item in others[:_MAX_SHOWN]:
            self.layout_.addWidget(self.files.line(item))
        self._add_rest(len(others), "file")

    def _add_lines(self, title: str, lines: tuple[str, ...]) -> QVBoxLayout:
        self.layout_.addWidget(frame("rule"))
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(heading(shorten(title, self._full_document), Kind.STRONG))
        for line in lines:
            words.addWidget(label(shorten(line, self._full_document)))
        self.layout_.addLayout(words)
        return words

    def _add_rest(self, count: int, what: str) -> None:
        if count > _MAX_SHOWN:
            rest = counted(count - _MAX_SHOWN, f"more {what}")
            self.layout_.addWidget(label(f"{rest}: {self._full_document} has all of them.", Kind.QUIET))


def _title_in(place: QVBoxLayout | None) -> QWidget | None:
    first = place.itemAt(0) if place is not None else None
    return first.widget() if first is not None else None
