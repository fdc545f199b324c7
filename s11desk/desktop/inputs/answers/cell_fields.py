"""The fields in the cells of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.answers.text_inputs import parse_number
from s11desk.desktop.inputs.fields import DateField, LineField, ListField
from s11desk.desktop.parts.layout.layouts import column as column_layout
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Cell
from s11desk.domain.audits.tables import is_in_range
from s11desk.domain.topics.questions import ColumnKind, TableColumn
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.wording.amounts import number_text
from s11desk.wording.audits.range_words import number_range, outside_number
from s11desk.wording.audits.table_words import choice_words


class CellField(QWidget):
    """The base class of the fields in cells. ``cell_name``: its row and column, as in ``Row 2, Name``.

    ``typed``: the content changed. ``left``: the person went on to another field.
    """

    typed = Signal()
    left = Signal()
    entry: QWidget

    def __init__(self, theme: Theme, column: TableColumn, row_label: str) -> None:
        super().__init__()
        self.theme = theme
        self.column = column
        self.cell_name = f"{row_label}, {column.label}"
        self._hint: str | None = None

    def put(self, shown: QWidget, entry: QWidget) -> None:
        """Show ``shown``; ``entry`` in it takes the focus and has the cell's name."""
        self.entry = entry
        column_layout(self, self.theme).addWidget(shown)
        unit = f" ({self.column.unit})" if self.column.unit else ""
        shown.setAccessibleName(f"{self.column.label}{unit}, {self.cell_name.rpartition(', ')[0]}")
        self.setFocusProxy(entry)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt moves a widget without one to no place in the order of Tab

    def tell_problem(self) -> None:
        """Put the problem of this cell into the description of its field, before what is asked for."""
        if self._hint is None:
            self._hint = self.entry.accessibleDescription()
        problem = self.problem()
        self.entry.setAccessibleDescription(f"Problem: {problem} {self._hint}".strip() if problem else self._hint)

    def cell(self) -> Cell:
        """Return the cell as it is typed."""
        raise NotImplementedError

    def show_cell(self, cell: Cell) -> None:
        """Show the saved ``cell``."""
        raise NotImplementedError

    def unparsed(self) -> str:
        """Return the text that is not a valid cell yet."""
        return ""

    def show_unparsed(self, typed: str) -> None:
        """Show that text again."""

    def problem(self) -> str:
        """Return what is wrong with the text, after the name of the cell. Empty if nothing is."""
        return ""


class TextCell(CellField):
    """A line of text."""

    def __init__(self, theme: Theme, column: TableColumn, row_label: str) -> None:
        super().__init__(theme, column, row_label)
        self._line = LineField()
        self._line.typed.connect(self.typed)
        self.put(self._line, self._line)

    @override
    def cell(self) -> Cell:
        return Cell(self.column.id, text=self._line.text())

    @override
    def show_cell(self, cell: Cell) -> None:
        self._line.show_value(cell.text)


class NumberCell(CellField):
    """A number."""

    def __init__(self, theme: Theme, column: TableColumn, row_label: str) -> None:
        super().__init__(theme, column, row_label)
        self._line = LineField()
        self._line.typed.connect(self.typed)
        self._line.editingFinished.connect(self.left)
        self.put(self._line, self._line)
        wanted = (number_range(column), "whole number" if column.whole else "")
        self._line.setAccessibleDescription(", ".join(part for part in wanted if part))

    @override
    def cell(self) -> Cell:
        return Cell(self.column.id, number=parse_number(self._line.text()))

    @override
    def show_cell(self, cell: Cell) -> None:
        if cell.number != parse_number(self._line.text()) and not (cell.number is None and self.unparsed()):
            self._line.setText(number_text(cell.number))

    @override
    def unparsed(self) -> str:
        text = self._line.text().strip()
        return text if text and parse_number(text) is None else ""

    @override
    def show_unparsed(self, typed: str) -> None:
        if not self._line.text().strip():
            self._line.setText(typed)

    @override
    def problem(self) -> str:
        number = parse_number(self._line.text())
        if number is None:
            return f"{self.cell_name}: enter a number in figures, like 12 or 12.5." if self.unparsed() else ""
        if is_in_range(self.column, number):
            return ""
        wanted = outside_number(self.column)
        return f"{self.cell_name}: {wanted[:1].lower()}{wanted[1:]}."


class DateCell(CellField):
    """A date."""

    def __init__(self, theme: Theme, column: TableColumn, row_label: str) -> None:
        super().__init__(theme, column, row_label)
        self._field = DateField(theme)
        self._field.typed.connect(self.typed)
        self._field.line.editingFinished.connect(self.left)
        self.put(self._field, self._field.line)

    @override
    def cell(self) -> Cell:
        return Cell(self.column.id, date=self._field.value())

    @override
    def show_cell(self, cell: Cell) -> None:
        self._field.show_value(cell.date)

    @override
    def unparsed(self) -> str:
        return self._field.unparsed()

    @override
    def show_unparsed(self, typed: str) -> None:
        self._field.show_unparsed(typed)

    @override
    def problem(self) -> str:
        if self._field.unparsed():
            problem = self._field.problem()
            return f"{self.cell_name}: {problem[:1].lower()}{problem[1:]}."
        return f"{self.cell_name}: {doubt}." if (doubt := self._field.doubt()) else ""


class ChoiceCell(CellField):
    """One choice from a list."""

    def __init__(self, theme: Theme, topic: Topic, column: TableColumn, row_label: str) -> None:
        super().__init__(theme, column, row_label)
        codes = topic.codes_of_list(column.choices)
        self._list = ListField({"": "Choose", **{code: choice_words(topic, column, code) for code in codes}})
        self._list.typed.connect(self.typed)
        self.put(self._list, self._list)

    @override
    def cell(self) -> Cell:
        return Cell(self.column.id, choice=self._list.value())

    @override
    def show_cell(self, cell: Cell) -> None:
        self._list.show_value(cell.choice)


def cell_field(theme: Theme, topic: Topic, column: TableColumn, row_label: str) -> CellField:
    """Make the field for a cell of ``column``."""
    match column.kind:
        case ColumnKind.NUMBER:
            return NumberCell(theme, column, row_label)
        case ColumnKind.DATE:
            return DateCell(theme, column, row_label)
        case ColumnKind.SINGLE_CHOICE:
            return ChoiceCell(theme, topic, column, row_label)
        case _:
            return TextCell(theme, column, row_label)
