"""PySide: an accessible interface whose ``interface_cast`` is overridden ends the process.

Qt asks each interface for the others it has. If Python answers None, PySide hands Qt an address that is none.

Seen with PySide 6.11.3 on CPython 3.11, 2026-11-29: exit code 139.
Worked around in ``s11desk/desktop/parts/reading/heading_levels.py``: its override calls nothing of Qt's, and returns a
``shiboken6.VoidPtr``, of the address 0 where there is no such interface.
"""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QLabel, QWidget


class Heading(QLabel):
    pass


class HeadingInterface(QAccessibleWidget):
    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:  # type: ignore[explicit-override]
        return super().interface_cast(kind)


def make(key: str, of: QWidget) -> QAccessibleWidget | None:
    return HeadingInterface(of, QAccessible.Role.Heading) if key == "Heading" else None


application = QApplication([])
QAccessible.installFactory(make)
heading = Heading("A heading")
print("text" if QAccessible.queryAccessibleInterface(heading).textInterface() else "no text")
