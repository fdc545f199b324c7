"""The actions of a plan are numbered without a hole wherever people see them; the calendar keeps their ids."""

from __future__ import annotations

from pathlib import Path

import msgspec
import openpyxl

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.write_documents import write_document
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.content_digest import content_digest, is_content
from s11desk.domain.audits.visibility import action_numbers, as_returned, returned_parts
from s11desk.domain.returns.document_kind import DocumentKind
from tests.report.reading import page_texts
from tests.samples import finished_action


def plan_with_a_hole(workspace: Workspace, audit_id: str) -> None:
    """A1 belongs to an answer that needs no action any more, A2 to no question."""
    save_answer(workspace, audit_id, Answer("policy", choice="no"))
    save_action(workspace, audit_id, Action("A1", "policy", action="Write one"))
    save_action(workspace, audit_id, finished_action("", ""))
    save_answer(workspace, audit_id, Answer("policy", choice="yes"))


def test_every_document_numbers_the_plan_without_a_hole(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    plan_with_a_hole(workspace, audit_id)
    kinds = (DocumentKind.ACTION_PLAN, DocumentKind.ACTION_PLAN_WORKBOOK, DocumentKind.ACTION_PLAN_CALENDAR)
    pdf, workbook, calendar = (tmp_path / kind.value for kind in kinds)
    for kind in kinds:
        write_document(workspace, audit_id, tmp_path / kind.value, kind)
    assert "A1" in "".join(page_texts(pdf.read_bytes())).split()
    with workbook.open("rb") as stream:
        cells = [cell.value for row in openpyxl.load_workbook(stream).worksheets[0].iter_rows() for cell in row]
    assert "A1" in cells
    assert "A2" not in cells
    lines = calendar.read_text("utf-8").replace("\r\n ", "").splitlines()
    assert f"UID:{audit_id}-a2@s11desk" in lines
    assert any(line.startswith("SUMMARY:") and "action A1 due" in line for line in lines)


def test_a_return_numbers_the_plan_without_a_hole(workspace: Workspace, audit_id: str) -> None:
    plan_with_a_hole(workspace, audit_id)
    draft = open_draft(workspace, audit_id)
    assert [one.id for one in draft.audit.actions] == ["A1", "A2"]
    assert [one.id for one in as_returned(draft.topic, draft.audit).actions] == ["A1"]
    assert action_numbers(draft.topic, draft.audit) == {"A2": "A1"}


def test_a_return_with_the_ids_of_the_draft_is_still_what_the_draft_has(workspace: Workspace, audit_id: str) -> None:
    plan_with_a_hole(workspace, audit_id)
    draft = open_draft(workspace, audit_id)
    for form in (as_returned, returned_parts):
        assert is_content(draft.topic, draft.audit, content_digest(form(draft.topic, draft.audit)))
    without = msgspec.structs.replace(draft.audit, actions=draft.audit.actions[:1])
    assert not is_content(draft.topic, draft.audit, content_digest(as_returned(draft.topic, without)))
