"""Of each action that differs between two returns: whether it is new, or was changed."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from s11desk.domain.audits.audit import Action
from s11desk.domain.returns.return_changes import ActionChange, compare_returns, differing_actions, moved_as_returned
from s11desk.domain.topics.topic import QuestionKind
from s11desk.wording.returns.return_change_words import plan_text
from tests.samples import audit_with, question, small_topic

TOPIC = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"))
FIRST = Action(id="A1", question="policy", area="Posters", action="Print them")
OTHER = Action(id="A1", question="policy", area="Posters", action="Hang them")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((FIRST,), (FIRST,), {}),
        ((), (FIRST,), {"A1": ActionChange.ADDED}),
        ((FIRST,), (OTHER,), {"A1": ActionChange.CHANGED}),
        ((FIRST,), (Action("A2", "policy", "Posters", "Hang them"),), {"A2": ActionChange.CHANGED}),
        (
            (FIRST,),
            (Action("A2", "policy", "Talks", "Hold one"), OTHER),
            {"A1": ActionChange.CHANGED, "A2": ActionChange.ADDED},
        ),
        ((FIRST,), (FIRST, Action("A2", "", "Talks", "Hold one")), {"A2": ActionChange.ADDED}),
        ((FIRST,), (), {}),
    ],
)
def test_an_action_is_new_or_changed(
    before: tuple[Action, ...], after: tuple[Action, ...], expected: dict[str, ActionChange]
) -> None:
    found = differing_actions(TOPIC, audit_with(actions=before), audit_with(actions=after))
    assert found == expected
    changes = compare_returns(TOPIC, audit_with(actions=before), audit_with(actions=after))
    assert (changes.added, changes.changed) == tuple(
        list(found.values()).count(kind) for kind in (ActionChange.ADDED, ActionChange.CHANGED)
    )


def test_an_action_with_the_same_words_has_moved_from_one_return_to_the_next() -> None:
    talk, print_, twice = (
        Action(area=area, action=what) for area, what in (("Talks", "Hold"), ("Leaf", "Print"), ("", "x"))
    )
    before, after = (
        audit_with(actions=tuple(replace(one, id=f"A{place}") for place, one in enumerate(actions, 1)))
        for actions in ((talk, print_, twice, twice), (talk, Action(action="Add"), print_, twice, twice))
    )
    moved = moved_as_returned(TOPIC, before, after)
    assert moved == (("A2", "A3"),), "of words that are there twice nobody knows which is which"
    changes = dataclasses.replace(compare_returns(TOPIC, before, after), moved=moved)
    assert plan_text(TOPIC, changes) == "1 action added, so A2 is now A3"
