"""The pages on which a pack is added, a topic is removed, and a person sees where a return goes."""

from __future__ import annotations

import datetime as dt
import os
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.topic_packs import keep_pack, sign_pack
from s11desk.app.topics import find_topic, list_topics
from s11desk.desktop.pages.sign.where_it_goes import WhereItGoes
from s11desk.desktop.standalone.topics.added_topics import AddedTopics
from s11desk.desktop.standalone.topics.pack_page import PackPage
from s11desk.domain.audits.flow import SIGN
from s11desk.domain.topics.topic import Link, ReturnAddress, Topic
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.pack import encode_topic
from tests.gui.conftest import Bench
from tests.samples import ORIGIN, small_topic

HERE = Path("pack.zip")


def pack(version: int, email: str) -> Topic:
    return msgspec.structs.replace(small_topic(), version=version, return_to=ReturnAddress(email, origin=ORIGIN))


Found = TypeVar("Found", bound=QWidget)


def found(widget: QWidget | None, kind: type[Found], name: str = "") -> Found:
    assert widget is not None
    one = widget.findChild(kind, name) if name else widget.findChild(kind)
    assert isinstance(one, kind)
    return one


def says(bench: Bench, words: str) -> bool:
    return words in words_of(bench.window)


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel)).replace("\u200b", "")


def is_above(widget: QWidget, heading: str) -> bool:
    """Whether ``widget`` comes before the label with this text, in the order in which a page is read."""
    page = widget.parentWidget()
    assert page is not None
    (text,) = [one for one in page.findChildren(QLabel) if one.text() == heading]
    return widget.mapTo(page, widget.rect().topLeft()).y() < text.mapTo(page, text.rect().topLeft()).y()


@pytest.fixture
def shown(bench: Bench, audit_id: str, tmp_path: Path) -> PackPage:
    assert audit_id
    with bench.elsewhere() as workspace:
        keep_pack(workspace, pack(2, "returns@sp.example"), HERE, confirmed=True)
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "topic.json").write_bytes(encode_topic(pack(1_000_000, "spy@elsewhere.example")))
    bench.window.file_opener.open(folder)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PackPage))
    page = bench.window.page_stack.page
    assert isinstance(page, PackPage)
    return page


def test_a_pack_that_sends_returns_elsewhere_is_added_only_after_a_word_of_the_person(
    bench: Bench, shown: PackPage
) -> None:
    text = words_of(shown)
    for needed in (
        "From: Sample Partnership",
        "Returns go to: spy@elsewhere.example",
        "The return is not locked: anyone who gets the file can read it.",
        "To ask: A. Contact",
        "What differs from version 2",
        "returns@sp.example → spy@elsewhere.example",
        "on a number that you already have",
    ):
        assert needed in text
    keep, asked = found(shown, QPushButton, "keep-pack"), found(shown, QCheckBox, "asked-partnership")
    assert shown.first_field() is asked
    keep.click()
    bench.settle()
    assert bench.window.page_stack.page is shown
    asked.click()
    bench.answers.expect_messages = True
    keep.click()
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    with bench.elsewhere() as workspace:
        assert find_topic(workspace, "sample").version == 1_000_000


def test_an_added_topic_is_removed_and_the_one_before_is_offered_again(bench: Bench, audit_id: str) -> None:
    assert audit_id
    with bench.elsewhere() as workspace:
        keep_pack(workspace, pack(1_000_000, "spy@elsewhere.example"), HERE, confirmed=True)
    bench.window.load_home()
    bench.window.standalone.data.show()
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None)
    bench.settle()
    page = bench.window.page_stack.page
    assert page is not None
    added = found(page, AddedTopics)
    assert added.isVisibleTo(page)
    bench.answers.confirm_with = False
    found(added, QPushButton, "remove-sample").click()
    bench.settle()
    assert version_in_use(bench) == 1_000_000
    bench.answers.confirm_with = True
    found(added, QPushButton, "remove-sample").click()
    bench.bot.waitUntil(lambda: version_in_use(bench) == 1)
    bench.settle()


def test_a_link_that_is_new_is_looked_at_before_its_pack_is_added(bench: Bench, tmp_path: Path) -> None:
    links = (Link("same", "Same", "https://same.example"), Link("help", "Help", "https://help.example"))
    before = msgspec.structs.replace(pack(2, ""), format=4, links=links)
    with bench.elsewhere() as workspace:
        keep_pack(workspace, before, HERE, confirmed=True)
    folder = tmp_path / "pack"
    folder.mkdir()
    moved = msgspec.structs.replace(links[1], address="https://elsewhere.example")
    now = msgspec.structs.replace(before, version=3, links=(links[0], moved))
    (folder / "topic.json").write_bytes(encode_topic(now))
    bench.window.file_opener.open(folder)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PackPage))
    page = bench.window.page_stack.page
    assert page is not None
    words = words_of(page)
    assert words.count("A link to help: Help (https://help.example) → Help (https://elsewhere.example)") == 2
    assert "A link to help: Same" not in words
    keep, seen = found(page, QPushButton, "keep-pack"), found(page, QCheckBox, "links-seen")
    assert not keep.isEnabled()
    seen.click()
    assert keep.isEnabled()


def version_in_use(bench: Bench) -> int:
    with bench.elsewhere() as workspace:
        return next(topic.version for topic in list_topics(workspace) if topic.id == "sample")


def test_the_sign_page_says_where_the_return_goes_and_which_version_the_audit_keeps(
    bench: Bench, audit_id: str
) -> None:
    with bench.elsewhere() as workspace:
        keep_pack(workspace, pack(2, "returns@sp.example"), HERE, confirmed=True)
    bench.open(audit_id, SIGN)
    bench.settle()
    goes = found(bench.audit.page, WhereItGoes)
    goes.details.set_open(is_open=True)
    text = words_of(goes)
    assert "Returns go to: no address is given. Reply to the e-mail that asked for the audit." in text
    assert "This audit has version 1 of the questions. New audits get version 2." in text


def test_what_is_worth_a_look_is_listed_and_the_topic_can_be_added(bench: Bench, tmp_path: Path) -> None:
    topic = small_topic()
    asked = msgspec.structs.replace(topic.questions[-1], id="again")
    folder = tmp_path / "doubtful"
    folder.mkdir()
    doubtful = msgspec.structs.replace(topic, deadline=dt.date(2020, 1, 1), questions=(*topic.questions, asked))
    (folder / "topic.json").write_bytes(encode_topic(doubtful))
    bench.window.file_opener.open(folder)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PackPage))
    page = bench.window.page_stack.page
    assert page is not None
    text = words_of(page)
    assert "Worth a look" in text
    assert "no problem was found that stops it from being used." in text
    assert found(page, QPushButton, "keep-pack").isEnabled()
    assert is_above(found(page, QPushButton, "keep-pack"), "Worth a look"), "an agency cannot mend the list"


def test_a_signed_pack_says_who_signed_it_and_an_unsigned_one_that_nobody_did(bench: Bench, tmp_path: Path) -> None:
    plain = tmp_path / "pack.json"
    plain.write_bytes(encode_topic(pack(7, "returns@sp.example")))
    partnership = Home(tmp_path / "partnership")
    with Workspace(partnership) as workspace:
        details = IdentityDetails("Olive Officer", "Officer", "Sample Partnership", "o@sp.example")
        create_identity(partnership.identity, details, "blue river 42 mountain", workspace.clock())
        sign_pack(workspace, plain, tmp_path / "signed.zip", "blue river 42 mountain")
    for path, expected in (
        (plain, "The pack is not signed, so nothing shows who made it."),
        (tmp_path / "signed.zip", "Signed by Olive Officer, Sample Partnership. You have not checked who that is"),
    ):
        bench.window.file_opener.open(path)
        bench.bot.waitUntil(partial(says, bench, expected))
        assert says(bench, "Signature check code: ") == (path.suffix == ".zip"), "the signer's page calls it so too"
        if folder := os.environ.get("PICTURES"):
            bench.window.resize(1366, 768)
            bench.settle()
            bench.window.grab().save(f"{folder}/pack-{path.suffix[1:]}.png")
