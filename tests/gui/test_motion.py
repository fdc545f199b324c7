"""Nothing moves by itself, whether or not the computer asks for reduced motion."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QProgressBar,
    QScrollBar,
    QStyle,
    QWidget,
)
from pytestqt.qtbot import QtBot

from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.saving.jobs import Task
from s11desk.domain.audits.flow import CHECK
from tests.gui.conftest import Bench, question

LONG_ENOUGH = 60
"""Milliseconds after which an animation would have begun."""


def moving(window: QWidget) -> list[QAbstractAnimation]:
    QTest.qWait(LONG_ENOUGH)
    found = [*window.findChildren(QAbstractAnimation), *QApplication.style().findChildren(QAbstractAnimation)]
    return [one for one in found if one.state() is QAbstractAnimation.State.Running]


@pytest.mark.usefixtures("bench")
def test_every_effect_of_qt_is_off() -> None:
    general = Qt.UIEffect.UI_General
    assert [effect for effect in Qt.UIEffect if effect is not general and QApplication.isEffectEnabled(effect)] == []


def test_the_style_has_no_animations(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QComboBox, QProgressBar, QScrollBar, QMenu)
    drawn = [one for kind in kinds for one in bench.window.findChildren(kind)]
    assert drawn
    assert [one for one in drawn if one.style().styleHint(hint, None, one) > 0] == []


def test_nothing_moves_on_a_page_or_while_a_return_is_made(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    assert moving(bench.window) == []
    bench.audit.go(CHECK)
    row = ProgressRow("Making the return")
    bench.bot.addWidget(row)
    row.follow(Task(lambda _done, _total: None))
    row.show()
    assert moving(row) == []
    row.show_progress(1, 3)
    assert moving(row) == []
    (bar,) = row.findChildren(QProgressBar)
    assert (bar.isVisible(), bar.value()) == (True, 33)
    row.show_progress(3, 3)
    assert not bar.isVisible(), "the work goes on, which a full bar would deny"
    assert any("This can take a few seconds." in one.text() for one in row.findChildren(QLabel))


def test_words_for_a_full_bar_leave_the_stop_button_its_size(qtbot: QtBot) -> None:
    row = ProgressRow("Opening the file")
    qtbot.addWidget(row)
    row.resize(900, 40)
    row.follow(Task(lambda _done, _total: None))
    row.show()
    width = row.stop.width()
    row.show_progress(1, 1)
    QApplication.processEvents()
    assert "This can take a few seconds." in row.findChildren(QLabel)[0].text()
    assert row.stop.width() == width
