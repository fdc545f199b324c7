"""Qt: ``QTest.keyClicks`` ends the process at a letter beyond Latin-1, and at a line end.

Seen with Qt 6.11.3 on Linux, 2026-11-29: an assertion in ``qasciikey.cpp`` fails, and the process aborts (exit code
134).
Worked around in ``tests/gui/conftest.py``: the tests send key events of their own.
Delete this, and use ``keyClicks`` there, when the last line is printed.
"""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

application = QApplication([])
field = QLineEdit()
field.show()
QTest.keyClicks(field, "\u0142")
print("typed:", ascii(field.text()))
