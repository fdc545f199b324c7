"""What an audit of one version of a topic brings into an audit of another version: a pure function.

An answer comes over as it is only if its question has the same id, the same words and the same answers to choose from.
Any other comes over to be confirmed, if the new question can hold it. What cannot come over is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from s11desk.domain.answer_rules import find_answer_problems
from s11desk.domain.audit import Action, Answer, Audit, Evidence
from s11desk.domain.question_matches import MatchKind, QuestionMatch, match_questions
from s11desk.domain.topic import Topic


class CarryKind(StrEnum):
    """What happened to an answer. LEFT: it is only in the earlier audit."""

    CARRIED = "carried"
    TO_CONFIRM = "to-confirm"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class CarriedQuestion:
    """A question with an answer, files or actions. ``files_left``: names of files that the new question refuses."""

    kind: CarryKind
    match: QuestionMatch
    files_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What the new audit begins with. ``places``: the new id of each earlier question that came over."""

    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    questions: tuple[CarriedQuestion, ...]
    places: Mapping[str, str]


def carry_over(before: Topic, audit: Audit, now: Topic) -> CarriedOver:
    """Bring the content of ``audit``, which answers ``before``, over to ``now``. Its returns stay with it."""
    used = _used_questions(audit)
    matches = [match for match in match_questions(before, now) if match.before is not None and match.before.id in used]
    answers = {answer.question: answer for match in matches for answer in _carried_answer(audit, now, match)}
    places = {
        match.before.id: match.after.id
        for match in matches
        if match.before and match.after and match.after.id in answers
    }
    evidence, refused = _carried_evidence(audit, now, places)
    kept = (action for action in audit.actions if not action.question or action.question in places)
    actions = (msgspec.structs.replace(action, question=places.get(action.question, "")) for action in kept)
    return CarriedOver(
        answers=tuple(answer for answer in answers.values() if not answer.is_blank()),
        evidence=evidence,
        actions=tuple(actions),
        questions=tuple(_outcome(match, places, refused) for match in matches),
        places=places,
    )


def _used_questions(audit: Audit) -> set[str]:
    answered = {answer.question for answer in audit.answers if not answer.is_blank()}
    filed = {name for item in audit.evidence for name in item.questions}
    return answered | filed | {action.question for action in audit.actions}


def _carried_answer(audit: Audit, now: Topic, match: QuestionMatch) -> tuple[Answer, ...]:
    """The answer in its new place, even a blank one, which may have files; empty if the question cannot hold it."""
    if match.before is None or match.after is None:
        return ()
    old = audit.answer(match.before.id)
    is_sure = match.kind is MatchKind.SAME
    new = msgspec.structs.replace(old, question=match.after.id, unconfirmed=old.unconfirmed or not is_sure)
    return () if find_answer_problems(now, match.after, new) else (new,)


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


def _outcome(match: QuestionMatch, places: Mapping[str, str], refused: Mapping[str, list[str]]) -> CarriedQuestion:
    name = match.before.id if match.before is not None else ""
    files = tuple(refused.get(name, ()))
    if name not in places:
        return CarriedQuestion(CarryKind.LEFT, match, files)
    kind = CarryKind.CARRIED if match.kind is MatchKind.SAME else CarryKind.TO_CONFIRM
    return CarriedQuestion(kind, match, files)
