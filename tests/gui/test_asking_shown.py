"""Questions to colleagues in the window: chosen, answered, sent back, and taken in where the two disagree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from s11desk.app.asking.ask_questions import AskChoice, ask_questions
from s11desk.app.asking.send_back import ReplyChoice, send_back
from s11desk.app.asking.take_questions import begin_answering, look_into_questions
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.pages.send_back_page import SendBackPage
from s11desk.desktop.parts.text.version_text import VersionText
from s11desk.desktop.standalone.asking.answers_page import AnswersPage
from s11desk.desktop.standalone.asking.ask_page import AskPage
from s11desk.desktop.standalone.asking.asked_page import AskedPage
from s11desk.desktop.standalone.asking.questions_page import QuestionsPage
from s11desk.desktop.standalone.locked_page import LockedPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK, SIGN
from tests.gui.conftest import Bench, SteppingClock, System, install
from tests.gui.long_topic import long_topic
from tests.gui.test_moves_shown import PASSPHRASE, choose, open_file, text_of
from tests.samples import small_topic

NAMES = ("Kim", "Lee", "Max")
Reply = Callable[..., Path]


def asked_page(bench: Bench, audit_id: str, out: Path) -> AskPage:
    bench.open(audit_id)
    choose(bench, "Ask colleagues…")
    page = bench.window.page_stack.page
    assert isinstance(page, AskPage)
    bench.answers.saved_as = out
    return page


def ask(bench: Bench, audit_id: str, out: Path, *questions: str) -> Path:
    page = asked_page(bench, audit_id, out)
    for name in questions:
        page.questions.cards[name].click()
    page.colleague.setText("Kim")
    page.line.setPlainText("Please help")
    page.save.click()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, AskedPage)
    return out


@pytest.fixture
def reply(tmp_path: Path) -> Reply:
    """A colleague on another computer who answers what a file asks."""

    def make(questions: Path, name: str, *answers: Answer) -> Path:
        with Workspace(Home(tmp_path / name), SteppingClock()) as workspace:
            theirs = begin_answering(workspace, look_into_questions(workspace, questions))
            for answer in answers:
                save_answer(workspace, theirs, answer)
            number = len(list(tmp_path.glob(f"{name}*.s11answers")))
            return send_back(workspace, theirs, tmp_path / f"{name}{number}", ReplyChoice(name)).file.path

    return make


def answers_page(bench: Bench, path: Path) -> AnswersPage:
    open_file(bench, path)
    page = bench.window.page_stack.page
    assert isinstance(page, AnswersPage)
    return page


def take(bench: Bench, page: AnswersPage) -> None:
    bench.answers.expect_messages = True
    page.take.click()
    bench.settle()


def answer(bench: Bench, audit_id: str, question: str) -> Answer:
    with bench.elsewhere() as workspace:
        return open_draft(workspace, audit_id).audit.answer(question)


def test_questions_are_ticked_and_go_on_their_way_as_a_file(
    bench: Bench, audit_id: str, tmp_path: Path, system: System
) -> None:
    page = asked_page(bench, audit_id, tmp_path / "q.s11questions")
    page.save.click()
    assert "No question is ticked" in text_of(page)
    page.questions.all.click()
    assert f"{len(page.questions.cards)} questions of" in page.questions.count.text()
    page.questions.none.click()
    page.questions.cards["policy"].click()
    assert page.state.chosen == {"policy"}
    page.save.click()
    bench.settle()
    done = bench.window.page_stack.page
    assert isinstance(done, AskedPage)
    assert (tmp_path / "q.s11questions").is_file()
    done.email.go.click()
    bench.settle()
    assert system.asked
    done.again.click()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, AskPage)


def test_what_was_ticked_and_typed_stays_when_the_colours_change(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    page = asked_page(bench, audit_id, tmp_path / "q")
    page.questions.cards["policy"].click()
    page.line.setPlainText("Please help")
    bench.window.appearance.zoom(1)
    bench.settle()
    again = bench.window.page_stack.page
    assert isinstance(again, AskPage)
    assert again.questions.cards["policy"].isChecked()
    assert again.line.toPlainText() == "Please help"


def test_a_colleague_answers_only_these_questions_and_sends_a_file_back(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    """Both on one computer, which is the way of two people who share it."""
    questions = ask(bench, audit_id, tmp_path / "q.s11questions", "policy", "story")
    open_file(bench, questions)
    page = bench.window.page_stack.page
    assert isinstance(page, QuestionsPage)
    assert "“Please help”" in text_of(page)
    assert "You asked these questions yourself" in text_of(page)
    page.begin_answering.click()
    bench.settle()
    audit = bench.audit
    assert [step.question for step in audit.side._states if step.question] == ["policy", "story"]
    audit.go(CHECK)
    bench.settle()
    assert audit.page is not None
    assert audit.page.next_button_text() == "&Continue to send back"
    audit.go(SIGN)
    bench.settle()
    sending = audit.page
    assert isinstance(sending, SendBackPage)
    assert sending.name.text() == "Kim"
    bench.answers.saved_as = tmp_path / "a.s11answers"
    sending.save.click()
    bench.settle()
    assert (tmp_path / "a.s11answers").is_file()
    assert "Your answers are ready to send" in text_of(sending)
    assert sending.save.property("kind") != "primary", "the next step is to send the file"
    bench.window.go_home()
    bench.settle()
    assert "Questions that Riverside Trust asks you" in text_of(bench.window.home_page)


def test_three_colleagues_two_at_once_and_one_twice(bench: Bench, audit_id: str, tmp_path: Path, reply: Reply) -> None:
    questions = ask(bench, audit_id, tmp_path / "q.s11questions", "policy", "story", "motto")
    kim = reply(questions, "Kim", Answer("policy", choice="yes"), Answer("story", text="Kim's story"))
    lee = reply(questions, "Lee", Answer("story", text="Lee's story"), Answer("motto", text="Lee's motto"))
    later = reply(questions, "Kim", Answer("policy", choice="na", reason="We are small"))
    page = answers_page(bench, kim)
    assert page.conflicts == []
    take(bench, page)
    page = answers_page(bench, lee)
    assert len(page.conflicts) == 1
    assert page.conflicts[0].mine.isChecked()
    versions = [one.toPlainText() for one in page.conflicts[0].findChildren(VersionText)]
    assert versions == ["Kim's story", "Lee's story"]
    take(bench, page)
    assert answer(bench, audit_id, "story").text == "Kim's story"
    assert answer(bench, audit_id, "motto").text == "Lee's motto"
    take(bench, answers_page(bench, later))
    assert answer(bench, audit_id, "policy").reason == "We are small"
    again = answers_page(bench, kim)
    assert "taken these answers in before" in text_of(again)
    assert "0 changes" not in text_of(again)
    assert "Take it in" not in text_of(again)
    again.take.click()
    bench.settle()
    assert bench.window.open_draft is not None


def test_the_other_version_is_taken_when_it_is_chosen(
    bench: Bench, audit_id: str, tmp_path: Path, reply: Reply
) -> None:
    questions = ask(bench, audit_id, tmp_path / "q.s11questions", "story")
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="Mine"))
    page = answers_page(bench, reply(questions, "Kim", Answer("story", text="Theirs")))
    page.conflicts[0].theirs.click()
    page.credits.click()
    bench.window.appearance.zoom(1)
    bench.settle()
    again = bench.window.page_stack.page
    assert isinstance(again, AnswersPage)
    assert again.conflicts[0].theirs.isChecked()
    assert again.credits.isChecked()
    take(bench, again)
    assert answer(bench, audit_id, "story") == Answer("story", text="Theirs", comment="Answered by Kim.")
    assert "1 change came into your audit" in bench.answers.messages[-1]


def test_what_is_being_typed_counts_when_answers_are_opened(
    bench: Bench, audit_id: str, tmp_path: Path, reply: Reply
) -> None:
    questions = ask(bench, audit_id, tmp_path / "q.s11questions", "story")
    path = reply(questions, "Kim", Answer("story", text="Theirs"))
    bench.window.page_stack.leave_all()
    assert bench.window.open_draft is not None
    bench.window.open_draft.edit(Answer("story", text="Typed a moment ago"))
    page = answers_page(bench, path)
    assert len(page.conflicts) == 1


def test_answers_that_belong_elsewhere_are_refused_with_a_message(
    bench: Bench, audit_id: str, tmp_path: Path, reply: Reply
) -> None:
    with Workspace(Home(tmp_path / "other"), SteppingClock()) as workspace:
        install(workspace, small_topic())
        other = begin_draft(workspace, "sample", "Hillside School").audit.id
        ask_questions(workspace, other, tmp_path / "q", AskChoice(("story",)))
    path = reply(tmp_path / "q.s11questions", "Kim", Answer("story", text="Theirs"))
    bench.answers.expect_messages = True
    open_file(bench, path)
    assert "not here" in bench.answers.messages[-1]
    with bench.elsewhere() as workspace:
        assert [line.id for line in list_drafts(workspace)] == [audit_id]


def test_a_locked_file_asks_for_its_passphrase(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    page = asked_page(bench, audit_id, tmp_path / "q.s11questions")
    page.questions.cards["story"].click()
    page.lock.locked.setChecked(True)
    for field in (page.lock.passphrase.field, page.lock.passphrase.again):
        field.setText(PASSPHRASE)
    page.save.click()
    bench.settle()
    open_file(bench, tmp_path / "q.s11questions")
    locked = bench.window.page_stack.page
    assert isinstance(locked, LockedPage)
    locked.passphrase.setText(PASSPHRASE)
    locked.open.click()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, QuestionsPage)
    bench.window.page_stack.leave_all()
    bench.settle()
    assert not list(bench.home.work.glob("opened-*"))


def test_a_long_list_of_questions_is_not_squeezed(bench: Bench, home: Home) -> None:
    with bench.elsewhere() as workspace:
        install(workspace, long_topic())
        audit_id = begin_draft(workspace, "long", "Riverside Trust").audit.id
    page = asked_page(bench, audit_id, home.folder / "q")
    QTest.qWait(50)
    assert len(page.questions.cards) == 60
    assert [card for card in page.questions.cards.values() if card.height() < card.heightForWidth(card.width())] == []
    heading = next(one for one in page.questions.findChildren(QPushButton) if one.text() == "Tick this section")
    heading.click()
    assert len(page.state.chosen) == 10
