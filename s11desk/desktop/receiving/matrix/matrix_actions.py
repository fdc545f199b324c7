"""Opens the table of agencies and questions, the answers in it, and the returns behind its numbers."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.app import receiving as desk_functions
from s11desk.app.saved_names import savable_path, stranger_name
from s11desk.desktop import receiving
from s11desk.desktop.receiving.matrix.matrix_state import MatrixState
from s11desk.desktop.receiving.saved_file import offer_saved
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement
from s11desk.domain.matrix.matrix_audience import Audience
from s11desk.domain.matrix.matrix_behind import rows_behind
from s11desk.wording.desk.published_matrix import matrix_file_name

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.tables.folder_returns import FolderReturns, ReturnBehind
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.desk_tab import DeskTab
    from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.saving.jobs import JobRunner, Task
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixQuestion, MatrixRow


_FOR_WHOM = "With the names of agencies, or without?"
_FOR_WHOM_TEXT = (
    "With names, and with what agencies wrote. For those who may see that, such as the partnership's board.\n\nWithout "
    "names: for a meeting. You get Excel and PDF together, so that “Agency 1” is the same in both.\n\nTo publish: "
    "without names. With fewer than ten returns, only totals."
)
_TOO_MANY = "There are too many returns for one table"
_TOO_MANY_TEXT = "Nothing is lost. Use “All answers in Excel…” on the page “Answers” instead."
_CHOICES = ("Cancel", "With names", "Without names", "To publish")
"""Short, so that all have room beside each other at twice the size. The text explains them in this order."""
_OTHER = {".xlsx": ".pdf", ".pdf": ".xlsx"}
_BOTH = "Beside it is {name}, in which each agency has the same number."
_AUDIENCES = (Audience.BOARD, Audience.MEETING, Audience.PUBLIC)


class MatrixActions:
    """One for the window. Reading and counting run in the worker. ``show_tab``: shows a page of the open desk."""

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        clock: Clock,
        show_tab: Callable[[DeskTab], None],
    ) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._clock = clock
        self._show_tab = show_tab

    def show_of_desk(self, desk: OpenDesk) -> None:
        """Show the table of the returns that count at a desk."""

        def show(found: FolderReturns | None) -> None:
            if found is None:
                self._dialogs().show_message(_TOO_MANY, _TOO_MANY_TEXT)
            else:
                self.show(found, desk)

        desk.do(lambda sitting: sitting.returns(), show)

    def show(self, source: FolderReturns, desk: OpenDesk | None = None) -> None:
        """Show the topic that most returns answer, with nothing beside it. There must be a return that counts.

        ``desk``: of which these are the returns. There it is as the person left it while the desk is open.
        """
        topics = source.asked_topics()
        before = desk.table if desk is not None else None
        digest, earlier = _still_offered(before, {one.digest for one in topics}, topics[0].digest)

        def shown(matrix: AnswerMatrix) -> None:
            state = MatrixState(source, topics, matrix, earlier, is_at_desk=desk is not None)
            if before is not None and before.matrix.digest == digest:
                state.arrangement, state.shows_totals = before.arrangement, before.shows_totals
            if desk is not None:
                desk.table = state
            self._page_stack.show(lambda services: self._page(services, state))

        self._jobs.submit_long(lambda _, __: source.matrix(digest, earlier), shown)

    def _page(self, services: Services, state: MatrixState) -> MatrixPage:
        page = receiving.MatrixPage(services, state)
        page.answer_wanted.connect(lambda number, question: self._open_answer(state, number, question))
        page.behind_wanted.connect(lambda question, code: self._open_behind(state, question, code))
        page.uncounted_wanted.connect(lambda: self._open_uncounted(state))
        page.saving_wanted.connect(lambda ending: self._save(state, ending))
        page.topics_chosen.connect(lambda digest, earlier: self._change(state, digest, earlier))
        if page.tabs is not None:
            page.tabs.wanted.connect(self._show_tab)
        return page

    def _change(self, state: MatrixState, digest: str, earlier: str) -> None:
        """Show another topic, or another one beside it. The filters stay where they still fit."""

        def shown(matrix: AnswerMatrix) -> None:
            if digest != state.matrix.digest:
                state.arrangement, state.current = MatrixArrangement(), (-1, "")
            state.matrix, state.earlier = matrix, earlier
            self._page_stack.rebuild()

        self._jobs.submit_long(lambda _, __: state.source.matrix(digest, earlier), shown)

    def _save(self, state: MatrixState, ending: str) -> None:
        """Ask for whom the file is, and where it goes; then write what is shown."""
        choice = self._dialogs().choose(_FOR_WHOM, _FOR_WHOM_TEXT, _CHOICES)
        if choice == 0:
            return
        audience = _AUDIENCES[choice - 1]
        matrix, chosen, made_at = state.matrix, state.arrangement, self._clock().astimezone()
        start = Path(stranger_name(matrix_file_name(matrix, audience), ending))
        place = self._dialogs().save_as("Save the table", start, may_replace=False)
        if place is None:
            return

        def write(_: Workspace, task: Task) -> tuple[Path, ...]:
            out = savable_path(place, ending)
            outs = (out, out.with_suffix(_OTHER[ending])) if audience is Audience.MEETING else (out,)
            desk_functions.save_matrix(matrix, chosen, audience, outs, made_at, cancel=task.is_cancelled)
            return outs

        self._jobs.submit_long(write, self._show_saved, what="The table")

    def _show_saved(self, outs: tuple[Path, ...]) -> None:
        out, *others = outs
        more = _BOTH.format(name=others[0].name) if others else ""
        offer_saved(self._dialogs(), "The table is saved", out, more)

    def _open_answer(self, state: MatrixState, number: int, question: str) -> None:
        row = next(one for one in state.matrix.rows if one.number == number and one.has_return)
        column = next(at for at, one in enumerate(state.matrix.questions) if one.id == question)
        earlier = state.matrix.earlier_rows.get(row.key)
        before = earlier.cells[column] if earlier is not None else None
        name = state.matrix.earlier_name

        def shown(read: ReturnBehind) -> None:
            asked = read.topic.question(question)
            if asked is None:  # the return answers a version without this question
                self._open_behind(state, question, "")
                return
            self._page_stack.show(lambda services: receiving.MatrixAnswerPage(services, row, read, asked, before, name))

        self._jobs.submit_long(lambda _, __: state.source.read(number), shown)

    def _open_behind(self, state: MatrixState, question_id: str, code: str) -> None:
        column = next(at for at, one in enumerate(state.matrix.questions) if one.id == question_id)
        question, rows = state.matrix.questions[column], state.rows()
        self._show_behind(state, question, rows, column, code)

    def _show_behind(
        self, state: MatrixState, question: MatrixQuestion, rows: tuple[MatrixRow, ...], column: int, code: str
    ) -> None:
        groups, uncounted = rows_behind(question, rows, column), state.matrix.uncounted

        def make(services: Services) -> receiving.BehindPage:
            page = receiving.BehindPage(services, question, groups, uncounted, code)
            page.row_wanted.connect(lambda number: self._open_answer(state, number, question.id))
            return page

        self._page_stack.show(make)

    def _open_uncounted(self, state: MatrixState) -> None:
        uncounted = state.matrix.uncounted
        self._page_stack.show(lambda services: receiving.BehindPage(services, None, (), uncounted))


def _still_offered(before: MatrixState | None, offered: Container[str], first: str) -> tuple[str, str]:
    """The digests of the topic to show and of the one beside it, as before if they are still here."""
    if before is None or before.matrix.digest not in offered:
        return first, ""
    return before.matrix.digest, before.earlier if before.earlier in offered else ""
