"""Write the documents of a draft: PDFs to read or print, and the action plan for Word, a spreadsheet or a calendar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from s11desk import report
from s11desk.app.audits.answers import question_of
from s11desk.app.audits.attachments import evidence_path
from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audit import Audit, Evidence
from s11desk.domain.document_kind import DocumentKind
from s11desk.durable import make_folder, reading_errors, writing
from s11desk.report import plan_files

if TYPE_CHECKING:
    from s11desk.report.pictures import PictureFile

Write = Callable[[BinaryIO], None]


def write_document(
    workspace: Workspace, audit_id: str, out: Path, kind: DocumentKind, *, question: str = "", pictures: bool = True
) -> None:
    """Write one document of a draft. ``question``: an id or a number, needed for :attr:`DocumentKind.QUESTION` only.

    ``pictures``: show the pictures among the evidence, in a draft copy and beside a single question. Raises
    ``AuditUnknown``, ``QuestionUnknown``, ``PlanUndated`` for a calendar without a date, and what writing raises.
    """
    draft = open_draft(workspace, audit_id)
    shown = picture_files(workspace, draft.audit) if pictures else ()
    write = _writer(workspace, draft, kind, question, shown)
    make_folder(out.parent)
    with writing(out) as stream:
        write(stream)


def picture_files(workspace: Workspace, audit: Audit) -> tuple[PictureFile, ...]:
    """The pictures among the evidence. The report names a picture as not shown if its file is gone or altered."""
    pictures = (item for item in audit.evidence if item.type in report.PICTURE_TYPES)
    return tuple(report.PictureFile(item.id, partial(_open_unaltered, workspace, item)) for item in pictures)


def _open_unaltered(workspace: Workspace, item: Evidence) -> BinaryIO:
    path = evidence_path(workspace, item)
    with reading_errors(path):
        return path.open("rb")


def _writer(
    workspace: Workspace, draft: Draft, kind: DocumentKind, question: str, pictures: tuple[PictureFile, ...]
) -> Write:
    topic, fonts, made = draft.topic, resources_folder() / "fonts", workspace.clock()
    copy = report.DraftCopy(topic, draft.audit, made, pictures)
    match kind:
        case DocumentKind.DRAFT_COPY:
            return lambda out: report.write_draft_copy(out, copy, fonts)
        case DocumentKind.BLANK_FORM:
            return lambda out: report.write_blank_form(out, topic, fonts, made)
        case DocumentKind.QUESTION:
            asked = question_of(topic, question).id
            return lambda out: report.write_question(out, copy, asked, fonts)
        case DocumentKind.BOARD_SUMMARY:
            return lambda out: report.write_board_summary(out, copy, fonts)
        case DocumentKind.ACTION_PLAN:
            return lambda out: report.write_action_plan(out, copy, fonts)
        case DocumentKind.ACTION_PLAN_DOCUMENT:
            return lambda out: plan_files.write_plan_document(out, copy, fonts)
        case DocumentKind.ACTION_PLAN_WORKBOOK:
            return lambda out: plan_files.write_plan_workbook(out, copy)
        case DocumentKind.ACTION_PLAN_CALENDAR:
            return lambda out: plan_files.write_plan_calendar(out, copy)
