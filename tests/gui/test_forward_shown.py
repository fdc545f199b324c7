"""Beginning an audit with the answers of an earlier one, in the window."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.bring_forward import bring_forward, find_forward, work_of_audit
from s11desk.app.audits.question_maps import map_between
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.upgrading.forward_page import ForwardPage
from s11desk.desktop.standalone.upgrading.map_page import MapPage
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.filters import Filter, filtered_steps
from tests.gui.conftest import Bench, install, question
from tests.gui.every_page import make_sample_return
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
    bench.answers.choose_with = 2
    earlier.click()
    bench.settle()
    assert bench.window.page_stack.page is None


def test_a_topic_whose_only_audits_are_its_own_offers_no_earlier_answers(bench: Bench, audit_id: str) -> None:
    bench.window.load_home()
    bench.settle()
    assert audit_id
    assert bench.window.home_page.findChild(QPushButton, "forward-sample") is None


def last_years_return(bench: Bench, folder: Path) -> Path:
    """A return that somebody made on another computer, and this year's topic here."""
    with bench.elsewhere() as workspace:
        install(workspace, msgspec.structs.replace(small_topic(), id="sample-2027", year="2027"))
    return make_sample_return(folder)


def shown_return(bench: Bench) -> ReceivedPage:
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    return page


def begun_from(bench: Bench, *, with_files: bool) -> Audit:
    page = bench.window.page_stack.page
    assert isinstance(page, ForwardPage)
    assert page.files is not None
    assert not page.takes_files
    page.files.setChecked(with_files)
    page.make.click()
    bench.settle()
    assert bench.window.open_draft is not None
    return bench.window.open_draft.draft.audit


@pytest.mark.parametrize("with_files", [False, True])
def test_a_return_that_is_shown_begins_an_audit_and_files_come_only_if_wanted(
    bench: Bench, audit_id: str, tmp_path: Path, with_files: bool
) -> None:
    path = last_years_return(bench, tmp_path)
    bench.window.file_opener.open(path)
    page = shown_return(bench)
    bench.answers.choose_with = 0
    page.forward.click()
    bench.settle()
    audit = begun_from(bench, with_files=with_files)
    assert audit.id != audit_id
    assert audit.topic_id == "sample-2027", "the newest year is offered first"
    assert audit.answers
    assert all(answer.unconfirmed for answer in audit.answers)
    assert len(audit.evidence) == with_files
    assert list(bench.home.work.glob("opened-*")) == []


def test_earlier_answers_can_come_from_a_return_file_that_a_person_chooses(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    path = last_years_return(bench, tmp_path)
    assert offer(bench) is None, "nothing is answered here yet"
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="A family came back."))
    button = offer(bench)
    assert button is not None
    bench.answers.choose_with, bench.answers.files_chosen = 1, (path,)
    button.click()
    page = shown_return(bench)
    page.forward.click()
    bench.settle()
    audit = begun_from(bench, with_files=False)
    assert audit.topic_id == "sample-2027"
    assert audit.id != audit_id


def test_a_return_that_does_not_verify_offers_no_answers(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    path = last_years_return(bench, tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    bench.window.file_opener.open(path)
    page = shown_return(bench)
    assert audit_id
    assert not hasattr(page, "forward")


def begun(bench: Bench, audit_id: str) -> QuestionPage:
    """The audit of next year, at the question about the motto, whose words have changed."""
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("motto", text="Ask first"))
        kept = tuple(
            msgspec.structs.replace(one, text="What is your motto for children?") if one.id == "motto" else one
            for one in small_topic().questions
        )
        install(workspace, msgspec.structs.replace(small_topic(), id="sample-2027", year="2027", questions=kept))
        work = work_of_audit(workspace, audit_id)
        new = bring_forward(workspace, find_forward(workspace, work, "sample-2027")).audit.id
    page = bench.open(new, question("motto")).page
    bench.settle()
    assert isinstance(page, QuestionPage)
    return page


def test_an_answer_that_came_over_shows_the_words_that_changed_and_one_click_confirms_it(
    bench: Bench, audit_id: str
) -> None:
    page = begun(bench, audit_id)
    assert page.carried.isVisibleTo(page)
    assert "It was: “Question about motto?”. " in page.carried.words.text()
    assert "children?" in page.carried.words.text()
    assert page.carried.words.accessibleName() == page.carried.words.text()
    page.carried.confirm.click()
    bench.settle()
    assert not page.carried.isVisibleTo(page)
    assert bench.window.open_draft is not None
    assert not bench.window.open_draft.draft.audit.answer("motto").unconfirmed
    assert bench.window.open_draft.draft.audit.answer("motto").text == "Ask first"


def test_answers_to_look_at_can_be_listed_alone(bench: Bench, audit_id: str) -> None:
    page = begun(bench, audit_id)
    assert bench.window.open_draft is not None
    draft = bench.window.open_draft.draft
    assert [one.question for one in filtered_steps(draft.topic, draft.audit, Filter.UNCONFIRMED)] == ["motto"]
    page.carried.confirm.click()
    bench.settle()
    draft = bench.window.open_draft.draft
    assert filtered_steps(draft.topic, draft.audit, Filter.UNCONFIRMED) == ()


def test_an_answer_without_a_place_is_put_to_a_question_by_keyboard_and_kept_for_the_next_time(
    bench: Bench, audit_id: str
) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("motto", text="Ask first"))
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
        kept = [one for one in small_topic().questions if one.id != "motto"]
        motto = next(one for one in small_topic().questions if one.id == "motto")
        other = msgspec.structs.replace(motto, id="m2", text="Your motto, in a few words")
        scale = small_topic().scales[0]
        labels = tuple(msgspec.structs.replace(one, label=f"{one.label}!!") for one in scale.options)
        install(
            workspace,
            msgspec.structs.replace(
                small_topic(),
                id="sample-2027",
                year="2027",
                questions=(*kept, other),
                scales=(msgspec.structs.replace(scale, options=labels), *small_topic().scales[1:]),
            ),
        )
    button = offer(bench)
    assert button is not None
    bench.answers.choose_with = 0
    button.click()
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ForwardPage)
    page.map.click()
    bench.settle()
    mapping = bench.window.page_stack.page
    assert isinstance(mapping, MapPage)
    assert [mapping.earlier.item(row).text() for row in range(mapping.earlier.count())] == [
        "Question 6, “Question about motto?”"
    ]
    assert mapping.made().pairs == ()
    QTest.keyClick(mapping.later, Qt.Key.Key_Home)
    QTest.keyClick(mapping.together, Qt.Key.Key_Space)
    assert len(mapping.made().pairs) == 1
    box = mapping.findChildren(QComboBox)[0]
    assert box.currentText() == "Choose again in the audit"
    box.setCurrentIndex(1)
    QTest.keyClick(mapping.done, Qt.Key.Key_Space)
    bench.settle()
    shown = bench.window.page_stack.page
    assert isinstance(shown, ForwardPage)
    shown.make.click()
    bench.settle()
    assert bench.window.open_draft is not None
    answers = {one.question: one for one in bench.window.open_draft.draft.audit.answers}
    assert answers["m2"].text == "Ask first"
    assert answers["m2"].unconfirmed
    assert answers["policy"].choice
    assert map_between(bench.home, "sample", "sample-2027").pairs
