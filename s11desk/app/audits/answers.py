"""Check an answer against its question, and save it."""

from __future__ import annotations

import difflib

import msgspec

from s11desk.app.audits.drafts import Draft, normal_id, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_plan import plan_for_answers
from s11desk.domain.audits.answer_rules import (
    AnswerProblem,
    AnswerProblemKind,
    AnswerUnfit,
    clean_answer,
    find_answer_problems,
    texts_of_answer,
)
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.text.text_limits import require_kept_length
from s11desk.domain.topics.topic import Question, Topic, answer_codes
from s11desk.errors import UserError
from s11desk.errors.answer_errors import ChangedElsewhere, OptionUnknown, QuestionUnknown
from s11desk.store.drafts.change import Change


def save_answer(
    workspace: Workspace, audit_id: str, answer: Answer, *, base: Answer | None = None, settled: bool = True
) -> Draft:
    """Save one answer and the action plan that follows from it. Return the draft as the transaction read it back.

    ``base``: the answer that the person began to edit. If another program has changed it since, nothing is saved and
    ``ChangedElsewhere`` is raised. ``settled``: False while the person is still typing.
    Raises ``QuestionUnknown``, ``OptionUnknown``, ``AnswerUnfit`` or ``TextTooLong``.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp()) as change:
        topic = workspace.pinned_topic(change.audit.topic_digest)
        question = find_question(topic, answer.question)
        clean = check_answer(topic, question, answer)
        current = change.audit.answer(question.id)
        require_kept_length(texts_of_answer(clean), texts_of_answer(current))
        if base is not None and current not in {base, clean}:
            raise ChangedElsewhere(question=topic.number_of(question.id))
        change.put_answer(clean, settled=settled)
        write_needed_plan(topic, change, with_answers(change.audit, (clean,)), settled=settled)
    return with_topic(workspace, change.saved)


def write_needed_plan(topic: Topic, change: Change, after: Audit, *, settled: bool = True) -> None:
    """Write the action plan that the answers in ``after`` need, unless the draft already has it."""
    plan = plan_for_answers(topic, after)
    if plan != change.audit.actions:
        change.put_actions(plan, settled=settled)


def with_answers(audit: Audit, answers: tuple[Answer, ...]) -> Audit:
    """``audit`` with ``answers`` in place of its answers to the same questions."""
    new = {answer.question for answer in answers}
    kept = tuple(answer for answer in audit.answers if answer.question not in new)
    return msgspec.structs.replace(audit, answers=(*kept, *answers))


def find_question(topic: Topic, question_id: str) -> Question:
    """Find a question by its id or by the number that people see. Raises ``QuestionUnknown``."""
    question = topic.question(question_id)
    if question is None and question_id.isascii() and question_id.isdigit():
        number = int(question_id)
        question = topic.questions[number - 1] if 1 <= number <= len(topic.questions) else None
    if question is None:
        ids = tuple(question.id for question in topic.questions)
        nearest = difflib.get_close_matches(question_id, ids, n=1)
        raise QuestionUnknown(question=question_id, nearest=nearest[0] if nearest else "", known=ids)
    return question


def check_answer(topic: Topic, question: Question, answer: Answer) -> Answer:
    """``answer`` with clean texts. Raises ``OptionUnknown`` or ``AnswerUnfit`` if the question cannot hold it."""
    clean = clean_answer(question, answer)
    problems = find_answer_problems(topic, question, clean)
    if problems:
        raise _refusal(topic, question, problems[0])
    return clean


def _refusal(topic: Topic, question: Question, problem: AnswerProblem) -> UserError:
    number = topic.number_of(question.id)
    if problem.kind is AnswerProblemKind.OPTION:
        allowed = answer_codes(topic, question)
        nearest = difflib.get_close_matches(problem.what, allowed, n=1)
        return OptionUnknown(
            question=question.id,
            number=number,
            option=problem.what,
            allowed=allowed,
            nearest=nearest[0] if nearest else "",
        )
    return AnswerUnfit(
        question=question.id,
        number=number,
        problem=problem.kind,
        what=problem.what,
    )
