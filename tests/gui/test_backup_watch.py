"""The window backs up while it is open, says when the last backup was made, and says why one failed."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from s11desk.app.audits.answers import save_answer
from s11desk.app.home import backing_up
from s11desk.domain.audits.audit import Answer
from s11desk.errors.draft_errors import DraftsLocked
from s11desk.store.saved_copies.copies import all_backups
from tests.gui.conftest import Bench


def said(bench: Bench) -> str:
    return "\n".join(one.text() for one in bench.window.home_page.findChildren(QLabel) if one.isVisible())


def shown(bench: Bench) -> Bench:
    bench.window.load_home()
    bench.settle()
    bench.bot.waitUntil(lambda: bench.window.backup_watch.report is not None)
    return bench


def change(bench: Bench, audit_id: str, text: str) -> None:
    bench.window.jobs.submit(
        lambda workspace, _: save_answer(workspace, audit_id, Answer("story", text=text)), lambda _: None
    )
    bench.settle()


def test_a_window_that_stays_open_for_six_days_has_a_backup_of_each_day(bench: Bench, audit_id: str) -> None:
    shown(bench)
    before = len(all_backups(bench.home.backups))
    for day in range(6):
        bench.clock.now += dt.timedelta(days=1)
        change(bench, audit_id, f"Day {day}")
        bench.window.backup_watch.check()
        bench.settle()
    assert len(all_backups(bench.home.backups)) == before + 6


def test_the_home_page_says_when_the_last_backup_was_made(bench: Bench, audit_id: str) -> None:
    shown(bench)
    change(bench, audit_id, "Changed")
    bench.clock.now += dt.timedelta(days=1)
    bench.window.backup_watch.check()
    bench.settle()
    assert "Last backup of your answers: 3 March 2026 at" in said(bench)
    bench.window.appearance.zoom(1)
    bench.settle()
    assert "Last backup of your answers: 3 March 2026 at" in said(bench)


def test_a_backup_without_answers_is_not_spoken_of(bench: Bench) -> None:
    assert "Last backup" not in said(shown(bench))
    assert "Were you asked to approve an audit?" in said(bench)


def test_a_backup_that_fails_is_explained_and_the_next_one_clears_it(bench: Bench, audit_id: str) -> None:
    shown(bench)
    change(bench, audit_id, "Changed")
    kept = bench.home.backups.rename(bench.home.folder / "kept")
    bench.home.backups.write_text("a file where the folder should be")
    bench.clock.now += dt.timedelta(days=1)
    bench.window.backup_watch.check()
    bench.settle()
    assert "A backup of your answers could not be made." in said(bench)
    bench.home.backups.unlink()
    shutil.move(kept, bench.home.backups)
    bench.window.backup_watch.check()
    bench.settle()
    assert "could not be made" not in said(bench)
    assert "Last backup of your answers: 3 March 2026" in said(bench)


def test_a_save_does_not_wait_for_a_backup(bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(bench)
    goes_on, begun = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        begun.set()
        goes_on.wait(60)

    monkeypatch.setattr(backing_up, "back_up_if_due", slow)
    bench.window.backup_watch.check()
    assert begun.wait(60)
    saved: list[object] = []
    bench.window.jobs.submit(
        lambda workspace, _: save_answer(workspace, audit_id, Answer("story", text="Saved")), saved.append
    )
    bench.bot.waitUntil(lambda: bool(saved))
    assert not bench.window.backup_watch.side_jobs.is_idle
    goes_on.set()
    bench.settle()


@pytest.mark.usefixtures("audit_id")
def test_drafts_that_another_program_locks_are_backed_up_at_the_next_look(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(bench)

    def locked(*_: object) -> None:
        raise DraftsLocked(path=Path("drafts.db"))

    monkeypatch.setattr(backing_up, "back_up_if_due", locked)
    bench.window.backup_watch.check()
    bench.settle()
    assert "Another program is using your audits" in said(bench)
