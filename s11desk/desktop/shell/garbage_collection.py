"""Python's garbage collector, on the window's thread alone.

By default Python collects in whichever thread makes the next object. A worker could then delete widgets, or the
window's thread could in the middle of one of Qt's calls, and either can end the program. Here a timer collects between
two events, and no other thread ever does.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 100
"""Milliseconds: what a busy worker makes in that time is looked through without a pause that anybody notices."""
_NEW, _YOUNG, _ALL = 0, 1, 2
_ROUNDS = 10
"""How often only the newest objects are looked through before the young ones are, and these before all are."""


class GarbageCollection(QObject):
    """Collects for as long as ``parent`` exists. It must be made on the window's thread.

    It never looks at the objects that exist when it is made, which are those of the imported modules: to go through
    them would stop the window for 20 ms every now and then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._rounds = 0
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(self.collect_if_due)
        timer.start()

    def collect_if_due(self) -> None:
        """Collect if as many objects were made as make Python collect by itself."""
        if gc.get_count()[0] < gc.get_threshold()[0]:
            return
        self._rounds = (self._rounds + 1) % _ROUNDS**2
        gc.collect(_NEW if self._rounds % _ROUNDS else _YOUNG if self._rounds else _ALL)


def begin_collecting(window: QObject) -> None:
    """Collect for as long as ``window`` exists. A second call does nothing."""
    if window.findChild(GarbageCollection) is None:
        GarbageCollection(window)
