"""The input for a table: fields in rows and columns, one below the other if the page is narrow."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from s11desk.desktop.inputs.answers.answer_input import AnswerInput, group_name
from s11desk.desktop.inputs.answers.cell_fields import CellField, cell_field
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.reading.reader_parts import TableOfFields
from s11desk.desktop.parts.text.text_parts import Kind, button, column_head, label, row_head
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Answer, AnswerRow
from s11desk.domain.audits.tables import clean_rows
from s11desk.domain.topics.questions import ColumnKind, Question
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.wording.audits.table_words import column_heads

_WIDTHS = {ColumnKind.SHORT_TEXT: 170, ColumnKind.NUMBER: 100, ColumnKind.DATE: 270, ColumnKind.SINGLE_CHOICE: 150}
_LABEL_WIDTH, _REMOVE_WIDTH = 110, 70
"""Pixels at 100 % that a column needs. If they do not fit, the fields are below each other."""


class TableInput(AnswerInput):
    """The fixed rows of the pack, or rows that the person adds and removes."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__(theme, topic, question)
        self._rows: list[list[CellField]] = []
        self._is_stacked = False
        self._body = TableOfFields()
        self._body.setAccessibleName(group_name(topic, question))
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.pixels(8))
        layout = column(self, theme)
        layout.addWidget(self._body)
        self.add = button("&Add a row")
        theme.icon_beside(self.add, "plus", size=16)
        self.add.clicked.connect(self._add_row)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._problem = label("", Kind.ERROR)
        self._problem.hide()
        layout.addWidget(self._problem)
        self._remark = label("")
        self._remark.hide()
        layout.addWidget(self._remark)
        self._show_rows(len(question.rows) or max(question.least_rows, 1))

    @override
    def show_answer(self, answer: Answer) -> None:
        if clean_rows(self._typed_rows()) == answer.rows:
            return  # what is shown is saved; blank rows and a space at the end stay while the person types
        rows = self._rows_to_show(answer)
        if len(rows) != len(self._rows):
            self._show_rows(len(rows))
        for fields, row in zip(self._rows, rows, strict=True):
            for field in fields:
                field.show_cell(row.cell(field.column.id))

    @override
    def apply_to(self, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, rows=self._typed_rows())

    @override
    def unparsed(self) -> str:
        texts = [(field.cell_name, field.unparsed()) for fields in self._rows for field in fields]
        return "\n".join(f"{place}: {text}" for place, text in texts if text)

    @override
    def show_unparsed(self, typed: str) -> None:
        places = dict(line.rpartition(": ")[::2] for line in typed.splitlines())
        for fields in self._rows:
            for field in fields:
                if text := places.get(field.cell_name):
                    field.show_unparsed(text)
        self._show_own_problem()

    @override
    def problem(self) -> str:
        return next((field.problem() for fields in self._rows for field in fields if field.problem()), "")

    @override
    def first_field(self) -> QWidget | None:
        return self._rows[0][0].entry if self._rows else self.add

    def field_named(self, cell_name: str) -> QWidget | None:
        """The field of the cell with this name, as a gap has it: ``Row 2, Name``. None if there is none."""
        found = (field.entry for fields in self._rows for field in fields if field.cell_name == cell_name)
        return next(found, None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_stacked = self.width() < self.theme.pixels(self._needed_width())
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            QTimer.singleShot(0, self, self._arrange)  # Qt is still laying out this page

    def _needed_width(self) -> int:
        beside = _LABEL_WIDTH + (0 if self.question.rows else _REMOVE_WIDTH)
        return beside + sum(_WIDTHS[own.kind] + 8 for own in self.question.columns)

    def _rows_to_show(self, answer: Answer) -> tuple[AnswerRow, ...]:
        if self.question.rows:
            return tuple(answer.row(row.id) for row in self.question.rows)
        missing = max(self.question.least_rows, len(self._rows), 1) - len(answer.rows)
        return (*answer.rows, *(AnswerRow() for _ in range(missing)))

    def _typed_rows(self) -> tuple[AnswerRow, ...]:
        ids = [row.id for row in self.question.rows] or [""] * len(self._rows)
        cells = [tuple(cell for cell in (field.cell() for field in row) if not cell.is_blank()) for row in self._rows]
        return tuple(AnswerRow(own, name) for own, name in zip(cells, ids, strict=True) if own)

    def _show_rows(self, number: int) -> None:
        self._rows = [self._make_row(position) for position in range(number)]
        self._arrange()

    def _make_row(self, position: int) -> list[CellField]:
        label_of_row = self._row_label(position)
        fields = [cell_field(self.theme, self.topic, own, label_of_row) for own in self.question.columns]
        row = self.question.rows[position].id if self.question.rows else str(position)
        for field in fields:
            field.entry.setObjectName(f"cell-{row}-{field.column.id}")
            field.typed.connect(self._on_typed)
            field.left.connect(self._show_own_problem)
        return fields

    def _row_label(self, position: int) -> str:
        return self.question.rows[position].label if self.question.rows else f"Row {position + 1}"

    def _arrange(self) -> None:
        """Put the fields into the grid again. The fields themselves stay, so typing is not interrupted."""
        kept = {field for fields in self._rows for field in fields}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget not in kept:
                widget.hide()
                widget.deleteLater()
        heads = column_heads(self.question)
        if not self._is_stacked:
            for index, head in enumerate(heads[1:], start=1):
                self._put(column_head(head), 0, index)
        line = 1
        for position, fields in enumerate(self._rows):
            line = self._arrange_row(line, position, fields, heads)
        for index in range(1, len(heads) + 1):
            self._grid.setColumnStretch(index, 0 if self._is_stacked and index > 1 else int(index < len(heads)))
        self.add.setVisible(not self.question.rows)
        self.add.setEnabled(len(self._rows) < self.question.most_rows)
        self._body.updateGeometry()

    def _arrange_row(self, line: int, position: int, fields: list[CellField], heads: tuple[str, ...]) -> int:
        """Place one row from the grid's line ``line`` on. Returns the line after it."""
        self._put(self._row_head(position), line, 0)
        if self._is_stacked:
            for index, field in enumerate(fields, start=1):
                self._put(label(heads[index]), line + index, 0)
                self._put(field, line + index, 1)
        else:
            for index, field in enumerate(fields, start=1):
                self._put(field, line, index)
        if not self.question.rows:
            self._put(self._remove_button(position), line, 1 if self._is_stacked else len(heads))
        return line + (len(fields) if self._is_stacked else 0) + 1

    def _row_head(self, position: int) -> QWidget:
        head = row_head(self._row_label(position))
        if self.question.rows:
            head.setMinimumWidth(self.theme.pixels(_LABEL_WIDTH))
        else:
            head.setWordWrap(False)
        return head

    def _put(self, shown: QWidget, line: int, index: int) -> None:
        self._grid.addWidget(shown, line, index)
        shown.show()  # Qt shows what is added to a visible page only later

    def _remove_button(self, position: int) -> QPushButton:
        remove = button("Remove", "link", name=f"Remove {self._row_label(position).lower()}")
        remove.clicked.connect(lambda: self._remove_row(position))
        return remove

    def _add_row(self) -> None:
        self._rows.append(self._make_row(len(self._rows)))
        self._arrange()
        self._rows[-1][0].entry.setFocus()
        announce(self, f"{self._row_label(len(self._rows) - 1)} added")

    def _remove_row(self, position: int) -> None:
        cells = [[field.cell() for field in fields] for at, fields in enumerate(self._rows) if at != position]
        self._show_rows(max(len(cells), 1))
        for fields, values in zip(self._rows, cells, strict=False):
            for field, cell in zip(fields, values, strict=True):
                field.show_cell(cell)
        self._rows[min(position, len(self._rows) - 1)][0].entry.setFocus()
        announce(self, f"{self._row_label(position)} removed")
        self.decided.emit()

    def printed_text(self) -> str:
        """The texts in the cells, each on a line."""
        return "\n".join(field.cell().text for fields in self._rows for field in fields)

    def show_remark(self, words: str) -> None:
        """Say below the table something that is no problem. An empty text takes it away."""
        if words == self._remark.text():
            return
        self._remark.setText(words)
        self._remark.setVisible(bool(words))
        if words:
            announce_found(self, words)

    def _on_typed(self) -> None:
        self._problem.hide()
        self.typed.emit()

    def _show_own_problem(self) -> None:
        for field in (field for fields in self._rows for field in fields):
            field.tell_problem()
        problem = self.problem()
        if problem and problem != self._problem.text():
            announce(self, problem, at_once=True)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
