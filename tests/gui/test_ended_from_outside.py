"""A real process types by itself and is ended from outside: by a signal, a kill, or the end of the session."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.resume import find_resume_point
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.saving.edits import MAX_WAIT
from s11desk.desktop.start import save_at_end_of_session, save_or_wait
from tests.gui.conftest import Bench, SteppingClock, question, type_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows ends a program in other ways")

TYPIST = """
    import sys, time
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from s11desk.app.home.paths import Home
    from s11desk.desktop import start
    from s11desk.store.opening import connection
    from tests.gui.conftest import question, type_in

    home, audit, name, keys = Home(Path(sys.argv[1])), sys.argv[2], sys.argv[3], int(sys.argv[4])
    build = start.build_window
    connection.BUSY_SECONDS = 0.5

    def build_typist(*arguments):
        window = build(*arguments)
        window.typed = 0
        window.typist = QTimer(window, interval=20)
        window.typist.timeout.connect(lambda: type_on(window))
        window.listed.connect(lambda: window.open_audit(audit))
        window.listed.connect(window.typist.start)
        return window

    def type_on(window):
        if window.audit is None or window.open_draft is None:
            return
        if window.audit.step != question(name):
            window.audit.go(question(name))
        if window.typed < keys:
            window.typed += 1
            type_in(window.audit.page.input.first_field(), "x")
            print(window.typed, time.monotonic(), flush=True)

    start.build_window = build_typist
    sys.exit(start.run_window(home))
"""


@dataclass(frozen=True)
class Key:
    """One keystroke. ``at``: seconds of a clock that only goes forward."""

    number: int
    at: float


class Typist:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.keys: list[Key] = []

    def wait_until(self, enough: Callable[[Key], bool]) -> None:
        """Read what the process says it typed."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            number, at = line.split()
            self.keys.append(Key(int(number), float(at)))
            if enough(self.keys[-1]):
                return
        pytest.fail("the process ended by itself")

    def end(self, number: int) -> int:
        """Send a signal, and return the exit code. What was typed until the process heard of it counts as typed."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        for line in self.process.stdout.read().splitlines():
            self.keys.append(Key(int(line.split()[0]), float(line.split()[1])))
        return self.process.wait(60)


@pytest.fixture(autouse=True)
def _signals_arrive() -> Iterator[None]:
    """A program that a shell starts in the background ignores SIGINT, and one below ``nohup`` SIGHUP. So would the
    processes of these tests.
    """
    before = [(number, signal.signal(number, signal.default_int_handler)) for number in (signal.SIGINT, signal.SIGHUP)]
    yield
    for number, handler in before:
        signal.signal(number, handler)


@contextmanager
def typing(home: Home, audit_id: str, name: str = "story", keys: int = 1_000_000) -> Iterator[Typist]:
    command = [sys.executable, "-c", textwrap.dedent(TYPIST), str(home.folder), audit_id, name, str(keys)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Typist(process)
        finally:
            process.kill()


def letters_on_disk(home: Home, audit_id: str) -> int:
    with Workspace(home, SteppingClock()) as workspace:
        return len(open_draft(workspace, audit_id).audit.answer("story").text)


def test_a_kill_during_typing_loses_only_the_last_seconds(home: Home, audit_id: str) -> None:
    """The computer may be busy, so the test allows twice the promised pause."""
    allowed = 3 * MAX_WAIT / 1000
    with typing(home, audit_id) as typist:
        typist.wait_until(lambda key: len(typist.keys) > 20 and key.at - typist.keys[20].at > allowed)
        assert typist.end(signal.SIGKILL) == -signal.SIGKILL
    due = [key.number for key in typist.keys if key.at < typist.keys[-1].at - allowed]
    assert len(due) > 10
    assert letters_on_disk(home, audit_id) >= due[-1]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_during_typing_loses_nothing(home: Home, audit_id: str, name: str) -> None:
    with typing(home, audit_id) as typist:
        typist.wait_until(lambda key: key.number == 20)
        assert typist.end(getattr(signal, name)) == 0
    assert letters_on_disk(home, audit_id) == typist.keys[-1].number


def test_an_idle_window_reacts_to_a_signal(home: Home, audit_id: str) -> None:
    """Python alone looks for signals only at the next event."""
    with typing(home, audit_id, keys=5) as typist:
        typist.wait_until(lambda key: key.number == 5)
        assert typist.end(signal.SIGTERM) == 0
    assert letters_on_disk(home, audit_id) == 5
    backups = [path.read_bytes() for path in home.backups.glob("*.db")]
    assert any(b"xxxxx" in backup for backup in backups), "it backed up, as a closing window does"


def test_a_signal_keeps_invalid_text(home: Home, audit_id: str) -> None:
    with typing(home, audit_id, name="staff", keys=5) as typist:
        typist.wait_until(lambda key: key.number == 5)
        assert typist.end(signal.SIGTERM) == 0
    with Workspace(home, SteppingClock()) as workspace:
        point = find_resume_point(workspace, audit_id)
    assert point is not None
    assert [unparsed.text for unparsed in point.unparsed] == ["xxxxx"]


def test_the_exit_code_after_a_signal_says_that_text_is_not_saved(home: Home, audit_id: str) -> None:
    with typing(home, audit_id, keys=5) as typist:
        typist.wait_until(lambda key: key.number == 1)
        other = Workspace(home, SteppingClock())
        other.drafts._connection.execute("BEGIN IMMEDIATE")
        try:
            assert typist.end(signal.SIGTERM) == 3
        finally:
            other.close()


def test_a_signal_that_was_ignored_stays_ignored(home: Home, audit_id: str) -> None:
    """Under ``nohup`` a closed terminal must not end the window."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with typing(home, audit_id) as typist:
            signal.signal(signal.SIGHUP, before)
            typist.wait_until(lambda key: key.number == 5)
            typist.process.send_signal(signal.SIGHUP)
            typist.wait_until(lambda key: key.number == 50)
            assert typist.end(signal.SIGTERM) == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_end_of_the_session_saves_typed_text(qapp: QApplication, bench: Bench, audit_id: str) -> None:
    """Windows asks, lets a person type on, and then ends the program with this signal."""
    save_at_end_of_session(qapp, bench.window)
    type_into_story(bench, audit_id)
    qapp.aboutToQuit.emit()
    assert letters_on_disk(bench.home, audit_id) == 4


def test_unsaved_text_stops_the_end_of_the_session(
    bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s11desk.store.opening.connection.BUSY_SECONDS", 0.05)
    cancelled: list[bool] = []
    type_into_story(bench, audit_id)
    other = sqlite3.connect(bench.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    save_or_wait(bench.window, lambda: cancelled.append(True))
    other.close()
    assert cancelled == [True]
    save_or_wait(bench.window, lambda: cancelled.append(True))
    assert cancelled == [True]
    assert letters_on_disk(bench.home, audit_id) == 4


def type_into_story(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("story"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    type_in(field, "Last")
