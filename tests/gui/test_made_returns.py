"""A return that was made is found again, from its page and from the list of returns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.returns.making.make import MadeReturn
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK, SIGN
from tests.gui.conftest import Bench
from tests.gui.test_signing import PASSPHRASE, complete, ready, text_of

__all__ = ["complete", "ready"]


def shown(bench: Bench) -> SignPage:
    page = bench.audit.page
    assert isinstance(page, SignPage)
    return page


def made_on(bench: Bench, page: SignPage) -> MadeReturn:
    bench.bot.waitUntil(lambda: page.findChild(MadeReturnPanel) is not None, timeout=20_000)
    made = page.findChild(MadeReturnPanel)
    assert isinstance(made, MadeReturnPanel)
    return made.made_return


def sign(bench: Bench, page: SignPage) -> MadeReturn:
    page.after.choose(choice=False)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    return made_on(bench, page)


def come_back(bench: Bench) -> SignPage:
    bench.audit.go(CHECK)
    bench.settle()
    bench.audit.go(SIGN)
    bench.settle()
    return shown(bench)


def look_at_first(page: SignPage) -> None:
    way = page.findChild(QPushButton, "return-1")
    assert way is not None
    way.click()


def test_a_return_is_shown_until_the_audit_changes(bench: Bench, complete: str, ready: SignPage) -> None:
    made = sign(bench, ready)
    page = come_back(bench)
    assert made_on(bench, page) == made
    assert not page.signing.sign.isVisible()
    with bench.elsewhere() as workspace:
        save_answer(workspace, complete, Answer("policy", choice="na", reason="No children here at all"))
    bench.audit.open_draft.look_again()
    bench.settle()
    changed = come_back(bench)
    bench.bot.waitUntil(changed.signing.sign.isVisible)
    assert changed.findChild(MadeReturnPanel) is None
    look_at_first(changed)
    assert made_on(bench, changed) == made


def test_a_moved_return_is_reported_and_another_can_be_made(bench: Bench, ready: SignPage, tmp_path: Path) -> None:
    made = sign(bench, ready)
    made.path.rename(tmp_path / "elsewhere.zip")
    page = come_back(bench)
    bench.bot.waitUntil(page.signing.sign.isVisible)
    bench.answers.expect_messages = True
    look_at_first(page)
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert bench.answers.messages[0].startswith("Return 1 is not where it was put")
    assert page.signing.sign.isVisible()
    page.signing.set_folder(tmp_path / "out")
    assert sign(bench, page).number == 2


def test_home_leads_to_the_return(bench: Bench, ready: SignPage) -> None:
    made = sign(bench, ready)
    bench.window.go_home()
    bench.bot.waitUntil(lambda: bench.window.audit is None)
    bench.settle()
    ways = [one for one in bench.window.home_page.findChildren(QPushButton) if one.text() == "&See the return"]
    ways[0].click()
    bench.bot.waitUntil(lambda: bench.window.audit is not None)
    assert made_on(bench, shown(bench)) == made
    assert "Your return is signed and ready" in text_of(shown(bench))


def test_a_printed_copy_is_the_signed_one_until_the_audit_changes(bench: Bench, complete: str, ready: SignPage) -> None:
    sign(bench, ready)
    bench.window.print_copy()
    assert "Draft copy" not in printed(bench)
    bench.window.page_stack.leave_all()
    with bench.elsewhere() as workspace:
        save_answer(workspace, complete, Answer("policy", choice="na", reason="No children here at all"))
    bench.audit.open_draft.look_again()
    bench.settle()
    bench.window.print_copy()
    assert "Draft copy" in printed(bench)


def printed(bench: Bench) -> str:
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PreviewPage))
    page = bench.window.page_stack.page
    assert isinstance(page, PreviewPage)
    return page.heading


def test_a_return_made_here_shows_a_known_signer(bench: Bench, ready: SignPage) -> None:
    made = sign(bench, ready)
    bench.window.file_opener.open(made.path)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert page is not None
    words = "\n".join(one.text() for one in page.findChildren(QLabel))
    assert "Signed on this computer." in words
    assert "This computer cannot tell" not in words
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "I have checked who this is…"]
