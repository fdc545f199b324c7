"""Texts that a screen reader says although the keyboard did not move there.

PySide makes a class with its enumerations when its name is first read. So these names are read when there is something
to say, and not before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6 import QtGui
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.reading.arriving_page import ArrivingPage

MOMENT = 60
"""Milliseconds in which all that happens is said in one go: a second announcement would cut off the first."""
REST = 500
"""Milliseconds after which somebody who types is taken to have stopped, to listen."""

_waiting: list[tuple[tuple[QWidget, QWidget], str]] = []
"""What is said at the end of this moment, and by which part, or by its window if the part is gone then."""


def announce(where: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have a screen reader say ``text``. ``at_once`` interrupts what it is saying. An empty text says nothing."""
    if text:
        _say(where, text, at_once=at_once)


def announce_found(where: QWidget, *sentences: str, said: Callable[[], str] = str) -> None:
    """Have a screen reader say what a worker found for a page, after the heading and the state of that page.

    While the page arrives, it becomes a part of what the page says then. ``said``: what was said of the state; its
    sentences are not said twice. Nothing is said once ``where`` is deleted.
    """
    page = _arriving_around(where)
    if page is not None:
        page.found += sentences
        return

    def say() -> None:
        announce(where, " ".join(one for one in sentences if one and one not in said()))

    QTimer.singleShot(0, where, say)  # the page that is put up now begins in this turn of the event loop


class SayAtRest(QTimer):
    """Has a screen reader say what typing comes to, once it rests, and not at every letter.

    Nothing is said of a part that is not visible by then: a person who went on does not hear of the page before.
    """

    def __init__(self, where: QWidget) -> None:
        super().__init__(where)
        self._where, self._text = where, ""
        self.setSingleShot(True)
        self.setInterval(REST)
        self.timeout.connect(self._say)

    def say(self, text: str) -> None:
        """Say ``text`` soon, instead of what was to be said. An empty text says nothing."""
        self._text = text
        self.start()

    def _say(self) -> None:
        if self._where.isVisible():
            announce(self._where, self._text)


def reader_listens() -> bool:
    """Whether a screen reader, or something like it, listens now."""
    return bool(QtGui.QAccessible.isActive())


def tell_expanded(button: QWidget) -> None:
    """Tell a screen reader that the part under ``button`` was shown or hidden."""
    if reader_listens():
        changed = QtGui.QAccessible.State()
        changed.expanded = True
        changed.collapsed = True
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleStateChangeEvent(button, changed))


def tell_current_line(entries: QWidget, row: int) -> None:
    """Tell a screen reader that the line in this row of a list has the keyboard; a negative row is none."""
    if reader_listens() and row >= 0:
        moved = QtGui.QAccessibleEvent(entries, QtGui.QAccessible.Event.Focus)
        moved.setChild(row)
        QtGui.QAccessible.updateAccessibility(moved)


def _arriving_around(where: QWidget) -> ArrivingPage | None:
    """The page with ``where`` in it, if that page has not begun yet."""
    around: QWidget | None = where
    while around is not None and not isinstance(around, ArrivingPage):
        around = around.parentWidget()
    return around if around is not None and around.arrives else None


def _say(where: QWidget, text: str, *, at_once: bool) -> None:
    if not reader_listens():
        return
    if at_once:
        _send(where, text, at_once=True)
        return
    if not _waiting:
        QTimer.singleShot(MOMENT, say_waiting)
    _waiting.append(((where.window(), where), text))


def say_waiting() -> None:
    """Say now, as one text, what was to be said within this moment."""
    texts = [text for _, text in _waiting]
    places = [where for wheres, _ in _waiting for where in wheres if shiboken6.isValid(where)]
    _waiting.clear()
    if places:
        _send(places[-1], joined(texts), at_once=False)


def joined(texts: Sequence[str]) -> str:
    """Join ``texts`` in the order in which they came, without those that another of them says as well."""
    alone = [one for place, one in enumerate(texts) if not any(one in other for other in _others(texts, place))]
    return alone[0] if len(alone) == 1 else " ".join(one if one[-1] in ".?!:" else f"{one}." for one in alone)


def _others(texts: Sequence[str], place: int) -> list[str]:
    """The texts beside the one at ``place``; of two that are the same, only the first one is beside the second."""
    return [other for at, other in enumerate(texts) if at != place and (other != texts[place] or at < place)]


def _send(where: QWidget, text: str, *, at_once: bool) -> None:
    event = QtGui.QAccessibleAnnouncementEvent(where, text)
    if at_once:
        event.setPoliteness(QtGui.QAccessible.AnnouncementPoliteness.Assertive)
    QtGui.QAccessible.updateAccessibility(event)
