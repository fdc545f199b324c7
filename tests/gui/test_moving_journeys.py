"""Three journeys as a new user goes them, by keyboard and through AT-SPI: a new computer, another year, a partnership.

``python -m tests.gui.test_moving_journeys FOLDER`` goes them and prints minutes and what was pressed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.audits.question_maps import map_between
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import built_in_topics
from tests.app.conftest import keep
from tests.gui.atspi.real_desktop import RealDesktop, until

PASSPHRASE = "three plain words"
LAST_YEAR = "wscp-early-help-2023"

pytestmark = pytest.mark.timeout(300)


class Journey:
    """A person at the desktop. Counts what they press; typed text counts as one press for each field."""

    def __init__(self, desktop: RealDesktop) -> None:
        self.desktop = desktop
        self.reader = desktop.reader
        self.pressed = 0

    def keys(self, *names: str) -> None:
        self.pressed += len(names)
        self.desktop.keys(*names)

    def type(self, text: str) -> None:
        self.pressed += 1
        self.desktop.type(text)

    def press(self, role: str, name: str) -> None:
        self.pressed += 1
        self.reader.press(role, name)


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[Journey]:
    desktop = RealDesktop(tmp_path)
    yield Journey(desktop)
    desktop.close()


def test_everything_moves_to_a_new_laptop_by_keyboard(journey: Journey) -> None:
    to_a_new_laptop(journey)


def test_last_years_audit_is_brought_forward_with_a_screen_reader(journey: Journey) -> None:
    to_another_year(journey)


def test_the_same_answers_go_to_a_second_partnership_with_a_screen_reader(journey: Journey) -> None:
    to_a_second_partnership(journey)


def to_a_new_laptop(journey: Journey) -> None:
    """The old computer writes one file; the new one opens it and has everything."""
    desktop, reader, out = journey.desktop, journey.reader, journey.desktop.folder / "all.s11home"
    answered(Home(desktop.home))
    old = desktop.open_program()
    reader.find("button", "Open a file you were sent")
    until(lambda: reader.focused().role == "button")
    desktop.choose_in_menu("alt+f", "Move everything to another computer", "e")
    journey.pressed += 2
    until(lambda: reader.focused().name == "Passphrase of the file")
    for _ in range(2):
        journey.type(PASSPHRASE)
        journey.keys("Tab")
    journey.keys("alt+s")
    _name_file(journey, out, "Save")
    reader.find("label", "Everything is ready to move")
    assert out.exists()
    journey.keys("Return")
    reader.find("button", "Take everything back")
    journey.keys("ctrl+q")
    until(lambda: old.poll() is not None)
    desktop.home = desktop.folder / "laptop"
    desktop.open_program()
    reader.find("button", "Open a file you were sent")
    until(lambda: reader.focused().role == "button")
    journey.keys("ctrl+o")
    _name_file(journey, out, "Open")
    until(lambda: reader.focused().name == "Passphrase of the file")
    journey.type(PASSPHRASE)
    journey.keys("Return")
    reader.find("button", "Take everything in")
    assert reader.unnamed() == []
    journey.keys("alt+i")
    reader.find("label", "Everything was taken in")
    journey.keys("Return")
    reader.find("heading", "Continue where you left off")
    with Workspace(Home(desktop.home), backs_up=False) as workspace:
        assert [line.agency for line in list_drafts(workspace)] == ["Riverside Trust"]


def to_another_year(journey: Journey) -> None:
    """Last year's answers begin this year's audit; each is confirmed with one click."""
    desktop, reader = journey.desktop, journey.reader
    answered(Home(desktop.home))
    desktop.open_program()
    journey.press("button", "Copy earlier answers: Section 11")
    journey.press("button", "Topic 2")
    reader.find("label", "From: Topic 2")
    assert reader.unnamed() == []
    journey.press("button", "Begin the audit")
    reader.find("list item", "1. ")
    confirmed = 0
    for name in _unconfirmed(Home(desktop.home)):
        journey.press("list item", f"{name}.")
        journey.keys("Return")
        reader.find("label", f"Question {name} ")
        journey.press("button", "Still true")
        reader.gone("button", "Still true")
        confirmed += 1
    until(lambda: _unconfirmed(Home(desktop.home)) == [])
    assert confirmed > 0


def to_a_second_partnership(journey: Journey) -> None:
    """An answer is put to a question with other words; the program keeps that for the next time."""
    desktop, reader, home = journey.desktop, journey.reader, Home(journey.desktop.home)
    answered(home)
    with Workspace(home, backs_up=False) as workspace:
        keep(workspace, other_partnership())
    desktop.open_program()
    journey.press("button", "Copy earlier answers: Early help")
    journey.press("button", "Topic 2")
    journey.press("button", "Put answers to their questions")
    reader.find("list", "Answers without a place")
    assert reader.unnamed() == []
    reader.choose("Questions without an answer", 0)
    journey.pressed += 1
    journey.press("button", "Put the answer here")
    reader.heard("Put together")
    journey.press("button", "Use this")
    reader.find("label", "Put together by you")
    journey.press("button", "Begin the audit")
    reader.find("label", "Early help elsewhere")
    until(lambda: bool(map_between(home, LAST_YEAR, "elsewhere").pairs))
    with Workspace(home, backs_up=False) as workspace:
        new = next(line.id for line in list_drafts(workspace) if line.topic_id == "elsewhere")
        assert any(one.unconfirmed for one in open_draft(workspace, new).audit.answers)


def answered(home: Home) -> None:
    """Last year's audit, with two judgements."""
    with Workspace(home, backs_up=False) as workspace:
        audit_id = begin_draft(workspace, LAST_YEAR, "Riverside Trust").audit.id
        for question in _judgements(_last_year())[:2]:
            save_answer(workspace, audit_id, Answer(question, choice="yes", comment="Since spring."))


def other_partnership() -> Topic:
    """The questions of last year under other ids, one of them in quite other words."""
    topic = _last_year()
    first = _judgements(topic)[0]
    questions = tuple(
        msgspec.structs.replace(
            one,
            id=f"x-{one.id}",
            text="Which help is there in your area?" if one.id == first else one.text,
            show_when=(),
        )
        for one in topic.questions
    )
    partnership = msgspec.structs.replace(topic.partnership, name="Elsewhere Safeguarding Children Partnership")
    return msgspec.structs.replace(
        topic, id="elsewhere", title="Early help elsewhere", partnership=partnership, questions=questions
    )


def _last_year() -> Topic:
    return next(one for one in built_in_topics(resources_folder() / "topics") if one.id == LAST_YEAR)


def _judgements(topic: Topic) -> list[str]:
    return [one.id for one in topic.questions if one.scale]


def _unconfirmed(home: Home) -> list[str]:
    """The numbers of the questions of the new audit whose answers nobody has looked at."""
    with Workspace(home, backs_up=False) as workspace:
        new = next(line.id for line in list_drafts(workspace) if line.topic_id != LAST_YEAR)
        draft = open_draft(workspace, new)
        return [draft.topic.number_of(one.question) for one in draft.audit.answers if one.unconfirmed]


def _name_file(journey: Journey, path: Path, button: str) -> None:
    """Write a path into a dialog of files. A completion that pops up can take keys, so it is written in one step."""
    journey.reader.find("dialog", "")
    journey.reader.write("File name", str(path))
    journey.pressed += 1
    journey.press("button", button)


def main() -> None:
    """Go each journey, and print its minutes and presses."""
    journeys: tuple[Callable[[Journey], None], ...] = (to_a_new_laptop, to_another_year, to_a_second_partnership)
    for number, go in enumerate(journeys):
        folder = Path(sys.argv[1]) / str(number)
        folder.mkdir(parents=True)
        desktop = RealDesktop(folder)
        try:
            journey, start = Journey(desktop), time.monotonic()
            go(journey)
            minutes = (time.monotonic() - start) / 60
            sys.stdout.write(f"{go.__name__}: {minutes:.1f} minutes, {journey.pressed} presses\n")
        finally:
            desktop.close()


if __name__ == "__main__":
    main()
