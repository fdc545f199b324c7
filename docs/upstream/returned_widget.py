"""PySide: the first widget or style that Qt made and Python receives costs milliseconds.

To find the class of such an object, PySide makes every class of its module ready, used or not.

Seen with PySide 6.11.3 on CPython 3.11, 2026-11-29: ``viewport()`` of a scroll area 10 to 11 ms, of one whose
viewport Python made 0.004 ms. ``QApplication.setStyle`` costs 6 ms in the same way.
Worked around in ``s11desk/desktop/parts/layout/scroll_area.py`` (a viewport of our own) and
``s11desk/desktop/start.py`` (the style is an argument of the application).
Delete this, and both, when the two figures are alike.
"""

import time

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def milliseconds(area: QScrollArea) -> float:
    start = time.perf_counter()
    area.viewport()
    return (time.perf_counter() - start) * 1000


application = QApplication([])
with_own = QScrollArea()
viewport = QWidget()
with_own.setViewport(viewport)
print(f"viewport made by Python: {milliseconds(with_own):.3f} ms")
print(f"viewport made by Qt: {milliseconds(QScrollArea()):.3f} ms")
