"""What the window says of a signer: only a confirmed one is green. The list of known signers can be changed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import add_known_signer, known_signers
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.received.signers_page import SignersPage
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench
from tests.gui.every_page import make_sample_return
from tests.gui.scene import DETAILS
from tests.samples import NOON


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_return(tmp_path_factory.mktemp("elsewhere"))


def fingerprint_of(path: Path) -> str:
    signer = verify_return(path).read.signatures[0].cms.signer
    assert signer is not None
    return signer.fingerprint


def opened(bench: Bench, path: Path) -> ReceivedPage:
    with bench.elsewhere():
        pass  # the home has its drafts before anybody keeps a signer in it
    bench.window.page_stack.leave_all()
    bench.window.file_opener.open(path)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    return page


def look_of(page: ReceivedPage) -> str:
    around: QWidget | None = page.headline
    while around is not None and not (isinstance(around, QFrame) and around.property("kind") in _LOOKS):
        around = around.parentWidget()
    return str(around.property("kind")) if around is not None else ""


_LOOKS = {"done", "panel", "problem"}


def text_of(page: QWidget) -> str:
    return "\n".join(shown.text() for shown in page.findChildren(QLabel) if shown.isVisibleTo(page))


def press(page: QWidget, text: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(page)).click()


def listed(bench: Bench) -> SignersPage:
    bench.settle()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, SignersPage))
    page = bench.window.page_stack.page
    assert isinstance(page, SignersPage)
    return page


def test_a_strangers_return_is_neither_green_nor_called_verified(bench: Bench, made: Path) -> None:
    page = opened(bench, made)
    assert page.headline.text() == "Nobody has changed this file since it was signed"
    assert look_of(page) == "panel"
    assert "Verified" not in text_of(page)


def test_how_we_know_stays_folded_until_it_is_asked_for(bench: Bench, made: Path) -> None:
    page = opened(bench, made)
    assert "It is signed in the name of Amina Yusuf. Did you expect this file from Amina Yusuf?" in text_of(page)
    for folded in ("cannot tell", "Signature check code", "The file arrived whole", "Nobody has approved it yet."):
        assert folded not in text_of(page), folded
    press(page, "How we know")
    for shown in ("This computer cannot tell if this is really Amina Yusuf", "Signature check code", "arrived whole"):
        assert shown in text_of(page), shown


def test_a_confirmed_signers_return_is_green(bench: Bench, made: Path) -> None:
    add_known_signer(bench.home, "Amina at Riverside", fingerprint_of(made)[:32], NOON)
    page = opened(bench, made)
    assert page.headline.text() == "Verified: nothing has been changed since it was signed"
    assert look_of(page) == "done"
    assert "Amina at Riverside signed it. You have checked who that is" in text_of(page)
    (known,) = known_signers(bench.home)
    assert (known.holder, known.organisation) == (DETAILS.name, DETAILS.organisation)


def test_a_known_person_with_another_key_is_shown_in_red(bench: Bench, made: Path, tmp_path: Path) -> None:
    """The receiver calls her by a pet name; the certificates share name and organisation."""
    elsewhere = Home(tmp_path / "elsewhere")
    create_identity(elsewhere.identity, msgspec.structs.replace(DETAILS, name="AMINA yusuf"), "three plain words", NOON)
    add_known_signer(bench.home, "Our Amina", str(elsewhere.identity.with_suffix(".crt")), NOON)
    page = opened(bench, made)
    assert page.headline.text() == "Unchanged since it was signed, but not with the signature you know"
    assert look_of(page) == "problem"
    assert "You know Our Amina by a different signature check code." in text_of(page)


def test_a_signer_is_renamed_and_removed_in_the_window(bench: Bench, made: Path) -> None:
    bench.answers.confirm_with = True
    add_known_signer(bench.home, "Amina", fingerprint_of(made), NOON)
    add_known_signer(bench.home, "Kim", "0a" * 32, NOON)
    bench.window.standalone.signers.show()
    page = listed(bench)
    assert "0A0A 0A0A" in text_of(page)
    press(page, "Rename…")
    field = next(one for one in page.findChildren(QLineEdit) if one.isVisibleTo(page))
    field.clear()
    press(page, "Keep this name")
    assert "Enter the name you know them by" in text_of(page)
    field.setText("Amina of Riverside")
    press(page, "Keep this name")
    bench.bot.waitUntil(lambda: "Amina of Riverside" in text_of(listed(bench)))
    press(listed(bench), "Remove…")
    bench.bot.waitUntil(lambda: "Amina" not in text_of(listed(bench)))
    assert [known.name for known in known_signers(bench.home)] == ["Kim"]


def test_the_page_says_how_to_add_a_signer_when_there_is_none(bench: Bench) -> None:
    bench.window.standalone.signers.show()
    assert "Nobody is on the list yet." in text_of(listed(bench))
