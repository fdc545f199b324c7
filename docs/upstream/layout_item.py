"""PySide: a layout item that ``itemAt`` returned still counts as valid after Qt has deleted it.

PySide keeps a wrapper for the item's address. Qt deletes the item together with its widget and does not tell PySide.
The next object at that address is taken for the old item: the program calls methods of the wrong class, and may
crash.

Seen with PySide 6.11.3 on CPython 3.11, 2026-11-29: the layout is empty, and one deleted item still counts as valid.
Worked around in ``s11desk/desktop/parts/layout/layouts.py``: no code of ours calls ``itemAt`` or ``takeAt``.
Delete this, and read layouts by ``itemAt`` again, when it prints 0 valid items.
"""

import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget


def valid_items() -> int:
    known = shiboken6.getAllValidWrappers()
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in known)


application = QApplication([])
page = QWidget()
layout = QVBoxLayout(page)
label = QLabel("text")
layout.addWidget(label)
layout.itemAt(0)
shiboken6.delete(label)
print("items in the layout:", layout.count(), "valid items known to PySide:", valid_items())
