"""A choice above a table: a short one is whole, a long one ends in dots and is whole in its tip."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from s11desk.desktop.inputs.choice_box import ChoiceBox

LONG = "Topic 2 - Early help and prevention for children and families, 2023"


def test_what_is_cut_ends_in_dots_and_is_whole_in_the_tip(qtbot: QtBot) -> None:
    box = ChoiceBox([("All topics", ""), ("Topic 2 - Early help, 2023", "short"), (LONG, "long")], "short")
    qtbot.addWidget(box)
    box.adjustSize()
    box.show()
    QApplication.processEvents()
    assert (box.shown_text(), box.toolTip()) == ("Topic 2 - Early help, 2023", "")
    box.show_value("long")
    assert box.shown_text().endswith("…")
    assert LONG in box.toolTip()
    assert box.itemText(2) == LONG
    assert box.value() == "long"
