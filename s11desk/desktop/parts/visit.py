"""One visit of a page or a part to what it shows, such as one question.

A page that shows one question after another keeps its widgets. Calls that were begun for the former question, such as
the result of a job, have the visit as their listener or context, so they end with it.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject


def next_visit(owner: QObject, former: QObject | None = None) -> QObject:
    """End the ``former`` visit, and begin another, which ends with ``owner`` at the latest."""
    if former is not None and shiboken6.isValid(former):
        shiboken6.delete(former)  # at once: ``deleteLater`` would let calls of this turn of the event loop arrive
    return QObject(owner)
