"""Of each action that differs between two returns: whether it is new, or was changed."""

from __future__ import annotations

import pytest

from s11desk.domain.audit import Action
from s11desk.domain.return_changes import ActionChange, compare_returns, differing_actions
from s11desk.domain.topic import QuestionKind
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
