"""What the page “Answers” does: search, open what was found, write tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

from s11desk.desktop import receiving
from s11desk.desktop.parts.announcing import announce
from s11desk.domain.answer_matrix import MatrixRow
from s11desk.domain.desk_values import CountingRule
from s11desk.errors import Cancelled, S11Error

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.desk_answers import AnswerChoices, FoundAnswer, WrittenTables
    from s11desk.app.receiving.desk_search import DeskHit, DeskSearch
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.desk_answers_page import DeskAnswersPage
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.saving.jobs import JobRunner, Task
    from s11desk.desktop.standalone.page_stack import PageStack

_WHICH = "Which returns are in the tables?"
_WHICH_TEXT = (
    "“All that count” has also those on which you have not decided yet. What was sent back, left out, held or refused "
    "is never counted. The tables say which states they count."
)
_CHOICES = ("Cancel", "All that count", "Only those I accepted")


class AnswersActions:
    """One for the window. ``show_matrix``: show the table of agencies and questions of a desk."""

    def __init__(self, jobs: JobRunner, page_stack: PageStack, show_matrix: Callable[[OpenDesk], None]) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._show_matrix = show_matrix

    def page(self, services: Services, desk: OpenDesk, seen: AnswerChoices) -> DeskAnswersPage:
        """Make the page with everything on it."""
        page = receiving.DeskAnswersPage(services, desk, seen)
        page.matrix_wanted.connect(lambda: self._show_matrix(desk))
        page.search_wanted.connect(lambda search: self._search(page, search))
        page.hit_wanted.connect(lambda number: self._open(page, number))
        page.tables_wanted.connect(lambda: self._write(page))
        return page

    def _search(self, page: DeskAnswersPage, search: DeskSearch) -> None:
        state = page.desk.answers

        def found(hits: tuple[DeskHit, ...]) -> None:
            state.search, state.hits, state.opened = search, hits, -1
            if shiboken6.isValid(page):
                announce(page, receiving.found_line(hits), at_once=True)
                page.show_again()

        desk = page.desk
        self._jobs.submit_long(lambda _, __: desk.answers_sitting().search(search), found)

    def _open(self, page: DeskAnswersPage, number: int) -> None:
        """Show the answer that was found; a text that belongs to no question is in the whole return."""
        desk, services = page.desk, page.services
        hit = (desk.answers.hits or ())[number]
        desk.answers.opened = number

        def shown(found: FoundAnswer) -> None:
            asked = found.read.topic.question(hit.question) if hit.question else None
            if asked is None:
                if found.read.path is not None:
                    services.open_file(found.read.path)
                return
            facts, agency = found.received.facts, found.received.agency
            row = MatrixRow(0, agency, facts.agency, "", "", facts.reference, facts.made, found.remark, (), 0)
            self._page_stack.show(lambda made: receiving.MatrixAnswerPage(made, row, found.read, asked))

        self._jobs.submit_long(lambda _, __: desk.answers_sitting().read(hit.received), shown)

    def _write(self, page: DeskAnswersPage) -> None:
        """Ask which returns are in the tables and where these go; then write them."""
        dialogs, desk = page.services.dialogs, page.desk
        choice = dialogs.choose(_WHICH, _WHICH_TEXT, _CHOICES)
        if choice == 0:
            return
        rule = (CountingRule.OPEN, CountingRule.ACCEPTED)[choice - 1]
        out = dialogs.save_as("Choose a new folder for the tables", Path("Tables of all answers"), may_replace=False)
        if out is None:
            return

        def operation(_: Workspace, task: Task) -> WrittenTables:
            return desk.answers_sitting().write_tables(out, rule, task.is_cancelled)

        def written(tables: WrittenTables) -> None:
            desk.answers.tables, desk.answers.opened = tables, -1
            if shiboken6.isValid(page):
                announce(page, receiving.tables_line(tables), at_once=True)
                page.show_again()

        def refused(error: S11Error) -> None:
            if shiboken6.isValid(page):
                page.progress.follow(None)
            if not isinstance(error, Cancelled):
                self._jobs.failed.emit(error)

        page.progress.follow(self._jobs.submit_long(operation, written, refused, what="The tables"))
