"""What has changed since an audit was begun with earlier answers: a pure function."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from s11desk.domain.audits.action_plan import needs_action
from s11desk.domain.audits.audit import Action, ActionStatus, Answer, Audit
from s11desk.domain.audits.visibility import action_numbers, asked_questions
from s11desk.domain.topics.scales import Option
from s11desk.domain.topics.topic import Question, Topic


class SinceEarlier(msgspec.Struct, frozen=True):
    """The ids of questions and the numbers of actions that changed.

    ``name``: the title and year of what came before, or empty.
    ``improved`` and ``fell``: judgements that are better or worse. ``weak``: those that newly call for an action.
    ``finished``: actions that came over unfinished and are done. ``unseen``: the number of answers not looked at yet.
    """

    name: str
    improved: tuple[str, ...]
    fell: tuple[str, ...]
    weak: tuple[str, ...]
    finished: tuple[str, ...]
    unseen: int


def compare_with_earlier(
    topic: Topic, audit: Audit, answers: Sequence[Answer], actions: Sequence[Action], name: str
) -> SinceEarlier:
    """Compare ``audit`` with the answers and actions that it was begun with."""
    before = {answer.question: answer for answer in answers}
    asked = asked_questions(topic, audit)
    moves = {
        one.id: _direction(topic, one, before[one.id].choice, audit.answer(one.id).choice)
        for one in asked
        if one.id in before
    }
    numbers = action_numbers(topic, audit)
    unfinished = {one.id for one in actions if one.status is not ActionStatus.DONE}
    done = {one.id for one in audit.actions if one.status is ActionStatus.DONE} & unfinished & numbers.keys()
    weak = (one for one in asked if needs_action(topic, audit, one))
    return SinceEarlier(
        name,
        tuple(question for question, move in moves.items() if move > 0),
        tuple(question for question, move in moves.items() if move < 0),
        tuple(one.id for one in weak if not _was_weak(topic, one, before.get(one.id))),
        tuple(numbers[one.id] for one in audit.actions if one.id in done),
        sum(audit.answer(one.id).unconfirmed for one in asked),
    )


def _was_weak(topic: Topic, question: Question, answer: Answer | None) -> bool:
    option = topic.option_of(question, answer.choice) if answer is not None else None
    return option is not None and option.needs_action


def _direction(topic: Topic, question: Question, before: str, now: str) -> int:
    """1 if the judgement is better, -1 if it is worse, 0 if it is the same or nothing tells.

    An option that calls for an action is worse than one that does not. Of two others, the scores tell; without scores,
    the end of the scale at which the options are that call for an action.
    """
    scale, old, new = topic.scale_of(question), topic.option_of(question, before), topic.option_of(question, now)
    if scale is None or old is None or new is None or old == new or old.left_out_of_totals or new.left_out_of_totals:
        return 0
    if old.needs_action != new.needs_action:
        return 1 if old.needs_action else -1
    if old.score is not None and new.score is not None:
        return (new.score > old.score) - (new.score < old.score)
    step = scale.codes.index(new.code) - scale.codes.index(old.code)
    return (1 if step > 0 else -1) * _better_end(scale.options)


def _better_end(options: Sequence[Option]) -> int:
    """1 if the last options are the better ones, -1 if the first are, 0 if nothing tells."""
    judged = [option for option in options if not option.left_out_of_totals]
    if len(judged) < 2 or judged[0].needs_action == judged[-1].needs_action:
        return 0
    return 1 if judged[0].needs_action else -1
