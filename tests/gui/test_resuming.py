"""The window returns to the page, the field, the caret, and to text that is not valid yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from s11desk.app.audits.resume import find_resume_point
from s11desk.desktop.inputs.fields import DateField, TextField
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.saving import resume_point
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION
from s11desk.domain.topics.topic import ActionField
from tests.gui.conftest import Bench, question, type_in

NewBench = Callable[[], Bench]


def page_of(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def close(bench: Bench) -> None:
    bench.window.close()
    bench.bot.waitUntil(lambda: not bench.window.isVisible())
    bench.settle()


def typed(bench: Bench) -> str:
    shown = page_of(bench).input
    first = shown.first_field() if shown is not None else None
    assert first is not None
    return str(first.property("text"))


def write(bench: Bench, name: str, text: str) -> None:
    bench.audit.go(question(name))
    shown = page_of(bench).input
    first = shown.first_field() if shown is not None else None
    assert first is not None
    type_in(first, text)


def links(bench: Bench) -> list[str]:
    return [b.text() for b in bench.audit.findChildren(QPushButton) if b.property("needed")]


def test_a_closed_window_opens_again_at_the_caret(new_bench: NewBench, audit_id: str) -> None:
    first = new_bench()
    first.open(audit_id, question("story"))
    shown = page_of(first).input
    assert shown is not None
    field = shown.first_field()
    assert isinstance(field, TextField)
    type_in(field, "One two three")
    cursor = field.textCursor()
    cursor.setPosition(7)
    field.setTextCursor(cursor)
    close(first)
    second = new_bench()
    second.open(audit_id)
    assert second.audit.step == question("story")
    again = second.window.focusWidget()
    assert isinstance(again, TextField)
    assert (again.toPlainText(), again.textCursor().position()) == ("One two three", 7)


def test_a_page_opens_at_its_last_scroll_position(new_bench: NewBench, audit_id: str) -> None:
    first = new_bench()
    first.window.resize(1180, 500)
    first.open(audit_id, question("policy"))
    note = page_of(first).note
    note.setFocus()
    bar = first.audit.area.verticalScrollBar()
    first.bot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    left_at = bar.value()
    close(first)
    second = new_bench()
    second.window.resize(1180, 500)
    second.open(audit_id)
    assert second.window.focusWidget() is page_of(second).note
    assert second.audit.area.verticalScrollBar().value() == left_at


def test_the_resume_point_is_saved_before_closing(bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume_point, "RESUME_POINT_PAUSE", 10)
    bench.open(audit_id, question("policy"))
    page_of(bench).comment.setFocus()

    def kept() -> bool:
        with bench.elsewhere() as workspace:
            found = find_resume_point(workspace, audit_id)
        return found is not None and (found.step, found.field) == (question("policy"), "comment")

    bench.bot.waitUntil(kept)


def test_larger_text_keeps_the_caret(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(page_of(bench).comment, "Half a sent")
    bench.window.appearance.zoom(1)
    bench.settle()
    again = bench.window.focusWidget()
    assert again is page_of(bench).comment
    assert page_of(bench).comment.textCursor().position() == len("Half a sent")


@pytest.mark.parametrize(("name", "text"), [("reviewed", "31 2 2026"), ("staff", "about forty")])
def test_invalid_text_survives_a_restart(new_bench: NewBench, audit_id: str, name: str, text: str) -> None:
    first = new_bench()
    first.open(audit_id)
    write(first, name, text)
    first.audit.go(INTRODUCTION)
    first.audit.go(question(name))
    assert typed(first) == text
    close(first)
    second = new_bench()
    second.open(audit_id, question(name))
    assert typed(second) == text
    shown = page_of(second).input
    assert shown is not None
    said = "\n".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())
    assert "What you typed stays" in said
    assert ("There is no 31 February 2026" in said) is (name == "reviewed")
    assert [one.text() for one in shown.findChildren(QLineEdit) if one.property("wrong")] == [text]


def test_the_check_page_lists_invalid_text(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    write(bench, "reviewed", "31 2 2026")
    bench.audit.go(CHECK)
    bench.settle()
    assert links(bench)[0] == "Question 7: “31 2 2026” cannot be read as a date yet. There is no 31 February 2026"
    assert not any(link.startswith("Question 7") for link in links(bench)[1:]), "one fault is listed once"
    write(bench, "reviewed", "")
    field = bench.window.focusWidget()
    assert field is not None
    field.setProperty("text", "")
    type_in(field, "3 6 2026")
    bench.audit.go(CHECK)
    bench.settle()
    assert not any("cannot be read" in link for link in links(bench))


def test_an_invalid_due_date_stays_in_the_plan(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, ACTION_PLAN)
    add = next(b for b in bench.audit.findChildren(QPushButton) if b.text() == "&Add an action")
    add.click()
    bench.bot.waitUntil(lambda: bench.audit.findChild(QWidget, f"action-A1-{ActionField.DUE}") is not None)
    type_in(due_of(bench).line, "next spring")
    bench.audit.go(INTRODUCTION)
    bench.audit.go(ACTION_PLAN)
    assert due_of(bench).line.text() == "next spring"


def due_of(bench: Bench) -> DateField:
    field = bench.audit.findChild(QWidget, f"action-A1-{ActionField.DUE}")
    assert isinstance(field, DateField)
    return field


def test_the_way_back_to_the_check_survives_zoom(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    bench.audit.go(question("policy"))
    assert bench.audit.footer.primary.accessibleName() == "Save and return to check"
    bench.window.appearance.zoom(1)
    bench.settle()
    assert bench.audit.footer.primary.accessibleName() == "Save and return to check"
