""" "Check your answers" names the questions that are marked for review before anything is signed."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK
from tests.gui.conftest import Bench, question


def check_page(bench: Bench) -> CheckPage:
    bench.audit.go(CHECK)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, CheckPage)
    return page


def test_marked_questions_are_named_at_the_top_and_lead_to_themselves(bench: Bench, audit_id: str) -> None:
    names = ("story", "policy")
    with bench.elsewhere() as workspace:
        for name in names:
            save_answer(workspace, audit_id, Answer(name, comment="Something.", marked_for_review=True))
    bench.open(audit_id)
    page = check_page(bench)
    topic = bench.audit.open_draft.draft.topic
    numbers = sorted(topic.number_of(name) for name in names)
    assert page.marked.text.text() == f"Questions {numbers[0]} and {numbers[1]} are marked for review."
    assert page.marked.isVisible()
    (link, *_) = page.marked.links.findChildren(QPushButton)
    number = link.text().removeprefix("Go to question ")
    link.click()
    bench.settle()
    first = next(name for name in names if topic.number_of(name) == number)
    assert bench.audit.step == question(first)
    for name in names:
        with bench.elsewhere() as workspace:
            save_answer(workspace, audit_id, Answer(name, comment="Something."))
    bench.open(audit_id)
    assert check_page(bench).marked.isHidden()
