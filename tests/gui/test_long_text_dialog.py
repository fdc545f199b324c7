"""Two versions of a long text: both scroll, the dialog fits the screen, and the safe choice is the default."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from s11desk.desktop.shell.dialogs import ModalDialogs
from s11desk.desktop.shell.long_text_dialog import LongTextDialog
from tests.gui.conftest import Bench

LONG = "A long answer with many words.\n" * 600


@pytest.fixture
def dialogs(bench: Bench) -> ModalDialogs:
    return ModalDialogs(bench.window)


def press(key: Qt.Key) -> None:
    def run() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, QDialog)
        assert shown.height() <= shown.screen().availableSize().height()
        assert shown.width() <= shown.screen().availableSize().width()
        QTest.keyClick(shown.focusWidget() or shown, key)

    QTimer.singleShot(50, run)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_keep_what_was_typed(dialogs: ModalDialogs, key: Qt.Key) -> None:
    press(key)
    assert dialogs.keeps_mine("This answer was changed somewhere else", "Choose one.", LONG, LONG)


def test_both_versions_scroll_and_the_other_can_be_chosen(bench: Bench) -> None:
    dialog = LongTextDialog(bench.window, "Changed", [("Mine", LONG), ("Other", LONG)], ("Mine", "Other"), 0)
    dialog.show()
    QTest.qWait(1)
    assert all(text.verticalScrollBar().maximum() > 0 for text in dialog.texts)
    assert all(text.toPlainText() == LONG for text in dialog.texts)
    dialog.buttons[1].click()
    assert dialog.chosen == 1


def test_a_long_text_does_not_stand_in_a_message_box(dialogs: ModalDialogs) -> None:
    press(Qt.Key.Key_Escape)
    assert not dialogs.confirm("Remove it?", LONG, yes="Remove", no="Keep it")
    press(Qt.Key.Key_Return)
    dialogs.show_message("What happened", LONG)
