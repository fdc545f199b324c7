"""The optional boxes of a form, behind one button. A box that holds text is always shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import DateField, LineField, ListField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import fold_button
from s11desk.desktop.theme.theme import Theme


class OptionalRows(QWidget):
    """A button "More detail", and below it the rows that a person may leave empty.

    A row is hidden only when another action is shown and when the person presses the button: a box must not go away
    under somebody who has just emptied it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.is_open = False
        self._rows: list[FormRow] = []
        self._title = ""
        self._layout = column(self, theme, spacing=12)
        self._turn = fold_button("More detail")
        self._turn.setObjectName("more")
        self._turn.clicked.connect(lambda: self.set_open(is_open=not self.is_open))
        self._layout.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)

    def is_empty(self) -> bool:
        """Whether it has no rows, so that the button would show nothing."""
        return not self._rows

    def add(self, row: FormRow) -> None:
        """Put ``row`` at the end."""
        self._rows.append(row)
        self._layout.addWidget(row)
        row.hide()

    def start_over(self, title: str) -> None:
        """Be folded, as for a new action. ``title`` names the action for a screen reader."""
        self._title = title
        self.set_open(is_open=False)

    def show_title(self, title: str) -> None:
        """Take another title of the same action. ``title`` as for :meth:`start_over`."""
        self._title = title
        self.set_open(is_open=self.is_open)

    def show_filled(self) -> None:
        """Show each box that holds text. The button goes when there is no box left for it to show."""
        for row in self._rows:
            if _is_filled(row.entry):
                row.show()
        if not self._turn.hasFocus():
            self._turn.setVisible(self.is_open or any(row.isHidden() for row in self._rows))

    def set_open(self, *, is_open: bool) -> None:
        """Show all boxes, or only those that hold text."""
        self.is_open = is_open
        for row in self._rows:
            row.setVisible(is_open or _is_filled(row.entry))
        self._turn.setText("Less detail" if is_open else "More detail")
        self._turn.setAccessibleName(f"{self._turn.text()}, {self._title}")
        self._turn.setAccessibleDescription("Shows or hides the optional boxes below")
        self._turn.show_expanded(is_expanded=is_open)

    def open_for(self, entry: QWidget) -> None:
        """Show all boxes if ``entry`` is one that is hidden now."""
        if any(row.entry is entry and row.isHidden() for row in self._rows):
            self.set_open(is_open=True)


def _is_filled(entry: QWidget) -> bool:
    if isinstance(entry, TextField):
        return bool(entry.value().strip())
    if isinstance(entry, DateField):
        return bool(entry.line.text().strip())
    return isinstance(entry, ListField) or (isinstance(entry, LineField) and bool(entry.text().strip()))
