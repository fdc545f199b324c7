"""What the PDF cannot show as it was typed is named before signing, with its place, and nothing else is."""

from __future__ import annotations

import string
import unicodedata

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.unprintable_texts import find_unprintable_texts
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.flow import CHECK, Step, StepKind
from s11desk.report.letters.typeface_gaps import missing_characters
from tests.gui.conftest import Bench
from tests.gui.test_first_use import texts_of

PRINTED = [
    "Ångström Zoë naïve Łódź",
    "• ✓ → “quotes” ½ €",
    "Плёнка, Ελληνικά",
    "👍 well done",
    "שלום ગુજરાતી e\u0301 می\u200cخواهم",
]
NOT_PRINTED = {"ไทย": "ไ", "中文": "中", "שלום 中": "中", "😶‍🌫️ 𓀀": "𓀀"}


def workspace_of(bench: Bench) -> Workspace:
    return bench.elsewhere()


@pytest.mark.parametrize("text", PRINTED)
def test_what_can_be_printed_is_not_named(bench: Bench, audit_id: str, text: str) -> None:
    with workspace_of(bench) as workspace:
        save_answer(workspace, audit_id, Answer("story", text=text, comment=text))
        assert find_unprintable_texts(workspace, audit_id) == ()


@pytest.mark.parametrize(("text", "first"), NOT_PRINTED.items())
def test_every_text_that_cannot_be_printed_is_found_with_its_place(
    bench: Bench, audit_id: str, text: str, first: str
) -> None:
    with workspace_of(bench) as workspace:
        save_answer(workspace, audit_id, Answer("story", text=f"As typed: {text}"))
        save_answer(workspace, audit_id, Answer("motto", text="Plain", comment=text))
        save_answer(workspace, audit_id, Answer("people", people=(Person(role="completer", name=text),)))
        found = find_unprintable_texts(workspace, audit_id)
    places = [(one.place.question, one.place.where) for one in found]
    assert places == [("people", TextPlace.PERSON), ("story", TextPlace.TEXT), ("motto", TextPlace.COMMENT)]
    assert all(first in one.characters for one in found)
    assert all(len(set(one.characters)) == len(one.characters) for one in found)


def test_letters_that_are_never_looked_up_are_all_in_the_typeface() -> None:
    usual = [chr(code) for code in range(0x20, 0x180) if unicodedata.category(chr(code)) not in {"Cc", "Cf"}]
    assert missing_characters(resources_folder() / "fonts", [*usual, *"–—‘’“”…•€", string.printable]) == ()


def test_the_check_page_names_them_and_leads_there(bench: Bench, audit_id: str) -> None:
    with workspace_of(bench) as workspace:
        save_answer(workspace, audit_id, Answer("story", text="China 中国"))
    bench.open(audit_id, CHECK)
    page = bench.audit.page
    assert isinstance(page, CheckPage)
    bench.bot.waitUntil(page.unprintable.isVisible)
    assert "Some letters cannot be printed" in texts_of(page)
    line = next(one for one in page.unprintable.findChildren(QPushButton) if "中" in one.text())
    line.click()
    bench.settle()
    assert bench.audit.page is not None
    assert bench.audit.page.step == Step(StepKind.QUESTION, "story")


def test_the_check_page_says_nothing_where_all_is_printed(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, CheckPage)
    assert not page.unprintable.isVisible()
