"""The window as a newcomer sees it. Each test stands for a place where a newcomer once got stuck."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.topics import list_topics
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.pages.home.home_page import WHAT_IT_IS
from s11desk.desktop.pages.home.topic_card import newest_and_earlier
from s11desk.desktop.pages.introduction_page import origins_once
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.domain.audits.draft_progress import DraftProgress
from s11desk.domain.audits.flow import INTRODUCTION
from s11desk.domain.topics.topic import IntroductionSection, Origin, OriginKind, Partnership
from s11desk.wording.audits.progress_words import questions_words
from tests.gui.conftest import Bench, question, type_in
from tests.samples import small_topic

KINDS = "wscp-early-help-2025-26"


@pytest.fixture
def kinds(bench: Bench) -> str:
    """A draft of a built-in topic whose first question has 25 kinds of agency."""
    with bench.elsewhere() as workspace:
        return begin_draft(workspace, KINDS, "Riverside Trust").audit.id


def texts_of(within: QWidget) -> list[str]:
    return [label.text() for label in within.findChildren(QLabel) if label.isVisible() and label.text()]


def test_home_explains_the_program_and_that_nothing_is_sent(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    assert WHAT_IT_IS in texts_of(bench.window.home_page)
    assert "nothing leaves it unless you send it yourself" in WHAT_IT_IS


def test_home_offers_the_newest_audit_first_with_a_large_year(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    begins = [one for one in bench.window.home_page.findChildren(QPushButton) if one.text() == "Begin…"]
    assert [one.accessibleName().rpartition(", ")[2] for one in begins] == ["2025/26", "2023"]
    assert begins[0].hasFocus()
    years = [one for one in bench.window.home_page.findChildren(QLabel) if one.text() in {"2025/26", "2023"}]
    assert {one.property("kind") for one in years} == {"heading"}
    assert "Audits of earlier years" in texts_of(bench.window.home_page)


def test_earlier_years_are_found_for_each_partnership() -> None:
    old, new = (msgspec.structs.replace(small_topic(), id=year, year=year) for year in ("2023", "2025/26"))
    other = msgspec.structs.replace(small_topic(), year="2024", partnership=Partnership(name="Another", short_name="A"))
    assert newest_and_earlier((old, other, new)) == ((new, other), (old,))
    assert newest_and_earlier(()) == ((), ())


@pytest.mark.usefixtures("audit_id")
def test_the_next_audit_suggests_the_last_agency(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    again = bench.window.findChildren(QPushButton, "begin-sample")[0]
    assert again.text() == "Begin another…"
    again.click()
    field = bench.window.findChildren(QLineEdit, "agency-sample")[0]
    assert (field.text(), field.selectedText()) == ("Riverside Trust", "Riverside Trust")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((0, 10, 1), "11 questions: 0 complete, 10 to do, 1 optional"),
        ((11, 11, 0), "11 questions: 11 complete"),
        ((1, 1, 2), "3 questions: 1 complete, 2 optional"),
    ],
)
def test_the_numbers_of_progress_add_up(numbers: tuple[int, int, int], words: str) -> None:
    assert questions_words(DraftProgress(*numbers)) == words
    first, *parts = (int(number) for number in re.findall(r"\d+", words))
    assert first == sum(parts)


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Early help", "Early help, 2023"), ("Section 11 2023: Early help", "Section 11 2023: Early help")],
)
def test_a_title_has_its_year_only_once(title: str, shown: str) -> None:
    assert title_and_year(title, "2023") == shown


def test_the_list_and_the_pages_count_the_same_questions(bench: Bench, kinds: str) -> None:
    bench.open(kinds, question("agency"))
    assert "0 complete, 10 to do, 1 optional" in texts_of(bench.audit.side)
    assert bench.audit.page is not None
    assert bench.audit.page.caption == "Question 1 of 11"
    with bench.elsewhere() as workspace:
        (summary,) = list_drafts(workspace)
    assert (summary.asked, summary.optional) == (10, 1)


def test_an_open_audit_has_a_way_back_to_home(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    home = next(one for one in bench.audit.findChildren(QPushButton) if one.text() == "&Your audits")
    home.click()
    bench.bot.waitUntil(lambda: bench.window.audit is None)
    assert bench.window.home_page.isVisible()


def test_the_printer_button_in_the_bar_shows_the_preview(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    tools = bench.audit.top.findChildren(QToolButton)
    next(tool for tool in tools if tool.accessibleName() == "Print a copy").click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PreviewPage), timeout=20_000)
    bench.settle()


class TestFilterOfOptions:
    def cards(self, bench: Bench) -> list[QAbstractButton]:
        found = bench.audit.findChildren(QAbstractButton)
        return [one for one in found if one.objectName().startswith("option-") and one.isVisible()]

    def names(self, bench: Bench) -> list[str]:
        return [card.accessibleName() for card in self.cards(bench)]

    def field(self, bench: Bench) -> QLineEdit:
        return bench.audit.findChildren(QLineEdit, "narrow")[0]

    @pytest.fixture(autouse=True)
    def opened(self, bench: Bench, kinds: str) -> None:
        bench.open(kinds, question("agency"))

    def test_a_part_of_a_name_finds_an_option(self, bench: Bench) -> None:
        assert self.field(bench).hasFocus()
        assert len(self.cards(bench)) == 29
        type_in(self.field(bench), "COUNCIL: children's")
        assert self.names(bench) == ["Council: children\N{RIGHT SINGLE QUOTATION MARK}s social care", "Other"]
        assert "1 match of 29, and “Other”" in texts_of(bench.audit)

    def test_names_that_begin_so_come_before_those_with_it_inside(self, bench: Bench) -> None:
        type_in(self.field(bench), "sport")
        bench.settle()
        shown = sorted(self.cards(bench), key=lambda card: card.y())
        names = [card.accessibleName() for card in shown]
        assert names[:3] == ["Council: sport, culture and leisure", "Sports club", "British Transport Police"]
        QTest.keyClick(self.field(bench), Qt.Key.Key_Down)
        assert shown[0].hasFocus()

    def test_a_nursery_finds_its_own_kind_first(self, bench: Bench) -> None:
        type_in(self.field(bench), "nurs")
        bench.settle()
        shown = sorted(self.cards(bench), key=lambda card: card.y())
        assert shown[0].accessibleName() == "Nursery, childminder or other early years provider"

    def test_only_other_is_left_if_no_name_matches(self, bench: Bench) -> None:
        type_in(self.field(bench), "zoo")
        assert self.names(bench) == ["Other"]
        assert "No match. Try a shorter word, or choose Other." in texts_of(bench.audit)
        QTest.keyClick(self.field(bench), Qt.Key.Key_Escape)
        assert len(self.cards(bench)) == 29
        assert not [text for text in texts_of(bench.audit) if "No match" in text]

    def test_filter_words_are_no_answer_and_the_chosen_option_stays(self, bench: Bench, kinds: str) -> None:
        type_in(self.field(bench), "charity")
        bench.settle()
        with bench.elsewhere() as workspace:
            assert open_draft(workspace, kinds).audit.answer("agency").choice == ""
        self.cards(bench)[0].click()
        self.field(bench).clear()
        type_in(self.field(bench), "police")
        assert "Charity or voluntary organisation" in self.names(bench)
        assert "Chosen: Charity or voluntary organisation" in texts_of(bench.audit)
        bench.settle()
        with bench.elsewhere() as workspace:
            assert open_draft(workspace, kinds).audit.answer("agency").choice

    def test_typing_anywhere_in_the_list_fills_the_filter(self, bench: Bench) -> None:
        QTest.keyClick(self.field(bench), Qt.Key.Key_Down)
        assert self.cards(bench)[0].hasFocus()
        QTest.keyClick(self.cards(bench)[0], Qt.Key.Key_V)
        QTest.keyClick(self.field(bench), Qt.Key.Key_O)
        assert self.field(bench).text() == "vo"
        QTest.keyClick(self.field(bench), Qt.Key.Key_Return)
        first, last = self.cards(bench)[0], self.cards(bench)[-1]
        assert first.hasFocus()
        QTest.keyClick(first, Qt.Key.Key_Down)
        assert last.hasFocus(), "the arrow keys pass over what is not shown"
        QTest.keyClick(last, Qt.Key.Key_Space)
        assert last.isChecked()

    def test_tab_comes_to_an_option_although_the_last_one_used_is_filtered_out(self, bench: Bench) -> None:
        self.cards(bench)[0].setFocus()
        type_in(self.field(bench), "council")
        self.field(bench).setFocus()
        reached: list[str] = []
        for _ in range(3):
            QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Tab)
            reached.append(bench.window.focusWidget().accessibleName())
        assert self.names(bench)[0] in reached


def test_a_short_list_has_no_filter(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    assert bench.audit.findChildren(QLineEdit, "narrow") == []


def test_a_new_file_is_scrolled_into_view(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    bench.window.resize(1024, 600)
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.evidence is not None
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(tmp_path / "entrance.png"))
    page.evidence.add((tmp_path / "entrance.png",))
    bench.settle()
    (card,) = page.evidence.cards.values()
    viewport = bench.audit.area.viewport()
    bench.bot.waitUntil(lambda: viewport.rect().contains(QRect(card.mapTo(viewport, QPoint(0, 0)), card.size())))


def test_the_introduction_names_each_origin_once() -> None:
    mine, theirs = Origin("made-up", OriginKind.PROJECT_CHOICE), Origin("made-up", OriginKind.QUOTED)
    sections = tuple(
        IntroductionSection(str(n), str(n), "x", origin) for n, origin in enumerate((mine, mine, theirs, mine))
    )
    said_once = origins_once(msgspec.structs.replace(small_topic(), introduction=sections))
    assert [bool(text) for text in said_once] == [False, True, True, True]
    assert len(set(said_once)) == 3


def test_the_introduction_says_how_many_questions_follow(bench: Bench, kinds: str) -> None:
    bench.open(kinds, INTRODUCTION)
    words = "\n".join(texts_of(bench.audit))
    assert "11 questions from the form of 2023, in any order." in words
    assert "You can stop at any time." in words
    assert "you make one file to send" in words


@pytest.mark.parametrize(("topic", "is_said"), [("wscp-early-help-2025-26", True), ("wscp-early-help-2023", False)])
def test_the_introduction_names_the_year_of_older_questions(bench: Bench, topic: str, *, is_said: bool) -> None:
    with bench.elsewhere() as workspace:
        audit_id = begin_draft(workspace, topic, "Riverside").audit.id
    bench.open(audit_id, INTRODUCTION)
    assert any("from the form of 2023" in line for line in texts_of(bench.audit)) is is_said
    assert not any("Its questions are those of 2023" in line for line in texts_of(bench.audit)), (
        "said before it was begun"
    )


def test_an_introduction_without_quotes_mentions_no_web_form(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    words = "\n".join(texts_of(bench.audit))
    assert "you make one file to send" in words
    assert "own form" not in words


def test_a_quoted_introduction_mentions_the_web_form(bench: Bench) -> None:
    with bench.elsewhere() as workspace:
        audit_id = begin_draft(workspace, "wscp-early-help-2025-26", "Riverside").audit.id
    bench.open(audit_id, INTRODUCTION)
    words = texts_of(bench.audit)
    note = next(
        index for index, line in enumerate(words) if "partnership wrote this introduction for its online form" in line
    )
    assert note < next(index for index, line in enumerate(words) if line == "What is Section 11?")


def test_years_of_topics_have_four_figures(bench: Bench) -> None:
    """Years are compared as text, which works while each begins with four figures."""
    with bench.elsewhere() as workspace:
        assert all(topic.year[:4].isdecimal() and int(topic.year[:4]) >= dt.MINYEAR for topic in list_topics(workspace))
