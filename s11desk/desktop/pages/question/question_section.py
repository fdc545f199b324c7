"""Above a question: the title of its section, at the first question the section's text, and the question's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.text.prose_view import ProseView
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Question, Topic

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft


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
    card.column.addWidget(ProseView(theme, section.text))
    beside.addWidget(card, 100)
    beside.addStretch(1)
    return whole


def place_words(draft: Draft, question: Question) -> str:
    """Say which of the questions that are asked this is, and whether it is optional."""
    asked = asked_questions(draft.topic, draft.audit)
    say = say_for(draft.topic)
    number = next((at for at, other in enumerate(asked, 1) if other.id == question.id), 0)
    shown = draft.topic.number_of(question.id)
    place = say("Question {} of {}", number, len(asked))
    if shown != str(number):
        place = say("Question {} ({} of {})", shown, number, len(asked))
    return place if question.required else say("{} (optional)", place)
