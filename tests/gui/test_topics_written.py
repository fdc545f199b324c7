"""A partnership's officer writes a topic with the window alone: workbook, pack, signature."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from s11desk.app.audits.drafts import list_drafts, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import check_received_pack
from s11desk.app.topic_packs import write_pack, write_topic_workbook
from s11desk.desktop.standalone.asking.collected_page import CollectedPage
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.desktop.standalone.topics.pack_page import PackPage
from s11desk.desktop.standalone.topics.pack_preview_page import PackPreviewPage
from s11desk.desktop.standalone.topics.sign_pack_page import SignPackPage
from s11desk.desktop.standalone.topics.topics_page import TopicsPage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.topics.topic import Topic
from s11desk.signing.identity.lifecycle import back_up, create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.pack import examine_path
from tests.gui.conftest import Bench
from tests.samples import NOON, small_topic

PASSPHRASE = "three plain words"
DETAILS = IdentityDetails("Olive Officer", "Officer", "Sample Partnership", "o@sp.example")
Page = TypeVar("Page", bound=StandalonePage)


def shown(bench: Bench, kind: type[Page]) -> Page:
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, kind), timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, kind)
    return page


def choose(bench: Bench, text: str) -> None:
    found = [one for one in bench.window.findChildren(QAction) if one.text().replace("&", "") == text]
    assert found, text
    found[0].trigger()


def press(page: QWidget, text: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text]
    assert found, text
    found[0].click()


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)).replace("\u200b", "")


def drop(bench: Bench, path: Path) -> bool:
    """Drop a file on the window. False if the window does not take it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    entering.setAccepted(False)
    bench.window.dragEnterEvent(entering)
    bench.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    return entering.isAccepted()


def message(bench: Bench, count: int = 1) -> str:
    bench.bot.waitUntil(lambda: len(bench.answers.messages) >= count, timeout=20_000)
    return bench.answers.messages[-1]


def picture(bench: Bench, name: str) -> None:
    if not (folder := os.environ.get("PICTURES")):
        return
    bench.window.resize(1366, 768)
    for scheme, zoom in ((Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.HIGH_CONTRAST, 100), (Scheme.LIGHT, 200)):
        bench.window.appearance.set_scheme(scheme)
        while bench.window._theme.zoom != zoom:
            bench.window.appearance.zoom(1 if bench.window._theme.zoom < zoom else -1)
        bench.settle()
        bench.bot.wait(200)
        bench.window.grab().save(f"{folder}/{name}-{scheme}-{zoom}.png")


def new_topic() -> Topic:
    return msgspec.structs.replace(small_topic(), id="new-topic", title="Sample topic of our own")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    out = tmp_path / "Our topic.xlsx"
    write_topic_workbook(new_topic(), out, NOON)
    return out


@pytest.fixture
def on_page(bench: Bench, audit_id: str) -> Iterator[Bench]:
    bench.open(audit_id)
    bench.answers.expect_messages = True
    yield bench
    bench.window.page_stack.leave_all()
    bench.settle()


@pytest.mark.parametrize("is_in_audit", [False, True], ids=["home", "audit"])
def test_a_dropped_workbook_is_checked_and_previewed(
    bench: Bench, audit_id: str, workbook: Path, *, is_in_audit: bool
) -> None:
    if is_in_audit:
        bench.open(audit_id)
    assert drop(bench, workbook)
    page = shown(bench, PackPage)
    assert "no problem was found" in words_of(page)
    picture(bench, "workbook-sound")
    press(shown(bench, PackPage), "Preview")
    shown(bench, PackPreviewPage)
    bench.window.page_stack.leave_all()
    bench.settle()


def test_a_workbook_with_mistakes_lists_each_with_its_cell_and_is_checked_again(on_page: Bench, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["survey"]["A2"].value = "selct_one yes"
    book["settings"].cell(2, 3).value = "v2"
    book.save(workbook)
    on_page.window.file_opener.open(workbook)
    page = shown(on_page, PackPage)
    text = words_of(page)
    assert "This workbook is not ready yet" in text
    assert "Our topic.xlsx, survey, row 2, type" in text
    assert "Our topic.xlsx, settings, row 2, version" in text
    picture(on_page, "workbook-wrong")
    workbook.unlink()
    write_topic_workbook(new_topic(), workbook, NOON)
    press(shown(on_page, PackPage), "Check again")
    on_page.bot.waitUntil(lambda: "no problem was found" in words_of(shown(on_page, PackPage)))


def test_a_workbook_becomes_a_pack_and_a_signed_pack(on_page: Bench, workbook: Path, tmp_path: Path) -> None:
    create_identity(on_page.home.identity, DETAILS, PASSPHRASE, NOON)
    on_page.window.file_opener.open(workbook)
    on_page.answers.saved_as = tmp_path / "out"
    press(shown(on_page, PackPage), "Save as a topic pack…")
    assert "The topic pack is saved. out.json is in the folder" in message(on_page)
    assert examine_path(tmp_path / "out.json").topic == examine_path(workbook).topic
    press(shown(on_page, PackPage), "Sign and save…")
    page = shown(on_page, SignPackPage)
    assert "Olive Officer" in words_of(page)
    picture(on_page, "sign-pack")
    page = shown(on_page, SignPackPage)
    assert page.signing is not None
    page.signing.set_folder(tmp_path)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    assert "new-topic-1-signed.zip is in the folder" in message(on_page, 2)
    with Workspace(Home(tmp_path / "agency")) as agency:
        seen = check_received_pack(agency, tmp_path / "new-topic-1-signed.zip")
    assert seen.review is not None
    assert seen.review.signer is not None
    assert seen.review.signer.who == "Olive Officer, Sample Partnership"
    shown(on_page, PackPage)


@pytest.mark.parametrize("way", ["made", "file"])
def test_an_identity_is_made_or_taken_from_a_file_where_a_pack_is_signed(
    on_page: Bench, workbook: Path, tmp_path: Path, way: str
) -> None:
    on_page.window.file_opener.open(workbook)
    press(shown(on_page, PackPage), "Sign and save…")
    page = shown(on_page, SignPackPage)
    picture(on_page, "sign-pack-first")
    page = shown(on_page, SignPackPage)
    assert page.form is not None
    assert page.key_file is not None
    assert page.form.organisation.text() == "Sample Partnership"
    if way == "made":
        for field, text in (
            (page.form.name, "Olive Officer"),
            (page.form.job_title, "Officer"),
            (page.form.email, "o@sp.example"),
            (page.form.first_typed, PASSPHRASE),
            (page.form.second_typed, PASSPHRASE),
        ):
            field.setText(text)
        page.form.make.click()
    else:
        create_identity(tmp_path / "own.key", DETAILS, PASSPHRASE, NOON)
        back_up(tmp_path / "own.key", tmp_path / "own.p12")
        page.key_file.use.click()
        assert "Choose the file first." in words_of(page)
        on_page.answers.files_chosen = (tmp_path / "own.p12",)
        press(page, "Choose the file…")
        page.key_file.passphrase.setText("not that one at all")
        page.key_file.use.click()
        on_page.bot.waitUntil(lambda: "not the right passphrase" in words_of(page), timeout=20_000)
        page.key_file.passphrase.setText(PASSPHRASE)
        page.key_file.use.click()
    on_page.bot.waitUntil(lambda: on_page.window.page_stack.page is not page, timeout=20_000)
    page = shown(on_page, SignPackPage)
    assert "Olive Officer" in words_of(page)
    assert page.signing is not None
    assert page.signing.passphrase.text() == PASSPHRASE


def test_the_menu_saves_an_empty_workbook_that_the_window_opens(on_page: Bench, tmp_path: Path) -> None:
    on_page.answers.saved_as = tmp_path / "mine"
    choose(on_page, "Save an empty workbook…")
    assert "mine.xlsx is in the folder" in message(on_page)
    on_page.answers.files_chosen = (tmp_path / "mine.xlsx",)
    choose(on_page, "Open a workbook or topic pack…")
    page = shown(on_page, PackPage)
    assert "looks like something still to be filled in" in words_of(page)
    assert "A workbook carries no signature" in words_of(page)
    assert "The pack is not signed" not in words_of(page)


def test_an_existing_file_is_never_replaced(on_page: Bench, tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_bytes(b"theirs")
    on_page.answers.saved_as = tmp_path / "mine.xlsx"
    choose(on_page, "Save an empty workbook…")
    message(on_page)
    assert (tmp_path / "mine.xlsx").read_bytes() == b"theirs"


def test_the_topics_of_this_computer_are_saved_as_workbooks(on_page: Bench, tmp_path: Path) -> None:
    choose(on_page, "Topics on this computer…")
    page = shown(on_page, TopicsPage)
    picture(on_page, "topics")
    page = shown(on_page, TopicsPage)
    on_page.answers.saved_as = tmp_path / "again.xlsx"
    found = page.findChild(QPushButton, "workbook-sample")
    assert isinstance(found, QPushButton)
    found.click()
    message(on_page)
    topic = examine_path(tmp_path / "again.xlsx").topic
    assert topic is not None
    assert topic.id == "sample"


EXPORT = """SubmissionDate,meta-instanceID,policy,motto,KEY
2026-01-01,uuid:1,yes,Ask first,uuid:1
2026-01-02,uuid:2,no,Ask twice,uuid:2
"""


def test_collected_answers_become_audits_to_be_confirmed(on_page: Bench, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT)
    on_page.answers.files_chosen = (path,)
    choose(on_page, "Take in answers from ODK or Kobo…")
    page = shown(on_page, CollectedPage)
    picture(on_page, "collected")
    page = shown(on_page, CollectedPage)
    press(page, "Take them in")
    assert "Enter at least one organisation's name." in words_of(page)
    page.names[1].setText("Hilltop Club")
    press(page, "Take them in")
    assert message(on_page).startswith("1 audit taken in. 2 answers to be confirmed.")
    with on_page.elsewhere() as workspace:
        (one,) = [draft for draft in list_drafts(workspace) if draft.agency == "Hilltop Club"]
        answer = open_draft(workspace, one.id).audit.answer("motto")
    assert answer.text == "Ask twice"
    assert answer.unconfirmed


def test_an_export_for_no_topic_here_is_refused_with_a_reason(on_page: Bench, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("SubmissionDate,colour,KEY\n2026-01-01,red,uuid:1\n")
    on_page.answers.files_chosen = (path,)
    choose(on_page, "Take in answers from ODK or Kobo…")
    assert "its answers are for no topic on this computer" in message(on_page)


def _other_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    budget = openpyxl.Workbook()
    budget.save(folder / "made.xlsx")
    older = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    return {
        "budget.xlsx": ((folder / "made.xlsx").read_bytes(), "There is no topic in this workbook"),
        "old.xls": (older, "an older Excel"),
        "locked.xlsx": (older + "EncryptedPackage".encode("utf-16-le"), "The workbook is locked with a password."),
        "table.csv": (b"type,name,label\ntext,a,What?\n", "a table as text (CSV)"),
        "export.csv": (EXPORT.encode(), "answers that were collected with ODK or Kobo"),
        "data.json": (b'{"name": "x", "scripts": {}}', "data of another program (JSON)"),
        "empty.xlsx": (b"", "There is nothing in it."),
        "~$mine.xlsx": (b"\x05Olive", "Excel makes this file while a workbook is open."),
    }


@pytest.mark.parametrize(
    "name",
    ["budget.xlsx", "old.xls", "locked.xlsx", "table.csv", "export.csv", "data.json", "empty.xlsx", "~$mine.xlsx"],
)
def test_a_dropped_file_that_is_no_topic_gets_a_true_sentence(on_page: Bench, tmp_path: Path, name: str) -> None:
    content, sentence = _other_files(tmp_path)[name]
    (tmp_path / name).write_bytes(content)
    assert drop(on_page, tmp_path / name)
    text = words_of(shown(on_page, PackPage))
    assert "This file is not a topic" in text
    assert sentence in text
    assert "failed the check" not in text
    if name == "budget.xlsx":
        picture(on_page, "no-topic")


def test_a_dropped_json_pack_is_shown_and_saved_as_a_workbook(on_page: Bench, tmp_path: Path) -> None:
    write_pack(new_topic(), tmp_path / "pack.json")
    assert drop(on_page, tmp_path / "pack.json")
    on_page.answers.saved_as = tmp_path / "from-pack.xlsx"
    page = shown(on_page, PackPage)
    picture(on_page, "pack-sound")
    page = shown(on_page, PackPage)
    press(page, "Save as an Excel workbook…")
    message(on_page)
    topic = examine_path(tmp_path / "from-pack.xlsx", dt.date(2026, 1, 1)).topic
    assert topic is not None
    assert topic.questions[0].text == new_topic().questions[0].text
    assert isinstance(page.findChild(QLineEdit), QLineEdit | None)
