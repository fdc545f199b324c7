"""What the page “Answers” does: search, open what was found, write tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import shiboken6

from s11desk.app.saved_names import savable_path
from s11desk.desktop import receiving
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.domain.matrix.answer_matrix import MatrixRow
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.errors import Cancelled, S11Error
from s11desk.wording.desk.reading_words import ANALYST_FOLDER, WORKBOOK_NAME
from s11desk.wording.desk.which_returns import WHICH, has_choice, which_choices, which_text

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_answers import AnswerChoices, AnswersSitting, FoundAnswer, WrittenTables
    from s11desk.app.receiving.returns.desk_search import DeskHit, DeskSearch
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage
    from s11desk.desktop.receiving.matrix.matrix_answer_page import MatrixAnswerPage
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.saving.jobs import JobRunner, Task
    from s11desk.desktop.standalone.page_stack import PageStack

    _Writing: TypeAlias = Callable[[AnswersSitting, Path, CountingRule, Task], WrittenTables]

_WHAT = "The answers"
_WORKBOOK, _FOLDER = Path(WORKBOOK_NAME), Path(ANALYST_FOLDER)


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
        page.workbook_wanted.connect(lambda: self._write_workbook(page))
        page.tables_wanted.connect(lambda: self._write_tables(page))
        return page

    def _search(self, page: DeskAnswersPage, search: DeskSearch) -> None:
        state = page.desk.answers

        def found(hits: tuple[DeskHit, ...]) -> None:
            state.search, state.hits, state.opened = search, hits, -1
            if shiboken6.isValid(page):
                state.stays_at = page.verticalScrollBar().value()
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
            words = desk.answers.search.text if desk.answers.search is not None else ""

            def make(made: Services) -> MatrixAnswerPage:
                page = receiving.MatrixAnswerPage(made, row, found.read, asked)
                page.mark(words)
                return page

            self._page_stack.show(make)

        self._jobs.submit_long(lambda _, __: desk.answers_sitting().read(hit.received), shown)

    def _write_workbook(self, page: DeskAnswersPage) -> None:
        """Ask which returns are in the workbook and where it goes; then write it."""

        def write(sitting: AnswersSitting, place: Path, rule: CountingRule, task: Task) -> WrittenTables:
            return sitting.write_workbook(savable_path(place, _WORKBOOK.suffix), rule, task.is_cancelled)

        self._write(page, "Save all answers as an Excel workbook", _WORKBOOK, write)

    def _write_tables(self, page: DeskAnswersPage) -> None:
        """Ask which returns are in the files for other programs and where these go; then write them."""

        def write(sitting: AnswersSitting, place: Path, rule: CountingRule, task: Task) -> WrittenTables:
            return sitting.write_tables(place, rule, task.is_cancelled)

        self._write(page, "Choose a new folder for the files", _FOLDER, write)

    def _which(self, page: DeskAnswersPage) -> CountingRule | None:
        """Ask which returns are in the tables, if there is a choice. None: the person cancelled."""
        by_rule = page.seen.by_rule
        choices = which_choices(by_rule)
        if not has_choice(by_rule):
            return choices[0][1] if choices else CountingRule.OPEN
        words = (*(text for text, _ in choices), "Cancel")
        chosen = page.services.dialogs.choose(WHICH, which_text(by_rule), words)
        return choices[chosen][1] if chosen < len(choices) else None

    def _write(self, page: DeskAnswersPage, headline: str, start: Path, write: _Writing) -> None:
        """Ask for the place, write there in the worker, and show on the page what came of it."""
        rule = self._which(page)
        place = page.services.dialogs.save_as(headline, start, may_replace=False) if rule is not None else None
        if rule is None or place is None:
            return
        desk, sitting = page.desk, page.desk.answers_sitting()

        def written(tables: WrittenTables) -> None:
            desk.answers.tables, desk.answers.opened = tables, -1
            desk.answers.is_new = True
            if shiboken6.isValid(page):
                announce(page, receiving.tables_line(tables), at_once=True)
                page.show_again()

        def refused(error: S11Error) -> None:
            if shiboken6.isValid(page):
                page.progress.follow(None)
            if not isinstance(error, Cancelled):
                self._jobs.failed.emit(error)

        job = self._jobs.submit_long(lambda _, task: write(sitting, place, rule, task), written, refused, what=_WHAT)
        page.progress.follow(job)
