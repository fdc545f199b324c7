"""A topic is shown as an agency will see it, before it is added; nothing that was tried is kept."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget

from s11desk.app.audits.drafts import list_drafts
from s11desk.app.topics import list_topics
from s11desk.desktop.audit import audit_view
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.standalone.topics.pack_page import PackPage
from s11desk.desktop.standalone.topics.pack_preview_page import PackPreviewPage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.audits.flow import CHECK, SIGN, steps
from s11desk.topics.pack import encode_topic
from tests.gui.conftest import Bench, question, type_in
from tests.samples import small_topic

NEW_TEXT = "What is your motto?"


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    topic = msgspec.structs.replace(small_topic(), version=2)
    questions = tuple(
        msgspec.structs.replace(one, text=NEW_TEXT) if one.id == "motto" else one for one in topic.questions
    )
    path = tmp_path / "pack.json"
    path.write_bytes(encode_topic(msgspec.structs.replace(topic, questions=questions)))
    return path


def shown(bench: Bench, kind: type[QWidget]) -> QWidget:
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, kind), timeout=20_000)
    page = bench.window.page_stack.page
    assert page is not None
    return page


def press(page: QWidget, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    found.click()


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel)).replace("\u200b", "")


@pytest.fixture
def preview(bench: Bench, audit_id: str, pack_file: Path) -> Iterator[PackPreviewPage]:
    assert audit_id
    bench.window.file_opener.open(pack_file)
    press(shown(bench, PackPage), "preview-pack")
    page = shown(bench, PackPreviewPage)
    assert isinstance(page, PackPreviewPage)
    yield page
    bench.window.page_stack.leave_all()
    bench.settle()


def looks(bench: Bench) -> Iterator[str]:
    for scheme, zoom in ((Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.LIGHT, 200)):
        bench.window.appearance.set_scheme(scheme)
        while bench.window._theme.zoom != zoom:
            bench.window.appearance.zoom(1 if bench.window._theme.zoom < zoom else -1)
        bench.settle()
        bench.bot.wait(300)
        yield f"{scheme}-{zoom}"


def picture(bench: Bench, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        bench.window.resize(1366, 768)
        for look in looks(bench):
            bench.window.grab().save(f"{folder}/{name}-{look}.png")


def test_a_preview_shows_the_new_questions_and_keeps_nothing_that_was_typed(
    bench: Bench, preview: PackPreviewPage
) -> None:
    assert "Nothing that you type is kept." in words_of(preview)
    preview.view.go(question("motto"))
    assert NEW_TEXT in words_of(preview.view)
    assert preview.view.page is not None
    field = preview.view.page.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    type_in(field, "Ask first")
    preview.view.open_draft.flush()
    bench.bot.waitUntil(lambda: preview.view.open_draft.draft.audit.answer("motto").text == "Ask first")
    (folder,) = bench.home.work.glob("preview-*")
    picture(bench, "preview-question")
    bench.window.page_stack.leave()
    shown(bench, PackPage)
    bench.settle()
    assert not folder.exists()
    with bench.elsewhere() as workspace:
        assert [topic.version for topic in list_topics(workspace) if topic.id == "sample"] == [1]
        assert [draft.agency for draft in list_drafts(workspace)] == ["Riverside Trust"]


def test_nothing_can_be_signed_in_a_preview(bench: Bench, preview: PackPreviewPage) -> None:
    preview.view.go(SIGN)
    assert "In a preview nothing is signed and no return is made." in words_of(preview.view)
    assert preview.view.findChild(QLineEdit, "passphrase") is None
    picture(bench, "preview-sign")


def test_a_preview_keeps_its_step_and_what_was_typed_when_the_text_grows(
    bench: Bench, preview: PackPreviewPage
) -> None:
    preview.view.go(question("motto"))
    bench.window.appearance.zoom(1)
    page = shown(bench, PackPreviewPage)
    assert isinstance(page, PackPreviewPage)
    assert page.view is not preview.view
    assert page.view.step == question("motto")
    bench.window.appearance.zoom(0)


def test_a_copy_printed_from_a_preview_leads_back_to_it(bench: Bench, preview: PackPreviewPage) -> None:
    preview.view.go(question("motto"))
    preview.view.copy_wanted.emit()
    shown(bench, PreviewPage)
    bench.window.page_stack.leave()
    page = shown(bench, PackPreviewPage)
    assert isinstance(page, PackPreviewPage)
    assert page.view.step == question("motto")


def test_a_pack_says_what_differs_and_shows_its_blank_form(bench: Bench, audit_id: str, pack_file: Path) -> None:
    assert audit_id
    bench.window.file_opener.open(pack_file)
    page = shown(bench, PackPage)
    text = words_of(page)
    assert "What differs from version 1, which you have" in text
    assert f"With new words: question 6, “{NEW_TEXT}”. It was “Question about motto?”." in text
    picture(bench, "pack-with-changes")
    press(shown(bench, PackPage), "blank-pack")
    shown(bench, PreviewPage)
    picture(bench, "pack-blank")


def test_a_window_that_closes_during_a_preview_removes_it(
    new_bench: Callable[[], Bench], audit_id: str, pack_file: Path
) -> None:
    assert audit_id
    bench = new_bench()
    bench.window.file_opener.open(pack_file, previews=True)
    shown(bench, PackPreviewPage)
    bench.window.page_stack.leave_all()
    assert not list(bench.home.work.glob("preview-*"))


CLAIMS = re.compile(
    r"\bsaved?\b|\bsaving\b|stays? on this computer|kept (?:here|in this audit)|back ?up", re.IGNORECASE
)
"""What a preview may never promise."""


def claims_of(page: QWidget) -> list[str]:
    """Every text, accessible name and description of the page that promises to keep something."""
    texts: list[str] = []
    for one in page.findChildren(QWidget):
        if one.isVisibleTo(page):
            texts += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
            texts += [one.text()] if isinstance(one, QLabel | QAbstractButton | QLineEdit) else []
    return [text for text in dict.fromkeys(texts) if CLAIMS.search(text.replace("&", "")) and text not in FILES]


FILES = {
    "Save the plan as a file",
    "Save the action plan as PDF",
    "Save the action plan as a Word document",
    "Save the action plan as an Excel workbook",
    "Save the dates of the action plan for a calendar",
}
"""A plan is really saved, even from a preview: the person says where."""


def test_no_page_of_a_preview_promises_to_keep_anything(bench: Bench, preview: PackPreviewPage) -> None:
    view = preview.view
    draft = view.open_draft.draft
    found: list[str] = []
    for step in steps(draft.topic, draft.audit):
        view.go(step)
        bench.settle()
        found += [f"{step}: {claim}" for claim in claims_of(preview)]
    view.go(question("motto"))
    assert view.page is not None
    field = view.page.findChildren(QLineEdit)[0]
    type_in(field, "Ask")
    found += claims_of(preview)
    view.open_draft.flush()
    bench.settle()
    found += claims_of(preview)
    view.go(CHECK)
    view.go(question("motto"))
    found += claims_of(preview)
    assert not found, "\n".join(found)


def test_a_screen_reader_never_hears_that_a_preview_is_saved(
    bench: Bench, preview: PackPreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(audit_view, "announce", lambda _, text, **__: heard.append(text))
    preview.view.go(question("motto"))
    assert preview.view.page is not None
    type_in(preview.view.page.findChildren(QLineEdit)[0], "Ask first")
    preview.view.open_draft.flush()
    bench.bot.waitUntil(lambda: preview.view.open_draft.draft.audit.answer("motto").text == "Ask first")
    bench.settle()
    assert "Saved" not in heard


def menu(bench: Bench, text: str) -> QAction:
    return next(one for one in bench.window.findChildren(QAction) if one.text().replace("&", "") == text)


def test_the_menus_act_on_the_preview_and_never_on_the_audit_below_it(
    bench: Bench, audit_id: str, pack_file: Path
) -> None:
    bench.open(audit_id, question("motto"))
    assert bench.audit.page is not None
    type_in(bench.audit.page.findChildren(QLineEdit)[0], "Real words")
    bench.audit.open_draft.flush()
    bench.settle()
    bench.window.file_opener.open(pack_file, previews=True)
    page = shown(bench, PackPreviewPage)
    assert isinstance(page, PackPreviewPage)
    bench.settle()
    assert not menu(bench, "Save a draft copy as PDF…").isEnabled()
    assert not menu(bench, "Move to another computer…").isEnabled()
    page.view.go(question("motto"))
    assert page.view.page is not None
    type_in(page.view.page.findChildren(QLineEdit)[0], "Tried words")
    page.view.open_draft.flush()
    bench.settle()
    menu(bench, "Undo the last change").trigger()
    bench.bot.waitUntil(lambda: page.view.open_draft.draft.audit.answer("motto").text != "Tried words")
    menu(bench, "Check your answers").trigger()
    assert page.view.step == CHECK
    assert bench.window.page_stack.page is page
    bench.window.page_stack.leave_all()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.answer("motto").text == "Real words"
    assert menu(bench, "Save a draft copy as PDF…").isEnabled()


def test_no_menu_changes_an_audit_behind_another_page(bench: Bench, audit_id: str, pack_file: Path) -> None:
    bench.open(audit_id, question("motto"))
    bench.window.file_opener.open(pack_file)
    shown(bench, PackPage)
    for text in ("Undo the last change", "Redo", "Find…", "Next", "Previous"):
        assert not menu(bench, text).isEnabled()
    bench.window.page_stack.leave_all()
    assert menu(bench, "Next").isEnabled()
