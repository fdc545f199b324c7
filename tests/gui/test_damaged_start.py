"""Drafts that cannot be opened: the home page says so and offers yesterday's backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.standalone.backups.data_page import DataPage
from s11desk.desktop.start import build_window, shut_down
from tests.gui.conftest import Bench, SteppingClock

DAMAGED = b"Dear partnership, " * 500


@pytest.fixture
def damaged(
    home: Home,
    audit_id: str,  # noqa: ARG001 - it begins the draft
    new_bench: Callable[[], Bench],
) -> Bench:
    """A window whose draft is in today's backup, while the file with the drafts is damaged."""
    for early in home.backups.glob("*.db"):
        early.unlink()
    Workspace(home, SteppingClock()).close()
    for name in ("-wal", "-shm"):
        Path(f"{home.database}{name}").unlink(missing_ok=True)
    home.database.write_bytes(DAMAGED)
    bench = new_bench()
    bench.window.load_home()
    bench.settle()
    return bench


def press(page: QWidget, text: str) -> None:
    next(found for found in page.findChildren(QPushButton) if found.text() == text).click()


def test_a_backup_can_be_restored_from_the_home_page(damaged: Bench, audit_id: str) -> None:
    damaged.answers.confirm_with = True
    damaged.answers.expect_messages = True
    press(damaged.window.home_page, "&Bring back a backup…")
    damaged.settle()
    page = damaged.window.page_stack.page
    assert isinstance(page, DataPage)
    press(page, "Bring back…")
    damaged.bot.waitUntil(lambda: damaged.window.shows_drafts, timeout=20_000)
    damaged.settle()
    assert "bring back the newest copy, which was made just now" in damaged.answers.messages[-1]
    with damaged.elsewhere() as workspace:
        assert [draft.id for draft in list_drafts(workspace)] == [audit_id]
    assert [path for path in damaged.home.folder.iterdir() if path.is_file() and path.read_bytes() == DAMAGED]


@pytest.mark.usefixtures("audit_id")
def test_the_drafts_are_read_again_on_request(damaged: Bench) -> None:
    backup = next(damaged.home.backups.glob("*.db"))
    damaged.home.database.write_bytes(backup.read_bytes())
    press(damaged.window.home_page, "&Try again")
    damaged.settle()
    assert damaged.window.shows_drafts


def test_opening_leaves_the_damaged_file_unchanged(damaged: Bench) -> None:
    assert not damaged.window.shows_drafts
    press(damaged.window.home_page, "&Bring back a backup…")
    damaged.settle()
    assert damaged.home.database.read_bytes() == DAMAGED


@pytest.mark.usefixtures("audit_id")
def test_no_backup_is_offered_if_the_drafts_open(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    assert not [found for found in bench.window.home_page.findChildren(QPushButton) if "backup" in found.text()]


@pytest.mark.usefixtures("audit_id")
def test_changes_are_backed_up_when_the_window_closes(qapp: QApplication, home: Home) -> None:
    window = build_window(qapp, home, SteppingClock())
    window.jobs.submit(lambda workspace, _: begin_draft(workspace, "sample", "Begun today"), lambda _: None)
    shut_down(window)
    backup = sqlite3.connect(max(home.backups.glob("drafts-*.db")))
    assert backup.execute("SELECT count(*) FROM audit").fetchone() == (2,)
    backup.close()


def test_a_damaged_audit_is_shown_with_the_way_to_the_backups_and_the_other_opens(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        hurt = begin_draft(workspace, "sample", "Hurt Trust").audit.id
        workspace.drafts._connection.execute(
            "UPDATE audit SET revision = 9, agency = ? WHERE id = ?", ("Hurt\u202e Trust", hurt)
        )
    bench.window.load_home()
    bench.settle()
    texts = [found.text() for found in bench.window.home_page.findChildren(QLabel)]
    assert "The audit of Hurt[U+202E] Trust is damaged" in texts
    bench.open(audit_id)
    assert bench.audit.open_draft.draft.audit.id == audit_id
    bench.window.go_home()
    bench.settle()
    bench.window.home_page.findChildren(QPushButton, f"damaged-{hurt}")[0].click()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, DataPage)
