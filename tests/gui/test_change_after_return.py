"""A change after the last return: one line under the page says so, and a screen reader hears it once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.returns.making.make import make_return
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import ACTION_PLAN, SIGN
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench, question, type_in
from tests.gui.every_page import complete
from tests.gui.scene import DETAILS, PASSPHRASE

SAID = "You changed this after return 1. To send the change, make return 2."


@pytest.fixture
def returned(bench: Bench, audit_id: str, tmp_path: Path) -> str:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        save_action(workspace, audit_id, Action(area="Doors", action="Close", lead="Bo", due=dt.date(2027, 9, 1)))
        create_identity(workspace.home.identity, DETAILS, PASSPHRASE, workspace.clock())
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    return audit_id


def test_a_changed_answer_says_once_that_the_return_is_old_until_it_is_as_it_was(
    bench: Bench, returned: str, heard: list[str]
) -> None:
    view = bench.open(returned, question("policy"))
    footer, field = view.footer, view.findChild(QPlainTextEdit, "reason")
    assert isinstance(field, QPlainTextEdit)
    height, place = footer.height(), field.mapTo(view, field.pos())
    assert footer.changed.isHidden()
    for letter in (" and none next year", " either"):
        type_in(field, letter)
        view.open_draft.flush()
        bench.settle()
    assert footer.changed.isVisible()
    assert heard.count(SAID) == 1
    assert (footer.height(), field.mapTo(view, field.pos())) == (height, place), "nothing moves"
    assert field.hasFocus()
    for _ in range(10):  # at most one for each word
        if footer.changed.isVisible():
            view.undo()
            bench.settle()
    assert footer.changed.isHidden()
    assert field.toPlainText() == "No children here"
    assert heard.count(SAID) == 1


def test_the_line_is_on_the_pages_that_changed_and_leads_to_the_next_return(
    bench: Bench, returned: str, heard: list[str]
) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, returned, Answer("policy", choice="no"))
    view = bench.open(returned, ACTION_PLAN)
    assert view.footer.changed.text() == "You changed the action plan after return 1."
    assert view.footer.changed.isVisible()
    names = [one.accessibleName() for one in view.findChildren(QPushButton, "change")]
    assert names == ["Edit action A1", "Edit action A2 (A1 in return 1)"], "printed plans have the former number"
    view.go(question("agency"))
    bench.settle()
    assert not view.footer.changed.isVisible()
    view.go(ACTION_PLAN)
    bench.settle()
    heard.clear()
    view.footer.next_return.click()
    bench.settle()
    assert view.step == SIGN
    assert not view.footer.changed.isVisible()
    assert not any("after return" in one for one in heard)
