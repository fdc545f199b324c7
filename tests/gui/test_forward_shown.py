"""Beginning an audit with the answers of an earlier one, in the window."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.standalone.forward_page import ForwardPage
from s11desk.domain.audit import Answer
from tests.gui.conftest import Bench, install
from tests.samples import small_topic


def prepare(workspace: Workspace, audit_id: str) -> None:
    """Last year's audit has an answer, and this year's topic is here."""
    save_answer(workspace, audit_id, Answer("story", text="A family came back."))
    install(workspace, msgspec.structs.replace(small_topic(), id="sample-2027", year="2027"))


def offer(bench: Bench) -> QPushButton | None:
    bench.window.load_home()
    bench.settle()
    found = bench.window.home_page.findChild(QPushButton, "forward-sample-2027")
    return found if isinstance(found, QPushButton) else None


def test_an_audit_begins_with_the_answers_of_the_one_that_a_person_chooses(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        prepare(workspace, audit_id)
    earlier = offer(bench)
    assert earlier is not None
    bench.answers.choose_with = 0
    earlier.click()
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ForwardPage)
    page.make.click()
    bench.settle()
    assert bench.window.open_draft is not None
    audit = bench.window.open_draft.draft.audit
    assert audit.id != audit_id
    assert audit.answer("story").unconfirmed
    assert audit.answer("story").text == "A family came back."


def test_choosing_no_audit_begins_nothing(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        prepare(workspace, audit_id)
    earlier = offer(bench)
    assert earlier is not None
    bench.answers.choose_with = 1
    earlier.click()
    bench.settle()
    assert bench.window.page_stack.page is None


def test_a_topic_whose_only_audits_are_its_own_offers_no_earlier_answers(bench: Bench, audit_id: str) -> None:
    bench.window.load_home()
    bench.settle()
    assert audit_id
    assert bench.window.home_page.findChild(QPushButton, "forward-sample") is None
