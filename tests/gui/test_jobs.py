"""The job runner: jobs run in order on another thread, results arrive on the main thread, and no error is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.saving.jobs import JobRunner, Task
from s11desk.errors import Cancelled, S11Error
from s11desk.errors.draft_errors import DraftsLocked
from s11desk.errors.file_errors import DiskFull
from s11desk.files.write_warnings import WarningKind, WriteWarning, warn
from s11desk.override import override
from tests.samples import NOON


def runner_of(home: Home) -> JobRunner:
    return JobRunner(lambda: Workspace(home, lambda: NOON), lambda: Workspace(home, lambda: NOON, is_second=True))


@pytest.fixture
def jobs(
    qtbot: QtBot,  # noqa: ARG001 - it starts Qt
    home: Home,
) -> Iterator[JobRunner]:
    runner = runner_of(home)
    yield runner
    runner.close()


def test_results_come_in_order_on_the_main_thread(jobs: JobRunner, qtbot: QtBot) -> None:
    heard: list[tuple[int, threading.Thread]] = []
    workers: set[threading.Thread] = set()

    def run(number: int, _workspace: Workspace, _task: Task) -> int:
        workers.add(threading.current_thread())
        return number

    def take(number: int) -> None:
        heard.append((number, threading.current_thread()))

    for number in range(20):
        jobs.submit(partial(run, number), take)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert heard == [(number, threading.main_thread()) for number in range(20)]
    assert len(workers) == 1
    assert threading.main_thread() not in workers


def test_the_workspace_is_opened_once_and_by_the_worker(qtbot: QtBot, home: Home) -> None:
    opened: list[threading.Thread] = []

    def opener() -> Workspace:
        opened.append(threading.current_thread())
        return Workspace(home, lambda: NOON)

    jobs = JobRunner(opener, lambda: Workspace(home, lambda: NOON, is_second=True))
    assert opened == []
    for _ in range(3):
        jobs.submit(lambda workspace, _: workspace.drafts.lines(), lambda _: None)
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.close()
    assert len(opened) == 1
    assert opened[0] is not threading.main_thread()


def test_an_error_goes_to_the_caller_or_else_to_the_window(jobs: JobRunner, qtbot: QtBot) -> None:
    def refuse(_workspace: Workspace, _task: Task) -> None:
        raise DiskFull(Path("drafts.db"))

    own: list[S11Error] = []
    common: list[S11Error] = []
    jobs.failed.connect(common.append)
    jobs.submit(refuse, lambda _: pytest.fail("there is no result"), own.append)
    jobs.submit(refuse, lambda _: pytest.fail("there is no result"))
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert (len(own), len(common)) == (1, 1)


def test_a_bug_is_reported_and_the_caller_still_gets_an_error(jobs: JobRunner, qtbot: QtBot) -> None:
    def fail(_workspace: Workspace, _task: Task) -> None:
        raise ZeroDivisionError

    bugs: list[Exception] = []
    heard: list[S11Error] = []
    jobs.bug_found.connect(bugs.append)
    jobs.submit(fail, lambda _: pytest.fail("there is no result"), heard.append)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert isinstance(bugs[0], ZeroDivisionError)
    assert type(heard[0]) is S11Error


def test_the_next_job_tries_again_to_open_the_home(qtbot: QtBot, home: Home) -> None:
    tries = iter([DraftsLocked(Path("drafts.db"))])

    def opener() -> Workspace:
        for error in tries:
            raise error
        return Workspace(home, lambda: NOON)

    jobs = JobRunner(opener, lambda: Workspace(home, lambda: NOON, is_second=True))
    errors: list[S11Error] = []
    done: list[int] = []
    jobs.submit(lambda _, __: 1, done.append, errors.append)
    jobs.submit(lambda _, __: 2, done.append, errors.append)
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.close()
    assert (len(errors), done) == (1, [2])


def test_progress_is_reported_and_a_task_can_be_cancelled(jobs: JobRunner, qtbot: QtBot) -> None:
    started = threading.Event()

    def long(_workspace: Workspace, task: Task) -> None:
        task.progress(1, 2)
        started.set()
        while not task.is_cancelled():
            pass
        raise Cancelled

    progress: list[tuple[int, int]] = []
    errors: list[S11Error] = []
    task = jobs.submit_long(long, lambda _: None, errors.append, lambda done, total: progress.append((done, total)))
    qtbot.waitUntil(lambda: bool(progress))
    task.cancel()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert progress == [(1, 2)]
    assert isinstance(errors[0], Cancelled)


def test_waiting_delivers_all_results_and_runs_jobs_that_they_submit(jobs: JobRunner) -> None:
    heard: list[str] = []

    def again(_: None) -> None:
        heard.append("first")
        jobs.submit(lambda _, __: None, lambda _: heard.append("second"))

    jobs.submit(lambda _, __: None, again)
    jobs.wait()
    assert heard == ["first", "second"]


def test_a_deleted_listener_is_not_called_and_its_errors_go_to_the_window(jobs: JobRunner, qtbot: QtBot) -> None:
    def refuse(_workspace: Workspace, _task: Task) -> None:
        raise DiskFull(Path("drafts.db"))

    page = QObject()
    reported: list[S11Error] = []
    jobs.failed.connect(reported.append)
    jobs.submit(lambda _, __: None, lambda _: pytest.fail("nobody is there"), listener=page)
    jobs.submit(refuse, lambda _: None, lambda _: pytest.fail("nobody is there"), listener=page)
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert len(reported) == 1


def test_nobody_hears_of_the_error_of_a_look_whose_page_is_gone(jobs: JobRunner, qtbot: QtBot) -> None:
    """What it reads may be removed with its page: a message about a missing file would say nothing to the person."""

    def refuse(_workspace: Workspace, _task: Task) -> None:
        raise DiskFull(Path("drafts.db"))

    page = QObject()
    reported: list[S11Error] = []
    jobs.failed.connect(reported.append)
    jobs.look_up(page, refuse, lambda _: None)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert len(reported) == 1, "while the page is there, an error is told"
    jobs.look_up(page, refuse, lambda _: None, lambda _: pytest.fail("nobody is there"))
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert len(reported) == 1


@pytest.mark.usefixtures("qtbot")
def test_closing_finishes_all_submitted_jobs(home: Home) -> None:
    jobs = runner_of(home)
    done: list[int] = []

    def run(number: int, _workspace: Workspace, _task: Task) -> None:
        done.append(number)

    for number in range(5):
        jobs.submit(partial(run, number), lambda _: None)
    jobs.close()
    assert done == [0, 1, 2, 3, 4]


def test_warnings_come_after_the_result_and_do_not_stop_it(jobs: JobRunner, qtbot: QtBot) -> None:
    heard: list[object] = []
    jobs.warned.connect(heard.append)

    def run(_workspace: Workspace, _task: Task) -> str:
        warn(WarningKind.UNCONFIRMED, Path("share"))
        warn(WarningKind.UNCONFIRMED, Path("share"))
        return "done"

    jobs.submit(run, heard.append)
    jobs.submit(lambda _workspace, _task: "next", heard.append)
    qtbot.waitUntil(lambda: jobs.is_idle)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == ["done", (WriteWarning(WarningKind.UNCONFIRMED, Path("share")),), "next"]


class Gate:
    """A long task that stays in its worker until it is let go."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.go = threading.Event()

    def __call__(self, workspace: Workspace, _task: Task) -> Workspace:
        self.arrived.set()
        self.go.wait()
        return workspace


def test_a_short_job_does_not_wait_for_a_long_task(jobs: JobRunner, qtbot: QtBot) -> None:
    gate, heard = Gate(), list[object]()
    jobs.submit_long(gate, lambda _: heard.append("long"))
    assert gate.arrived.wait(30)
    jobs.submit(lambda _, __: "short", heard.append)
    qtbot.waitUntil(lambda: heard == ["short"])
    assert not jobs.is_idle
    gate.go.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert heard == ["short", "long"]


def test_a_long_task_starts_after_all_earlier_jobs_with_a_workspace_of_its_own(jobs: JobRunner, qtbot: QtBot) -> None:
    gate, done, used = Gate(), list[str](), list[Workspace]()

    def note(name: str, workspace: Workspace, _task: Task) -> None:
        done.append(name)
        used.append(workspace)

    jobs.submit(gate, lambda _: None)
    jobs.submit_long(partial(note, "long"), lambda _: None)
    jobs.submit(partial(note, "later"), lambda _: None)
    assert done == []
    gate.go.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert sorted(done) == ["later", "long"]
    assert used[0] is not used[1]


def test_what_needs_the_home_to_itself_waits_for_long_tasks_and_later_jobs_wait_for_it(
    jobs: JobRunner, qtbot: QtBot
) -> None:
    gate, done = Gate(), list[str]()
    jobs.submit_long(gate, lambda _: done.append("long"))
    jobs.submit_closed(lambda: done.append("alone"), lambda _: None)
    jobs.submit(lambda _, __: done.append("later"), lambda _: None)
    assert gate.arrived.wait(30)
    qtbot.wait(50)
    assert done == []
    gate.go.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert [one for one in done if one != "long"] == ["alone", "later"]


def test_a_long_task_runs_on_the_drafts_in_memory_where_nothing_can_be_written(qtbot: QtBot, home: Home) -> None:
    workspace_that_reads = list[Workspace]()

    def opener() -> Workspace:
        workspace_that_reads.append(Workspace(home, lambda: NOON))
        workspace_that_reads[0].drafts._refusal = DiskFull(Path("drafts.db"))
        return workspace_that_reads[0]

    jobs = JobRunner(opener, lambda: pytest.fail("it was opened a second time"))
    used: list[Workspace] = []
    jobs.submit_long(lambda workspace, _: workspace, used.append)
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.close()
    assert used == workspace_that_reads


def test_a_long_task_reports_why_the_home_cannot_be_opened(qtbot: QtBot, home: Home) -> None:
    def opener() -> Workspace:
        raise DraftsLocked(Path("drafts.db"))

    jobs = JobRunner(lambda: Workspace(home, lambda: NOON), opener)
    errors: list[S11Error] = []
    jobs.submit_long(lambda workspace, _: workspace, lambda _: pytest.fail("there is no result"), errors.append)
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.close()
    assert [type(error) for error in errors] == [DraftsLocked]


@pytest.mark.usefixtures("qtbot")
def test_closing_finishes_long_tasks_too(home: Home) -> None:
    jobs = runner_of(home)
    done: list[int] = []

    def run(number: int, _workspace: Workspace, _task: Task) -> None:
        done.append(number)

    for number in range(3):
        jobs.submit_long(partial(run, number), lambda _: None)
    jobs.close()
    assert done == [0, 1, 2]


@pytest.mark.usefixtures("qtbot")
def test_the_drafts_stay_open_until_the_last_long_task_is_done(home: Home) -> None:
    """Closing them moves the log into the file. A task that opens them beside would take that for another program's."""
    closed, found = threading.Event(), list[bool]()

    class Closing(Workspace):
        @override
        def close(self) -> None:
            closed.set()
            super().close()

    def run(_workspace: Workspace, _task: Task) -> None:
        found.append(closed.wait(0.1))

    jobs = JobRunner(lambda: Closing(home, lambda: NOON), lambda: Workspace(home, lambda: NOON, is_second=True))
    for _ in range(3):
        jobs.submit_long(run, lambda _: None)
    jobs.close()
    assert found == [False, False, False]
    assert closed.is_set()
