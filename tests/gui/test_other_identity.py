"""Another signing identity replaces the present one, for example after a forgotten passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from s11desk.app.identity.signing_identity import current_identity, identity_path
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from tests.gui.conftest import Bench
from tests.gui.test_signing_first_time import complete, make_identity, opened, page_of, press, text_of

__all__ = ["complete"]

NEW = "four other plain words"


def ask_for_other(page: SignPage) -> None:
    link = page.findChild(QPushButton, "other-identity")
    assert link is not None
    link.click()
    assert page.who.form is not None
    assert not page.signing.sign.isVisible()


def make_other(bench: Bench, page: SignPage, name: str) -> None:
    form = page.who.form
    assert form is not None
    form.name.setText(name)
    form.job_title.setText("Manager")
    form.email.setText("kim@riverside.example")
    QTest.keyClicks(form.first_typed, NEW)
    QTest.keyClicks(form.second_typed, NEW + "\r")
    bench.bot.waitUntil(page.signing.sign.isVisible, timeout=20_000)


def test_a_person_who_forgot_the_passphrase_makes_another_identity_and_signs(
    bench: Bench, complete: str, tmp_path: Path
) -> None:
    make_identity(bench)
    before = identity_path(bench.home).read_bytes()
    page = opened(bench, complete)
    ask_for_other(page)
    assert "replaces the one you have. The old one is kept" in text_of(page)
    make_other(bench, page, "Kim Lee")
    assert page.signing.passphrase.text() == NEW
    assert "Kim Lee" in text_of(page)
    kept = [path for path in identity_path(bench.home).parent.glob("*.p12") if path != identity_path(bench.home)]
    assert [path.read_bytes() for path in kept] == [before]
    page.signing.set_folder(tmp_path / "out")
    page.after.choose(choice=False)
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: page.findChild(MadeReturnPanel) is not None, timeout=20_000)


def test_the_person_can_keep_the_present_identity(bench: Bench, complete: str) -> None:
    make_identity(bench)
    before = identity_path(bench.home).read_bytes()
    page = opened(bench, complete)
    ask_for_other(page)
    press(page, "Keep the present one")
    bench.bot.waitUntil(page.signing.sign.isVisible)
    assert page.who.form is None
    assert "Amina Yusuf" in text_of(page)
    assert identity_path(bench.home).read_bytes() == before


def test_an_unreadable_identity_can_be_replaced(bench: Bench, complete: str) -> None:
    make_identity(bench)
    for path in identity_path(bench.home).parent.iterdir():
        if path.suffix in {".p12", ".cer", ".crt", ".pem"}:
            path.write_bytes(b"no key at all")
    page = opened(bench, complete)
    bench.bot.waitUntil(lambda: page.findChild(QPushButton, "other-identity") is not None)
    ask_for_other(page)
    make_other(bench, page, "Kim Lee")
    made = current_identity(bench.home)
    assert made is not None
    assert made.name == "Kim Lee"


def test_half_typed_details_of_another_identity_survive_zoom(bench: Bench, complete: str) -> None:
    make_identity(bench)
    page = opened(bench, complete)
    ask_for_other(page)
    assert page.who.form is not None
    page.who.form.name.setText("Kim Lee")
    bench.window.appearance.zoom(1)
    bench.settle()
    again = page_of(bench)
    bench.bot.waitUntil(lambda: again.who.form is not None)
    assert again.who.form is not None
    assert again.who.form.name.text() == "Kim Lee"
