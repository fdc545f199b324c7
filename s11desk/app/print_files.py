"""A finished PDF on its way to a printer or a PDF reader: a private copy inside the home, cleared away later."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.make import ABANDONED_AFTER
from s11desk.app.returns.verify import save_signed_pdf
from s11desk.app.write_documents import DocumentKind, write_document
from s11desk.bundle.audit_file import AuditFile
from s11desk.durable import make_folder

_BEGINS = "paper-"


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
    if paper.parent.parent == home.work and paper.parent.name.startswith(_BEGINS):
        shutil.rmtree(paper.parent, ignore_errors=True)


def _place(workspace: Workspace, name: str) -> Path:
    """A folder of its own, so that the file can have a name that people understand."""
    oldest = workspace.clock().timestamp() - ABANDONED_AFTER
    for left in workspace.home.work.glob(f"{_BEGINS}*"):
        if left.stat().st_mtime < oldest:
            shutil.rmtree(left, ignore_errors=True)
    folder = workspace.home.work / f"{_BEGINS}{secrets.token_hex(6)}"
    make_folder(folder, private=True)
    return folder / f"{name}.pdf"
