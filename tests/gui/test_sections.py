"""The list of steps of a topic with sections: headings with their progress, folded and unfolded."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.audit.step_list import StepList
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import load_pack
from s11desk.wording.returns.role_words import role_lines
from tests.gui.conftest import Bench, install, question
from tests.gui.long_topic import PACK, long_topic

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def open_audit(bench: Bench, topic: Topic, first: str) -> StepList:
    with bench.elsewhere() as workspace:
        install(workspace, topic)
        audit_id = begin_draft(workspace, topic.id, "Sample school").audit.id
    return bench.open(audit_id, question(first)).side.steps


def lines(shown: StepList) -> list[str]:
    return [str(shown.item(row).data(ACCESSIBLE)) for row in range(shown.count())]


def row_of(shown: StepList, beginning: str) -> int:
    return next(row for row, line in enumerate(lines(shown)) if line.startswith(beginning))


def click(shown: StepList, beginning: str) -> None:
    item = shown.item(row_of(shown, beginning))
    shown.scrollToItem(item)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(item).center())


def test_a_short_list_shows_every_section_unfolded(bench: Bench) -> None:
    shown = lines(open_audit(bench, load_pack(PACK), "lead"))
    assert "Section Your staff. 0 complete, 4 to do. Unfolded" in shown
    assert "Section Standards. 0 complete, 1 to do. Unfolded" in shown


def test_a_mark_for_review_counts_in_no_total(bench: Bench) -> None:
    with bench.elsewhere() as workspace:
        install(workspace, long_topic())
        audit = begin_draft(workspace, "long", "Sample school").audit.id
        save_answer(workspace, audit, Answer("s2-q1", text="We do", marked_for_review=True))
    shown = bench.open(audit, question("s2-q1")).side.steps
    assert "Section Standard 2. 1 complete, 9 to do. Unfolded" in lines(shown)
    assert "1 complete, 59 to do" in [one.text() for one in bench.audit.side.findChildren(QLabel)]


def test_a_long_list_is_folded_except_for_the_section_of_the_page(bench: Bench) -> None:
    shown = open_audit(bench, long_topic(), "s2-q1")
    assert [line for line in lines(shown) if line.startswith("Section")] == [
        f"Section Standard {n}. 0 complete, 10 to do. {'Unfolded' if n == 2 else 'Folded'}" for n in range(1, 7)
    ]
    assert sum(line.startswith("2.") for line in lines(shown)) == 10
    bench.audit.go(question("s3-q1"))
    bench.settle()
    assert "Section Standard 2. 0 complete, 10 to do. Folded" in lines(shown)
    assert "Section Standard 3. 0 complete, 10 to do. Unfolded" in lines(shown)
    if folder := os.environ.get("PICTURES"):
        bench.window.resize(1366, 768)
        bench.settle()
        bench.window.grab().save(f"{folder}/sections.png")


def test_a_click_unfolds_a_section_and_folds_it_again_without_leaving_the_page(bench: Bench) -> None:
    shown = open_audit(bench, long_topic(), "s2-q1")
    click(shown, "Section Standard 4")
    assert sum(line.startswith("4.") for line in lines(shown)) == 10
    assert bench.audit.step == question("s2-q1")
    click(shown, "Section Standard 4")
    assert not any(line.startswith("4.") for line in lines(shown))


def test_a_key_unfolds_the_section_that_has_the_keyboard(bench: Bench) -> None:
    shown = open_audit(bench, long_topic(), "s2-q10")
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.currentRow() == row_of(shown, "Section Standard 3")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert sum(line.startswith("3.") for line in lines(shown)) == 10


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_step_under_a_heading_opens_as_in_any_list(bench: Bench, key: Qt.Key) -> None:
    shown = open_audit(bench, long_topic(), "s2-q1")
    click(shown, "Section Standard 5")
    click(shown, "5.4")
    bench.settle()
    assert bench.audit.step == question("s5-q4")
    QTest.keyClick(shown, key)
    assert bench.audit.step == question("s5-q4")


def test_a_pack_names_who_signs_and_what_they_declare(bench: Bench) -> None:
    open_audit(bench, load_pack(PACK), "lead")
    assert role_lines(bench.audit.open_draft.draft.topic, Role.COMPLETER) == (
        "The partnership asks for this signature: Headteacher.",
        "By signing you declare: These answers are true.",
    )
    assert role_lines(long_topic(), Role.APPROVER) == ("The partnership asks for this signature: Chair of governors.",)
