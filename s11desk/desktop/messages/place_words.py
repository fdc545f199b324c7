"""Words for places in a draft, for filters, and for texts that may identify a person."""

from __future__ import annotations

from s11desk.desktop.messages.plan_words import action_name
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.filters import Filter
from s11desk.domain.audits.identifiers import Identifier
from s11desk.domain.audits.visibility import action_numbers
from s11desk.domain.topics.topic import Topic

WHERES: dict[TextPlace, str] = {
    TextPlace.QUESTION: "Question",
    TextPlace.HELP: "Help",
    TextPlace.GUIDANCE: "Guidance",
    TextPlace.CHOICE: "Answer",
    TextPlace.TEXT: "Answer",
    TextPlace.PERSON: "Person",
    TextPlace.COMMENT: "Comment",
    TextPlace.REASON: "Reason",
    TextPlace.FILE_NAME: "File name",
    TextPlace.CAPTION: "Caption of a file",
    TextPlace.ACTION: "Action",
    TextPlace.NOTE: "Private note",
}

FIELDS: dict[TextPlace, str] = {
    TextPlace.GUIDANCE: "guidance",
    TextPlace.TEXT: "answer",
    TextPlace.COMMENT: "comment",
    TextPlace.REASON: "reason",
    TextPlace.NOTE: "note",
}
"""The object name of the part of a page that holds a text."""

FILTERS: dict[Filter, str] = {
    Filter.UNANSWERED: "Not answered",
    Filter.MARKED_FOR_REVIEW: "Marked for review",
    Filter.WITHOUT_EVIDENCE: "No evidence yet",
    Filter.NOT_APPLICABLE: "Not applicable",
    Filter.NEEDS_ACTION: "Needs an action",
    Filter.WITH_COMMENT: "With a comment",
    Filter.WITH_NOTE: "With a private note",
    Filter.UNCONFIRMED: "From an earlier audit, to look at",
}

IDENTIFIERS: dict[Identifier, str] = {
    Identifier.NHS_NUMBER: "NHS number",
    Identifier.PUPIL_NUMBER: "Unique pupil number",
    Identifier.INSURANCE_NUMBER: "National Insurance number",
    Identifier.BIRTH_DATE: "Date of birth",
    Identifier.EMAIL: "E-mail address",
    Identifier.TELEPHONE: "Telephone number",
    Identifier.POSTCODE: "Postcode",
}


def where_words(topic: Topic, audit: Audit, question: str, where: TextPlace, item: str) -> str:
    """Name a place, such as "Question 3, comment" or "Action A2, question 3"."""
    if where is TextPlace.ACTION:
        name = action_name(action_numbers(topic, audit), item)
        return f"{name}, question {topic.number_of(question)}" if question else name
    return f"Question {topic.number_of(question)}, {WHERES[where].lower()}"
