"""The installed Qt binding does not lose references.

PySide6 6.12.0 on CPython 3.11 gives up a reference to ``True`` on every ``emit`` and to ``None`` on every call that
returns nothing; the process aborts after some thousands. From CPython 3.12 on these objects are immortal, and the
counts cannot move.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

CALLS = 1_000
NOISE = 100
"""How much other objects may change the count. A defect of the binding changes it by about :data:`CALLS`."""


class Bell(QObject):
    rung = Signal()


def test_emitting_a_signal_keeps_the_reference_count_of_true() -> None:
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        bell.rung.emit()
    assert abs(sys.getrefcount(True) - before) < NOISE


def test_a_call_without_a_result_keeps_the_reference_count_of_none() -> None:
    bell = Bell()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        bell.setObjectName("bell")
    assert abs(sys.getrefcount(None) - before) < NOISE
