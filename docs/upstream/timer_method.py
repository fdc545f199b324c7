"""PySide: a method that starts a timer to call itself again ends the process, if only the timers know its object.

Seen with PySide 6.11.3 on CPython 3.11, 2026-11-30: with ``QTimer.singleShot(5, context, self.go)`` in ``go``, exit
code 139. With 0 milliseconds, or with a lambda, all calls are made.
Worked around in ``s11desk/desktop/parts/focus/focus_place.py``: a lambda.
Delete this, and the lambda, when it prints "called 3 times".
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

calls: list[int] = []


class Thing:
    """Something of Python's, and not of Qt's."""

    def go(self) -> None:
        """Call this again, up to three times."""
        calls.append(1)
        if len(calls) < 3:
            QTimer.singleShot(5, context, self.go)


application = QApplication([])
context = QObject()
Thing().go()
QTest.qWait(100)
print("called", len(calls), "times")
