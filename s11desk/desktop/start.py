"""Open the window. This module imports only what the first paint needs, and opens the workspace after it."""

from __future__ import annotations

import builtins
import gc
import sys
from typing import TYPE_CHECKING

import s11desk
from s11desk import app, desktop
from s11desk.desktop.shell.display import check_display
from s11desk.errors import IntegrityError
from s11desk.reader_process.run_in_reader import use_reader_process

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.shell.one_window import OneWindow
    from s11desk.desktop.window import Window


_SWITCH_INTERVAL = 0.001
"""Seconds until the worker thread gives the interpreter's lock to the window; Python's default is five times that."""

_NOT_SAVED = 3
"""The exit code if something cannot be saved. The command line has the same for a full disk and locked drafts."""

_MAX_START_TIME = 30_000
"""Milliseconds until the self-test gives up on the window."""


def run_window(home: Home, clock: Clock | None = None, open_path: Path | None = None, *, previews: bool = False) -> int:
    """Show the window until the person closes it. Returns the process's exit code.

    A signal, or the end of the session, ends the window as well, after everything is saved. The code is 3 if a
    signal ends it and something cannot be saved.

    A second start brings the first window to the front instead. ``open_path``: a return or a topic pack, which the
    first window opens. ``previews``: it is a pack, to be shown as an agency will see it. Raises ``DisplayMissing`` if
    no window can open, and ``WindowSilent`` if the first window does not answer.
    """
    tune_startup()
    check_display()
    application = begin_application(sys.argv[0])
    from s11desk.desktop.shell.one_window import OneWindow

    first_window = OneWindow(home)
    if first_window.is_taken_over(open_path):
        return 0
    window = _show_window(application, home, clock or system_time)
    open_files_of_system(window)

    def begin() -> None:
        end_by_signal(application, window)
        _begin_work(window, first_window, open_path, previews=previews)

    desktop.FirstPaint(window, begin)
    try:
        return int(application.exec())
    finally:
        shut_down(window)


def _show_window(application: QApplication, home: Home, clock: Clock) -> Window:
    application.setApplicationName("s11desk")
    application.setDesktopFileName(s11desk.APPLICATION_ID)
    window = build_window(application, home, clock)
    window.boundary.install()
    save_at_end_of_session(application, window)
    is_maximised = desktop.fit_screen(window, home.settings, application.primaryScreen().availableSize())
    application.aboutToQuit.connect(lambda: desktop.keep_size(window, home.settings))
    if is_maximised:
        window.showMaximized()
    else:
        window.show()
    window.listed.connect(lambda: desktop.begin_collecting(window))
    window.listed.connect(lambda: window.standalone.show_notices())
    return window


def _begin_work(window: Window, first_window: OneWindow, open_path: Path | None, *, previews: bool) -> None:
    """Do what waits until the window is painted."""
    window.load_home()
    window.file_opener.erase_copies()
    first_window.listen(window, window.file_opener.open)
    if open_path is not None:
        window.file_opener.open(open_path, previews=previews)


def open_files_of_system(window: Window) -> None:
    """Open what a person double-clicks while the window is open, where the system starts no second program for it."""
    if sys.platform == "darwin":
        open_files_of_events(window)


def open_files_of_events(window: Window) -> None:
    """Open each file that comes as an event."""
    desktop.FileOpenEvents(window).opened.connect(lambda path: window.file_opener.open(path))


def save_at_end_of_session(application: QApplication, window: Window) -> None:
    """Save everything when a person logs out or shuts the computer down; if that fails, ask the system to wait.

    Windows asks first (``commitDataRequest``) and then ends the program without leaving ``exec`` (``aboutToQuit``).
    """
    application.commitDataRequest.connect(lambda session: save_or_wait(window, session.cancel))
    application.aboutToQuit.connect(window.save_now)


def save_or_wait(window: Window, cancel: Callable[[], None]) -> None:
    """Save everything; if that fails, ``cancel`` the end of the session: the window shows why."""
    if not window.save_now():
        cancel()


def end_by_signal(application: QApplication, window: Window) -> None:
    """Save everything and end when a signal asks for it: ``kill``, Ctrl+C, a terminal that is closed."""
    signals = desktop.EndSignals(window)
    signals.received.connect(lambda: application.exit(0 if window.save_now() else _NOT_SAVED))


def tune_startup() -> None:
    """Turn off the garbage collector, which would find nothing before the first paint.

    :class:`~s11desk.desktop.shell.garbage_collection.GarbageCollection` then does its work.
    """
    sys.setswitchinterval(_SWITCH_INTERVAL)
    gc.disable()


def begin_application(name: str) -> QApplication:
    """Make Qt's application in a way that spares PySide needless work (docs/adr/0008-window.md).

    The style Fusion looks the same on every system. A command-line argument asks for it, because ``setStyle`` returns
    the style, and PySide then prepares every class of style. PySide also replaces ``__import__`` and reads the source
    of each later module to see whether it uses PySide's own dialect. No module here does, so Python's import returns.
    """
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    return QApplication([name, "-style", "Fusion"])


def try_window(home: Home, clock: Clock | None = None) -> None:
    """Open the window, wait until it shows the drafts of ``home``, and close it. The self-test calls this.

    Raises ``DisplayMissing``, and ``IntegrityError`` if the window does not show the drafts.
    """
    tune_startup()
    check_display()
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else begin_application(sys.argv[0])
    window = build_window(application, home, clock or system_time)
    window.show()
    window.load_home()
    loop = QEventLoop()
    limit = QTimer(loop)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    limit.start(_MAX_START_TIME)
    window.listed.connect(loop.quit)
    loop.exec()
    shows_drafts = window.shows_drafts
    shut_down(window)
    if not shows_drafts:
        raise IntegrityError("the window does not show the drafts")


def shut_down(window: Window) -> None:
    """Save everything, back it up, and delete the window while Qt's application still exists."""
    import shiboken6

    window.save_now()
    window.page_stack.leave_all()
    window.backup_watch.stop()
    window.jobs.submit(lambda workspace, _: workspace.back_up(), lambda _: None)
    window.jobs.close()
    window.stop_listening()
    shiboken6.delete(window)


def build_window(application: QApplication, home: Home, clock: Clock) -> Window:
    """Make the window with the person's preferences. It opens the workspace later, in its worker thread."""
    from s11desk.desktop.saving.jobs import JobRunner
    from s11desk.desktop.shell.preferences import read_preferences
    from s11desk.desktop.theme.theme import Theme
    from s11desk.desktop.window import Window

    use_reader_process()
    preferences = read_preferences(home.settings)
    theme = Theme(application, preferences.scheme, preferences.zoom)

    jobs = JobRunner(lambda: app.open_home(home, clock, backs_up=False), lambda: app.open_home_again(home, clock))
    return Window(home, clock, theme, jobs)


def system_time() -> dt.datetime:
    """The time now, with its zone."""
    return app.system_clock()
