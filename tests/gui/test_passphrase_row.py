"""A passphrase can be looked at while it is typed, a wrong one is replaced by typing, and a new one is rated."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.passphrase_strength import strength_words
from s11desk.desktop.theme.theme import Theme

HIDDEN, SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal

STRENGTHS = {
    "": "",
    "a": "7 more characters needed.",
    "maple t": "1 more character needed.",
    "password1": "Easy to guess. Use words that do not belong together.",
    "aaaaaaaaaaaaaaaaaaaa": "Easy to guess. Use words that do not belong together.",
    "maple tin": "It will do. Another word makes it stronger.",
    "maple tin seven oar": "Strong.",
}


@pytest.fixture
def form(qapp: QApplication) -> QWidget:
    """A page with two rows for a new passphrase, and one for a passphrase that exists."""
    page, theme = QWidget(), Theme(qapp)
    layout = QVBoxLayout(page)
    new = PassphraseRow(theme, "new", is_new=True)
    for row in (new, PassphraseRow(theme, "again", again_of=new), PassphraseRow(theme, "own")):
        layout.addWidget(row)
    page.show()
    return page


def press_show(row: PassphraseRow) -> None:
    button_of(row).click()


def button_of(row: PassphraseRow) -> QPushButton:
    found = row.findChild(QPushButton, "show-passphrase")
    assert found is not None
    return found


def row_of(form: QWidget, name: str) -> PassphraseRow:
    return next(row for row in form.findChildren(PassphraseRow) if row.field.objectName() == name)


def test_a_passphrase_is_hidden_until_it_is_asked_for_and_after_the_page_is_left(form: QWidget) -> None:
    row = row_of(form, "own")
    row.field.setText("maple tin seven")
    assert row.field.echoMode() is HIDDEN
    press_show(row)
    assert row.field.echoMode() is SHOWN
    assert button_of(row).text() == "Hide passphrase"
    press_show(row)
    assert row.field.echoMode() is HIDDEN
    press_show(row)
    row.hide()
    assert row.field.echoMode() is HIDDEN
    assert row.field.text() == "maple tin seven"


def test_one_button_shows_a_new_passphrase_in_both_fields_and_one_tab_leads_from_field_to_field(form: QWidget) -> None:
    new, again = row_of(form, "new"), row_of(form, "again")
    press_show(again)
    assert (new.field.echoMode(), again.field.echoMode()) == (SHOWN, SHOWN)
    press_show(again)
    assert (new.field.echoMode(), again.field.echoMode()) == (HIDDEN, HIDDEN)
    press_show(again)
    form.hide()
    assert (new.field.echoMode(), again.field.echoMode()) == (HIDDEN, HIDDEN)
    form.show()
    new.field.setFocus()
    QTest.keyClick(new.field, Qt.Key.Key_Tab)
    assert form.focusWidget() is again.field


def test_the_fields_are_equally_high_and_no_gap_between_them_is_larger(form: QWidget) -> None:
    rows = [row_of(form, name) for name in ("new", "again", "own")]
    assert {row.field.height() for row in rows} == {rows[0].field.sizeHint().height()}
    gaps = {below.y() - above.y() - above.height() for above, below in pairwise(rows)}
    assert len(gaps) == 1
    assert all(row.field.mapTo(row, QPoint(0, row.field.height())).y() == row.height() for row in rows)
    before = form.sizeHint().height()
    rows[0].field.setText("maple tin")
    assert form.sizeHint().height() == before


def test_typing_replaces_a_wrong_passphrase(form: QWidget) -> None:
    row = row_of(form, "own")
    row.field.setText("wrong one")
    row.ask_again("That is not the right passphrase")
    QTest.keyClicks(row.field, "right")
    assert row.field.text() == "right"


def test_what_is_wrong_stays_until_the_field_is_left_and_moves_nothing(form: QWidget) -> None:
    row, other = row_of(form, "own"), row_of(form, "new")
    row.ask_again("The two are not the same")
    problem = next(one for one in row.findChildren(QLabel) if one.text() == "The two are not the same")
    height = form.sizeHint().height()
    other.field.setFocus()
    row.field.setFocus()
    QTest.keyClicks(row.field, "right")
    assert problem.isVisible()
    other.field.setFocus()
    assert not problem.isVisible()
    assert form.sizeHint().height() == height


@pytest.mark.parametrize(("typed", "words"), STRENGTHS.items())
def test_a_new_passphrase_is_rated_as_it_is_typed(form: QWidget, typed: str, words: str) -> None:
    row = row_of(form, "new")
    row.field.setText(typed)
    assert strength_words(typed) == words
    shown = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    assert (words in shown) is bool(words)
