"""Open the window. Only what the first paint needs is imported here; the workspace is opened after it."""

from __future__ import annotations

import builtins
import gc
import sys
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.shell.display import check_display
from s11desk.errors import IntegrityError
from s11desk.errors.draft_errors import DraftsLocked

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.shell.one_window import OneWindow
    from s11desk.desktop.window import Window


_SWITCH = 0.001
"""Seconds after which the worker hands the interpreter's lock over to the window; Python's own are five times that."""

_LONGEST_START = 30_000
"""Milliseconds until the self-test gives up on the window."""


def run_window(home: Home, clock: Clock | None = None, open_path: Path | None = None) -> int:
    """The window, until it is closed; the process's exit code. A second start raises the first window instead.

    ``open_path``: a return or a topic pack to open, in whichever window is the first one's.
    Raises ``DisplayMissing`` where no window can open, ``DraftsLocked`` where a first window hangs.
    """
    tune_startup()
    check_display()
    application = begin_application(sys.argv[0])
    from PySide6.QtCore import QTimer

    from s11desk.desktop.shell.one_window import OneWindow

    one = OneWindow(home)
    if not one.is_first():
        return _raise_first(one, home, open_path)
    application.setApplicationName("s11desk")
    application.setDesktopFileName("s11desk")
    window = build_window(application, home, clock or system_time)
    window.boundary.install()
    application.commitDataRequest.connect(lambda _: window.save_now())
    room = application.primaryScreen().availableSize()
    window.resize(min(1180, room.width() - 20), min(760, room.height() - 60))  # less than all: frames take some
    window.show()
    window.listed.connect(restore_gc)
    QTimer.singleShot(0, window, window.load_home)
    QTimer.singleShot(0, window, lambda: one.listen(window, window.file_opener.open))
    if open_path is not None:
        QTimer.singleShot(0, window, lambda: window.file_opener.open(open_path))
    try:
        return int(application.exec())
    finally:
        put_away(window)


def tune_startup() -> None:
    """Begin quickly: nothing is thrown away before the first paint, so nothing is looked for that could be."""
    sys.setswitchinterval(_SWITCH)
    gc.disable()


def begin_application(name: str) -> QApplication:
    """Qt's application, begun in the ways that keep PySide from work of no use here (docs/adr/0008-window.md).

    Fusion looks the same everywhere. It is asked for by an argument: ``setStyle`` hands back the style, and PySide then
    makes ready every kind of style there is. And PySide reads the source of each module imported after it, to see
    whether it is written in a dialect of PySide's own; none of ours is, nor any we use.
    """
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    return QApplication([name, "-style", "Fusion"])


def restore_gc() -> None:
    """Once, when everything stands: look for what can be thrown away as usual, but never among what was imported.

    To look through that would stop the window for 20 ms every now and then.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _raise_first(one: OneWindow, home: Home, open_path: Path | None) -> int:
    if not one.call_first(open_path):
        raise DraftsLocked(path=home.database)
    return 0


def try_window(home: Home, clock: Clock | None = None) -> None:
    """Open the first window, wait until it shows the drafts of ``home``, and close it: for the self-test.

    Raises ``DisplayMissing``; IntegrityError where the drafts are not shown.
    """
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
    limit.start(_LONGEST_START)
    window.listed.connect(loop.quit)
    loop.exec()
    shows_drafts = window.shows_drafts
    put_away(window)
    if not shows_drafts:
        raise IntegrityError("the window does not show the drafts")


def put_away(window: Window) -> None:
    """Write what is still to be written, back it up, and take the window apart while the application is still there."""
    import shiboken6

    window.save_now()
    window.jobs.submit(lambda workspace, _: workspace.back_up(), lambda _: None)
    window.jobs.close()
    window.retire()
    shiboken6.delete(window)


def build_window(application: QApplication, home: Home, clock: Clock) -> Window:
    from s11desk.desktop.saving.jobs import JobRunner
    from s11desk.desktop.shell.preferences import read_preferences
    from s11desk.desktop.theme.theme import Theme
    from s11desk.desktop.window import Window

    preferences = read_preferences(home.settings)
    theme = Theme(application, preferences.scheme, preferences.zoom)

    return Window(home, clock, theme, JobRunner(lambda: app.open_home(home, clock)))


def system_time() -> dt.datetime:
    return app.system_clock()
