"""Documents on their way to paper: written by the worker, shown page by page, printed from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.printing.page_pictures import PageSize, read_sheets
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.domain.document_kind import DocumentKind

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack

    Paper = tuple[str, Path, tuple[PageSize, ...]]


class PrintDocuments:
    def __init__(self, jobs: JobRunner, page_stack: PageStack, dialogs: Callable[[], Dialogs]) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs

    def save_document(self, audit_id: str, kind: DocumentKind, name: str) -> None:
        """A document of a draft, under the name and in the folder that the person says."""
        out = self._dialogs().save_as(f"Save {name} as PDF", Path.home() / f"{name}.pdf")
        if out is not None:
            self._jobs.submit(
                lambda workspace, _: app.write_document(workspace, audit_id, out, kind), lambda _: self._written(out)
            )

    def show_copy(self, audit_id: str) -> None:
        """The return that was signed, where nothing was changed since; else a copy that is marked as a draft."""
        self._jobs.submit(lambda workspace, _: _paper_of_copy(workspace, audit_id), self._show)

    def show_return(self, bundle: Path) -> None:
        """The signed PDF of a return."""
        self._jobs.submit(lambda workspace, _: _paper_of_return(workspace, bundle), self._show)

    def _written(self, out: Path) -> None:
        self._dialogs().show_message("The PDF is saved", f"{out.name} is in the folder {out.parent}.")

    def _show(self, paper: Paper) -> None:
        def page_for(services: Services) -> standalone.PreviewPage:
            page = standalone.PreviewPage(services, *paper)
            page.left.connect(lambda: None if page.is_read_elsewhere else self._clear(paper[1]))
            return page

        self._page_stack.show(page_for)

    def _clear(self, pdf: Path) -> None:
        """In its turn: the worker may still be rendering one of its pages."""
        self._jobs.submit(lambda workspace, _: app.clear_paper(workspace.home, pdf), lambda _: None)


def _paper_of_copy(workspace: Workspace, audit_id: str) -> Paper:
    made = app.find_current_return(workspace, audit_id)
    if made is not None:
        return _paper_of_return(workspace, made.path)
    pdf = app.paper_of_draft(workspace, audit_id, DocumentKind.DRAFT_COPY, "Draft copy")
    return "Draft copy", pdf, read_sheets(pdf)


def _paper_of_return(workspace: Workspace, bundle: Path) -> Paper:
    pdf, said = app.paper_of_return(workspace, bundle)
    return f"{said.agency}, return {said.return_facts.reference}", pdf, read_sheets(pdf)
