"""Documents on paper: a draft copy to read, the blank form, the action plan."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from s11desk.app.drafts import open_draft
from s11desk.app.paths import resources_folder
from s11desk.app.workspace import Workspace
from s11desk.durable import make_folder, writing


class DocumentKind(StrEnum):
    DRAFT_COPY = "draft-copy"
    BLANK_FORM = "blank-form"
    ACTION_PLAN = "action-plan"


def write_document(workspace: Workspace, audit_id: str, out: Path, kind: DocumentKind) -> None:
    """Write one document as PDF. Raises ``AUDIT_UNKNOWN`` and what writing raises."""
    from s11desk.report.documents import DraftCopy, write_action_plan, write_blank_form, write_draft_copy

    draft = open_draft(workspace, audit_id)
    fonts = resources_folder() / "fonts"
    copy = DraftCopy(draft.topic, draft.audit, workspace.clock())
    make_folder(out.parent)
    with writing(out) as stream:
        if kind is DocumentKind.BLANK_FORM:
            write_blank_form(stream, draft.topic, fonts, workspace.clock())
        elif kind is DocumentKind.ACTION_PLAN:
            write_action_plan(stream, copy, fonts)
        else:
            write_draft_copy(stream, copy, fonts)
