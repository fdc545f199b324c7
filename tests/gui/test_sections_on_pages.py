"""What pages show of sections, standards and the words of single options: the pack of format 2."""

from __future__ import annotations

import os

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.theme.tokens import ZOOM_STEP, Scheme
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.questions import Condition
from s11desk.topics.pack import load_pack
from tests.gui.conftest import Bench, install, question
from tests.gui.long_topic import PACK
from tests.gui.test_finding import lines, text_of


@pytest.fixture
def audit_id(bench: Bench) -> str:
    with bench.elsewhere() as workspace:
        topic = load_pack(PACK)
        install(workspace, topic)
        return begin_draft(workspace, topic.id, "Sample school").audit.id


def shown(bench: Bench) -> list[str]:
    return [one.text() for one in bench.audit.area.findChildren(QLabel) if one.isVisible()]


def test_a_question_names_its_section_and_the_first_shows_its_text(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("staff"))
    assert shown(bench)[:4] == [
        "Part one: Your staff",
        "About everyone who works with children.",
        "Question 1.1 (2 of 6)",
        "How many staff have you?",
    ]
    bench.audit.go(question("courses"))
    assert shown(bench)[:2] == ["Part one: Your staff", "Question 1.4 (4 of 6)"]
    bench.audit.go(question("lead"))
    assert shown(bench)[:2] == ["Standards", "Question 2.1 (6 of 6)"]


def test_a_question_before_the_sections_names_none(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("agency"))
    assert shown(bench)[0] == "Question A (1 of 6)"


def test_the_text_of_a_section_is_at_the_first_question_that_is_asked(bench: Bench) -> None:
    topic = load_pack(PACK)
    agency, staff, *others = topic.questions
    only_schools = (Condition("agency", any_of=("school",)),)
    first = msgspec.structs.replace(staff, id="pupils", number="1.0", show_when=only_schools)
    with bench.elsewhere() as workspace:
        install(workspace, msgspec.structs.replace(topic, id="moved", questions=(agency, first, staff, *others)))
        audit_id = begin_draft(workspace, "moved", "Sample club").audit.id
    bench.open(audit_id, question("staff"))
    assert "About everyone who works with children." in shown(bench)


def test_a_screen_reader_hears_the_section_first(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("lead"))
    assert bench.audit.area.accessibleName() == "Standards. Question 2.1 (6 of 6). There is a named lead."


def test_the_panel_names_the_standards_that_a_question_answers_to(bench: Bench, audit_id: str) -> None:
    bench.window.resize(960, 700)
    bench.open(audit_id, question("lead"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert "Keeping children safe in education Part two, 84" not in shown(bench)
    assert page.guidance.toggle.text() == "Standards and so&urces"
    page.guidance.toggle.click()
    assert "Keeping children safe in education Part two, 84" in shown(bench)
    bench.window.resize(1600, 900)
    bench.bot.waitUntil(lambda: not page.guidance.toggle.isVisible())
    assert "Keeping children safe in education Part two, 84" in shown(bench)


def test_the_list_can_be_filtered_by_framework(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("staff"))
    box = bench.audit.side.search_panel.filter
    place = box.findText("Keeping children safe in education")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    listed = lines(bench.audit.side.steps)
    assert any(line.startswith("2.1. There is a named lead.") for line in listed)
    assert not any(line.startswith("1.4. ") for line in listed)
    assert text_of(bench) == "Keeping children safe in education: 1 question"
    bench.window.appearance.zoom(1)
    bench.settle()
    assert bench.audit.side.search_panel.filter.currentIndex() == place
    assert not any(line.startswith("1.4. ") for line in lines(bench.audit.side.steps))
    bench.window.appearance.zoom(0)


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_options_say_what_they_mean_here_at_every_size(bench: Bench, audit_id: str, scheme: Scheme, zoom: int) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("lead", choice="Blue"))
    bench.window.resize(1366, 768)
    bench.window.appearance.set_scheme(scheme)
    bench.window.appearance.zoom((zoom - 100) // ZOOM_STEP)
    bench.open(audit_id, question("lead"))
    names = [one.accessibleDescription() + one.text() for one in bench.audit.area.findChildren(QAbstractButton)]
    assert any("Every team has a lead." in name for name in names)
    assert any("Nobody is named." in name for name in names)
    assert "Give the example" in shown(bench)
    assert "Why did you choose this answer?" not in shown(bench)
    assert bench.audit.area.horizontalScrollBar().maximum() == 0
    if folder := os.environ.get("PICTURES"):
        bench.window.grab().save(f"{folder}/options-{scheme}-{zoom}.png")
        bench.audit.go(question("staff"))
        bench.settle()
        bench.window.grab().save(f"{folder}/section-{scheme}-{zoom}.png")
    bench.window.appearance.zoom(0)
    bench.window.appearance.set_scheme(Scheme.SYSTEM)
