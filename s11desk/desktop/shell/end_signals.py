"""Turns the signals that end a program, such as SIGTERM, into an event of the window.

Python runs a signal's handler only when the interpreter runs, and Qt's event loop does not run it while nothing
happens. So Python writes to a pipe that the event loop watches. Windows cannot watch a pipe, so a timer checks there.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
"""Windows has no SIGHUP, and only Windows has SIGBREAK."""

_POLL_MILLISECONDS = 500
"""How often the timer checks on Windows."""


class EndSignals(QObject):
    """Watches the signals that end the program.

    ``received``: the program is to end. A signal that was ignored at the start, as under ``nohup``, stays ignored.

    From then on no such signal stops the program by itself: a second one, which systems send soon after the first,
    must not interrupt the last save. It watches until ``parent`` is deleted. Make it on the main thread.
    """

    received = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._has_signal = False
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        for number in numbers:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._note)
        if sys.platform == "win32":
            self._timer = QTimer(self, interval=_POLL_MILLISECONDS)
            self._timer.timeout.connect(self._report_signal)
            self._timer.start()
        else:
            self._watch_pipe(parent)

    def _watch_pipe(self, parent: QObject) -> None:
        """Keep the pipe open until the process ends: Python must never write to a number that another file got."""
        self._reader, writer = os.pipe()
        for end in (self._reader, writer):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        parent.destroyed.connect(lambda: signal.set_wakeup_fd(-1))
        self._notifier = QSocketNotifier(self._reader, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._empty_pipe)

    def _note(self, _number: int, _frame: object) -> None:
        """Only set a flag: Python may call this between any two steps of the main thread."""
        self._has_signal = True

    def _empty_pipe(self) -> None:
        os.read(self._reader, 1024)
        self._report_signal()

    def _report_signal(self) -> None:
        if self._has_signal:
            self._has_signal = False
            self.received.emit()
