"""The head of a section, above its questions: its title, and at its first question its text."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.prose_view import prose_view
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.audit import Audit
from s11desk.domain.topic import Question, Topic
from s11desk.domain.visibility import asked_questions


def section_title(topic: Topic, question: Question) -> str:
    """Return the title of the question's section, after the part of the form it belongs to. Empty without a section."""
    section = topic.section_of(question)
    if section is None:
        return ""
    return f"{section.part}: {section.title}" if section.part else section.title


def begins_section(topic: Topic, audit: Audit, question: Question) -> bool:
    """Whether ``question`` is the first of its section that is asked."""
    asked = asked_questions(topic, audit)
    first = next((other for other in asked if other.section == question.section), None)
    return bool(question.section) and first is not None and first.id == question.id


def section_text(theme: Theme, topic: Topic, question: Question) -> QWidget | None:
    """Make the view of what the section says about itself. None if it says nothing."""
    section = topic.section_of(question)
    if section is None or not section.text:
        return None
    whole = QWidget()
    beside = QHBoxLayout(whole)
    beside.setContentsMargins(0, 0, 0, 0)
    card = Card(theme, "panel")
    card.setMaximumWidth(theme.pixels(SPACE.column))
    card.column.addWidget(prose_view(theme, section.text))
    beside.addWidget(card, 100)
    beside.addStretch(1)
    return whole
