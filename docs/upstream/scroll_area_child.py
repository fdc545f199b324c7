"""Qt: asking a scroll area for an accessible child that is gone ends the process.

``QAccessibleAbstractScrollArea::child`` does not check the number, and ``childCount`` counts a scroll bar only while
it is visible. A screen reader that counted before the bar went away asks for a child that is no longer there.

Seen with Qt 6.11.3 on Linux, 2026-11-29: prints 2, then 1, then dies of a segmentation fault (exit code 139).
Worked around in ``s11desk/desktop/parts/layout/scroll_area.py``: Qt's own bars are never shown.
Delete this, and the bars drawn there, when the last line is printed.
"""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

application = QApplication([])
area = QScrollArea()
area.resize(200, 100)
content = QLabel()
content.setFixedSize(10, 1000)
area.setWidget(content)
area.show()
application.processEvents()
accessible = QAccessible.queryAccessibleInterface(area)
counted = accessible.childCount()
print("children while the bar is visible:", counted, flush=True)
content.setFixedSize(10, 10)
application.processEvents()
print("children without the bar:", accessible.childCount(), flush=True)
accessible.child(counted - 1)
print("asking for the child that is gone did no harm")
