"""The questions that a person marked for review, on "Check your answers": named at the top, each with its link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.question_links import QuestionLinks
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.filters import Filter, filtered_steps
from s11desk.domain.audits.flow import Step
from s11desk.domain.topics.topic import Topic
from s11desk.wording.returns.review_words import MARK_IS_PRIVATE, marked_words


class MarkedQuestions(QWidget):
    """Hidden while none is marked. ``go`` is called with the step of the question whose link is pressed."""

    def __init__(self, theme: Theme, go: Callable[[Step], None]) -> None:
        super().__init__()
        layout = column(self, theme, spacing=4)
        self.text = label("", Kind.STRONG)
        self.links = QuestionLinks(theme, go)
        for part in (self.text, label(MARK_IS_PRIVATE, Kind.QUIET), self.links):
            layout.addWidget(part)
        self.words = ""
        self.hide()

    def show_marked(self, topic: Topic, audit: Audit) -> None:
        """Name the marked questions of the audit."""
        marked = [step.question for step in filtered_steps(topic, audit, Filter.MARKED_FOR_REVIEW)]
        self.words = marked_words([topic.number_of(one) for one in marked])
        self.text.setText(self.words)
        self.links.show_links({one: f"Go to question {topic.number_of(one)}" for one in marked})
        self.setVisible(bool(marked))
