"""The job runner: it runs use cases in two worker threads and delivers their values on the main thread.

One worker saves and reads drafts. It owns the workspace, its jobs are short, and they never overtake each other. Long
tasks (a return, a copy of a file, a printout) run one after another in a second worker with a workspace of their own,
so a save never waits for one. A long task starts when all jobs submitted before it are done; it sees what they saved.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from s11desk.errors import Cancelled, S11Error
from s11desk.files.write_warnings import collect_warnings
from s11desk.reader_process.run_in_reader import reading_stopped_by

if TYPE_CHECKING:
    from queue import SimpleQueue

    from s11desk.app.home.workspace import Workspace

    Waiting = SimpleQueue[Callable[[], None] | None]

Result = TypeVar("Result")
OnOk = Callable[[Result], None]
OnError = Callable[[S11Error], None]
OnProgress = Callable[[int, int], None]


class Task:
    """What an operation gets beside the workspace: a way to report its progress, and whether to stop."""

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self._cancelled = threading.Event()
        self.progress = progress

    def cancel(self) -> None:
        """Ask the operation to stop. Any thread may call this."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the operation should stop."""
        return self._cancelled.is_set()


Operation = Callable[["Workspace", Task], Result]
Opener = Callable[[], "Workspace"]


class _Job(NamedTuple, Generic[Result]):
    on_ok: OnOk[Result]
    on_error: OnError
    listener: QObject | None
    task: Task
    what: str
    is_look: bool = False

    @property
    def has_listener(self) -> bool:
        return self.listener is None or shiboken6.isValid(self.listener)


class _Worker:
    """One thread that runs calls in the order in which they come. It starts with the first call.

    ``at_end`` is the last call that it runs. ``warnings``: those of the call that runs. A call must not raise.
    """

    def __init__(self, name: str, at_end: Callable[[], None] | None = None) -> None:
        self._name = name
        self._at_end = at_end
        self._waiting: Waiting | None = None

    def put(self, call: Callable[[], None]) -> None:
        """Run ``call`` after all earlier ones. Only one thread at a time may put the first call."""
        self._queue().put(call)

    def wait(self) -> None:
        """Block until all calls that were put before are done. The worker must not wait for itself."""
        if self._waiting is not None:
            done = threading.Event()
            self._waiting.put(done.set)
            done.wait()

    def close(self) -> None:
        """Run all calls that were put before, then ``at_end``, and wait for the end of the thread."""
        if self._waiting is not None:
            self._waiting.put(None)
            self._thread.join()

    def _queue(self) -> Waiting:
        if self._waiting is None:
            from queue import SimpleQueue

            self._waiting = SimpleQueue()
            self._thread = threading.Thread(target=self._work, args=(self._waiting,), name=self._name)
            self._thread.start()
        return self._waiting

    def _work(self, waiting: Waiting) -> None:
        with collect_warnings() as self.warnings:
            while (call := waiting.get()) is not None:
                call()
        if self._at_end is not None:
            self._at_end()


class _PassedOn(Exception):  # noqa: N818 - it never leaves this module
    """The other worker runs the job, and delivers its result."""


class JobRunner(QObject):
    """Runs operations in worker threads, and delivers their results on the thread of the window.

    ``opener`` opens the workspace of the worker that saves; it stays open. ``second_opener`` opens another one beside
    it for each long task. ``failed`` gets an error that no callback takes; ``bug_found`` gets any bug.
    ``became_idle``: every operation is done and its result delivered. ``warned`` gets the warnings about files that an
    operation wrote, one tuple after its result. ``typing_ended``: the window closes, so what was typed a moment ago is
    to be submitted now.
    """

    failed = Signal(object)
    bug_found = Signal(object)
    became_idle = Signal()
    warned = Signal(object)
    typing_ended = Signal()
    _deliver = Signal(object)

    def __init__(self, opener: Opener, second_opener: Opener) -> None:
        super().__init__()
        self._opener = opener
        self._second_opener = second_opener
        self._workspace: Workspace | None = None
        self._saving = _Worker("s11desk saving", self._close_workspace)
        self._long_tasks = _Worker("s11desk long tasks")
        self._unfinished = 0
        self._named: list[_Job[Any]] = []
        self._in_background: WeakSet[Task] = WeakSet()
        self._is_closed = False
        self._deliver.connect(self._run_here)  # a worker emits it, so Qt queues the call for this thread

    def submit(
        self,
        operation: Operation[Result],
        on_ok: OnOk[Result],
        on_error: OnError | None = None,
        *,
        listener: QObject | None = None,
    ) -> None:
        """Save or read a draft: run the short ``operation`` in the worker that saves.

        Exactly one of ``on_ok`` and ``on_error`` is called, on this thread. ``listener``: the widget to which the
        callbacks belong. If it no longer exists, a result is dropped and an error goes to ``failed``. A bug in the
        operation goes to ``bug_found`` and, as a bare :class:`S11Error`, to ``on_error``.
        """
        job = _Job(on_ok, on_error or self.failed.emit, listener, Task(_ignore_progress), "")
        self._enqueue(lambda: self._perform(self._saving, job, lambda: operation(self._open_once(), job.task)))

    def submit_long(
        self,
        operation: Operation[Result],
        on_ok: OnOk[Result],
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
        *,
        listener: QObject | None = None,
        what: str = "",
    ) -> Task:
        """As :meth:`submit`, for all that can take longer than a save: reading, checking and writing of files.

        Use it also for work on files that has to wait for such a task. ``what``: the name of a task for a person. The
        window asks before it closes during such a task.
        """
        task = Task(_ignore_progress)
        job = _Job(on_ok, on_error or self.failed.emit, listener, task, what)
        if what:
            self._named.append(job)
        if on_progress is not None:
            task.progress = lambda done, total: self._report_progress(job, on_progress, done, total)
        self._enqueue(lambda: self._pass_on(job, operation))
        return task

    def look_up(
        self, listener: QObject, operation: Operation[Result], on_ok: OnOk[Result], on_error: OnError | None = None
    ) -> Task:
        """Read something that ``listener`` is to show, as :meth:`submit_long` does. It must change nothing.

        Nobody hears of an error once ``listener`` is deleted: the person went on, and nothing was lost. What was to be
        read may have gone with the page, such as a file made for it.
        """
        task = Task(_ignore_progress)
        job = _Job(on_ok, on_error or self.failed.emit, listener, task, "", is_look=True)
        self._enqueue(lambda: self._pass_on(job, operation))
        return task

    def submit_closed(
        self, operation: Callable[[], Result], on_ok: OnOk[Result], on_error: OnError | None = None
    ) -> None:
        """Run ``operation`` with no workspace open, for what needs the home to itself. The next job opens one.

        It waits for long tasks, and all later jobs wait for it. It also runs if the workspace cannot be opened, as with
        damaged drafts.
        """

        def run() -> Result:
            self._long_tasks.wait()
            self._close_workspace()
            return operation()

        job = _Job(on_ok, on_error or self.failed.emit, None, Task(_ignore_progress), "")
        self._enqueue(lambda: self._perform(self._saving, job, run))

    @property
    def long_task(self) -> str:
        """The name of a long task that is not done; empty if there is none."""
        return self._named[0].what if self._named else ""

    def stop_long_tasks(self) -> None:
        """Ask every long task with a name, or in the background, to stop. The tasks stop at their next step."""
        for task in (*(job.task for job in self._named), *self._in_background):
            task.cancel()

    def stop_without_asking(self, task: Task) -> None:
        """Stop ``task`` with the others when the window closes, though nobody is asked about it."""
        self._in_background.add(task)

    @property
    def is_idle(self) -> bool:
        """Whether every job is done and its result delivered."""
        return self._unfinished == 0

    def wait(self) -> None:
        """Block until every operation is done and its result delivered, with those that the results submit."""
        while not self.is_idle:
            self._saving.wait()
            self._long_tasks.wait()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def close(self) -> None:
        """Finish all submitted operations, close the workspace, and wait for both. No result is delivered any more."""
        self._is_closed = True
        self._saving.wait()  # until it has handed all long tasks over
        self._long_tasks.close()
        self._saving.close()  # last, because each long task opens the drafts beside the workspace that is open

    def _enqueue(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            self._unfinished += 1
            self._saving.put(call)

    def _open_once(self) -> Workspace:
        self._workspace = self._workspace or self._opener()
        return self._workspace

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _pass_on(self, job: _Job[Result], operation: Operation[Result]) -> None:
        """Hand a long task over to its worker: the workspace is open and all earlier saves are committed.

        If nothing can be saved, no save can wait for the task. It then runs here, on the drafts that are open.
        """

        def beside() -> Result:
            with reading_stopped_by(job.task.is_cancelled), self._second_opener() as workspace:
                return operation(workspace, job.task)

        def pass_on() -> Result:
            workspace = self._open_once()
            if not workspace.drafts.can_be_saved():
                with reading_stopped_by(job.task.is_cancelled):
                    return operation(workspace, job.task)
            self._long_tasks.put(lambda: self._perform(self._long_tasks, job, beside))
            raise _PassedOn

        self._perform(self._saving, job, pass_on)

    def _perform(self, worker: _Worker, job: _Job[Result], run: Callable[[], Result]) -> None:
        try:
            value = run()
        except _PassedOn:
            return
        except S11Error as error:
            self._deliver.emit(partial(self._refuse, job, error))
        except Exception as bug:  # noqa: BLE001 - the worker's outermost boundary: the window must learn of it
            self._deliver.emit(partial(self._report_bug, job, bug))
        else:
            self._deliver.emit(partial(self._succeed, job, value))
        if worker.warnings.found:
            self._deliver.emit(partial(self.warned.emit, worker.warnings.take()))

    def _run_here(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()
            if self.is_idle:
                self.became_idle.emit()

    def _count_done(self, job: _Job[Any]) -> None:
        self._unfinished -= 1
        if job in self._named:
            self._named.remove(job)

    def _succeed(self, job: _Job[Any], value: object) -> None:
        self._count_done(job)
        if job.has_listener:
            job.on_ok(value)

    def _refuse(self, job: _Job[Any], error: S11Error) -> None:
        self._count_done(job)
        if job.has_listener:
            job.on_error(error)
        elif not (job.is_look or isinstance(error, Cancelled)):
            self.failed.emit(error)

    def _report_bug(self, job: _Job[Any], bug: Exception) -> None:
        self._count_done(job)
        self.bug_found.emit(bug)
        if job.has_listener:
            job.on_error(S11Error())

    def _report_progress(self, job: _Job[Any], on_progress: OnProgress, done: int, total: int) -> None:
        self._deliver.emit(lambda: on_progress(done, total) if job.has_listener else None)


def _ignore_progress(_count_done: int, _total: int) -> None:
    """Ignore progress."""
