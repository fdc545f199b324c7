"""Merging gives one result in any order and with any repetition, and loses nothing that anybody typed."""

from __future__ import annotations

import os
import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.app.asking.asking_format import ReplyFile
from s11desk.domain.asking.asked_questions import Decided, ItemKey, ItemKind
from s11desk.domain.asking.merge_answers import MergeItem
from s11desk.domain.audits.action_plan import next_action_id
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from tests.asking.merging import QUESTIONS, Colleague, Lead, content, encode
from tests.samples import NOON, audit_with

Edit = tuple[str, str, str]
"""A kind of item, a question, and the word that somebody enters; "" removes it."""

WORDS = st.sampled_from(["", "a", "b", "c"])
EDIT = st.tuples(st.sampled_from(["answer", "action", "file"]), st.sampled_from(QUESTIONS), WORDS)
EDITS = st.lists(EDIT, max_size=6)
EXAMPLES = int(os.environ.get("S11DESK_MERGES", "40"))
"""A campaign tries more of them: ``S11DESK_MERGES=5000`` (benchmarks/README.md)."""


def edited(audit: Audit, edits: list[Edit], who: str = "") -> Audit:
    """``audit`` after somebody's edits. ``who``: goes into texts, so that no two people enter the same."""
    for kind, question, word in edits:
        audit = _edited(audit, kind, question, word and f"{word}{who}")
    return audit


def _edited(audit: Audit, kind: str, question: str, word: str) -> Audit:
    replace = msgspec.structs.replace
    if kind == "answer":
        kept = tuple(answer for answer in audit.answers if answer.question != question)
        answer = Answer(question, choice="no" if word.startswith("a") else "yes", comment=word)
        return replace(audit, answers=(*kept, answer) if word else kept)
    if kind == "action":
        others = tuple(action for action in audit.actions if action.question != question)
        known = next((action.id for action in audit.actions_for(question)), next_action_id(audit.actions))
        return replace(audit, actions=(*others, Action(known, question, action=word)) if word else others)
    kept_files = tuple(item for item in audit.evidence if item.questions != (question,))
    number = max((int(item.id[1:]) for item in audit.evidence), default=0) + 1
    sha256 = f"{QUESTIONS.index(question)}" * 64
    item = Evidence(f"E{number}", f"{question}.pdf", "pdf", 10, sha256, (question,), NOON, caption=word)
    return replace(audit, evidence=(*kept_files, item) if word else kept_files)


def lead_with(edits: list[Edit]) -> Lead:
    return Lead(edited(audit_with(Answer("other", text="Nobody is asked this")), edits))


def by_value(item: MergeItem) -> bool:
    """A choice that depends on nothing but the two versions."""
    return _text(item.theirs) > _text(item.ours)


def _text(value: object) -> str:
    return repr(msgspec.structs.replace(value, id="")) if isinstance(value, Action | Evidence) else repr(value)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    EDITS,
    EDITS,
    st.lists(EDITS, min_size=1, max_size=3),
    st.lists(st.integers(0, 2), max_size=9),
    st.permutations(range(3)),
)
def test_any_order_and_any_repetition_gives_the_same_up_to_choices(
    before: list[Edit], mine: list[Edit], theirs: list[list[Edit]], repeated: list[int], order: list[int]
) -> None:
    """One file of each colleague, and choices that depend on the two versions only."""
    first = lead_with(before)
    asked = first.ask()
    colleagues = [Colleague.begin(f"{index}abc-abcd", asked) for index in range(len(theirs))]
    files = []
    for one, edits in zip(colleagues, theirs, strict=True):
        one.audit = edited(one.audit, edits)
        files.append(one.send())
    first.audit = edited(first.audit, mine)
    second = Lead(first.audit, list(first.history))
    for file in files:
        first.take(file, by_value)
    for index in [*repeated, *order]:
        if index < len(files):
            second.take(files[index], by_value)
    assert content(first.audit) == content(second.audit)
    assert first.audit.answer("other") == Answer("other", text="Nobody is asked this")
    settled = first.audit
    assert all(not first.take(file, by_value) for file in files)
    assert first.audit == settled


@settings(max_examples=EXAMPLES, deadline=None)
@given(EDITS, EDITS, st.lists(st.tuples(st.integers(0, 2), EDITS), min_size=1, max_size=6), st.randoms(), st.booleans())
def test_nothing_that_anybody_typed_disappears_without_a_record(
    before: list[Edit],
    mine: list[Edit],
    rounds: list[tuple[int, list[Edit]]],
    chance: random.Random,
    choice: bool,
) -> None:
    """Several files of each colleague, in any order: each version is in the audit or in its history."""
    lead = lead_with(before)
    asked = lead.ask()
    colleagues = [Colleague.begin(f"{index}abc-abcd", asked) for index in range(3)]
    files: list[ReplyFile] = []
    for index, edits in rounds:
        one = colleagues[index]
        one.audit = edited(one.audit, edits, who=f" by {index}")
        files.append(one.send())
    lead.audit = edited(lead.audit, mine)
    chance.shuffle(files)
    for file in files:
        was = lead.audit
        items = lead.take(file, lambda _: choice)
        _check_recorded(lead, was, file, items)
    for one in colleagues:
        last = next((file for file in files if file.file == one.sent[-1]), None) if one.sent else None
        assert last is None or any(record.part == last.part for record in lead.records())


def _check_recorded(lead: Lead, was: Audit, file: ReplyFile, items: tuple[MergeItem, ...]) -> None:
    """What was here and changed is in the record of this file, with what came in."""
    if not items:
        return
    record = lead.records()[-1]
    assert record.part == file.part
    gone = {answer for answer in was.answers if not answer.is_blank()} - set(lead.audit.answers)
    recorded = {one.answer for one in record.items if one.answer is not None}
    assert gone <= recorded
    kept = {action.action for action in lead.audit.actions} | {one.action.action for one in record.items if one.action}
    assert {action.action for action in was.actions if action.action} <= kept
    captions = {item.caption for item in lead.audit.evidence} | {one.file.caption for one in record.items if one.file}
    assert {item.caption for item in was.evidence} <= captions


def test_a_record_says_what_became_of_each_item() -> None:
    lead = lead_with([("answer", "one", "a"), ("answer", "two", "b")])
    one = Colleague.begin("0abc-abcd", lead.ask())
    one.audit = edited(one.audit, [("answer", "one", "c"), ("answer", "two", "c"), ("answer", "three", "c")])
    lead.audit = edited(lead.audit, [("answer", "two", "a"), ("answer", "three", "c")])
    lead.take(one.send(), lambda _: False)
    keys = {name: ItemKey(ItemKind.ANSWER, name) for name in QUESTIONS}
    found = {item.key: item.decided for item in lead.records()[0].items if item.key.kind is ItemKind.ANSWER}
    assert found == {keys["one"]: Decided.TAKEN, keys["two"]: Decided.KEPT, keys["three"]: Decided.SAME}
    assert "unconfirmed" not in encode(lead.records()[0])
