"""Signing from the window when it does not go smoothly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from s11desk.app.answers import save_answer
from s11desk.app.identities import IdentityDetails, create_identity, current_identity
from s11desk.desktop.pages.return_made import ReturnMade
from s11desk.desktop.pages.sign import SignPage
from s11desk.domain.audit import Answer, Person
from s11desk.domain.flow import CHECK, SIGN
from tests.gui.conftest import Bench

PASSPHRASE = "three plain words"
DETAILS = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")


@pytest.fixture
def complete(bench: Bench, audit_id: str) -> str:
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"),)
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
        save_answer(workspace, audit_id, Answer("people", people=(*people, Person("substitute", "Kim"))))
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))
    return audit_id


@pytest.fixture
def page(bench: Bench, complete: str) -> SignPage:
    bench.open(complete, SIGN)
    assert isinstance(bench.audit.page, SignPage)
    return bench.audit.page


@pytest.fixture
def ready(bench: Bench, complete: str, tmp_path: Path) -> SignPage:
    with bench.elsewhere() as workspace:
        create_identity(workspace.home, DETAILS, PASSPHRASE, workspace.clock())
    bench.open(complete, SIGN)
    shown = bench.audit.page
    assert isinstance(shown, SignPage)
    bench.bot.waitUntil(shown.export.isVisible)
    shown.set_folder(tmp_path / "out")
    return shown


def said(page: SignPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_form_knows_who_completes_the_audit_and_warns_of_the_passphrase(page: SignPage) -> None:
    form = page.identity_form
    assert form is not None
    assert (form.name.text(), form.organisation.text()) == ("Amina Yusuf", "Riverside Trust")
    assert "Nobody can recover or reset it" in said(page)
    assert form.first_typed.echoMode() == form.first_typed.EchoMode.Password


def test_two_different_passphrases_make_nothing(bench: Bench, page: SignPage) -> None:
    form = page.identity_form
    assert form is not None
    form.first_typed.setText(PASSPHRASE)
    form.second_typed.setText(PASSPHRASE + "!")
    form.make.click()
    assert "The two passphrases are not the same" in said(page)
    with bench.elsewhere() as workspace:
        assert current_identity(workspace.home) is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_typed", "short", "The passphrase is too short"),
        ("email", "nowhere", "One of your details cannot be used"),
        ("job_title", "", "One of your details cannot be used"),
    ],
)
def test_a_refused_identity_is_explained(bench: Bench, page: SignPage, field: str, value: str, sentence: str) -> None:
    form = page.identity_form
    assert form is not None
    form.job_title.setText("Manager")
    form.first_typed.setText(PASSPHRASE)
    getattr(form, field).setText(value)
    form.second_typed.setText(form.first_typed.text())
    form.make.click()
    bench.bot.waitUntil(lambda: sentence in said(page))
    assert form.make.isEnabled()


def test_a_wrong_passphrase_is_said_beside_its_field(bench: Bench, ready: SignPage) -> None:
    ready.passphrase.setText("something else")
    ready.export.click()
    bench.bot.waitUntil(lambda: "That is not the right passphrase" in said(ready))
    assert "Problem: That is not the right passphrase" in ready.passphrase.accessibleDescription()
    assert ready.passphrase.hasFocus()
    assert ready.export.isEnabled()


def test_a_folder_that_cannot_be_written_is_said(bench: Bench, ready: SignPage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ready.set_folder(tmp_path / "file")
    ready.passphrase.setText(PASSPHRASE)
    ready.export.click()
    bench.bot.waitUntil(lambda: "This folder cannot be written to" in said(ready), timeout=20_000)


def test_stopping_leaves_nothing_behind(bench: Bench, ready: SignPage, tmp_path: Path) -> None:
    ready.passphrase.setText(PASSPHRASE)
    ready.export.click()
    stop = next(button for button in ready.findChildren(QPushButton) if button.text() == "&Stop")
    assert stop.isVisible()
    stop.click()
    bench.bot.waitUntil(lambda: "Stopped. Nothing was left behind." in said(ready), timeout=20_000)
    assert not list((tmp_path / "out").glob("*"))


def test_a_return_made_while_another_page_is_open_is_told(bench: Bench, ready: SignPage) -> None:
    bench.answers.expect_telling = True
    ready.passphrase.setText(PASSPHRASE)
    ready.export.click()
    bench.audit.go(CHECK)
    bench.bot.waitUntil(lambda: bool(bench.answers.told), timeout=20_000)
    assert bench.answers.told[0].startswith("Your return is signed and ready. Reference")


def test_what_to_do_next_is_said_and_home_shows_the_return(bench: Bench, ready: SignPage) -> None:
    ready.passphrase.setText(PASSPHRASE)
    ready.export.click()
    bench.bot.waitUntil(lambda: ready.findChild(ReturnMade) is not None, timeout=20_000)
    assert "1. Send the file to Sample Partnership" in said(ready)
    assert ready.passphrase.text() == ""
    bench.window.go_home()
    bench.bot.waitUntil(lambda: bench.window.audit is None)
    bench.settle()
    home = "\n".join(label.text() for label in bench.window.home_page.findChildren(QLabel))
    assert "Returns made" in home
