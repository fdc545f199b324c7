"""PySide: the Python side of each accessible interface that a factory made stays for ever.

Seen with PySide 6.11.3 on CPython 3.11, 2026-11-29: 100 of 100 are left after Qt has deleted its side of them.
Where we live with it: ``s11desk/desktop/parts/reading/reader_roles.py``. Its interfaces hold their widgets by weak
references.
Delete this, and those references, when it prints 0.
"""

import gc
import weakref

import shiboken6
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QLabel, QWidget

left: "weakref.WeakSet[QAccessibleWidget]" = weakref.WeakSet()


class Heading(QLabel):
    pass


def make(key: str, of: QWidget) -> QAccessibleWidget | None:
    if key != "Heading":
        return None
    made = QAccessibleWidget(of, QAccessible.Role.Heading)
    left.add(made)
    return made


application = QApplication([])
QAccessible.installFactory(make)
for number in range(100):
    heading = Heading(str(number))
    QAccessible.queryAccessibleInterface(heading)
    shiboken6.delete(heading)
gc.collect()
print(len(left))
