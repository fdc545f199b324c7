"""The returns behind a number: which it counts, which it does not, and why. Each can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.matrix.answer_matrix import MatrixQuestion, MatrixRow, UncountedReturn
from s11desk.domain.matrix.matrix_behind import RowsBehind
from s11desk.wording.desk.matrix_words import question_heading
from s11desk.wording.one_word_states import CELLS, as_cell, uncounted_state
from s11desk.wording.plain_text import one_line, short_line

_UNKNOWN = "These files belong to these questions, or could not be read so far. No number counts them."


class BehindPage(StandalonePage):
    """``row_wanted``: the number of a return whose answer the person wants to see.

    ``question``: None if only the files that do not count are shown. ``code``: the option that was
    chosen in the totals.
    """

    row_wanted = Signal(int)

    def __init__(
        self,
        services: Services,
        question: MatrixQuestion | None,
        groups: Sequence[RowsBehind],
        uncounted: Sequence[UncountedReturn],
        code: str = "",
    ) -> None:
        heading = question_heading(question) if question is not None else "Files that do not count"
        super().__init__(
            services, short_line(heading), "The returns behind the numbers" if question is not None else ""
        )
        if question is not None:
            self.layout_.addWidget(label(one_line(question.text)))
            for group in sorted(groups, key=lambda one: not code or one.code != code):
                self._add_group(question, group)
        self._add_uncounted(uncounted, is_alone=question is None)

    def _add_group(self, question: MatrixQuestion, group: RowsBehind) -> None:
        name = next((one.label for one in question.options if one.code == group.code), as_cell(CELLS[group.state]))
        card = self.card(heading=f"{one_line(name)}: {len(group.rows)}")
        makers = [partial(self._row_link, row) for row in group.rows]
        self._add_rows(card, makers)

    def _add_rows(self, card: QVBoxLayout, makers: Sequence[partial[QWidget]]) -> None:
        add_first_few(card, makers, "agencies")

    def _row_link(self, row: MatrixRow) -> QWidget:
        words = one_line(", ".join(filter(None, (row.agency, row.type, row.reference))))
        if not row.has_return:
            return label(words)
        link: QPushButton = WrappedLink(words, "link", self.theme.colours.accent)
        link.clicked.connect(lambda: self.row_wanted.emit(row.number))
        return link

    def _add_uncounted(self, uncounted: Sequence[UncountedReturn], *, is_alone: bool) -> None:
        known = [one for one in uncounted if one.is_of_topic]
        unknown = [one for one in uncounted if not one.is_of_topic]
        if known:
            self._add_files("" if is_alone else "Returns that do not count", known)
        if unknown:
            self._add_files("Files without a return", unknown)

    def _add_files(self, heading: str, files: Sequence[UncountedReturn]) -> None:
        card = self.card(heading=f"{heading}: {len(files)}" if heading else "")
        if not files[0].is_of_topic:
            card.addWidget(label(_UNKNOWN, Kind.QUIET))
        makers = [partial(_file_line, one) for one in files]
        add_first_few(card, makers, "files")


def _file_line(one: UncountedReturn) -> QWidget:
    return label(breakable(f"{one_line(one.file)}: {uncounted_state(one)}. {one.reason}"))
