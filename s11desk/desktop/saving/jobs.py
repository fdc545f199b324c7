"""The job runner: it runs use cases in a worker thread and delivers their values, in order, on the main thread.

The single worker opens the workspace and owns it, so saves never overtake each other and no page ever waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from s11desk.errors import Cancelled, S11Error
from s11desk.write_warnings import collect_warnings

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

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._cancelled = threading.Event()
        self.progress = tell

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

    @property
    def is_heard(self) -> bool:
        return self.listener is None or shiboken6.isValid(self.listener)


class JobRunner(QObject):
    """Runs operations one after another in one worker thread, and delivers their results on the thread of the window.

    ``failed`` gets an error that no callback takes; ``broke`` gets a bug, wherever it happened. ``rested``: every
    operation is done and its result delivered. ``warned`` gets the warnings about files that an operation wrote, one
    tuple after its result.
    """

    failed = Signal(object)
    broke = Signal(object)
    rested = Signal()
    warned = Signal(object)
    _deliver = Signal(object)

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self._opener = opener
        self._workspace: Workspace | None = None
        self._waiting: Waiting | None = None
        self._unfinished = 0
        self._long: list[_Job[Any]] = []
        self._is_closed = False
        self._deliver.connect(self._run_here, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        operation: Operation[Result],
        on_ok: OnOk[Result],
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
        *,
        listener: QObject | None = None,
        what: str = "",
    ) -> Task:
        """Run ``operation`` in the worker; exactly one of ``on_ok`` and ``on_error`` is called, on this thread.

        ``listener``: the widget to which the callbacks belong. If it no longer exists, a result is dropped and an error
        goes to ``failed``. A bug in the operation goes to ``broke`` and, as a bare :class:`S11Error`, to ``on_error``.
        ``what``: the name of a long task. The window asks before it closes during such a task.
        """
        task = Task(_unheard)
        job = _Job(on_ok, on_error or self.failed.emit, listener, task, what)
        if what:
            self._long.append(job)
        if on_progress is not None:
            task.progress = lambda done, total: self._tell_progress(job, on_progress, done, total)
        self._enqueue(job, lambda: operation(self._opened(), task))
        return task

    def submit_closed(
        self, operation: Callable[[], Result], on_ok: OnOk[Result], on_error: OnError | None = None
    ) -> None:
        """Run ``operation`` with the workspace closed, for what needs the home to itself. The next job opens it.

        It also runs if the workspace cannot be opened, as with damaged drafts.
        """

        def run() -> Result:
            self._close_workspace()
            return operation()

        self._enqueue(_Job(on_ok, on_error or self.failed.emit, None, Task(_unheard), ""), run)

    @property
    def long_task(self) -> str:
        """The name of a long task that is not done; empty if there is none."""
        return self._long[0].what if self._long else ""

    def stop_long_tasks(self) -> None:
        """Ask every long task to stop. It returns at once; the tasks stop at their next step."""
        for job in self._long:
            job.task.cancel()

    @property
    def is_idle(self) -> bool:
        """Whether every job is done and its result delivered."""
        return self._unfinished == 0

    def wait(self) -> None:
        """Block until every operation is done and its result delivered, with those that the results submit."""
        while not self.is_idle:
            done = threading.Event()
            self._queue().put(done.set)
            done.wait()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def close(self) -> None:
        """Finish all submitted operations, close the workspace, and wait for both. No result is delivered any more."""
        self._is_closed = True
        if self._waiting is not None:
            self._waiting.put(None)
            self._thread.join()

    def _queue(self) -> Waiting:
        """The queue of the worker. The first job starts the worker, which is after the first paint."""
        if self._waiting is None:
            from queue import SimpleQueue

            self._waiting = SimpleQueue()
            self._thread = threading.Thread(target=self._work, args=(self._waiting,), name="s11desk jobs")
            self._thread.start()
        return self._waiting

    def _work(self, waiting: Waiting) -> None:
        with collect_warnings() as self._warnings:
            while (run := waiting.get()) is not None:
                run()
        self._close_workspace()

    def _opened(self) -> Workspace:
        self._workspace = self._workspace or self._opener()
        return self._workspace

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _enqueue(self, job: _Job[Result], run: Callable[[], Result]) -> None:
        if not self._is_closed:
            self._unfinished += 1
            self._queue().put(lambda: self._perform(job, run))

    def _perform(self, job: _Job[Result], run: Callable[[], Result]) -> None:
        try:
            value = run()
        except S11Error as error:
            self._deliver.emit(partial(self._refuse, job, error))
        except Exception as bug:  # noqa: BLE001 - the worker's outermost boundary: the window must learn of it
            self._deliver.emit(partial(self._stumble, job, bug))
        else:
            self._deliver.emit(partial(self._succeed, job, value))
        if self._warnings.found:
            self._deliver.emit(partial(self.warned.emit, self._warnings.take()))

    def _run_here(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()
            if self.is_idle:
                self.rested.emit()

    def _done(self, job: _Job[Any]) -> None:
        self._unfinished -= 1
        if job in self._long:
            self._long.remove(job)

    def _succeed(self, job: _Job[Any], value: object) -> None:
        self._done(job)
        if job.is_heard:
            job.on_ok(value)

    def _refuse(self, job: _Job[Any], error: S11Error) -> None:
        self._done(job)
        if job.is_heard:
            job.on_error(error)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _stumble(self, job: _Job[Any], bug: Exception) -> None:
        self._done(job)
        self.broke.emit(bug)
        if job.is_heard:
            job.on_error(S11Error())

    def _tell_progress(self, job: _Job[Any], on_progress: OnProgress, done: int, total: int) -> None:
        self._deliver.emit(lambda: on_progress(done, total) if job.is_heard else None)


def _unheard(_done: int, _total: int) -> None:
    """Ignore progress."""
