"""Words for places in a draft: where something was found, what a filter lets through, what may identify a person."""

from __future__ import annotations

from s11desk.domain.audit_texts import Where
from s11desk.domain.filters import Filter
from s11desk.domain.identifiers import Identifier
from s11desk.domain.topic import Topic

WHERES: dict[Where, str] = {
    Where.QUESTION: "Question",
    Where.HELP: "Help",
    Where.GUIDANCE: "Guidance",
    Where.CHOICE: "Answer",
    Where.TEXT: "Answer",
    Where.PERSON: "Person",
    Where.COMMENT: "Comment",
    Where.REASON: "Reason",
    Where.FILE_NAME: "File name",
    Where.CAPTION: "Caption of a file",
    Where.ACTION: "Action",
}

FIELDS: dict[Where, str] = {
    Where.TEXT: "answer",
    Where.COMMENT: "comment",
    Where.REASON: "reason",
}
"""What the input that holds a text is called on its page."""

FILTERS: dict[Filter, str] = {
    Filter.UNANSWERED: "Not answered",
    Filter.MARKED_FOR_REVIEW: "Marked for review",
    Filter.WITHOUT_EVIDENCE: "No evidence yet",
    Filter.NOT_APPLICABLE: "Not applicable",
    Filter.NEEDS_ACTION: "Needs an action",
    Filter.WITH_COMMENT: "With a comment",
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


def where_words(topic: Topic, question: str, where: Where, item: str) -> str:
    """As a person would say it: "Question 3, comment", "Action A2, question 3"."""
    if where is Where.ACTION:
        return f"Action {item}, question {topic.number_of(question)}" if question else f"Action {item}"
    return f"Question {topic.number_of(question)}, {WHERES[where].lower()}"
