"""The person chooses the language of a form in the window: pages, documents and the return follow."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu

from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.returns.making.find import find_current_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.topic_packs import keep_pack
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.shell.preferences import read_preferences
from s11desk.desktop.theme.theme import locale_of
from s11desk.domain.audits.flow import INTRODUCTION, SIGN, Step, StepKind
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench
from tests.gui.every_page import complete
from tests.gui.test_approval_shown import LEAD, PASSPHRASE
from tests.samples import small_topic
from tests.topics.test_translations import in_welsh

WELSH = in_welsh(msgspec.structs.replace(small_topic(), version=4), "questions/motto/text")


@pytest.fixture
def welsh_audit(bench: Bench) -> str:
    with bench.elsewhere() as workspace:
        keep_pack(workspace, WELSH, Path("pack.zip"), confirmed=True)
        audit_id = begin_draft(workspace, WELSH.id, "Riverside Trust").audit.id
        complete(workspace, audit_id)
        create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
    bench.open(audit_id, INTRODUCTION)
    return audit_id


def language_action(bench: Bench, name: str) -> QAction:
    menu = next(one for one in bench.window.findChildren(QMenu) if one.title() == "&Language of the form")
    return next(one for one in menu.actions() if one.text() == name)


def words_of(bench: Bench) -> str:
    labels = [one.text() for one in bench.audit.findChildren(QLabel) if one.isVisibleTo(bench.audit)]
    buttons = [one.text() for one in bench.audit.findChildren(QAbstractButton) if one.isVisibleTo(bench.audit)]
    return "\n".join([*labels, *buttons]).replace("\u200b", "")


def test_the_form_is_read_and_returned_in_the_chosen_language(bench: Bench, welsh_audit: str, tmp_path: Path) -> None:
    assert "CY Please read this." not in words_of(bench)
    button = next(one for one in bench.audit.findChildren(QAbstractButton) if one.objectName() == "language-cy")
    assert button.text() == "Cymraeg"
    button.click()
    bench.bot.waitUntil(lambda: bench.audit.open_draft.draft.topic.language == "cy")
    bench.settle()
    bench.window.resize(1366, 768)
    assert "CY Sample topic" in words_of(bench)
    assert language_action(bench, "Cymraeg").isChecked()
    bench.window.go(Step(StepKind.QUESTION, "online"))
    bench.settle()
    assert "CY Question about online?" in words_of(bench)
    assert "Cwestiwn 9 (8 o 11) (dewisol)" in words_of(bench)
    assert {"Ie", "Na", "Sylw (dewisol)", "Tystiolaeth (dewisol)"} <= set(words_of(bench).splitlines())
    bench.window.go(Step(StepKind.QUESTION, "motto"))
    bench.settle()
    assert "Question about motto?" in words_of(bench).splitlines()
    assert read_preferences(bench.home.settings).language == "cy"
    bench.window.go(SIGN)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, SignPage)
    bench.bot.waitUntil(lambda: page.signing.isVisibleTo(page), timeout=20_000)
    page.signing.set_folder(tmp_path)
    page.after.choose(choice=False)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    with bench.elsewhere() as workspace:
        bench.bot.waitUntil(lambda: find_current_return(workspace, welsh_audit) is not None, timeout=30_000)
        made = find_current_return(workspace, welsh_audit)
        assert made is not None
        verdict = verify_return(made.path, deep=True)
        assert open_draft(workspace, welsh_audit).topic == WELSH
    assert verdict.is_verified
    audit_file = verdict.read.audit_file
    assert audit_file is not None
    assert audit_file.pages is not None
    assert audit_file.pages.language == "cy"
    assert verdict.topic == WELSH


def test_the_menu_chooses_a_language_too(bench: Bench, welsh_audit: str) -> None:
    assert welsh_audit
    language_action(bench, "Cymraeg").trigger()
    bench.settle()
    assert "CY Please read this." in words_of(bench)
    language_action(bench, "English").trigger()
    bench.settle()
    assert "CY Please read this." not in words_of(bench)


def test_a_form_in_one_language_offers_none(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    menu = next(one for one in bench.window.findChildren(QMenu) if one.title() == "&Language of the form")
    assert not menu.menuAction().isEnabled()


@pytest.mark.parametrize(
    ("tag", "name"),
    [("cy", "cy_GB"), ("cy-GB", "cy_GB"), ("en", "en_GB"), ("en-US", "en_GB"), ("fr-CA", "fr_CA"), ("", "en_GB")],
)
def test_a_voice_reads_a_form_in_its_language(tag: str, name: str) -> None:
    assert locale_of(tag).name() == name
