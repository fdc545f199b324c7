"""Obstacles to signing, and text that survives a change of colours or sizes."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.identity.signing_identity import identity_path
from s11desk.app.returns.mailing.mail import list_prepared, prepare_mail
from s11desk.app.returns.making.make import MadeReturn
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.fold import Fold
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.filters import Filter
from s11desk.domain.audits.flow import CHECK, INTRODUCTION, SIGN
from s11desk.domain.returns.mail_size import mail_fit
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench, type_in

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


def page_of(bench: Bench) -> SignPage:
    page = bench.audit.page
    assert isinstance(page, SignPage)
    return page


def opened(bench: Bench, audit_id: str) -> SignPage:
    bench.open(audit_id, SIGN)
    return page_of(bench)


def make_identity(bench: Bench, now: dt.datetime | None = None) -> None:
    with bench.elsewhere() as workspace:
        create_identity(workspace.home.identity, DETAILS, PASSPHRASE, now or workspace.clock())


def text_of(page: SignPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: SignPage, text: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text).click()


def exported(bench: Bench, page: SignPage) -> MadeReturn:
    page.after.choose(choice=bool(page.after.choice))
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: page.findChild(MadeReturnPanel) is not None, timeout=20_000)
    bench.settle()
    made = page.findChild(MadeReturnPanel)
    assert isinstance(made, MadeReturnPanel)
    return made.made_return


def test_an_identity_without_its_certificate_is_repaired_on_the_page(bench: Bench, complete: str) -> None:
    make_identity(bench)
    folder = identity_path(bench.home).parent
    certificates = [path for path in folder.iterdir() if path.suffix in {".cer", ".crt", ".pem"}]
    assert certificates
    for path in certificates:
        path.unlink()
    page = opened(bench, complete)
    assert page.who.repair is not None
    assert "The program cannot tell whose signature this is" in text_of(page)
    page.who.repair.passphrase.setText("something else")
    page.who.repair.repair.click()
    bench.bot.waitUntil(lambda: "That is not the right passphrase" in text_of(page))
    page.who.repair.passphrase.setText(PASSPHRASE)
    page.who.repair.repair.click()
    bench.bot.waitUntil(page.signing.sign.isVisible)
    assert page.who.repair is None
    assert "Amina Yusuf" in text_of(page)
    assert "Valid from" not in text_of(page)
    next(one for one in page.who.findChildren(Fold)).set_open(is_open=True)
    bench.bot.waitUntil(lambda: "Valid from" in text_of(page))
    assert not [path for path in certificates if not path.exists()]


def test_an_expired_identity_is_reported_before_the_passphrase(bench: Bench, complete: str) -> None:
    make_identity(bench, bench.clock.now - dt.timedelta(days=20 * 366))
    page = opened(bench, complete)
    assert "This signature is out of date" in text_of(page)


def test_an_unreadable_identity_is_reported_and_not_used(bench: Bench, complete: str) -> None:
    make_identity(bench)
    identity_path(bench.home).write_bytes(b"no key at all")
    for path in identity_path(bench.home).parent.iterdir():
        if path.suffix in {".cer", ".crt", ".pem"}:
            path.unlink()
    page = opened(bench, complete)
    assert page.who.repair is not None or "cannot be read" in text_of(page)
    assert not page.signing.sign.isVisible()


def test_who_else_signs_is_asked_first_and_kept_and_the_button_to_sign_is_last(bench: Bench, complete: str) -> None:
    page = opened(bench, complete)
    assert page.first_field() is page.after.alone
    page.after.after.click()
    assert page.who.form is not None
    assert in_this_order(page, page.after, page.who.form.make)
    make_identity(bench)
    bench.audit.go(CHECK)
    bench.audit.go(SIGN)
    bench.settle()
    page = page_of(bench)
    assert page.after.choice is True
    assert in_this_order(page, page.after, page.who, page.goes, page.signing.sign)
    exported(bench, page)
    with bench.elsewhere() as workspace:
        save_answer(workspace, complete, Answer("policy", choice="na", reason="Only adults here"))
    bench.window.go_home()
    page = opened(bench, complete)
    bench.settle()
    assert page.after.choice is True
    assert in_this_order(page, page.after, page.who, page.goes, page.signing.sign)


def in_this_order(page: SignPage, *parts: QWidget) -> bool:
    """Whether each part is shown, and begins below the one before."""
    tops = [one.mapTo(page, QPoint()).y() for one in parts]
    return all(one.isVisible() for one in parts) and tops == sorted(set(tops))


@pytest.mark.usefixtures("tmp_path")
def test_a_new_passphrase_is_typed_only_twice(bench: Bench, complete: str) -> None:
    page = opened(bench, complete)
    form = page.who.form
    assert form is not None
    form.job_title.setText("Manager")
    QTest.keyClicks(form.first_typed, PASSPHRASE)
    QTest.keyClicks(form.second_typed, PASSPHRASE + "\r")
    bench.bot.waitUntil(page.signing.sign.isVisible, timeout=20_000)
    assert page.signing.passphrase.text() == PASSPHRASE
    QTest.keyClicks(page.signing.passphrase, "x")
    assert page.signing.passphrase.text() == "x", "what was handed over gives way whole: nobody can see what it is"


def test_folder_and_passphrase_survive_zoom_and_colours(bench: Bench, complete: str, tmp_path: Path) -> None:
    make_identity(bench)
    page = opened(bench, complete)
    page.signing.set_folder(tmp_path / "out")
    folder = page.signing.folder_text.text()
    page.signing.passphrase.setText("three pl")
    bench.window.appearance.zoom(1)
    bench.settle()
    again = page_of(bench)
    assert again is not page
    assert again.signing.folder_text.text() == folder
    assert again.signing.passphrase.text() == "three pl"
    exported(bench, again)
    bench.window.appearance.next_scheme()
    bench.settle()
    assert "Your return is signed and ready" in text_of(page_of(bench))
    assert not page_of(bench).signing.sign.isVisible()
    bench.window.appearance.zoom(0)
    bench.settle()
    panel = page_of(bench).made_panel
    assert panel is not None
    panel.more.set_open(is_open=True)
    press(page_of(bench), "Make another return")
    assert page_of(bench).signing.sign.isVisible()


def test_a_half_filled_identity_survives_zoom(bench: Bench, complete: str) -> None:
    form = opened(bench, complete).who.form
    assert form is not None
    form.job_title.setText("Deputy man")
    bench.window.appearance.zoom(1)
    bench.settle()
    again = page_of(bench).who.form
    assert again is not None
    assert again is not form
    assert again.job_title.text() == "Deputy man"
    bench.window.appearance.zoom(0)


def test_search_and_filter_survive_a_change_of_size(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    box = bench.audit.side.search_panel.filter
    box.setCurrentIndex(box.findData(Filter.MARKED_FOR_REVIEW.value))
    box.activated.emit(box.currentIndex())
    before = bench.audit.side.steps.count()
    bench.window.appearance.zoom(1)
    assert bench.audit.side.search_panel.chosen_filter() is Filter.MARKED_FOR_REVIEW
    assert bench.audit.side.steps.count() == before == 1
    type_in(bench.audit.side.search_panel.words, "policy")
    bench.bot.waitUntil(bench.audit.side.results.isVisible)
    bench.window.appearance.zoom(0)
    bench.bot.waitUntil(bench.audit.side.results.isVisible)
    assert isinstance(bench.audit.side.search_panel.words, QLineEdit)
    assert bench.audit.side.search_panel.words.text() == "policy"


class System(QObject):
    """Takes the place of the computer's mail program."""

    @Slot(QUrl)
    def take(self, _url: QUrl) -> None:
        """Open nothing."""


@pytest.fixture
def system() -> Iterator[System]:
    handler = System()
    QDesktopServices.setUrlHandler("file", handler, "take")  # type: ignore[arg-type] # the stub is wrong
    yield handler
    QDesktopServices.unsetUrlHandler("file")


@pytest.mark.usefixtures("system")
def test_the_signed_pdf_alone_is_sent_if_the_return_is_too_large(bench: Bench, complete: str, tmp_path: Path) -> None:
    make_identity(bench)
    page = opened(bench, complete)
    page.signing.set_folder(tmp_path / "out")
    made = exported(bench, page)
    offered = [one.text().replace("&", "") for one in page.findChildren(QPushButton)]
    assert "E-mail the signed PDF alone" not in offered
    with bench.elsewhere() as workspace:
        mail = replace(prepare_mail(workspace, complete, made), fit=mail_fit(40_000_000))
    shown = page.findChild(MadeReturnPanel)
    assert isinstance(shown, MadeReturnPanel)
    shown.sending.show_mail(mail)
    press(page, "E-mail the signed PDF alone")
    bench.bot.waitUntil(lambda: "asked to open a new e-mail" in text_of(page))
    bench.settle()
    (draft,) = bench.home.work.glob("mail-*/*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content().startswith(b"%PDF")
    text = message.get_body()
    assert text is not None
    assert "the signed PDF alone" in text.get_content()
    with bench.elsewhere() as workspace:
        assert [note.how for note in list_prepared(workspace, complete)][1:] == [PreparedAs.PDF_FILE]
