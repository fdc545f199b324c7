"""One answer of one agency, whole, with what it answered before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from s11desk.desktop.pages.check.answer_words import answer_lines
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.marked_label import MarkedLabel, marked_label
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.matrix.answer_matrix import MatrixRow
from s11desk.domain.topics.topic import Question
from s11desk.wording.dates import local_day
from s11desk.wording.desk.matrix_words import cell_words
from s11desk.wording.plain_text import one_line, several_lines, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.tables.folder_returns import ReturnBehind
    from s11desk.domain.matrix.answer_matrix import MatrixCell

_INSIDE = "The return is in {}. To read all of it, open that file."


class MatrixAnswerPage(StandalonePage):
    """``earlier``: the cell with the answer before; None if there is none. ``earlier_name``: what it is from."""

    def __init__(
        self,
        services: Services,
        row: MatrixRow,
        read: ReturnBehind,
        question: Question,
        earlier: MatrixCell | None = None,
        earlier_name: str = "",
    ) -> None:
        number = read.topic.number_of(question.id)
        super().__init__(services, short_line(row.agency), "One answer of a return")
        self.layout_.addWidget(label(f"{number}. {one_line(question.text)}", Kind.HEADING))
        made = f"Made {local_day(row.made)}, {row.reference}." if row.made is not None else ""
        self.layout_.addWidget(label(" ".join(filter(None, (made, one_line(row.remark)))), Kind.QUIET))
        answer = self.card(heading="The answer")
        self.answer: list[MarkedLabel] = []
        for line in answer_lines(read.topic, read.audit, question):
            self.answer.append(marked_label(self.theme, breakable(several_lines(line))))
            answer.addWidget(self.answer[-1])
        if earlier is not None:
            before = self.card(heading=f"Before: {short_line(earlier_name)}")
            before.addWidget(label(breakable(one_line(cell_words(earlier)))))
        self._add_actions(read, question)
        self._add_opening(read)

    def mark(self, words: str) -> None:
        """Mark the words in the answer that begin with one of ``words``: what a person searched for."""
        for line in self.answer:
            line.mark(words)

    def _add_actions(self, read: ReturnBehind, question: Question) -> None:
        actions = [one for one in read.audit.actions if one.question == question.id]
        if actions:
            card = self.card(heading="Planned for it")
            for action in actions:
                card.addWidget(label(breakable(several_lines(f"{action.id}. {action.action or action.area}"))))

    def _add_opening(self, read: ReturnBehind) -> None:
        path = read.path
        if path is None:
            self.layout_.addWidget(label(breakable(_INSIDE.format(one_line(read.file)))))
            return
        self.whole = button("&Open the whole return", "primary")
        self.whole.clicked.connect(lambda: self.services.open_file(path))
        self.layout_.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
