"""Help without a network: the guide, the log, and the data on this computer."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.attachments import attach, detach
from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.guide import read_guide
from s11desk.app.home.fault_log import note_fault
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.local_data import HomePartKind
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.standalone.backups.data_page import PART_NAMES, DataPage
from s11desk.desktop.standalone.documents.guide_page import DESK_CHAPTER, GuidePage
from s11desk.desktop.standalone.documents.log_page import LogPage
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.text.prose import BlockKind, parse_prose
from tests.gui.conftest import Bench

WALL = 100
"""Words of a paragraph that nobody reads on a screen."""
LONG_CHAPTER = 16
"""Paragraphs from which a chapter needs headings."""


def text_of(page: QWidget | None) -> str:
    assert page is not None
    return "\n".join(label.text() for label in page.findChildren(QLabel)).replace("\u200b", "")


def choose(bench: Bench, entry: str) -> StandalonePage:
    next(action for action in bench.window.findChildren(QAction) if action.text() == entry).trigger()
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None)
    bench.settle()
    assert bench.window.page_stack.page is not None
    return bench.window.page_stack.page


def button(page: QWidget, text: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text)


def test_the_guide_has_its_chapters_in_order_and_no_leftover_markup() -> None:
    chapters = read_guide()
    assert [chapter.title for chapter in chapters][:3] == ["Begin an audit", "Answer the questions", "Attach evidence"]
    assert len(chapters) == len(list((resources_folder() / "guide").glob("*.md")))
    for chapter in chapters:
        texts = [block.text for block in parse_prose(chapter.text)]
        assert texts
        assert not re.search(r"[*#`_]{2}|http", " ".join(texts)), chapter.title


def test_a_long_chapter_has_headings_and_no_wall_of_text() -> None:
    for chapter in read_guide():
        blocks = parse_prose(chapter.text)
        headings = [block for block in blocks if block.kind is BlockKind.HEADING]
        assert headings or len(blocks) < LONG_CHAPTER, chapter.title
        walls = [text for block in blocks for text in block.texts if len(text.split()) > WALL]
        assert not walls, (chapter.title, walls[0])


def test_the_guide_opens_at_a_chapter(bench: Bench) -> None:
    page = choose(bench, "&User guide")
    assert isinstance(page, GuidePage)
    button(page, "Send the return").click()
    assert page.verticalScrollBar().value() > 0
    assert "Ctrl+O: Open a file you were sent" in text_of(page)


def test_the_guide_opens_at_the_chapter_about_the_page(bench: Bench) -> None:
    assert DESK_CHAPTER in {one.title for one in read_guide()}
    bench.window.standalone.show_desk("")
    bench.settle()
    page = choose(bench, "&User guide")
    assert isinstance(page, GuidePage)
    bench.bot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    heading = next(one for one in page.findChildren(QLabel) if one.text() == DESK_CHAPTER)
    assert heading.mapTo(page.viewport(), QPoint(0, 0)).y() < page.viewport().height()


def test_a_first_click_in_the_guide_goes_to_the_chapter(bench: Bench) -> None:
    page = choose(bench, "&User guide")
    link = button(page, "Attach evidence")
    QTest.mousePress(link, Qt.MouseButton.LeftButton)
    link.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.mouseRelease(link, Qt.MouseButton.LeftButton)
    bench.settle()
    assert isinstance(page, GuidePage)
    heading = next(one for one in page.findChildren(QLabel) if one.text() == "Attach evidence")
    assert heading.mapTo(page.viewport(), QPoint(0, 0)).y() == 0


def test_words_are_found_in_the_guide_and_find_stays_in_its_place(bench: Bench) -> None:
    page = choose(bench, "&User guide")
    assert isinstance(page, GuidePage)
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    find = page.find_words
    assert bench.window.focusWidget() is find.words
    place = find.next.pos()
    find.words.setText("find in this guide")
    bench.settle()
    assert find.next.pos() == place
    find.next.click()
    assert find.status.text() == "No match. Try a shorter word.", "its own words are no match"
    find.words.setText("late")
    find.next.click()
    assert find.status.text().startswith("1 of ")
    marked = next(one for one in page.findChildren(QLabel) if one.selectedText())
    assert re.search(r"\blate\b", marked.text()), "the word itself comes before longer ones with it"


def test_a_long_page_has_a_way_back_at_its_foot_too_and_a_short_one_has_not(bench: Bench) -> None:
    page = choose(bench, "&User guide")
    bench.bot.waitUntil(page.back_at_foot.isVisible)
    page.back_at_foot.click()
    assert bench.window.page_stack.page is None
    short = choose(bench, "&Log")
    bench.settle()
    assert short.back_at_foot.isVisible() is bool(short.verticalScrollBar().maximum())


def test_the_menu_has_an_entry_for_the_shortcuts(bench: Bench) -> None:
    page = choose(bench, "&Keyboard shortcuts")
    assert isinstance(page, GuidePage)
    bench.bot.waitUntil(lambda: page.verticalScrollBar().value() > 0)


def test_the_log_shows_a_fault_without_private_text(bench: Bench) -> None:
    note_fault(bench.home.logs, ValueError("what a child said"))
    page = choose(bench, "&Log")
    assert isinstance(page, LogPage)
    assert "ValueError at" in text_of(page)
    assert "child" not in text_of(page)
    button(page, "Copy the log").click()
    assert "ValueError" in QGuiApplication.clipboard().text()


def test_an_empty_log_says_so(bench: Bench) -> None:
    assert "No faults have been noted." in text_of(choose(bench, "&Log"))


@pytest.mark.usefixtures("audit_id")
def test_the_data_page_shows_the_folder_and_sizes(bench: Bench) -> None:
    page = choose(bench, "Your files and backu&ps")
    assert str(bench.home.folder) in text_of(page)
    button(page, "Copy the folder's location").click()
    assert QGuiApplication.clipboard().text() == str(bench.home.folder)
    assert set(PART_NAMES) == set(HomePartKind)
    assert re.search(r"Audits: your answers and their history: \d+ KB in \d files?", text_of(page))


@pytest.mark.usefixtures("audit_id")
def test_restoring_a_backup_sets_the_present_drafts_aside(bench: Bench) -> None:
    with bench.elsewhere() as workspace:
        later = begin_draft(workspace, "sample", "Begun after the backup").audit.id
    bench.answers.confirm_with = True
    bench.answers.expect_messages = True
    bench.open(later)
    page = choose(bench, "Your files and backu&ps")
    assert isinstance(page, DataPage)
    button(page, "Bring back…").click()
    bench.bot.waitUntil(lambda: bool(bench.answers.messages), timeout=20_000)
    bench.settle()
    assert bench.window.audit is None
    assert bench.window.home_page.isVisible()
    assert "bring back the newest copy, which was made just now" in bench.answers.messages[0]
    with bench.elsewhere() as workspace:
        assert later not in [draft.id for draft in list_drafts(workspace)]


def kept_files(bench: Bench) -> list[Path]:
    return [path for path in bench.home.vault.rglob("*") if path.is_file()]


@pytest.mark.parametrize("agreed", [True, False])
def test_unused_files_are_removed_only_on_request(bench: Bench, audit_id: str, agreed: bool) -> None:
    def attach_and_detach(workspace: Workspace) -> None:
        sample = resources_folder() / "demo" / "good-practice-example.pdf"
        kept = attach(workspace, audit_id, "policy", sample).audit.evidence[0]
        detach(workspace, audit_id, kept.id)

    with bench.elsewhere() as workspace:
        attach_and_detach(workspace)
    for path in kept_files(bench):
        os.utime(path, (0, 0))  # recent files are never removed: another program may be about to use them
    bench.answers.confirm_with = agreed
    bench.answers.expect_messages = agreed
    page = choose(bench, "Your files and backu&ps")
    assert isinstance(page, DataPage)
    page.clean_up.click()
    bench.settle()
    assert bool(kept_files(bench)) is not agreed
    if agreed:
        bench.bot.waitUntil(lambda: "There is nothing to remove." in text_of(bench.window.page_stack.page))


@pytest.mark.parametrize("agreed", [True, False])
def test_unfinished_files_are_removed_only_on_request(bench: Bench, tmp_path: Path, agreed: bool) -> None:
    remember_folder(bench.home, tmp_path / "out")
    unfinished = tmp_path / "out" / ".s11desk-0123456789ab.part"
    unfinished.parent.mkdir()
    unfinished.write_bytes(b"half of a return")
    os.utime(unfinished, (0, 0))
    bench.answers.confirm_with = agreed
    bench.answers.expect_messages = agreed
    page = choose(bench, "Your files and backu&ps")
    assert isinstance(page, DataPage)
    assert str(unfinished.parent) in text_of(page).replace("\u200b", "")
    page.remove_leftovers.click()
    bench.settle()
    if agreed:
        bench.bot.waitUntil(lambda: "Unfinished files" not in text_of(bench.window.page_stack.page))
    assert unfinished.exists() is not agreed


def test_the_guide_shows_every_picture_with_a_caption() -> None:
    """The caption has the picture's content in words."""
    pictures = [chapter.picture for chapter in read_guide() if chapter.picture is not None]
    assert [picture.path.name for picture in pictures] == [
        "question.png",
        "action-plan.png",
        "check.png",
        "received.png",
    ]
    for picture in pictures:
        assert not QPixmap(str(picture.path)).isNull()
        assert picture.caption.endswith(".")
    assert not any("![" in chapter.text for chapter in read_guide())
