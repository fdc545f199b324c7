"""Sentences about questions to colleagues and their answers, for the window and the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.asking.asked_questions import AnswersRemark, ItemKind
from s11desk.domain.asking.merge_answers import ItemValue, MergeItem, MergeOutcome
from s11desk.domain.audits.action_area import with_own_area
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.topics.topic import Topic
from s11desk.wording.audits.answer_texts import answer_texts
from s11desk.wording.dates import day
from s11desk.wording.field_words import STATUSES
from s11desk.wording.plain_text import short_line
from s11desk.wording.topics.question_change_sentences import question_line

ANSWERS_REMARKS: dict[AnswersRemark, str] = {
    AnswersRemark.KNOWN: (
        "You have taken these answers in before, or later ones of the same colleague. Nothing needs to be done, and "
        "nothing is changed."
    ),
    AnswersRemark.NOTHING_NEW: "There is nothing new in these answers: your audit has all of it.",
    AnswersRemark.ARCHIVED: "Your audit is put away. The answers go into it all the same.",
    AnswersRemark.FINISHED: (
        "You have made a return from this audit. It stays as it is and does not have these answers. To send them too, "
        "make a new return afterwards."
    ),
}
OWN_QUESTIONS = (
    "You asked these questions yourself, from an audit on this computer. Send the file to your colleague. You can also "
    "answer here, if you share this computer."
)
OUTCOMES: dict[MergeOutcome, str] = {
    MergeOutcome.TAKE: "comes in",
    MergeOutcome.SAME: "is the same here",
    MergeOutcome.CONFLICT: "was changed here too",
}
NOTHING = "(nothing)"
"""Stands for an answer, an action or a file that is not there, or was removed."""

_ITEMS: dict[ItemKind, str] = {
    ItemKind.ANSWER: "The answer to {question}",
    ItemKind.ACTION: "An action for {question}",
    ItemKind.FILE: "The file “{file}” on {question}",
}


def item_title(topic: Topic, item: MergeItem) -> str:
    """What an item is, such as ``The answer to question 4, “Do you …”``."""
    question = topic.question(item.key.question)
    if question is None:
        return "An action that belongs to no question"
    file = item.theirs or item.ours
    name = short_line(getattr(file, "name", ""))
    return _ITEMS[item.key.kind].format(question=question_line(topic, question), file=name)


def item_text(topic: Topic, value: ItemValue | None) -> str:
    """Everything that is in one version of an item, as lines; :data:`NOTHING` if it is not there."""
    if value is None:
        return NOTHING
    if isinstance(value, Answer):
        lines = tuple(_answer_lines(topic, value))
    elif isinstance(value, Action):
        lines = tuple(_action_lines(topic, value))
    else:
        lines = (value.name, value.caption)
    return "\n".join(line for line in lines if line) or NOTHING


def _answer_lines(topic: Topic, answer: Answer) -> Iterator[str]:
    question = topic.question(answer.question)
    if question is not None:
        yield from answer_texts(topic, question, answer)
    if answer.reason:
        yield f"Reason: {answer.reason}"
    if answer.comment:
        yield f"Comment: {answer.comment}"
    if answer.unconfirmed:
        yield "From last time, not looked at yet"


def _action_lines(topic: Topic, action: Action) -> Iterator[str]:
    yield from (with_own_area(topic, action).area, action.action, action.lead, action.job_role, action.resources)
    yield f"Due {day(action.due)}" if action.due is not None else ""
    yield from (action.measure, action.progress)
    yield STATUSES[action.status]
