"""What a screen reader hears of parts that change or come after a page has opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QButtonGroup
from pytestqt.qtbot import QtBot

from s11desk.desktop.inputs.option_cards import CardOption, RadioCard
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.flow import CHECK, SIGN
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench
from tests.gui.every_page import complete
from tests.gui.scene import DETAILS, PASSPHRASE


def test_a_button_is_called_by_its_new_text_unless_it_has_a_name_of_its_own(qtbot: QtBot) -> None:
    plain, named = button("&Sign and make the return"), button("Show", name="Show the details")
    for one in (plain, named):
        qtbot.addWidget(one)
        one.setText("Sign and make &return 2")
    assert plain.accessibleName() == "Sign and make return 2"
    assert named.accessibleName() == "Show the details"


def test_tab_comes_to_the_card_that_is_chosen_for_a_person(qtbot: QtBot, qapp: QApplication) -> None:
    theme, group = Theme(qapp), QButtonGroup()
    cards = [RadioCard(theme, CardOption(code, code)) for code in ("no", "yes")]
    for card in cards:
        qtbot.addWidget(card)
        group.addButton(card)
    cards[1].setChecked(True)
    assert [bool(card.focusPolicy() & Qt.FocusPolicy.TabFocus) for card in cards] == [False, True]


def test_what_is_found_is_said_after_the_page_and_only_once(qtbot: QtBot, heard: list[str]) -> None:
    page = button("a page")
    qtbot.addWidget(page)
    announce_found(page, "Ready.", "Send it.", said=lambda: "Completed. Ready.")
    announce(page, "Sign and send. Completed. Ready.")
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert heard == ["Sign and send. Completed. Ready.", "Send it."]


def test_the_keyboard_goes_to_the_form_that_a_person_asked_for(bench: Bench, audit_id: str, heard: list[str]) -> None:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        create_identity(bench.home.identity, DETAILS, PASSPHRASE, workspace.clock())
    audit = bench.open(audit_id, CHECK)
    audit.area.setFocus()
    heard.clear()
    audit.go(SIGN)
    bench.settle()
    assert heard[0].startswith("Sign and send"), "the keyboard is on the page already, so no reader says its heading"
    page = audit.page
    assert isinstance(page, SignPage)
    page.who.ask_for_other()
    bench.settle()
    assert page.who.form is not None
    assert page.window().focusWidget() is page.who.form.name
