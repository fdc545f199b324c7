"""What an audit of one version of a topic brings into an audit of another version: a pure function.

An answer comes over as it is only if its question has the same id, the same words and the same answers to choose from.
Any other comes over to be confirmed, if the new question can hold it. What cannot come over is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from s11desk.domain.audits.answer_rules import find_answer_problems
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.audits.fit_answer import FittedAnswer
from s11desk.domain.topics.question_matches import MatchKind, QuestionMatch, match_questions
from s11desk.domain.topics.topic import Question, Topic


class CarryKind(StrEnum):
    """What happened to an answer. LEFT: it is only in the earlier audit."""

    CARRIED = "carried"
    TO_CONFIRM = "to-confirm"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class CarriedQuestion:
    """A question with an answer, files or actions. ``files_left``: names of files that the new question refuses.

    ``lost``: the labels of choices and the like that have no place in the new question.
    """

    kind: CarryKind
    match: QuestionMatch
    files_left: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What the new audit begins with. ``places``: the new id of each earlier question that came over.

    ``matches``: every question of both topics.
    """

    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    questions: tuple[CarriedQuestion, ...]
    places: Mapping[str, str]
    matches: tuple[QuestionMatch, ...] = ()


Fit = Callable[[Question, Question, Answer], FittedAnswer]
"""Makes an answer to one question an answer to another one."""


def carry_over(
    before: Topic,
    audit: Audit,
    now: Topic,
    matches: Sequence[QuestionMatch] | None = None,
    fit: Fit = lambda _, new, answer: FittedAnswer(msgspec.structs.replace(answer, question=new.id)),
) -> CarriedOver:
    """Bring the content of ``audit``, which answers ``before``, over to ``now``. Its returns stay with it.

    ``matches``: the questions that belong together, if not those of :func:`match_questions`. ``fit``: used for each
    answer whose question is not the same; without it, codes stay as they are.
    """
    used = _used_questions(audit)
    every = tuple(match_questions(before, now) if matches is None else matches)
    matches = [match for match in every if match.before is not None and match.before.id in used]
    fitted = {one.answer.question: one for match in matches for one in _carried_answer(audit, now, match, fit)}
    places = {
        match.before.id: match.after.id
        for match in matches
        if match.before and match.after and match.after.id in fitted
    }
    evidence, refused = _carried_evidence(audit, now, places)
    return CarriedOver(
        answers=tuple(one.answer for one in fitted.values() if not one.answer.is_blank()),
        evidence=evidence,
        actions=tuple(_carried_actions(audit, places)),
        questions=tuple(_outcome(match, places, refused, fitted) for match in matches),
        places=places,
        matches=every,
    )


def _carried_actions(audit: Audit, places: Mapping[str, str]) -> Iterator[Action]:
    for action in audit.actions:
        if not action.question or action.question in places:
            yield msgspec.structs.replace(action, question=places.get(action.question, ""))


def _used_questions(audit: Audit) -> set[str]:
    answered = {answer.question for answer in audit.answers if not answer.is_blank()}
    filed = {name for item in audit.evidence for name in item.questions}
    return answered | filed | {action.question for action in audit.actions}


def _carried_answer(audit: Audit, now: Topic, match: QuestionMatch, fit: Fit) -> tuple[FittedAnswer, ...]:
    """The answer in its new place, even a blank one, which may have files; empty if the question cannot hold it."""
    if match.before is None or match.after is None:
        return ()
    old = audit.answer(match.before.id)
    is_sure = match.kind is MatchKind.SAME
    fitted = FittedAnswer(old) if is_sure else fit(match.before, match.after, old)
    if fitted.lost and not _has_content(fitted.answer):  # files and actions keep their place
        return (FittedAnswer(Answer(match.after.id), fitted.lost),)
    new = msgspec.structs.replace(fitted.answer, unconfirmed=old.unconfirmed or not is_sure)
    return () if find_answer_problems(now, match.after, new) else (FittedAnswer(new, fitted.lost),)


def _has_content(answer: Answer) -> bool:
    return not msgspec.structs.replace(answer, marked_for_review=False, unconfirmed=False).is_blank()


def _carried_evidence(
    audit: Audit, now: Topic, places: Mapping[str, str]
) -> tuple[tuple[Evidence, ...], dict[str, list[str]]]:
    """The files in their new places, and for each earlier question the names of those that the new one refuses."""
    kept: list[Evidence] = []
    refused: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for item in audit.evidence:
        new: list[str] = []
        for name in item.questions:
            place = places.get(name, "")
            if place and _takes(now, place, item, counts.get(place, 0)):
                counts[place] = counts.get(place, 0) + 1
                new.append(place)
            else:
                refused.setdefault(name, []).append(item.name)
        if new:
            kept.append(msgspec.structs.replace(item, questions=tuple(new)))
    return tuple(kept), refused


def _takes(topic: Topic, question_id: str, item: Evidence, count: int) -> bool:
    question = topic.question(question_id)
    rule = topic.evidence_rule(question) if question is not None else None
    if rule is None:
        return False
    return item.type in rule.types and item.size <= rule.max_file_bytes and count < rule.max_files


def _outcome(
    match: QuestionMatch,
    places: Mapping[str, str],
    refused: Mapping[str, list[str]],
    fitted: Mapping[str, FittedAnswer],
) -> CarriedQuestion:
    name = match.before.id if match.before is not None else ""
    files = tuple(refused.get(name, ()))
    if name not in places:
        return CarriedQuestion(CarryKind.LEFT, match, files)
    kind = CarryKind.CARRIED if match.kind is MatchKind.SAME else CarryKind.TO_CONFIRM
    return CarriedQuestion(kind, match, files, fitted[places[name]].lost)
