"""Three colleagues answer questions of one audit, two at once and one twice: by keyboard alone, and through AT-SPI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.asking.send_back import ReplyChoice, send_back
from s11desk.app.asking.take_questions import begin_answering, look_into_questions
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer, Audit
from tests.gui.atspi.real_desktop import RealDesktop, until
from tests.gui.test_keyboard_journey import tab_to

FIRST, SECOND = "family-hubs", "local-services"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[RealDesktop]:
    with Workspace(Home(tmp_path / "drafts")) as workspace:
        begin_draft(workspace, "wscp-early-help-2023", "Riverside Trust")
    opened = RealDesktop(tmp_path)
    yield opened
    opened.close()


def at_home_of(desktop: RealDesktop, name: str) -> None:
    """Open the program of one person, on their own computer."""
    desktop.home = desktop.folder / name
    desktop.open_program()


def answer_elsewhere(desktop: RealDesktop, questions: Path, name: str, *answers: Answer) -> Path:
    """A colleague who answers without this test's keyboard. Returns their file."""
    with Workspace(Home(desktop.folder / name)) as workspace:
        theirs = begin_answering(workspace, look_into_questions(workspace, questions))
        for answer in answers:
            save_answer(workspace, theirs, answer)
        number = len(list(desktop.folder.glob(f"{name}-*")))
        return send_back(workspace, theirs, desktop.folder / f"{name}-{number}", ReplyChoice(name)).file.path


def audit_of(desktop: RealDesktop) -> Audit:
    with Workspace(Home(desktop.folder / "drafts")) as workspace:
        return open_draft(workspace, list_drafts(workspace)[0].id).audit


def open_file(desktop: RealDesktop, path: Path, heading: str) -> None:
    desktop.keys("ctrl+o")
    desktop.choose_file(path)
    desktop.reader.heard(heading)


def close(desktop: RealDesktop) -> None:
    desktop.keys("ctrl+q")
    desktop.reader.gone("frame", "")


def test_colleagues_are_asked_and_their_answers_taken_in_by_keyboard(desktop: RealDesktop) -> None:
    questions, kim = desktop.folder / "for kim.s11questions", desktop.folder / "from kim.s11answers"
    at_home_of(desktop, "drafts")
    _ask(desktop, questions)
    at_home_of(desktop, "kim")
    _answer(desktop, questions, kim)
    lee = answer_elsewhere(desktop, questions, "lee", Answer(FIRST, choice="yes", comment="From Lee"))
    early = answer_elsewhere(desktop, questions, "max", Answer(SECOND, choice="no", comment="Not yet"))
    late = answer_elsewhere(desktop, questions, "max", Answer(SECOND, choice="yes", comment="Done since"))
    at_home_of(desktop, "drafts")
    desktop.reader.find("button", "Continue: Topic 2")
    for path, name in ((kim, "kim"), (late, "max"), (early, "max")):
        _take(desktop, path, name, is_known=path == early)
    _choose_theirs(desktop, lee)
    close(desktop)
    audit = audit_of(desktop)
    assert (audit.answer(FIRST).choice, audit.answer(FIRST).comment) == ("yes", "From Lee")
    assert audit.answer(SECOND).comment == "Done since"


def _ask(desktop: RealDesktop, out: Path) -> None:
    desktop.reader.find("button", "Continue: Topic 2")
    tab_to(desktop, "Continue: Topic 2")
    desktop.keys("space")
    desktop.reader.heard("Topic 2 - Early Help & Prevention")
    desktop.choose_in_menu("alt+f", "Ask colleagues", "l")
    desktop.reader.heard("Ask colleagues")
    for name in ("5. Local services", "8. Family Hubs"):
        tab_to(desktop, name)
        desktop.keys("space")
    tab_to(desktop, "Who are you asking?")
    desktop.type("kim")
    tab_to(desktop, "Choose where to save it")
    desktop.keys("space")
    desktop.choose_file(out)
    desktop.reader.heard("Your questions are ready to send")
    until(out.is_file)
    close(desktop)


def _answer(desktop: RealDesktop, questions: Path, out: Path) -> None:
    desktop.reader.find("button", "Open a file you were sent")
    open_file(desktop, questions, "Questions for you")
    tab_to(desktop, "Answer these questions")
    desktop.keys("space")
    desktop.reader.heard("Topic 2 - Early Help & Prevention")
    tab_to(desktop, "Continue")
    desktop.keys("space")
    desktop.reader.heard("Question 5")
    tab_to(desktop, "Save and continue")
    desktop.keys("space")
    desktop.reader.heard("Question 8")
    tab_to(desktop, "Yes")
    desktop.keys("Down", "Down", "space")
    for heading in ("Action plan", "Check your answers"):
        tab_to(desktop, "Save and continue")
        desktop.keys("space")
        desktop.reader.heard(heading)
    tab_to(desktop, "Continue to send back")
    desktop.keys("space")
    desktop.reader.heard("Send back my answers")
    tab_to(desktop, "Choose where to save it")
    desktop.keys("space")
    desktop.choose_file(out)
    desktop.reader.heard("Your answers are ready to send")
    until(out.is_file)
    close(desktop)


def _take(desktop: RealDesktop, path: Path, name: str, *, is_known: bool) -> None:
    open_file(desktop, path, f"Answers from {name}")
    tab_to(desktop, "See the audit" if is_known else "Take these answers in")
    desktop.keys("space")
    if not is_known:
        desktop.reader.find("label", f"The answers of {name} are in your audit")
        desktop.keys("Return")


def _choose_theirs(desktop: RealDesktop, path: Path) -> None:
    open_file(desktop, path, "Answers from lee")
    tab_to(desktop, "Keep what is here")
    desktop.keys("Down", "space")
    tab_to(desktop, "Take these answers in")
    desktop.keys("space")
    desktop.reader.find("label", "The answers of lee are in your audit")
    desktop.keys("Return")


def test_a_colleague_is_asked_and_answers_with_a_screen_reader(desktop: RealDesktop) -> None:
    reader, documents = desktop.reader, desktop.folder / "Documents"
    documents.mkdir(exist_ok=True)
    at_home_of(desktop, "drafts")
    reader.press("button", "Continue: Topic 2")
    reader.heard("Topic 2 - Early Help & Prevention")
    desktop.choose_in_menu("alt+f", "Ask colleagues", "l")
    reader.heard("Ask colleagues")
    reader.press("check box", "5. Local services")
    assert reader.unnamed() == []
    reader.write("Who are you asking?", "Kim")
    reader.press("button", "Choose where to save it")
    reader.press("button", "Save")
    reader.heard("Your questions are ready to send")
    assert reader.unnamed() == []
    close(desktop)
    questions = next(documents.glob("*.s11questions"))
    at_home_of(desktop, "kim")
    reader.find("button", "Open a file you were sent")
    open_file(desktop, questions, "Questions for you")
    assert reader.unnamed() == []
    reader.press("button", "Answer these questions")
    reader.heard("Topic 2 - Early Help & Prevention")
    reader.press("button", "Continue")
    reader.heard("Question 5")
    reader.press("radio button", "Yes")
    reader.find("list item", "5. Local services. Completed")
    reader.press("button", "Check and send back")
    reader.press("button", "Continue to send back")
    reader.heard("Send back my answers")
    assert reader.unnamed() == []
    reader.press("button", "Choose where to save it")
    reader.press("button", "Save")
    reader.heard("Your answers are ready to send")
    close(desktop)
    audit = list(documents.glob("*.s11answers"))
    with Workspace(Home(desktop.folder / "drafts")) as workspace:
        save_answer(workspace, list_drafts(workspace)[0].id, Answer(SECOND, choice="no"))
    at_home_of(desktop, "drafts")
    reader.find("button", "Continue: Topic 2")
    open_file(desktop, audit[0], "Answers from Kim")
    assert reader.unnamed() == []
    reader.press("radio button", "Take what Kim sent")
    reader.press("button", "Take these answers in")
    reader.find("label", "The answers of Kim are in your audit")
    desktop.keys("Return")
    close(desktop)
    assert audit_of(desktop).answer(SECOND).choice == "yes"
