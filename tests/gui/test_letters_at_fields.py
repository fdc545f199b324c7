"""Letters that the PDF cannot show are named at the field in which they are typed, before anybody checks or signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Cell, Person
from s11desk.domain.audits.flow import ACTION_PLAN, Step
from s11desk.topics.pack import load_pack
from tests.gui.conftest import Bench, install, question, type_in

FORM_WITH_TABLES = Path(__file__).parents[1] / "topics" / "format2"
CHINESE, THAI = "我们", "เด็ก"
REMARK = "The PDF has no letters for 我 们, and shows a number like [U+6211] for each."


def remark_of(bench: Bench, field: str) -> str:
    """What is said below the field with this object name; empty if nothing is."""
    entry = bench.audit.findChild(QWidget, field)
    assert entry is not None
    row: QWidget | None = entry
    while row is not None and not isinstance(row, FormRow | TableInput):
        row = row.parentWidget()
    assert row is not None
    shown = [one.text() for one in row.findChildren(QLabel) if one.isVisible()]
    return next((text for text in shown if text.startswith("The PDF has no letters")), "")


PLACES: dict[str, tuple[Step, Answer | Action, str]] = {
    "a line": (question("motto"), Answer("motto", text=CHINESE), "answer"),
    "a long text": (question("story"), Answer("story", text=f"All\n{CHINESE}"), "answer"),
    "a comment": (question("policy"), Answer("policy", choice="yes", comment=CHINESE), "comment"),
    "a reason": (question("policy"), Answer("policy", choice="na", reason=CHINESE), "reason"),
    "another choice": (question("agency"), Answer("agency", choice="other", other=CHINESE), "other"),
    "a person": (
        question("people"),
        Answer("people", people=(Person("completer", CHINESE),)),
        "person-completer-name",
    ),
    "an action": (ACTION_PLAN, Action(area="Posters", action=CHINESE), "action-A1-action"),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_letters_are_named_at_each_field(bench: Bench, audit_id: str, name: str) -> None:
    step, value, field = PLACES[name]
    with bench.elsewhere() as workspace:
        if isinstance(value, Answer):
            save_answer(workspace, audit_id, value)
        else:
            save_action(workspace, audit_id, value)
    bench.open(audit_id, step)
    assert bench.audit.page is not None
    bench.audit.page.reveal(field)
    bench.audit.refresh()
    bench.bot.waitUntil(lambda: remark_of(bench, field).startswith(REMARK))
    entry = bench.audit.findChild(QWidget, field)
    assert entry is not None
    assert REMARK in entry.accessibleDescription()


def test_they_are_named_while_a_person_types_and_no_more_once_they_are_gone(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    bench.open(audit_id, question("motto"))
    field = bench.audit.findChildren(QWidget, "answer")[0]
    for printed in ("Łódź – naïve", "Αθήνα, Київ, שלום, شكرا, हम"):
        type_in(field, printed)
        bench.audit.open_draft.flush()
        bench.settle()
        assert remark_of(bench, "answer") == ""
        field.clear()  # type: ignore[attr-defined]
    type_in(field, f"{THAI} {CHINESE}")
    bench.audit.open_draft.flush()
    bench.bot.waitUntil(lambda: "ด" in remark_of(bench, "answer"))
    assert "我 们" in remark_of(bench, "answer")
    bench.settle()
    assert any("The PDF has no letters for" in said for said in heard), "a screen reader says it too"
    field.clear()  # type: ignore[attr-defined]
    bench.audit.open_draft.flush()
    bench.settle()
    assert remark_of(bench, "answer") == ""
    assert "PDF" not in field.accessibleDescription()


def test_they_are_named_below_a_table(bench: Bench) -> None:
    with bench.elsewhere() as workspace:
        topic = load_pack(FORM_WITH_TABLES)
        install(workspace, topic)
        audit_id = begin_draft(workspace, topic.id, "Sample school").audit.id
        table = next(one for one in topic.questions if one.columns and not one.rows)
        column = table.columns[0].id
        save_answer(workspace, audit_id, Answer(table.id, rows=(AnswerRow((Cell(column, text=CHINESE),)),)))
    bench.open(audit_id, question(table.id))
    bench.bot.waitUntil(lambda: remark_of(bench, f"cell-0-{column}").startswith(REMARK))


def test_a_private_note_is_not_printed_and_so_nothing_is_said_of_it(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("motto"))
    type_in(bench.audit.findChildren(QWidget, "note")[0], CHINESE)
    bench.audit.open_draft.flush()
    bench.settle()
    assert remark_of(bench, "note") == ""


def test_the_next_question_on_the_same_page_has_no_remark_of_the_one_before(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="yes", comment=CHINESE))
    bench.open(audit_id, question("policy"))
    bench.bot.waitUntil(lambda: remark_of(bench, "comment").startswith(REMARK))
    bench.audit.go(question("training"))
    bench.settle()
    assert remark_of(bench, "comment") == ""


def test_a_caption_is_told_too(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(
        (FORM_WITH_TABLES.parents[2] / "resources/demo/good-practice-example.pdf").read_bytes()
    )
    with bench.elsewhere() as workspace:
        attach(workspace, audit_id, "policy", tmp_path / "notes.pdf")
    bench.open(audit_id, question("policy"))
    type_in(bench.audit.findChildren(QWidget, "caption-E1")[0], CHINESE)
    bench.audit.open_draft.flush()
    bench.bot.waitUntil(lambda: remark_of(bench, "caption-E1").startswith(REMARK))
