"""A table of a desk without scrolling sideways: what has no room is hidden, and said by the first cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from s11desk.desktop.receiving.tables.rows_model import RowsModel
from s11desk.desktop.receiving.tables.rows_table import RowsTable
from s11desk.desktop.theme.theme import Theme

HEADINGS = ("Agency", "Type", "State")
ROW = ("Quay", "School", "Returned")


@pytest.mark.parametrize(
    ("width", "hidden", "spoken"),
    [(900, set(), "Quay"), (430, {1}, "Quay. Type: School"), (180, {1}, "Quay. Type: School")],
)
def test_what_is_hidden_is_in_the_first_cell(
    qapp: QApplication, qtbot: QtBot, width: int, hidden: set[int], spoken: str
) -> None:
    model = RowsModel(HEADINGS, (ROW,))
    table = RowsTable(Theme(qapp), "Agencies", model, (200, 100, 200), importance=(0, 2, 1))
    qtbot.addWidget(table)
    table.setCurrentIndex(model.index(0, 1))
    table.resize(width, 200)
    table.show()
    assert {one for one in range(3) if table.isColumnHidden(one)} == hidden
    assert table.horizontalScrollBar().maximum() == 0, "nothing is to be scrolled to"
    assert table.currentIndex().column() not in hidden
    first: QModelIndex = model.index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == spoken
    assert spoken in first.data(Qt.ItemDataRole.ToolTipRole)


def test_a_column_is_never_narrower_than_its_heading_and_every_column_has_a_width(
    qapp: QApplication, qtbot: QtBot
) -> None:
    model = RowsModel(("Agency", "Of these returned too late"), (("Quay", "2"),))
    table = RowsTable(Theme(qapp), "Rates", model, (200, 20))
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    assert table.columnWidth(1) >= table.horizontalHeader().sectionSizeHint(1)
    with pytest.raises(ValueError, match=r"zip\(\)"):
        RowsTable(Theme(qapp), "Rates", model, (200,))
