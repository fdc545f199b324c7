"""Merges a colleague's answers into an audit, item by item: pure functions.

Each item is compared three ways: what it was when the colleague got or last sent it, what it is at the colleague, and
what it is here. What only the colleague changed is taken. What both changed, to different things, a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from s11desk.domain.asking.asked_questions import ItemKey, ItemKind, PartOfAudit
from s11desk.domain.audits.action_plan import is_untouched, next_action_id, plan_for_answers, with_action
from s11desk.domain.audits.answer_credit import credited, uncredited
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.topics.topic import Topic

ItemValue = Answer | Action | Evidence


class MergeOutcome(StrEnum):
    """What merging an item comes to. TAKE: only the colleague changed it. SAME: here it is already like that.

    CONFLICT: it was changed here too, to something else.
    """

    TAKE = "take"
    SAME = "same"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class MergeItem:
    """Something that the colleague changed. ``ours`` and ``theirs``: None if it is not there, or nothing was entered.

    ``here``: the id of the action in this audit; empty for a new one, and for answers and files.
    """

    key: ItemKey
    ours: ItemValue | None
    theirs: ItemValue | None
    outcome: MergeOutcome
    here: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The audit after merging. ``places``: the id here of each action at the colleague."""

    audit: Audit
    places: Mapping[str, str]


def find_changes(
    topic: Topic, audit: Audit, theirs: PartOfAudit, base: PartOfAudit, places: Mapping[str, str], name: str = ""
) -> tuple[MergeItem, ...]:
    """What ``theirs`` has that ``base`` had not, in the order of the questions, each with its outcome.

    ``base``: what the colleague began from. ``places``: the id here of the actions in it.
    ``name``: of the colleague, whose line in a comment here does not count.
    """
    found = [
        *_answer_changes(audit, theirs, base, name),
        *_action_changes(topic, audit, theirs, base, places),
        *_file_changes(audit, theirs, base),
    ]
    order = {question.id: index for index, question in enumerate(topic.questions)}
    return tuple(sorted(found, key=lambda item: order.get(item.key.question, len(order))))


def merge(
    topic: Topic,
    audit: Audit,
    items: Iterable[MergeItem],
    chosen: Collection[ItemKey],
    *,
    used_ids: Collection[str] = (),
    credit: str = "",
) -> Merged:
    """Put what is taken into ``audit``. ``chosen``: the items in conflict of which the colleague's is wanted.

    ``used_ids``: ids that no new action or file may have. ``credit``: the colleague
    to name in the comment of each answer that is taken; empty for none. The action plan follows from the answers.
    """
    wanted = [item for item in items if item.outcome is MergeOutcome.TAKE or item.key in chosen]
    items = tuple(items)
    places = {item.key.name: item.here for item in items if isinstance(item.theirs, Action) and item.here}
    answers = {answer.question: answer for answer in audit.answers}
    plan, evidence = audit.actions, audit.evidence
    for item in wanted:
        if item.key.kind is ItemKind.ANSWER:
            taken = _taken_answer(item, audit.answer(item.key.question))
            answers[item.key.question] = credited(taken, credit)
        elif item.key.kind is ItemKind.ACTION:
            plan, place = _taken_action(topic, plan, item, used_ids)
            places |= {item.key.name: place} if item.theirs is not None else {}
        else:
            evidence = _taken_file(evidence, item, used_ids)
    after = msgspec.structs.replace(audit, answers=tuple(answers.values()), actions=plan, evidence=evidence)
    return Merged(msgspec.structs.replace(after, actions=plan_for_answers(topic, after)), places)


def _outcome(ours: ItemValue | None, theirs: ItemValue | None, base: ItemValue | None) -> MergeOutcome:
    if _plain(ours) == _plain(theirs):
        return MergeOutcome.SAME
    return MergeOutcome.TAKE if _plain(ours) == _plain(base) else MergeOutcome.CONFLICT


def _plain(value: ItemValue | None) -> object:
    """The value without what differs between two computers."""
    if isinstance(value, Action):
        return msgspec.structs.replace(value, id="")
    return value.caption if isinstance(value, Evidence) else value


def _answer_changes(audit: Audit, theirs: PartOfAudit, base: PartOfAudit, name: str) -> Iterator[MergeItem]:
    now = {answer.question: answer for answer in theirs.answers}
    before = {answer.question: answer for answer in base.answers}
    for question in dict.fromkeys([*now, *before]):
        if now.get(question) != before.get(question):
            here = msgspec.structs.replace(audit.answer(question), marked_for_review=False)
            ours = None if here.is_blank() else here
            sent = uncredited(ours, name) if ours is not None else None
            outcome = _outcome(sent, now.get(question), before.get(question))
            yield MergeItem(ItemKey(ItemKind.ANSWER, question), ours, now.get(question), outcome)


def _action_changes(
    topic: Topic, audit: Audit, theirs: PartOfAudit, base: PartOfAudit, places: Mapping[str, str]
) -> Iterator[MergeItem]:
    now, before = _touched(topic, theirs.actions), _touched(topic, base.actions)
    here = _touched(topic, audit.actions)
    for name, question in dict.fromkeys([*now, *before]):
        mine, was = now.get((name, question)), before.get((name, question))
        if _plain(mine) == _plain(was):
            continue
        place = places.get(name, "")
        if not any((one.id, one.question) == (place, question) for one in audit.actions):
            place = _same_action(here, mine, set(places.values()))  # its id here may be that of another action now
        ours = here.get((place, question))
        yield MergeItem(ItemKey(ItemKind.ACTION, question, name), ours, mine, _outcome(ours, mine, was), place)


def _touched(topic: Topic, actions: Iterable[Action]) -> dict[tuple[str, str], Action]:
    """The actions in which somebody wrote, by id and question: the id of a removed action can come again.

    The program makes and removes the others as the answers need.
    """
    return {(action.id, action.question): action for action in actions if not is_untouched(topic, action)}


def _same_action(here: Mapping[tuple[str, str], Action], action: Action | None, taken: Collection[str]) -> str:
    """The id of an action that says the same, so that it is not taken in twice; empty if there is none."""
    same = (name for (name, _), one in here.items() if name not in taken and _plain(one) == _plain(action))
    return next(same, "") if action is not None else ""


def _file_changes(audit: Audit, theirs: PartOfAudit, base: PartOfAudit) -> Iterator[MergeItem]:
    now, before, here = (_on_questions(files) for files in (theirs.evidence, base.evidence, audit.evidence))
    for key in dict.fromkeys([*now, *before]):
        if _plain(now.get(key)) != _plain(before.get(key)):
            outcome = _outcome(here.get(key), now.get(key), before.get(key))
            yield MergeItem(key, here.get(key), now.get(key), outcome)


def _on_questions(files: Iterable[Evidence]) -> dict[ItemKey, Evidence]:
    return {ItemKey(ItemKind.FILE, name, item.sha256): item for item in files for name in item.questions}


def _taken_answer(item: MergeItem, here: Answer) -> Answer:
    """The colleague's answer. The mark for review is a reminder to oneself, so it stays as it is here."""
    theirs = item.theirs if isinstance(item.theirs, Answer) else Answer(item.key.question)
    return msgspec.structs.replace(theirs, marked_for_review=here.marked_for_review)


def _taken_action(
    topic: Topic, plan: tuple[Action, ...], item: MergeItem, used_ids: Collection[str]
) -> tuple[tuple[Action, ...], str]:
    """The plan with the colleague's action, and its id here. A new one fills the empty line of its question."""
    if not isinstance(item.theirs, Action):
        return tuple(action for action in plan if action.id != item.here), item.here
    empty = (one.id for one in plan if one.question == item.theirs.question and is_untouched(topic, one))
    place = item.here or next(empty, "") or next_action_id((*plan, *map(Action, used_ids)))
    return with_action(plan, msgspec.structs.replace(item.theirs, id=place)), place


def _taken_file(evidence: tuple[Evidence, ...], item: MergeItem, used_ids: Collection[str]) -> tuple[Evidence, ...]:
    """The files with one more, or one less, on the question of ``item``, or with its caption."""
    question, sha256, theirs = item.key.question, item.key.name, item.theirs
    left = tuple(_without(one, question) if one.sha256 == sha256 else one for one in evidence)
    if not isinstance(theirs, Evidence):
        return tuple(one for one in left if one.questions)
    same = next((one for one in left if (one.sha256, one.caption) == (sha256, theirs.caption) and one.questions), None)
    before = next((one for one in left if one.sha256 == sha256 and not one.questions), None)
    kept = tuple(one for one in left if one.questions or (same is None and one is before))
    if same is not None:
        cited = msgspec.structs.replace(same, questions=(*same.questions, question))
        return tuple(cited if one is same else one for one in kept)
    if before is not None:
        named = msgspec.structs.replace(before, questions=(question,), caption=theirs.caption)
        return tuple(named if one is before else one for one in kept)
    used = {*used_ids, *(one.id for one in evidence)}
    new_id = next(name for number in range(1, len(used) + 2) if (name := f"E{number}") not in used)
    return (*kept, msgspec.structs.replace(theirs, id=new_id, questions=(question,)))


def _without(item: Evidence, question: str) -> Evidence:
    return msgspec.structs.replace(item, questions=tuple(name for name in item.questions if name != question))
