"""Write the documents of a draft: PDFs to read or print, and the action plan for Word, a spreadsheet or a calendar.

A PDF for a printer or a PDF reader is a private copy inside the home, which is removed later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from s11desk import report
from s11desk.app.audits.answers import find_question
from s11desk.app.audits.attachments import evidence_path
from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.earlier_answers import since_earlier
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.work_folder import new_work_folder, remove_abandoned, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.own_copy import own_copy_name, save_own_copy
from s11desk.app.returns.verifying.seen_return import SeenReturn, save_signed_pdf
from s11desk.app.saved_names import stranger_name
from s11desk.bundle.audit_file import AuditFile
from s11desk.domain.audits.audit import Audit, Evidence
from s11desk.domain.audits.visibility import as_returned, asked_questions, needed_actions, number_at, returned_parts
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.domain.topics.topic import Topic
from s11desk.files.durable import make_folder, writing
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, never_cancelled
from s11desk.report import plan_files

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.report.blocks.pictures import PictureFile

Write = Callable[[BinaryIO], None]

_PRINT_PREFIX = "paper-"


def write_document(  # noqa: PLR0913 - what a person chooses
    workspace: Workspace,
    audit_id: str,
    out: Path,
    kind: DocumentKind,
    *,
    question: str = "",
    pictures: bool = True,
    language: str = "",
) -> None:
    """Write one document of a draft. ``question``: an id or a number, needed for :attr:`DocumentKind.QUESTION` only.

    ``pictures``: show the pictures among the evidence, in a draft copy and beside a single question. ``language``: in
    which to write it; the topic's own if it is empty or the topic lacks it. Raises
    ``AuditUnknown``, ``QuestionUnknown``, ``PlanUndated`` for a calendar without a date, and what writing raises.
    """
    write = _writer(workspace, audit_id, kind, question, pictures=pictures, language=language)
    make_folder(out.parent, private=False)
    remember_folder(workspace.home, out.parent)
    with writing(out, private=False) as stream:
        write(stream)


def write_print_copy(workspace: Workspace, audit_id: str, kind: DocumentKind, name: str, *, language: str = "") -> Path:
    """Write one document of a draft as a PDF for a printer or a PDF reader, into a folder inside the home.

    ``name``: the file name, without its ending; one of our own, never a stranger's. ``language`` and errors as for
    :func:`write_document`.
    """
    out = _new_print_path(workspace, f"{name}.pdf")
    write = _writer(workspace, audit_id, kind, "", pictures=True, language=language)
    with writing(out) as stream:
        write(stream)
    return out


def copy_signed_pdf_to_print(workspace: Workspace, seen: SeenReturn, name: str) -> tuple[Path, AuditFile]:
    """Copy the signed PDF of a return, as ``name``, for a printer or a PDF reader. Returns the copy and ``audit.json``.

    Raises what :func:`s11desk.app.returns.verifying.seen_return.save_signed_pdf` raises.
    """
    out = _new_print_path(workspace, stranger_name(name, ".pdf"))
    return out, save_signed_pdf(seen, out, private=True)


def make_own_copy_to_print(workspace: Workspace, verdict: Verdict, cancel: Cancel = never_cancelled) -> Path:
    """Make the pages of a received return from its data, for a printer or a PDF reader, and return the PDF.

    Raises what :func:`s11desk.app.returns.verifying.own_copy.save_own_copy` raises.
    """
    out = _new_print_path(workspace, own_copy_name(verdict))
    save_own_copy(verdict, out, private=True, cancel=cancel)
    return out


def make_blank_to_print(workspace: Workspace, topic: Topic) -> Path:
    """Write the empty form of a topic, for a printer or a PDF reader, into a folder inside the home."""
    out = _new_print_path(workspace, "Blank form.pdf")
    with writing(out) as stream:
        report.write_blank_form(stream, topic, resources_folder() / "fonts", workspace.clock())
    return out


def remove_print_copy(home: Home, copy: Path) -> None:
    """Remove a copy that was made to print. Any other path stays untouched."""
    if copy.parent.parent == home.work and copy.parent.name.startswith(_PRINT_PREFIX):
        remove_folder(copy.parent)


def _new_print_path(workspace: Workspace, name: str) -> Path:
    """A path in a new folder, so that the file can have a name that people understand."""
    remove_abandoned(workspace.home, workspace.clock(), _PRINT_PREFIX)
    return new_work_folder(workspace.home, _PRINT_PREFIX) / name


def picture_files(workspace: Workspace, audit: Audit) -> tuple[PictureFile, ...]:
    """The pictures among the evidence. The report names a picture as not shown if its file is gone or altered."""
    pictures = (item for item in audit.evidence if item.type in report.PICTURE_TYPES)
    return tuple(report.PictureFile(item.id, partial(_open_unaltered, workspace, item)) for item in pictures)


def _open_unaltered(workspace: Workspace, item: Evidence) -> BinaryIO:
    path = evidence_path(workspace, item)
    with reading_errors(path):
        return path.open("rb")


def _writer(
    workspace: Workspace, audit_id: str, kind: DocumentKind, question: str, *, pictures: bool, language: str
) -> Write:
    draft = open_draft(workspace, audit_id)
    topic, fonts, made = draft.topic.in_language(language), resources_folder() / "fonts", workspace.clock().astimezone()
    audit = _audit_to_print(topic, draft.audit, question)
    copy = report.DraftCopy(topic, audit, made, picture_files(workspace, audit) if pictures else ())
    match kind:
        case DocumentKind.DRAFT_COPY:
            return lambda out: report.write_draft_copy(out, copy, fonts)
        case DocumentKind.BLANK_FORM:
            return lambda out: report.write_blank_form(out, topic, fonts, made)
        case DocumentKind.QUESTION:
            asked = find_question(topic, question).id
            return lambda out: report.write_question(out, copy, asked, fonts)
        case DocumentKind.BOARD_SUMMARY:
            copy = replace(copy, since=since_earlier(workspace, draft))
            return lambda out: report.write_board_summary(out, copy, fonts)
        case DocumentKind.ACTION_PLAN:
            return lambda out: report.write_action_plan(out, copy, fonts)
        case DocumentKind.ACTION_PLAN_DOCUMENT:
            return lambda out: plan_files.write_plan_document(out, copy, fonts)
        case DocumentKind.ACTION_PLAN_WORKBOOK:
            return lambda out: plan_files.write_plan_workbook(out, copy)
        case DocumentKind.ACTION_PLAN_CALENDAR:
            copy = replace(copy, audit=_with_ids(audit, returned_parts(topic, draft.audit)))
            return lambda out: plan_files.write_plan_calendar(out, copy)


def _with_ids(audit: Audit, kept: Audit) -> Audit:
    """``audit`` as it is returned, with the ids of its actions as the draft has them, in ``kept``."""
    pairs = zip(audit.actions, kept.actions, strict=True)
    actions = tuple(msgspec.structs.replace(shown, id=one.id) for shown, one in pairs)
    return msgspec.structs.replace(audit, actions=actions)


def _audit_to_print(topic: Topic, audit: Audit, question: str) -> Audit:
    """What a return would have now. A single question is printed even if it is not asked now."""
    hidden = find_question(topic, question) if question else None
    if hidden is None or hidden in asked_questions(topic, audit):
        return as_returned(topic, audit)
    first = len(needed_actions(topic, audit)) + 1
    own = enumerate(audit.actions_for(hidden.id), start=first)
    return msgspec.structs.replace(
        audit, actions=tuple(msgspec.structs.replace(one, id=number_at(at)) for at, one in own)
    )
