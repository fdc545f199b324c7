"""What a screen reader hears of the pages of an audit: each thing once, and nothing of a page that is being left."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.pages import question_page
from s11desk.desktop.pages.question_page import QuestionPage
from tests.gui.conftest import Bench, install, question, type_in
from tests.samples import every_kind, small_topic


def shown(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def test_nothing_is_emptied_on_a_page_that_is_left(
    bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader would say "Yes, not checked" or the text that went, as if the answer were lost."""
    monkeypatch.setattr(question_page, "reader_listens", lambda: True)
    bench.open(audit_id, question("policy"))
    page = shown(bench)
    page.findChildren(QAbstractButton, "option-yes")[0].click()
    page.review.setChecked(True)
    type_in(page.note, "ring Kim")
    type_in(page.comment, "since May")
    changed: list[object] = []
    for one in (page.comment, page.note):
        one.textChanged.connect(lambda one=one: changed.append(one))
    for button in page.findChildren(QAbstractButton):
        button.toggled.connect(changed.append)
    bench.audit.go(question("training"))
    bench.settle()
    assert changed == []
    assert shown(bench) is not page
    bench.audit.go(question("policy"))
    assert shown(bench).comment.value() == "since May"


def test_the_hint_of_a_question_is_heard_at_its_first_control_and_nowhere_else(bench: Bench) -> None:
    asked = tuple(msgspec.structs.replace(one, help=f"Hint of {one.id}", show_when=()) for one in every_kind())
    with bench.elsewhere() as workspace:
        install(workspace, small_topic(*asked))
        audit = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    bench.open(audit)
    for name in [one.id for one in asked] * 2:  # the second time in widgets that served another question
        bench.audit.go(question(name))
        first = shown(bench).first_field()
        assert first is not None
        described = [one for one in shown(bench).findChildren(QWidget) if "Hint of" in one.accessibleDescription()]
        assert described == [first]
        assert first.accessibleDescription().startswith(f"Hint of {name}")
