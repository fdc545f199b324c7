"""A person who types without a pause: what they typed is saved all the same, in every kind of field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.resume import find_resume_point
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.saving import open_draft as open_draft_module
from s11desk.desktop.saving.edits import MAX_WAIT
from s11desk.desktop.saving.resume_point import RESUME_POINT_PAUSE
from s11desk.domain.audits.flow import ACTION_PLAN
from s11desk.domain.topics.topic import ActionField
from tests.gui.conftest import Bench, question, type_in

AN_HOUR = 3_600_000
LONG = 30_000
"""Milliseconds for a busy computer. The wait that is promised is checked by its name."""


@pytest.fixture(autouse=True)
def without_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the next key always came in time: a pause in typing saves nothing."""
    monkeypatch.setattr(open_draft_module, "TYPING_PAUSE", AN_HOUR)


def first_field(bench: Bench, audit_id: str, name: str) -> QWidget:
    bench.open(audit_id, question(name))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    return field


def answer_text(bench: Bench, audit_id: str) -> QWidget:
    return first_field(bench, audit_id, "story")


def one_line(bench: Bench, audit_id: str) -> QWidget:
    return first_field(bench, audit_id, "motto")


def persons_name(bench: Bench, audit_id: str) -> QWidget:
    return first_field(bench, audit_id, "people")


def comment(bench: Bench, audit_id: str) -> QWidget:
    first_field(bench, audit_id, "policy")
    assert isinstance(bench.audit.page, QuestionPage)
    return bench.audit.page.comment


def private_note(bench: Bench, audit_id: str) -> QWidget:
    first_field(bench, audit_id, "policy")
    assert isinstance(bench.audit.page, QuestionPage)
    return bench.audit.page.note


def line_of_the_plan(bench: Bench, audit_id: str) -> QWidget:
    bench.open(audit_id, ACTION_PLAN)
    next(found for found in bench.audit.findChildren(QPushButton) if found.text() == "&Add an action").click()
    name = f"action-A1-{ActionField.LEAD}"
    bench.bot.waitUntil(lambda: bench.audit.findChild(QWidget, name) is not None)
    field = bench.audit.findChild(QWidget, name)
    assert isinstance(field, QWidget)
    return field


def caption(bench: Bench, audit_id: str) -> QWidget:
    file = bench.home.folder / "minutes.pdf"
    file.write_bytes(Path("resources/demo/good-practice-example.pdf").read_bytes())
    with bench.elsewhere() as workspace:
        attach(workspace, audit_id, "policy", file)
    bench.open(audit_id, question("policy"))
    field = bench.audit.findChild(QWidget, "caption-E1")
    assert isinstance(field, QWidget)
    return field


def is_on_disk(bench: Bench, audit_id: str, text: str) -> bool:
    with bench.elsewhere() as workspace:
        draft = open_draft(workspace, audit_id)
        return text in f"{draft.audit} {draft.notes} {find_resume_point(workspace, audit_id)}"


@pytest.mark.parametrize(
    "field", [answer_text, one_line, persons_name, comment, private_note, line_of_the_plan, caption]
)
def test_a_save_starts_without_a_pause(bench: Bench, audit_id: str, field: Callable[[Bench, str], QWidget]) -> None:
    type_in(field(bench, audit_id), "Half a sent")
    bench.bot.waitUntil(lambda: is_on_disk(bench, audit_id, "Half a sent"), timeout=LONG)


@pytest.mark.parametrize(("name", "text"), [("reviewed", "31 2 2026"), ("staff", "about forty")])
def test_text_that_is_not_an_answer_yet_is_kept_without_a_pause(
    bench: Bench, audit_id: str, name: str, text: str
) -> None:
    field = first_field(bench, audit_id, name)
    bench.bot.waitUntil(lambda: is_on_disk(bench, audit_id, name), timeout=LONG)
    type_in(field, text)
    bench.bot.waitUntil(lambda: is_on_disk(bench, audit_id, text), timeout=LONG)


def test_typing_is_saved_again_and_again(bench: Bench, audit_id: str) -> None:
    field = answer_text(bench, audit_id)
    saved: set[str] = set()
    bench.audit.open_draft.changed.connect(lambda: saved.add(bench.audit.open_draft.draft.audit.answer("story").text))
    for _ in range(LONG // 20):
        type_in(field, "x")
        QTest.qWait(20)
        if len(saved) == 3:
            break
    assert len(saved) == 3
    assert str(field.property("plainText")).startswith(max(saved, key=len))


def test_two_fields_are_both_saved_while_a_third_is_typed_in(bench: Bench, audit_id: str) -> None:
    first_field(bench, audit_id, "policy")
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    page.comment.setPlainText("A comment")
    page.note.setPlainText("A note")
    for _ in range(LONG // 20):
        type_in(page.comment, "x")
        QTest.qWait(20)
        if is_on_disk(bench, audit_id, "A note"):
            break
    assert is_on_disk(bench, audit_id, "A note")
    assert is_on_disk(bench, audit_id, "A comment")


def test_nothing_waits_longer_than_two_seconds() -> None:
    """The user guide and the README promise it."""
    assert MAX_WAIT <= 2_000
    assert RESUME_POINT_PAUSE <= 2_000
