"""The window does what a person asks with the return that they see, whatever happens to its file meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from s11desk.app.home.paths import Home
from s11desk.app.returns.verifying import opened_copy
from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.start import build_window, shut_down
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench, SteppingClock
from tests.gui.every_page import make_sample_return
from tests.gui.scene import DETAILS, PASSPHRASE
from tests.samples import NOON

EXCHANGED = "The file is not the one you saw"


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two genuine returns of two people."""
    return make_sample_return(tmp_path_factory.mktemp("one")), make_sample_return(tmp_path_factory.mktemp("two"))


@pytest.fixture
def received(returns: tuple[Path, Path], tmp_path: Path) -> Path:
    path = tmp_path / "received.zip"
    path.write_bytes(returns[0].read_bytes())
    return path


def opened(bench: Bench, path: Path) -> ReceivedPage:
    with bench.elsewhere():
        pass
    bench.window.file_opener.open(path)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    return page


def copies(bench: Bench) -> list[Path]:
    return list(bench.home.work.glob("opened-*"))


def press(page: object, text: str) -> None:
    assert isinstance(page, (ReceivedPage, CountersignPage))
    next(one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text).click()


def test_the_copy_of_an_opened_return_is_erased_when_it_is_closed(bench: Bench, received: Path) -> None:
    page = opened(bench, received)
    assert len(copies(bench)) == 1
    bench.window.appearance.zoom(1)
    bench.window.appearance.zoom(0)
    assert len(copies(bench)) == 1
    page = bench.window.page_stack.page  # type: ignore[assignment]
    page.back.click()
    bench.settle()
    assert copies(bench) == []
    opened(bench, received)
    bench.window.file_opener.open(received)
    bench.settle()
    assert len(copies(bench)) == 2
    bench.window.page_stack.leave_all()
    bench.settle()
    assert copies(bench) == []


def test_closing_the_window_erases_the_copy(qapp: QApplication, home: Home, received: Path, qtbot: QtBot) -> None:
    window = build_window(qapp, home, SteppingClock())
    window.file_opener.open(received)
    qtbot.waitUntil(lambda: window.page_stack.page is not None, timeout=20_000)
    assert len(list(home.work.glob("opened-*"))) == 1
    shut_down(window)
    assert list(home.work.glob("opened-*")) == []


def test_the_copies_of_a_killed_window_are_erased_at_the_next_start(bench: Bench) -> None:
    left = bench.home.work / "opened-123456" / "return.zip"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"a return")
    bench.window.file_opener.erase_copies()
    bench.settle()
    assert not left.parent.exists()


@pytest.mark.parametrize("is_small", [True, False], ids=["copied", "read again"])
def test_an_exchanged_file_is_never_saved_printed_or_signed(
    bench: Bench,
    returns: tuple[Path, Path],
    received: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_small: bool,
) -> None:
    if not is_small:
        monkeypatch.setattr(opened_copy, "MAX_COPIED_SIZE", 0)
    bench.answers.expect_messages = True
    page = opened(bench, received)
    received.write_bytes(returns[1].read_bytes())
    for number, action in enumerate(("Save the signed PDF…", "Save…")):
        bench.answers.saved_as = out = tmp_path / f"saved-{number}.pdf"
        press(page, action)
        bench.settle()
        assert len(bench.answers.messages) == number + 1
        assert out.exists() is is_small
        assert bench.answers.messages[-1].startswith(EXCHANGED) is not is_small
    press(page, "Print…")
    bench.settle()
    assert isinstance(bench.window.page_stack.page, PreviewPage) is is_small
    if is_small:
        bench.window.page_stack.leave()
    _approve(bench, tmp_path / "approved")
    assert (tmp_path / "approved").exists() is is_small


def _approve(bench: Bench, out: Path) -> None:
    create_identity(bench.home.approver, DETAILS, PASSPHRASE, NOON)
    press(bench.window.page_stack.page, "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    page.signing.set_folder(out)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.settle()
    assert out.exists() or EXCHANGED in page.signing.problem.text()
