"""Links of a topic in the window: shown where people look for help, and opened only after a word of the person."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.topic_packs import keep_pack
from s11desk.desktop.pages.nobody_to_ask import NOBODY_TO_ASK
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.flow import INTRODUCTION
from s11desk.topics.pack import load_pack
from tests.gui.conftest import Bench, question
from tests.topics.test_links import GOLDEN


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return "council" in found[-1]

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def test_a_link_is_opened_only_after_the_person_said_so(bench: Bench, opened: list[str]) -> None:
    with bench.elsewhere() as workspace:
        topic = load_pack(GOLDEN)
        keep_pack(workspace, topic, Path("pack.zip"), confirmed=True)
        audit_id = begin_draft(workspace, topic.id, "Riverside Trust").audit.id
    bench.open(audit_id)
    for step in (INTRODUCTION, question("motto")):
        bench.window.go(step)
        bench.settle()
        if step != INTRODUCTION:
            assert isinstance(bench.audit.page, QuestionPage)
            bench.audit.page.guidance.open()
        texts = [one.text().replace("\u200b", "") for one in bench.audit.findChildren(QLabel)]
        assert NOBODY_TO_ASK in texts
        assert "http://hubs.council.gov.uk/near-you" in texts
        hubs = bench.audit.findChild(QPushButton, "topic-link-hubs")
        assert isinstance(hubs, QPushButton)
        assert hubs.accessibleName() == "Open: Family Hubs near you"
        assert hubs.accessibleDescription() == "http://hubs.council.gov.uk/near-you. Opens your web browser."
        opened.clear()
        bench.answers.confirm_with = False
        hubs.click()
        assert opened == []
        bench.answers.confirm_with = True
        hubs.click()
        assert opened == ["http://hubs.council.gov.uk/near-you"]
    toolbox = bench.audit.findChild(QPushButton, "topic-link-toolbox")
    assert isinstance(toolbox, QPushButton)
    bench.answers.expect_messages = True
    toolbox.click()
    assert QGuiApplication.clipboard().text() == "https://www.familytoolbox.example/?from=audit#find"
    assert bench.answers.messages[-1].startswith("The link did not open")
    assert bench.answers.asked[-1] == "Open this page in your web browser?"
