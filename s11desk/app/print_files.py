"""A finished PDF on its way to a printer or a PDF reader: a private copy inside the home, cleared away later."""

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
    """One of a draft's documents, as a PDF. Raises what :func:`s11desk.app.write_documents.write_document` raises."""
    out = _place(workspace, name)
    write_document(workspace, audit_id, out, kind)
    return out


def paper_of_return(workspace: Workspace, bundle: Path) -> tuple[Path, AuditFile]:
    """The signed PDF of an intact return (else ValueError), and what that says of itself.

    Raises what reading and writing raise.
    """
    out = _place(workspace, bundle.stem)
    return out, save_signed_pdf(bundle, out)


def clear_paper(home: Home, paper: Path) -> None:
    """Remove one that is needed no longer; never anything else."""
    if paper.parent.parent == home.work and paper.parent.name.startswith(_PREFIX):
        remove_folder(paper.parent)


def _place(workspace: Workspace, name: str) -> Path:
    """A folder of its own, so that the file can have a name that people understand."""
    remove_abandoned(workspace.home, workspace.clock(), _PREFIX)
    return new_work_folder(workspace.home, _PREFIX) / f"{name}.pdf"
