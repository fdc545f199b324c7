"""The pages on which an audit moves, or begins with earlier answers, one state after another."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.bring_forward import find_forward, work_of_audit
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.pages.send_back_page import SendBackPage
from s11desk.desktop.standalone.asking.answers_page import AnswersPage
from s11desk.desktop.standalone.asking.ask_page import AskPage
from s11desk.desktop.standalone.asking.questions_page import QuestionsPage
from s11desk.desktop.standalone.locked_page import LockedPage
from s11desk.desktop.standalone.moving.home_move_page import HomeMovePage
from s11desk.desktop.standalone.moving.move_page import MovePage
from s11desk.desktop.standalone.moving.take_in_home_page import TakeInHomePage
from s11desk.desktop.standalone.moving.take_in_page import TakeInPage
from s11desk.desktop.standalone.upgrading.forward_page import ForwardPage
from s11desk.desktop.standalone.upgrading.map_page import MapPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import SIGN
from s11desk.domain.keeping.moved_audit import MovePurpose
from tests.gui.conftest import install, question
from tests.gui.scene import PASSPHRASE, Scene
from tests.samples import small_topic

LONG_TEXT = "All staff were trained in March, and the new ones in June. " * 12


def asking(scene: Scene) -> Iterator[str]:
    """Questions go to a colleague and are answered in this home; then the answers come back and disagree."""
    bench = scene.bench
    bench.answers.expect_messages, bench.answers.saved_as = True, scene.folder / "q.s11questions"
    bench.open(scene.audit_id)
    bench.window.moves.asking.ask()
    bench.settle()
    page = scene.page
    assert isinstance(page, AskPage)
    yield "questions to choose"
    page.save.click()
    yield "no question ticked"
    page.questions.all.click()
    page.lock.locked.setChecked(True)
    yield "every question ticked, and a passphrase"
    page.lock.locked.setChecked(False)
    page.line.setPlainText("Please help.\n" * 4)
    page.save.click()
    bench.settle()
    yield "questions ready to send"
    bench.window.file_opener.open(scene.folder / "q.s11questions")
    bench.settle()
    questions = scene.page
    assert isinstance(questions, QuestionsPage)
    yield "questions for you"
    questions.begin_answering.click()
    bench.settle()
    yield "the first page of a colleague's questions"
    bench.audit.open_draft.edit(Answer("story", text=LONG_TEXT))
    bench.audit.go(SIGN)
    bench.settle()
    sending = bench.audit.page
    assert isinstance(sending, SendBackPage)
    yield "answers to send back"
    bench.answers.saved_as = scene.folder / "a.s11answers"
    sending.name.setText("Kim")
    sending.save.click()
    bench.settle()
    yield "answers ready to send"
    yield from _disagreeing(scene)


def _disagreeing(scene: Scene) -> Iterator[str]:
    bench = scene.bench
    bench.open(scene.audit_id)
    bench.audit.open_draft.edit(Answer("story", text="Somebody else wrote this."))
    bench.window.file_opener.open(scene.folder / "a.s11answers")
    bench.settle()
    page = scene.page
    assert isinstance(page, AnswersPage)
    yield "answers that disagree"
    page.take.click()
    bench.settle()
    bench.window.file_opener.open(scene.folder / "a.s11answers")
    bench.settle()
    yield "answers that are known"


def moving(scene: Scene) -> Iterator[str]:
    """An audit as one file, locked, and taken in beside; then an audit that begins with earlier answers."""
    bench, out = scene.bench, scene.folder / "moved.s11draft"
    bench.answers.expect_messages, bench.answers.saved_as, bench.answers.choose_with = True, out, 0
    bench.open(scene.audit_id)
    bench.window.move_audit(MovePurpose.COPY)
    bench.settle()
    page = scene.page
    assert isinstance(page, MovePage)
    yield "a copy for a colleague"
    page.locked.setChecked(True)
    page.save.click()
    yield "passphrase of the file too short"
    for field in (page.passphrase.field, page.passphrase.again):
        field.setText(PASSPHRASE)
    page.save.click()
    bench.settle()
    bench.window.file_opener.open(out)
    bench.settle()
    locked = scene.page
    assert isinstance(locked, LockedPage)
    yield "a locked audit"
    locked.passphrase.setText(PASSPHRASE)
    locked.open.click()
    bench.settle()
    taken = scene.page
    assert isinstance(taken, TakeInPage)
    yield "an audit to take in"
    taken.take.click()
    bench.settle()
    bench.window.open_audit(scene.audit_id)
    bench.settle()
    bench.window.move_audit(MovePurpose.HAND_OVER)
    bench.settle()
    bench.answers.saved_as = scene.folder / "handed over.s11draft"
    yield "a move to another computer"
    page = scene.page
    assert isinstance(page, MovePage)
    page.save.click()
    bench.settle()
    yield "an audit that was handed over"
    bench.window.upgrades.begin_with("wscp-early-help-2025-26")
    bench.settle()
    assert isinstance(scene.page, ForwardPage)
    yield "earlier answers"
    bench.window.page_stack.leave_all()
    yield from _next_year(scene)
    yield from _everything(scene)


def _next_year(scene: Scene) -> Iterator[str]:
    """The same audit brought forward to questions with other words, one of which a person puts to its answer."""
    bench, topic = scene.bench, small_topic()
    words = {"motto": "What is your motto for children?", "story": "Tell us what you did for one family"}
    ids = {"story": "tale"}
    questions = tuple(
        msgspec.structs.replace(one, id=ids.get(one.id, one.id), text=words.get(one.id, one.text))
        for one in topic.questions
    )
    with bench.elsewhere() as workspace:
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        for answer in (Answer("motto", text="Ask first"), Answer("story", text="A family came back.")):
            save_answer(workspace, audit_id, answer)
        install(workspace, msgspec.structs.replace(topic, id="sample-2027", year="2027", questions=questions))
        work = work_of_audit(workspace, audit_id)
        forward = find_forward(workspace, work, "sample-2027")
    bench.window.page_stack.show(lambda services: bench.window.upgrades._forward_page(services, forward))
    bench.settle()
    page = scene.page
    assert isinstance(page, ForwardPage)
    yield "earlier answers with other words"
    page.map.click()
    bench.settle()
    mapping = scene.page
    assert isinstance(mapping, MapPage)
    mapping.put_together()
    yield "nothing chosen to put together"
    mapping.later.setCurrentRow(0)
    mapping.put_together()
    yield "answers put to their questions"
    mapping.done.click()
    bench.settle()
    page = scene.page
    assert isinstance(page, ForwardPage)
    page.make.click()
    bench.settle()
    bench.audit.go(question("motto"))
    bench.settle()
    yield "an answer that came over"


def _everything(scene: Scene) -> Iterator[str]:
    """Everything as one file, and the same file looked at."""
    bench, out = scene.bench, scene.folder / "all.s11home"
    bench.window.page_stack.leave_all()
    bench.window.moves.begin_all()
    bench.settle()
    page = scene.page
    assert isinstance(page, HomeMovePage)
    yield "a move of everything"
    bench.answers.saved_as = out
    for field in (page.passphrase.field, page.passphrase.again):
        field.setText(PASSPHRASE)
    page.save.click()
    bench.settle()
    yield "everything has moved"
    bench.window.file_opener.open(out)
    bench.settle()
    locked = scene.page
    assert isinstance(locked, LockedPage)
    locked.passphrase.setText(PASSPHRASE)
    locked.open.click()
    bench.settle()
    assert isinstance(scene.page, TakeInHomePage)
    yield "everything to take in"
