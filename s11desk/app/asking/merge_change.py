"""Writes what a file of answers changes, and the line of the history about it, inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from s11desk.app.asking.asking_format import ReplyFile
from s11desk.app.audits.answers import check_answer, find_question
from s11desk.domain.asking.asked_questions import ActionPlace, AnswersTaken, Decided, DecidedItem, ItemKey
from s11desk.domain.asking.merge_answers import MergeItem, MergeOutcome, merge
from s11desk.domain.audits.answer_rules import texts_of_audit
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.text.text_limits import require_kept_length
from s11desk.domain.topics.topic import Topic
from s11desk.errors.evidence_errors import EvidenceTooMany
from s11desk.store.drafts.change import Change
from s11desk.store.rows.journal import EventKind


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """What the merge needs to know beside the items.

    ``used``: ids that no new action or file may have. ``places``: the id here of each action at the colleague.
    ``credits``: name the colleague in the comment of each answer that is taken.
    """

    used: Collection[str]
    places: Mapping[str, str]
    credits: bool = False


def write_merge(
    change: Change,
    topic: Topic,
    file: ReplyFile,
    items: tuple[MergeItem, ...],
    chosen: Collection[ItemKey],
    known: MergeFacts,
) -> None:
    """Put what is taken into the draft, and record all of ``items``. ``chosen``: the conflicts that the file wins.

    Raises ``EvidenceTooMany``, ``TextTooLong``, ``OptionUnknown`` or ``AnswerUnfit``; then nothing may be kept.
    """
    credit = file.name if known.credits else ""
    merged = merge(topic, change.audit, items, chosen, used_ids=known.used, credit=credit)
    _check(topic, change.audit, merged.audit)
    for answer in merged.audit.answers:
        if answer != change.audit.answer(answer.question):
            clean = check_answer(topic, find_question(topic, answer.question), answer)
            change.put_answer(clean, settled=False)
    if merged.audit.actions != change.audit.actions:
        change.put_actions(merged.audit.actions, settled=False)
    _write_files(change, merged.audit)
    places = tuple(ActionPlace(there, here) for there, here in {**known.places, **merged.places}.items())
    taken = _taken(file, places, tuple(_decided(item, chosen) for item in items))
    change.settle()
    change.record(EventKind.MERGED, file.request, msgspec.json.encode(taken).decode())


def _taken(file: ReplyFile, places: tuple[ActionPlace, ...], items: tuple[DecidedItem, ...]) -> AnswersTaken:
    return AnswersTaken(
        request=file.request,
        file=file.file,
        sender=file.sender,
        name=file.name,
        earlier=file.earlier,
        part=file.part,
        places=places,
        items=items,
    )


def _write_files(change: Change, after: Audit) -> None:
    kept = {item.id: item for item in after.evidence}
    for item in change.audit.evidence:
        if item.id not in kept:
            change.remove_evidence(item)
    before = {item.id: item for item in change.audit.evidence}
    for item in after.evidence:
        if item != before.get(item.id):
            change.put_evidence(item)


def _check(topic: Topic, before: Audit, after: Audit) -> None:
    """Check the number of files on each question, and the lengths of the texts."""
    require_kept_length(texts_of_audit(after), texts_of_audit(before))
    for question in topic.questions:
        rule, files = topic.evidence_rule(question), after.evidence_for(question.id)
        if rule is not None and len(files) > max(rule.max_files, len(before.evidence_for(question.id))):
            raise EvidenceTooMany(question=question.id, limit=rule.max_files)


def _decided(item: MergeItem, chosen: Collection[ItemKey]) -> DecidedItem:
    """What became of the item, and what was here before."""
    ours = item.ours
    return DecidedItem(
        item.key,
        _DECIDED.get(item.outcome) or (Decided.CHOSEN if item.key in chosen else Decided.KEPT),
        ours if isinstance(ours, Answer) else None,
        ours if isinstance(ours, Action) else None,
        ours if isinstance(ours, Evidence) else None,
    )


_DECIDED = {MergeOutcome.TAKE: Decided.TAKEN, MergeOutcome.SAME: Decided.SAME}
