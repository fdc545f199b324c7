"""Write a PDF for a printer or a PDF reader: a private copy inside the home, which is removed later."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_abandoned, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verify import save_signed_pdf
from s11desk.app.write_documents import write_document
from s11desk.bundle.audit_file import AuditFile
from s11desk.domain.document_kind import DocumentKind

_PREFIX = "paper-"


def paper_of_draft(workspace: Workspace, audit_id: str, kind: DocumentKind, name: str) -> Path:
    """Write one document of a draft as a PDF. ``name``: the file name, without its ending.

    Raises what :func:`s11desk.app.write_documents.write_document` raises.
    """
    out = _place(workspace, name)
    write_document(workspace, audit_id, out, kind)
    return out


def paper_of_return(workspace: Workspace, bundle: Path) -> tuple[Path, AuditFile]:
    """Copy the signed PDF out of a return. Returns the copy and the return's ``audit.json``.

    Raises ValueError if the return is not intact, and what reading and writing raise.
    """
    out = _place(workspace, bundle.stem)
    return out, save_signed_pdf(bundle, out)


def clear_paper(home: Home, paper: Path) -> None:
    """Remove a PDF that this module wrote. Any other path stays untouched."""
    if paper.parent.parent == home.work and paper.parent.name.startswith(_PREFIX):
        remove_folder(paper.parent)


def _place(workspace: Workspace, name: str) -> Path:
    """A path in a new folder, so that the file can have a name that people understand."""
    remove_abandoned(workspace.home, workspace.clock(), _PREFIX)
    return new_work_folder(workspace.home, _PREFIX) / f"{name}.pdf"
