"""Which questions are asked: skip rules looked at with the answers given so far.

A hidden question's answer stays in the draft, demands nothing, and is left out of the return.
"""

from __future__ import annotations

import msgspec

from s11desk.domain.audit import Answer, Audit
from s11desk.domain.topic import Condition, Question, Topic


def asked_questions(topic: Topic, audit: Audit) -> tuple[Question, ...]:
    """The questions that are asked, in the topic's order."""
    asked: dict[str, Question] = {}
    for question in topic.questions:
        if all(_holds(condition, audit, asked) for condition in question.show_when):
            asked[question.id] = question
    return tuple(asked.values())


def hidden_answers(topic: Topic, audit: Audit) -> tuple[Answer, ...]:
    """Answers kept in the draft although their question is not asked now."""
    asked = {question.id for question in asked_questions(topic, audit)}
    return tuple(a for a in audit.answers if a.question not in asked and not a.is_blank())


def as_returned(topic: Topic, audit: Audit) -> Audit:
    """The audit as a return says it: answers in the topic's order, none blank, nothing of questions not asked."""
    asked = [question.id for question in asked_questions(topic, audit)]
    given = (audit.answer(name) for name in asked)
    answers = tuple(answer for answer in given if not answer.is_blank())
    cited = ((item, tuple(name for name in item.questions if name in asked)) for item in audit.evidence)
    evidence = tuple(msgspec.structs.replace(item, questions=names) for item, names in cited if names)
    return msgspec.structs.replace(audit, answers=answers, evidence=evidence)


def _holds(condition: Condition, audit: Audit, asked: dict[str, Question]) -> bool:
    """An answer counts only while its own question is asked; rules look back only (topics check sees to it)."""
    if condition.question not in asked:
        return False
    answer = audit.answer(condition.question)
    return bool({answer.choice, *answer.choices} & set(condition.any_of))
