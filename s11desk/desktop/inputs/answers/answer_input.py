"""The base class of every input for an answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.topics.topic import Question, Topic


class AnswerInput(QWidget):
    """The base class of every input for an answer.

    ``typed``: the text changed and more may follow. ``decided``: a choice was made. ``chosen``: what a screen reader
    says of the choice once it is kept.
    """

    typed = Signal()
    decided = Signal()

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__()
        self.theme = theme
        self.topic = topic
        self.question = question
        self.chosen = "Your answer is {}"
        self.last: QWidget | None = None  # a part that the page puts after the comment
        self._introduced: tuple[QWidget, str] | None = None  # the control that has the hint, and what it says itself

    def serve(self, topic: Topic, question: Question) -> bool:
        """Serve another question of the same kind from now on, exactly as a new input for it would.

        Returns False, and stays as it is, if a new input must be made. Emits no signal.
        """
        del topic, question
        return False

    def show_answer(self, answer: Answer) -> None:
        """Show the saved ``answer``. This emits no signal: only a person makes a change."""
        raise NotImplementedError

    def show_in(self, audit: Audit, answer: Answer) -> None:
        """Show the saved ``answer`` beside the others of ``audit``, which may limit it."""
        del audit
        self.show_answer(answer)

    def introduce(self, about: str) -> None:
        """Have a screen reader say ``about``, the hint of the question, with the first field."""
        if self._introduced is not None:
            former, own = self._introduced
            former.setAccessibleDescription(own)
        field = self.first_field() if about else None
        self._introduced = (field, field.accessibleDescription()) if field is not None else None
        if field is not None:
            field.setAccessibleDescription(spoken(about, field.accessibleDescription()))

    def apply_to(self, answer: Answer) -> Answer:
        """Return ``answer`` with the values that this input shows now."""
        raise NotImplementedError

    def unparsed(self) -> str:
        """Return the text that is not a valid answer yet, and therefore no part of one."""
        return ""

    def show_unparsed(self, typed: str) -> None:
        """Show again the text that :meth:`unparsed` gave when the person left the page."""

    def problem(self) -> str:
        """Return the reason why the text is not a valid answer. Empty if it is valid."""
        return ""

    def first_field(self) -> QWidget | None:
        """Return the widget where typing begins."""
        return None


def group_name(topic: Topic, question: Question) -> str:
    """Return the name of the parts of one answer as a group: the number, without the text that a page opens with."""
    return say_for(topic)("Question {}", topic.number_of(question.id))
