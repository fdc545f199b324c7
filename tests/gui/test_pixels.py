"""The measuring of contrast in pixels can fail."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui import pixels


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("QWidget { background: #ffffff } QLineEdit { border: 1px solid #dddddd }")
    layout = QVBoxLayout(window)
    layout.setContentsMargins(20, 20, 20, 20)
    window.resize(300, 200)
    return window


def test_ratios_are_those_of_wcag() -> None:
    assert pixels.ratio_of(0x000000, 0xFFFFFF) == 21
    assert round(pixels.ratio_of(0x767676, 0xFFFFFF), 2) == 4.54


def test_faint_text_and_a_faint_edge_are_found(sheet: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "_measured", set())
    faint, clear, field = QLabel("Faint words"), QLabel("Clear words"), QLineEdit()
    faint.setStyleSheet("color: #bbbbbb")
    faint.setProperty("kind", "faint")
    clear.setStyleSheet("color: #222222")
    field.setAccessibleName("A field")
    for one in (faint, clear, field):
        sheet.layout().addWidget(one)  # type: ignore[union-attr]
    sheet.show()
    assert ["Faint" in fault for fault in pixels.text_faults(sheet)] == [True]
    (edge,) = pixels.edge_faults(sheet)
    assert edge.startswith("the edge of 'A field' has 1.3")
    assert pixels.text_faults(sheet) == [], "each kind is measured once"
