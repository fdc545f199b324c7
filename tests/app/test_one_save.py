"""One saved answer: how much SQL it takes, and how many modules it goes through."""

from __future__ import annotations

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audit import Answer
from tests.modules_entered import ModulesEntered

WAY = {
    "s11desk.app.audits.answers",
    "s11desk.app.audits.drafts",
    "s11desk.app.home.workspace",
    "s11desk.domain.action_plan",
    "s11desk.domain.answer_rules",
    "s11desk.domain.audit",
    "s11desk.domain.clean_text",
    "s11desk.domain.topic",
    "s11desk.domain.visibility",
    "s11desk.store.change",
    "s11desk.store.draft_store",
    "s11desk.store.sqlite_errors",
}


@pytest.fixture
def begun(workspace: Workspace, audit_id: str) -> str:
    """A draft with a plan of two lines, and something typed that no journal line tells of yet."""
    save_answer(workspace, audit_id, Answer("policy", choice="no"))
    save_answer(workspace, audit_id, Answer("training", choice="no"))
    save_answer(workspace, audit_id, Answer("story", text="We"), settled=False)
    return audit_id


@pytest.mark.parametrize(
    ("answer", "settled", "limit"),
    [
        pytest.param(Answer("story", text="We do"), False, 6, id="while typing"),
        pytest.param(Answer("story", text="We do"), True, 9, id="on leaving the field"),
        pytest.param(Answer("policy", choice="yes"), True, 12, id="a line of the plan goes"),
        pytest.param(Answer("agency", choice="school"), True, 9, id="a first answer"),
    ],
)
def test_one_answer_is_one_short_transaction(
    workspace: Workspace,
    begun: str,
    answer: Answer,
    settled: bool,
    limit: int,
) -> None:
    statements: list[str] = []
    workspace.drafts._connection.set_trace_callback(statements.append)
    draft = save_answer(workspace, begun, answer, settled=settled)
    workspace.drafts._connection.set_trace_callback(None)
    assert draft.audit.answer(answer.question) == answer
    assert [statement for statement in statements if statement.startswith("BEGIN")] == ["BEGIN IMMEDIATE"]
    assert sum("FROM answer WHERE audit" in s and s.startswith("SELECT") for s in statements) == 2
    assert statements[-1] == "COMMIT"
    assert statements[-2].startswith("SELECT"), "what is returned is read after the last write"
    assert len(statements) <= limit


def test_a_weak_answer_that_begins_a_line_of_the_plan_takes_twelve_statements(
    workspace: Workspace, audit_id: str
) -> None:
    save_answer(workspace, audit_id, Answer("training", choice="no"))
    statements: list[str] = []
    workspace.drafts._connection.set_trace_callback(statements.append)
    draft = save_answer(workspace, audit_id, Answer("policy", choice="no"))
    workspace.drafts._connection.set_trace_callback(None)
    assert [action.question for action in draft.audit.actions] == ["policy", "training"]
    assert len(statements) == 12


def test_an_answer_goes_through_no_module_that_only_relays(workspace: Workspace, begun: str) -> None:
    entered = ModulesEntered()
    with entered.record():
        save_answer(workspace, begun, Answer("story", text="We do"), base=Answer("story", text="We"))
    assert entered.modules == WAY
