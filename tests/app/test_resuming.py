"""Resume points are saved and read. A lost or invalid one stops nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.app.audits.resume import ResumePoint, Unparsed, find_resume_point, remember_resume_point
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK, Step, StepKind
from s11desk.store.drafts.resume_points import write_resume_point

POINT = ResumePoint(Step(StepKind.QUESTION, "training"), scroll=240, field="comment", caret=17)


def test_the_last_resume_point_is_read_back_and_the_draft_stays_unchanged(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("policy", choice="no"))
    before = open_draft(workspace, audit_id).audit
    assert find_resume_point(workspace, audit_id) is None
    remember_resume_point(workspace, audit_id, ResumePoint(CHECK))
    remember_resume_point(workspace, audit_id, POINT)
    with Workspace(workspace.home) as second:
        assert find_resume_point(second, audit_id) == POINT
    assert open_draft(workspace, audit_id).audit == before
    assert len(draft_history(workspace, audit_id)) == 3  # begun, answered, planned


def test_a_resume_point_of_an_older_version_is_read(workspace: Workspace, audit_id: str) -> None:
    body = '{"step":{"kind":"check"},"scroll":7,"unread":[{"text":"next week","action":"A1"}]}'
    write_resume_point(workspace.drafts, audit_id, body)
    point = ResumePoint(CHECK, scroll=7, unparsed=(Unparsed("next week", action="A1"),))
    assert find_resume_point(workspace, audit_id) == point


def test_a_resume_point_on_a_hidden_page_is_ignored(workspace: Workspace, audit_id: str) -> None:
    remember_resume_point(workspace, audit_id, POINT)
    assert find_resume_point(workspace, audit_id) is None


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"step": {"kind": "unheard-of"}}', '{"step":{"kind":"check"},"scroll":-1}']
)
def test_an_invalid_resume_point_is_ignored(workspace: Workspace, audit_id: str, body: str) -> None:
    write_resume_point(workspace.drafts, audit_id, body)
    assert find_resume_point(workspace, audit_id) is None


def test_a_resume_point_that_cannot_be_saved_raises_no_error(workspace: Workspace, audit_id: str) -> None:
    remember_resume_point(workspace, "nothing", POINT)
    connection = workspace.drafts._connection
    connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(workspace.home.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        remember_resume_point(workspace, audit_id, ResumePoint(CHECK))
        other.execute("ROLLBACK")
    assert find_resume_point(workspace, audit_id) is None
