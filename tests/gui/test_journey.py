"""A whole audit in a real window by mouse and keyboard: home, questions, check, sign, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.desktop.inputs.actions.action_editor import ActionEditor
from s11desk.desktop.inputs.answers.choice_input import ChoiceInput
from s11desk.desktop.inputs.answers.people_input import PeopleInput
from s11desk.desktop.inputs.fields import DateField, LineField, TextField
from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.domain.audits.audit import Person
from s11desk.domain.audits.flow import CHECK, SIGN
from s11desk.domain.topics.topic import ActionField, Detail
from tests.gui.conftest import Bench, install, question
from tests.samples import small_topic

PASSPHRASE = "correct horse battery"


def click(button: QWidget | None) -> None:
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_from_home_to_a_verified_return(bench: Bench, tmp_path: Path) -> None:
    with bench.elsewhere() as workspace:
        install(workspace, small_topic())
    _begin(bench)
    _answer_agency(bench)
    _name_people(bench)
    _judge(bench)
    _give_reason(bench)
    bench.audit.go(CHECK)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, CheckPage)
    bench.bot.waitUntil(lambda: page.ready.isVisible())
    click(bench.audit.footer.primary)
    bundle = _sign(bench, tmp_path / "out")
    assert verify_return(bundle, deep=True).is_verified
    with bench.elsewhere() as workspace:
        _draft_holds_it_all(bench, workspace)


def _begin(bench: Bench) -> None:
    bench.window.load_home()
    bench.bot.waitUntil(lambda: bench.window.findChild(QPushButton, "begin-sample") is not None)
    click(bench.window.findChild(QPushButton, "begin-sample"))
    field = bench.window.findChild(LineField, "agency-sample")
    assert field is not None
    QTest.keyClicks(field, "Riverside Trust")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.bot.waitUntil(lambda: bench.window.audit is not None)
    click(bench.audit.footer.primary)


def _answer_agency(bench: Bench) -> None:
    assert bench.audit.step == question("agency")
    click(bench.audit.findChild(QWidget, "option-gp"))
    click(bench.audit.footer.primary)


def _name_people(bench: Bench) -> None:
    assert bench.audit.step == question("people")
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert isinstance(page.input, PeopleInput)
    QTest.keyClicks(page.input.fields["completer", Detail.NAME], "Amina Yusuf")
    QTest.keyClicks(page.input.fields["completer", Detail.JOB_TITLE], "Practice manager")
    QTest.keyClicks(page.input.fields["completer", Detail.EMAIL], "amina@riverside.example")
    QTest.keyClicks(page.input.fields["substitute", Detail.NAME], "Kim")
    click(bench.audit.footer.primary)


def _judge(bench: Bench) -> None:
    """Give a weak answer and fill in its action on the same page."""
    assert bench.audit.step == question("policy")
    click(bench.audit.findChild(QWidget, "option-no"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    plan = page.plan
    bench.bot.waitUntil(lambda: "A1" in plan.editors)
    _write_action(plan.editors["A1"])
    bench.settle()
    click(bench.audit.footer.primary)


def _give_reason(bench: Bench) -> None:
    assert bench.audit.step == question("training")
    click(bench.audit.findChild(QWidget, "option-na"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert isinstance(page.input, ChoiceInput)
    assert page.input.reason.isVisible()
    QTest.keyClicks(page.input.reason, "No staff of our own")
    click(bench.audit.footer.primary)


def _write_action(editor: ActionEditor) -> None:
    action, lead, due = (editor.entries[field] for field in (ActionField.ACTION, ActionField.LEAD, ActionField.DUE))
    assert isinstance(action, TextField)
    assert isinstance(due, DateField)
    QTest.keyClicks(action, "Write a policy")
    QTest.keyClicks(lead, "Amina Yusuf")
    QTest.keyClicks(due.line, "1 9 2026")


def _sign(bench: Bench, out: Path) -> Path:
    assert bench.audit.step == SIGN
    page = bench.audit.page
    assert isinstance(page, SignPage)
    bench.bot.waitUntil(lambda: page.who.form is not None)
    form = page.who.form
    assert form is not None
    assert form.name.text() == "Amina Yusuf"
    QTest.keyClicks(form.first_typed, PASSPHRASE)
    QTest.keyClicks(form.second_typed, PASSPHRASE)
    click(form.make)
    bench.bot.waitUntil(lambda: page.signing.sign.isVisible(), timeout=20_000)
    bench.answers.folder_chosen = out
    click(next(button for button in page.findChildren(QPushButton) if "folder" in button.text().replace("&", "")))
    click(page.after.alone)
    QTest.keyClicks(page.signing.passphrase, PASSPHRASE)
    click(page.signing.sign)
    bench.bot.waitUntil(lambda: page.findChild(MadeReturnPanel) is not None, timeout=30_000)
    bench.settle()
    return next(out.glob("*.zip"))


def _draft_holds_it_all(bench: Bench, workspace: Workspace) -> None:
    assert bench.window.open_draft is not None
    audit = open_draft(workspace, bench.window.open_draft.draft.audit.id).audit
    assert audit.answer("agency").choice == "gp"
    completer = Person("completer", "Amina Yusuf", "Practice manager", "amina@riverside.example")
    assert audit.answer("people").person("completer") == completer
    assert audit.answer("training").reason == "No staff of our own"
    assert audit.actions[0].action == "Write a policy"
    assert len(audit.exports) == 1
    assert bench.window.open_draft.draft.audit == audit
