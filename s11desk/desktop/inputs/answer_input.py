"""What every input for an answer can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.domain.audit import Answer


class AnswerInput(QWidget):
    """``typed``: something was typed and more may come. ``decided``: a choice was made."""

    typed = Signal()
    decided = Signal()

    def show_answer(self, answer: Answer) -> None:
        """Show what is kept. Says nothing: only a person's own doing is a change."""
        raise NotImplementedError

    def applied_to(self, answer: Answer) -> Answer:
        """``answer`` with what this input shows now."""
        raise NotImplementedError

    def unparsed(self) -> str:
        """What was typed and cannot be read as an answer yet; it is no part of one."""
        return ""

    def show_unparsed(self, typed: str) -> None:
        """Show again what :meth:`unparsed` gave when the page was left."""

    def problem(self) -> str:
        """Why what stands in the input cannot be kept as an answer yet; empty where it can."""
        return ""

    def first(self) -> QWidget | None:
        """Where typing begins."""
        return None
