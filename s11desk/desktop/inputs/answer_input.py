"""The base class of every input for an answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audit import Answer
from s11desk.domain.topic import Question, Topic


class AnswerInput(QWidget):
    """The base class of every input for an answer.

    ``typed``: the text changed and more may follow. ``decided``: a choice was made.
    """

    typed = Signal()
    decided = Signal()

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__()
        self.theme = theme
        self.topic = topic
        self.question = question

    def serve(self, topic: Topic, question: Question) -> bool:
        """Serve another question of the same kind from now on, exactly as a new input for it would.

        Returns False, and stays as it is, if a new input must be made. Emits no signal.
        """
        del topic, question
        return False

    def show_answer(self, answer: Answer) -> None:
        """Show the saved ``answer``. This emits no signal: only a person makes a change."""
        raise NotImplementedError

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
