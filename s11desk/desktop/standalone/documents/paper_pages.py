"""A PDF to print or read, in the home's folder for work. It has answers in it, so it goes when its page does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.printing.page_pictures import PageSize
from s11desk.desktop.saving.jobs import JobRunner

if TYPE_CHECKING:
    from s11desk.desktop.standalone.page_stack import PageStack


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that was made to be shown. ``what`` names the document. ``sheets``: the size of each page."""

    what: str
    pdf: Path
    sheets: tuple[PageSize, ...]


class PaperPages:
    """Shows papers, and removes each one when its page is left for good, in whatever way.

    One that a PDF reader has opened stays until the program ends: nobody may delete it below the reader.
    """

    def __init__(self, jobs: JobRunner, page_stack: PageStack) -> None:
        self._jobs = jobs
        self._page_stack = page_stack

    def show(self, paper: Paper, *, verb: str = "Print") -> None:
        """Show ``paper``. ``verb`` says what the person wants to do with it."""
        read_elsewhere: list[Path] = []

        def page_for(services: Services) -> standalone.PreviewPage:
            page = standalone.PreviewPage(services, paper.what, paper.pdf, paper.sheets, verb=verb)
            page.read_elsewhere.connect(lambda: read_elsewhere.append(paper.pdf))
            return page

        self._page_stack.show(page_for, lambda: None if read_elsewhere else self._remove(paper.pdf))

    def _remove(self, pdf: Path) -> None:
        """Remove the file in the worker, which may still be drawing one of its pages."""
        self._jobs.submit_long(lambda workspace, _: app.remove_print_copy(workspace.home, pdf), lambda _: None)
