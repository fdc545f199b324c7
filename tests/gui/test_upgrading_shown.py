"""The card of an audit offers a copy with a newer version of its questions, and the page says what comes over."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import list_drafts
from s11desk.app.topic_packs import keep_pack
from s11desk.desktop.standalone.upgrading.upgrade_page import UpgradePage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.audits.audit import Answer
from tests.gui.conftest import Bench, question
from tests.samples import small_topic

NEWER = msgspec.structs.replace(
    small_topic(),
    version=2,
    questions=tuple(
        msgspec.structs.replace(one, text="What is your motto?") if one.id == "motto" else one
        for one in small_topic().questions
    ),
)


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel)).replace("\u200b", "")


def pictures(bench: Bench, name: str) -> None:
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    bench.window.resize(1366, 768)
    for scheme, zoom in ((Scheme.DARK, 100), (Scheme.LIGHT, 200), (Scheme.LIGHT, 100)):
        bench.window.appearance.set_scheme(scheme)
        bench.window.appearance.zoom(0)
        while bench.window._theme.zoom < zoom:
            bench.window.appearance.zoom(1)
        bench.bot.wait(300)
        bench.window.grab().save(f"{folder}/{name}-{scheme}-{zoom}.png")


def test_a_copy_is_made_and_opened_and_its_answer_is_confirmed_on_its_page(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("motto", text="Ask first"))
        keep_pack(workspace, NEWER, Path("pack.json"), confirmed=True)
    bench.window.load_home()
    bench.settle()
    home = bench.window.home_page
    assert "This audit keeps version 1 of the questions. Version 2 is here too." in words_of(home)
    pictures(bench, "home-newer")
    home = bench.window.home_page
    (copy,) = home.findChildren(QPushButton, f"upgrade-{audit_id}")
    copy.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, UpgradePage))
    pictures(bench, "upgrade")
    page = bench.window.page_stack.page
    assert isinstance(page, UpgradePage)
    text = words_of(page)
    assert "0 answers unchanged, 1 to be confirmed by you, 0 left out." in text
    assert "With new words: question 6, “What is your motto?”. It was “Question about motto?”." in text
    page.make.click()
    bench.bot.waitUntil(lambda: bench.window.audit is not None)
    bench.settle()
    audit = bench.audit
    assert audit.open_draft.draft.topic.version == 2
    audit.go(question("motto"))
    assert audit.page is not None
    assert "Read the answer from last time. Going on from its page confirms it" in "\n".join(
        one.text() for one in audit.page.findChildren(QPushButton)
    )
    pictures(bench, "unconfirmed")
    audit = bench.audit
    audit.go_on()
    bench.bot.waitUntil(lambda: not audit.open_draft.draft.audit.answer("motto").unconfirmed)
    with bench.elsewhere() as workspace:
        assert len(list_drafts(workspace)) == 2
