"""An answer as lines of text, for window and terminal."""

from __future__ import annotations

from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.topics.topic import OTHER, Question, Topic, label_of
from s11desk.wording.amounts import number_text
from s11desk.wording.audits.table_words import row_lines
from s11desk.wording.dates import day
from s11desk.wording.field_words import DETAILS


def answer_texts(topic: Topic, question: Question, answer: Answer) -> tuple[str, ...]:
    """What is chosen and typed in ``answer``, without its reason and comment; each row of a table is a line."""
    codes = (answer.choice, *answer.choices)
    chosen = (_option_text(topic, question, answer, code) for code in codes if code)
    people = (_person_text(question, person) for person in answer.people if not person.is_blank())
    typed = (answer.text, number_text(answer.number), day(answer.date) if answer.date else "")
    return (*chosen, *people, *(text for text in typed if text), *row_lines(topic, question, answer))


def _option_text(topic: Topic, question: Question, answer: Answer, code: str) -> str:
    words = label_of(topic, question, code)
    return f"{words}: {answer.other}" if code == OTHER and answer.other else words


def _person_text(question: Question, person: Person) -> str:
    role = next((asked.label for asked in question.people if asked.id == person.role), person.role)
    details = (person.detail(detail) for detail in DETAILS)
    return f"{role}: " + "\n".join(value for value in details if value)
