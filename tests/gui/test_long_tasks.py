"""While a long task runs, what is typed is saved as always, and neither gets in the way of the other."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from s11desk.app.audits import attachments
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import open_draft
from s11desk.app.returns.making import make
from s11desk.desktop.inputs.evidence.evidence_panel import EvidencePanel
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.saving import open_draft as open_draft_module
from s11desk.domain.audits.audit import Answer, Audit, Person
from s11desk.domain.audits.flow import SIGN
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench, question, type_in

PASSPHRASE = "three plain words"
DETAILS = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")
LONG = 30_000
"""Milliseconds for a busy computer."""


class HomePart:
    """Holds a function in its worker until ``go`` is set: at its beginning, or with ``at_end`` before it returns."""

    def __init__(self, function: Callable[..., Any], *, at_end: bool = False) -> None:
        self._function = function
        self._at_end = at_end
        self.arrived = threading.Event()
        self.go = threading.Event()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        result = self._function(*args, **kwargs) if self._at_end else None
        self.arrived.set()
        self.go.wait()
        return result if self._at_end else self._function(*args, **kwargs)


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch, bench: Bench) -> Iterator[Callable[..., HomePart]]:
    """Hold a function of a module. All are let go before the window is closed."""
    held: list[HomePart] = []

    def begin(module: object, name: str, *, at_end: bool = False) -> HomePart:
        held.append(HomePart(getattr(module, name), at_end=at_end))
        monkeypatch.setattr(module, name, held[-1])
        return held[-1]

    yield begin
    for one in held:
        one.go.set()
    bench.window.jobs.wait()


@pytest.fixture
def sign_page(bench: Bench, audit_id: str, tmp_path: Path) -> SignPage:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
        people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"), Person("substitute", "Kim"))
        save_answer(workspace, audit_id, Answer("people", people=people))
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))
        create_identity(workspace.home.identity, DETAILS, PASSPHRASE, workspace.clock())
    bench.open(audit_id, SIGN)
    page = bench.audit.page
    assert isinstance(page, SignPage)
    bench.bot.waitUntil(page.signing.sign.isVisible)
    page.signing.set_folder(tmp_path / "out")
    page.after.choose(choice=False)
    page.signing.passphrase.setText(PASSPHRASE)
    return page


def begin_return(bench: Bench, page: SignPage, held: HomePart) -> None:
    page.signing.sign.click()
    bench.bot.waitUntil(held.arrived.is_set, timeout=LONG)


def text_field(bench: Bench, name: str = "story") -> QWidget:
    if bench.audit.step != question(name):
        bench.audit.go(question(name))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    return field


def on_disk(bench: Bench, audit_id: str) -> Audit:
    with bench.elsewhere() as workspace:
        return open_draft(workspace, audit_id).audit


def type_until_saved(bench: Bench, audit_id: str, text: str) -> None:
    """Type as a person who makes no pause. The window says "Saved" only of what is on the disk."""
    type_in(text_field(bench), text)
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("story").text.endswith(text), timeout=LONG)
    bench.bot.waitUntil(lambda: bench.audit.top.saved.text().startswith("Saved on this computer"), timeout=LONG)


def test_what_is_typed_while_a_return_is_made_is_saved_at_the_same_time(
    bench: Bench, audit_id: str, sign_page: SignPage, hold: Callable[..., HomePart], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = hold(make, "write_container")
    begin_return(bench, sign_page, held)
    monkeypatch.setattr(open_draft_module, "TYPING_PAUSE", 3_600_000)
    bench.answers.expect_messages = True
    type_until_saved(bench, audit_id, "While it is made. ")
    assert bench.window.jobs.long_task == "The return"
    assert on_disk(bench, audit_id).exports == ()
    held.go.set()
    bench.bot.waitUntil(lambda: bool(bench.answers.messages), timeout=LONG)
    bench.bot.waitUntil(lambda: bool(bench.audit.open_draft.draft.audit.exports), timeout=LONG)
    type_until_saved(bench, audit_id, "And afterwards.")
    audit = on_disk(bench, audit_id)
    assert audit.answer("story").text == "While it is made. And afterwards."
    assert len(audit.exports) == 1
    assert bench.answers.messages[0].startswith("Your return is signed and ready")


def test_a_return_has_everything_that_was_typed_before_it(
    bench: Bench, audit_id: str, sign_page: SignPage, tmp_path: Path
) -> None:
    bench.audit.open_draft.edit(Answer("story", text="Typed last"))
    bench.audit.open_draft.edit(Answer("motto", text="And this"))
    sign_page.signing.sign.click()
    bench.bot.waitUntil(lambda: bool(on_disk(bench, audit_id).exports), timeout=LONG)
    bench.settle()
    (made,) = (tmp_path / "out").glob("*.zip")
    with zipfile.ZipFile(made) as bundle:
        answers = {one["question"]: one for one in json.loads(bundle.read("audit.json"))["answers"]}
    assert (answers["story"]["text"], answers["motto"]["text"]) == ("Typed last", "And this")


def test_nothing_is_signed_while_something_cannot_be_saved(
    bench: Bench, sign_page: SignPage, audit_id: str, tmp_path: Path
) -> None:
    bench.answers.choose_with = 0
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="From another window"))
    bench.audit.open_draft.edit(Answer("story", text="From this window"))
    sign_page.signing.sign.click()
    bench.settle()
    assert sign_page.signing.problem.text().startswith("Nothing was signed, because the last thing you typed is not")
    assert sign_page.signing.sign.isEnabled()
    assert list(tmp_path.glob("out/*.zip")) == []


def test_undo_works_while_a_return_is_made(
    bench: Bench, audit_id: str, sign_page: SignPage, hold: Callable[..., HomePart]
) -> None:
    held = hold(make, "write_container")
    begin_return(bench, sign_page, held)
    type_until_saved(bench, audit_id, "Slip")
    bench.audit.undo()
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("story").text == "", timeout=LONG)
    bench.bot.waitUntil(lambda: bench.audit.open_draft.draft.audit.answer("story").text == "")
    assert not held.go.is_set()
    bench.answers.expect_messages = True


@pytest.mark.parametrize("at_end", [False, True], ids=["before it is attached", "after it is attached"])
def test_what_is_typed_while_a_file_is_attached_is_saved_and_no_conflict(
    bench: Bench, audit_id: str, hold: Callable[..., HomePart], *, at_end: bool
) -> None:
    """Even where the draft that the task read back is older than what was saved since."""
    held = hold(attachments, "_attach", at_end=at_end)
    bench.open(audit_id, question("example"))
    bench.audit.findChildren(EvidencePanel)[0].add((Path("resources/demo/good-practice-example.pdf"),))
    bench.bot.waitUntil(held.arrived.is_set, timeout=LONG)
    type_until_saved(bench, audit_id, "While it is copied. ")
    held.go.set()
    bench.bot.waitUntil(lambda: bool(bench.audit.open_draft.draft.audit.evidence), timeout=LONG)
    bench.settle()
    assert bench.audit.open_draft.draft.audit.answer("story").text == "While it is copied. "
    type_until_saved(bench, audit_id, "And afterwards.")
    audit = on_disk(bench, audit_id)
    assert audit.answer("story").text == "While it is copied. And afterwards."
    assert [item.name for item in audit.evidence] == ["good-practice-example.pdf"]


def test_the_end_saves_before_it_waits_for_a_long_task(
    bench: Bench, audit_id: str, sign_page: SignPage, hold: Callable[..., HomePart]
) -> None:
    held = hold(make, "write_container")
    begin_return(bench, sign_page, held)
    bench.audit.go(question("story"))
    type_in(text_field(bench), "The last words")
    saved: list[str] = []

    def let_go_when_saved() -> None:
        while not saved:
            text = on_disk(bench, audit_id).answer("story").text
            saved.extend([text] if text else [])
        held.go.set()

    watching = threading.Thread(target=let_go_when_saved)
    watching.start()
    assert bench.window.save_now()
    watching.join()
    assert saved == ["The last words"]
    assert on_disk(bench, audit_id).exports == (), "the return was stopped"
