"""The layout of a return's pages, by its number. ``audit.json`` states the number, so that a reader can compare pages.

Raise :data:`LAYOUT` with every change after which the same data gives other pages: texts, fonts, measures, the order or
form of the objects in the file, a new version of reportlab. Another compression of the same streams is no such change.
``tests/golden/returns`` finds a change that was forgotten. Returns of a layout that is gone stay readable: the program
says that their pages could not be compared, and shows the data itself.

History: 1, the first that returns state.
"""

from __future__ import annotations

LAYOUT = 1
LANGUAGE = "en-GB"
ZONE = "UTC"
"""The zone of the times on the pages of a return."""
