"""Which questions are asked. The skip rules and the answers so far decide that.

The answer to a hidden question stays in the draft, requires nothing else, and is left out of the return. The same holds
for what belongs to a former choice: the text beside "other", the reason or example, and the actions.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from s11desk.domain.audits.action_area import area_is_needed, with_own_areas
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.audits.unseen_texts import action_without_unseen_texts, without_unseen_texts
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.clean_text import close_directions
from s11desk.domain.topics.topic import OTHER, Comparison, Condition, Question, Topic


def asked_questions(topic: Topic, audit: Audit) -> tuple[Question, ...]:
    """The questions that are asked, in the topic's order."""
    asked: dict[str, Question] = {}
    answers: dict[str, Answer] = {}
    for question in topic.questions:
        if not question.show_when or all(_condition_holds(condition, answers) for condition in question.show_when):
            asked[question.id] = question
            answers[question.id] = audit.answer(question.id)
    return tuple(asked.values())


def hidden_answers(topic: Topic, audit: Audit) -> tuple[Answer, ...]:
    """The answers that stay in the draft although their question is not asked now."""
    asked = {question.id for question in asked_questions(topic, audit)}
    return tuple(a for a in audit.answers if a.question not in asked and not a.is_blank())


def hidden_evidence(topic: Topic, audit: Audit) -> tuple[Evidence, ...]:
    """The files that stay in the draft although no question for which they were attached is asked now."""
    asked = {question.id for question in asked_questions(topic, audit)}
    return tuple(item for item in audit.evidence if asked.isdisjoint(item.questions))


def hidden_other_text(answer: Answer) -> str:
    """The text beside "other" that stays in the draft although something else is chosen now."""
    return "" if OTHER in {answer.choice, *answer.choices} else answer.other


def unneeded_reason(topic: Topic, question: Question, answer: Answer) -> str:
    """The reason or example that stays in the draft although the option that is chosen now takes none."""
    option = topic.option_of(question, answer.choice)
    is_taken = option is not None and option.takes_reason
    return "" if is_taken or is_blank_text(answer.reason) else answer.reason


def unneeded_actions(topic: Topic, audit: Audit) -> tuple[Action, ...]:
    """The actions that stay in the draft although their question, as it is answered now, needs none."""
    asked = {question.id: question for question in asked_questions(topic, audit)}
    needed = {name: takes_actions(topic, question, audit.answer(name)) for name, question in asked.items()}
    return tuple(action for action in audit.actions if action.question and not needed.get(action.question, False))


def needed_actions(topic: Topic, audit: Audit) -> tuple[Action, ...]:
    """The other actions, in the order of the draft: they belong to the plan and to the return."""
    unneeded = {action.id for action in unneeded_actions(topic, audit)}
    return tuple(action for action in audit.actions if action.id not in unneeded)


def action_numbers(topic: Topic, audit: Audit) -> Mapping[str, str]:
    """The number that people see of each action of the plan, by its id: A1, A2 and so on, without a hole.

    The id of an action never changes; its number does when the plan changes. An action that is not needed has none.
    """
    return {action.id: number_at(place) for place, action in enumerate(needed_actions(topic, audit), start=1)}


def number_at(place: int) -> str:
    """The number of the action at this place of the plan; the first place is 1."""
    return f"A{place}"


def takes_actions(topic: Topic, question: Question, answer: Answer) -> bool:
    """Whether actions for ``question`` belong to the plan. If no option needs one, they do with every answer."""
    scale = topic.scale_of(question)
    if scale is None or not any(option.needs_action for option in scale.options):
        return True
    option = scale.option(answer.choice)
    return option is not None and option.needs_action


def answer_as_returned(topic: Topic, question: Question, answer: Answer) -> Answer:
    """``answer`` without what its own choice hides, without texts that nobody can see, and without the mark for review.

    The mark is a reminder to oneself.
    """
    reason = "" if unneeded_reason(topic, question, answer) else answer.reason
    shown = msgspec.structs.replace(_without_hidden_other(answer), reason=reason, marked_for_review=False)
    return without_unseen_texts(shown)


def as_returned(topic: Topic, audit: Audit) -> Audit:
    """The audit as it goes into a return: :func:`returned_parts`, with the actions numbered as people see them.

    An area for improvement that nobody wrote is left out, unless the plan needs it.
    """
    kept = returned_parts(topic, audit)
    kept = kept if area_is_needed(topic) else with_own_areas(topic, kept)
    actions = (msgspec.structs.replace(action, id=number_at(at)) for at, action in enumerate(kept.actions, start=1))
    return msgspec.structs.replace(kept, actions=tuple(actions))


def returned_parts(topic: Topic, audit: Audit) -> Audit:
    """What goes into a return of ``audit``: answers in the topic's order, without blank answers and hidden parts.

    Its actions have the ids of the draft, and the areas that the program filled in. Earlier programs returned those.
    """
    answers = tuple(
        answer_as_returned(topic, question, audit.answer(question.id)) for question in asked_questions(topic, audit)
    )
    actions = tuple(map(action_without_unseen_texts, needed_actions(topic, audit)))
    kept = msgspec.structs.replace(audit, answers=answers, actions=actions)
    return as_first_returned(topic, kept)


def as_first_returned(topic: Topic, audit: Audit) -> Audit:
    """The audit as the first programs returned it: only hidden answers and texts beside "other" are left out.

    Such a return is as genuine as ever, although a new one would have less in it.
    """
    asked = {question.id: None for question in asked_questions(topic, audit)}
    given = (_without_hidden_other(audit.answer(name)) for name in asked)
    answers = tuple(answer for answer in given if not answer.is_blank())
    cited = ((item, tuple(name for name in item.questions if name in asked)) for item in audit.evidence)
    evidence = tuple(_evidence_as_returned(item, names) for item, names in cited if names)
    return msgspec.structs.replace(audit, answers=answers, evidence=evidence)


def _without_hidden_other(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, other="") if hidden_other_text(answer) else answer


def _evidence_as_returned(item: Evidence, questions: tuple[str, ...]) -> Evidence:
    """An early version kept captions whose reading direction reaches beyond them. A receiver refuses those."""
    return msgspec.structs.replace(item, questions=questions, caption=close_directions(item.caption))


def _condition_holds(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Whether earlier answers meet ``condition``. An answer counts only while its own question is asked.

    A condition names only earlier questions: the check of topic packs makes sure of that.
    """
    if condition.any:
        return any(_holds(comparison, answers) for comparison in condition.any)
    return _holds(condition, answers)


def _holds(comparison: Comparison, answers: Mapping[str, Answer]) -> bool:
    answer = answers.get(comparison.question)
    if answer is None:
        return False
    codes = {code for code in (answer.choice, *answer.choices) if code}
    if comparison.any_of and codes.isdisjoint(comparison.any_of):
        return False
    if comparison.none_of and (not codes or not codes.isdisjoint(comparison.none_of)):
        return False
    return _is_within(answer.number, comparison)


def _is_within(number: float | None, comparison: Comparison) -> bool:
    if comparison.at_least is None and comparison.at_most is None:
        return True
    if number is None:
        return False
    above = comparison.at_least is None or number >= comparison.at_least
    return above and (comparison.at_most is None or number <= comparison.at_most)
