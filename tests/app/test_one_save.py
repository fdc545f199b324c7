"""One saved answer: the number of SQL statements, and the modules that it goes through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from tests.modules_entered import ModulesEntered

# A scale is in a module of its own beside the topic: the plan asks it whether the chosen option needs an action.
WAY = {
    "s11desk.app.audits.answers",
    "s11desk.app.audits.drafts",
    "s11desk.app.home.workspace",
    "s11desk.domain.audits.action_plan",
    "s11desk.domain.audits.answer_rules",
    "s11desk.domain.audits.audit",
    "s11desk.domain.text.text_limits",
    "s11desk.domain.topics.scales",
    "s11desk.domain.topics.topic",
    "s11desk.domain.text.typed_text",
    "s11desk.domain.audits.visibility",
    "s11desk.store.drafts.change",
    "s11desk.store.rows.digests",
    "s11desk.store.drafts.draft_store",
    "s11desk.store.checks.file_identity",
    "s11desk.store.sqlite.sqlite_errors",
    "s11desk.store.rows.stored_draft",
}


@pytest.fixture
def begun(workspace: Workspace, audit_id: str) -> str:
    """A draft with two lines in its plan, and a typed text that the journal has not recorded yet."""
    save_answer(workspace, audit_id, Answer("policy", choice="no"))
    save_answer(workspace, audit_id, Answer("training", choice="no"))
    save_answer(workspace, audit_id, Answer("story", text="We"), settled=False)
    return audit_id


@contextmanager
def traced(workspace: Workspace) -> Iterator[list[str]]:
    """The SQL statements that the workspace runs in the block."""
    connection = workspace.drafts._connection
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    yield statements
    connection.set_trace_callback(None)


@pytest.mark.parametrize(
    ("answer", "settled", "limit"),
    [
        pytest.param(Answer("story", text="We do"), False, 6, id="while typing"),
        pytest.param(Answer("story", text="We do"), True, 9, id="on leaving the field"),
        pytest.param(Answer("policy", choice="yes"), True, 12, id="a line of the plan is removed"),
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
    with traced(workspace) as statements:
        draft = save_answer(workspace, begun, answer, settled=settled)
    assert draft.audit.answer(answer.question) == answer
    assert [statement for statement in statements if statement.startswith("BEGIN")] == ["BEGIN IMMEDIATE"]
    assert sum("FROM answer WHERE audit" in s and s.startswith("SELECT") for s in statements) == 2
    assert statements[-1] == "COMMIT"
    assert statements[-2].startswith("SELECT"), "the returned draft is read after the last write"
    assert len(statements) <= limit


def test_a_weak_answer_that_adds_a_line_to_the_plan_takes_twelve_statements(
    workspace: Workspace, audit_id: str
) -> None:
    save_answer(workspace, audit_id, Answer("training", choice="no"))
    with traced(workspace) as statements:
        draft = save_answer(workspace, audit_id, Answer("policy", choice="no"))
    assert [action.question for action in draft.audit.actions] == ["policy", "training"]
    assert len(statements) == 12


def test_an_answer_goes_through_these_modules_only(workspace: Workspace, begun: str) -> None:
    entered = ModulesEntered()
    with entered.record():
        save_answer(workspace, begun, Answer("story", text="We do"), base=Answer("story", text="We"))
    assert entered.modules == WAY
