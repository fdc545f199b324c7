"""Documents to print or save: the worker writes them, and the preview shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.printing.page_pictures import read_page_sizes
from s11desk.desktop.saving.jobs import JobRunner, Task
from s11desk.desktop.standalone.documents.paper_pages import Paper, PaperPages
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.verifying.seen_return import SeenReturn
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.received.received_files import PdfPart
    from s11desk.domain.topics.topic import Topic


class PrintDocuments:
    """Saves documents of a draft, and shows drafts and returns in the print preview."""

    def __init__(self, jobs: JobRunner, page_stack: PageStack, dialogs: Callable[[], Dialogs]) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._show = PaperPages(jobs, page_stack).show
        self._dialogs = dialogs

    def save_document(self, open_draft: OpenDraft, kind: DocumentKind, name: str) -> None:
        """Ask for a name and a folder, and write a document of the draft there, with what was just typed."""
        out = self._dialogs().save_as(f"Save {name} as PDF", Path(f"{name}.pdf"))
        if out is not None:
            open_draft.finish(lambda _: self._write(open_draft.draft, kind, out))

    def show_copy(self, open_draft: OpenDraft) -> None:
        """Show the signed return if the draft is unchanged since. Otherwise show a copy that is marked as a draft."""
        open_draft.finish(lambda _: self._write_and_show(open_draft.draft))

    def show_return(self, seen: SeenReturn, name: str) -> None:
        """Show the signed PDF of a return that the person has seen. ``name``: of the copy for a PDF reader."""
        self._jobs.submit_long(lambda workspace, _: _write_return(workspace, seen, name), self._show)

    def show_own_copy(self, verdict: Verdict) -> None:
        """Show the pages of a received return as this program makes them from its data."""
        self._jobs.submit_long(lambda workspace, task: _make_own_copy(workspace, verdict, task), self._show)

    def show_blank(self, topic: Topic) -> None:
        """Show the empty form of a topic, even of one that is not added."""
        self._jobs.submit_long(lambda workspace, _: _write_blank(workspace, topic), self._show)

    def show_part(self, part: PdfPart) -> None:
        """Show a PDF among the evidence, where no other program does. Its private copy goes when the program ends."""
        self._page_stack.show(
            lambda services: standalone.PreviewPage(
                services, part.name, part.copy, part.pages, verb="Read", has_reader=False
            )
        )

    def _write(self, draft: Draft, kind: DocumentKind, out: Path) -> None:
        audit_id, language = draft.audit.id, draft.topic.language
        self._jobs.submit_long(
            lambda workspace, _: app.write_document(workspace, audit_id, out, kind, language=language),
            lambda _: self._show_saved(out),
        )

    def _write_and_show(self, draft: Draft) -> None:
        self._jobs.submit_long(
            lambda workspace, _: _write_copy(workspace, draft.audit.id, draft.topic.language), self._show
        )

    def _show_saved(self, out: Path) -> None:
        self._dialogs().show_message("The PDF is saved", f"{out.name} is in the folder {out.parent}.")


def _write_copy(workspace: Workspace, audit_id: str, language: str) -> Paper:
    made_return = app.find_current_return(workspace, audit_id)
    if made_return is not None:
        return _write_return(workspace, made_return.seen, made_return.path.stem)
    pdf = app.write_print_copy(workspace, audit_id, DocumentKind.DRAFT_COPY, "Draft copy", language=language)
    return Paper("Draft copy", pdf, read_page_sizes(pdf))


def _write_blank(workspace: Workspace, topic: Topic) -> Paper:
    pdf = app.make_blank_to_print(workspace, topic)
    return Paper(f"blank form of {short_line(topic.title)}", pdf, read_page_sizes(pdf))


def _make_own_copy(workspace: Workspace, verdict: Verdict, task: Task) -> Paper:
    pdf = app.make_own_copy_to_print(workspace, verdict, task.is_cancelled)
    what = f"readable copy of {short_line(verdict.path.name)}, made on this computer"
    return Paper(what, pdf, read_page_sizes(pdf))


def _write_return(workspace: Workspace, seen: SeenReturn, name: str) -> Paper:
    pdf, audit_file = app.copy_signed_pdf_to_print(workspace, seen, name)
    what = f"{audit_file.agency}, return {audit_file.return_facts.reference}"
    return Paper(what, pdf, read_page_sizes(pdf))
