"""Another program changes the draft that the window has open. Nothing is overwritten unseen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from s11desk.app.audits.actions import remove_action, save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.desktop.inputs.actions.action_editor import ActionEditor
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.audits.flow import ACTION_PLAN
from s11desk.domain.topics.topic import ActionField
from tests.gui.conftest import Bench, question, type_in

MINE, OTHER = 1, 0
"""The indexes of the two choices in the dialog."""


@pytest.fixture
def page(bench: Bench, audit_id: str) -> QuestionPage:
    bench.open(audit_id, question("story"))
    assert isinstance(bench.audit.page, QuestionPage)
    return bench.audit.page


def elsewhere_answers(bench: Bench, audit_id: str, answer: Answer) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, answer)


def on_disk(bench: Bench, audit_id: str) -> Audit:
    with bench.elsewhere() as workspace:
        return open_draft(workspace, audit_id).audit


def come_back(bench: Bench) -> None:
    """Give the window the keyboard again."""
    bench.window.activateWindow()
    bench.bot.waitUntil(bench.window.isActiveWindow)
    QApplication.sendEvent(bench.window, QEvent(QEvent.Type.ActivationChange))
    bench.settle()


def typed(page: QuestionPage) -> str:
    assert page.input is not None
    return page.input.apply_to(Answer(question="story")).text


def field(page: QuestionPage) -> QWidget:
    assert page.input is not None
    first = page.input.first_field()
    assert first is not None
    return first


@pytest.mark.parametrize(("choice", "kept"), [(MINE, "What I typed"), (OTHER, "What they typed")])
def test_the_person_chooses_between_two_versions(
    bench: Bench, audit_id: str, page: QuestionPage, choice: int, kept: str
) -> None:
    bench.answers.choose_with = choice
    elsewhere_answers(bench, audit_id, Answer(question="story", text="What they typed"))
    type_in(field(page), "What I typed")
    bench.bot.waitUntil(lambda: bool(bench.answers.asked))
    assert "What I typed" in bench.answers.asked[0]
    assert "What they typed" in bench.answers.asked[0]
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("story").text == kept)
    bench.bot.waitUntil(lambda: bench.audit.top.saved.text().startswith("Saved"))
    assert typed(page) == kept
    assert len(bench.answers.asked) == 1


def test_the_window_shows_changes_when_it_becomes_active(bench: Bench, audit_id: str, page: QuestionPage) -> None:
    elsewhere_answers(bench, audit_id, Answer(question="story", text="Written elsewhere"))
    come_back(bench)
    assert typed(page) == "Written elsewhere"


def test_unsaved_text_stays_when_the_window_becomes_active(bench: Bench, audit_id: str, page: QuestionPage) -> None:
    type_in(field(page), "Mine")
    elsewhere_answers(bench, audit_id, Answer(question="motto", text="Theirs"))
    come_back(bench)
    assert typed(page) == "Mine"
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("story").text == "Mine")
    assert on_disk(bench, audit_id).answer("motto").text == "Theirs"


def test_the_next_question_is_shown_if_this_one_is_hidden_elsewhere(bench: Bench, audit_id: str) -> None:
    elsewhere_answers(bench, audit_id, Answer(question="policy", choice="yes"))
    bench.open(audit_id, question("training"))
    elsewhere_answers(bench, audit_id, Answer(question="policy", choice="na", reason="None here"))
    come_back(bench)
    assert bench.audit.step == question("story")


def test_an_edited_action_that_is_removed_elsewhere_is_kept_as_a_new_one(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        draft = save_action(workspace, audit_id, Action(area="Training"))
    bench.open(audit_id, ACTION_PLAN)
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    page._open(draft.audit.actions[0].id)
    editor = next(iter(bench.audit.findChildren(ActionEditor)))
    with bench.elsewhere() as workspace:
        remove_action(workspace, audit_id, draft.audit.actions[0].id)
    bench.answers.choose_with = MINE
    type_in(editor.entries[ActionField.LEAD], "Amina")
    bench.bot.waitUntil(lambda: [action.lead for action in on_disk(bench, audit_id).actions] == ["Amina"])
    assert "(removed)" in bench.answers.asked[0]


def test_a_program_that_ends_while_it_asks_keeps_what_was_typed(
    bench: Bench, page: QuestionPage, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can choose any more. The other version is in the history."""

    def end(_headline: str, _text: str, _mine: str, _other: str) -> bool:
        assert bench.window.save_now()
        return False

    monkeypatch.setattr(bench.answers, "keeps_mine", end)
    type_in(field(page), "What I typed")
    elsewhere_answers(bench, audit_id, Answer("story", text="What they typed"))
    bench.audit.open_draft.flush()
    bench.settle()
    assert on_disk(bench, audit_id).answer("story").text == "What I typed"
    with bench.elsewhere() as workspace:
        assert any("What they typed" in entry.new for entry in draft_history(workspace, audit_id))
