"""Where a person is on a page: the field with the keyboard, the caret in it, how far the page is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.saving.save_operations import keeping_place
from s11desk.domain.audit import Action, Answer

if TYPE_CHECKING:
    from s11desk.app.audits.resume import Place, Unread
    from s11desk.domain.flow import Step


PLACE_PAUSE = 1_500
"""Milliseconds after a movement until the place is kept, so that a crash costs no more than that."""


class PlaceKeeper(QTimer):
    """``start`` after every movement: once there is none for a while, the place is kept."""

    def __init__(self, owner: QObject, jobs: JobRunner, audit_id: str, place: Callable[[], Place | None]) -> None:
        super().__init__(owner)
        self._jobs = jobs
        self._audit_id = audit_id
        self._place = place
        self._kept: Place | None = None
        self.setSingleShot(True)
        self.setInterval(PLACE_PAUSE)
        self.timeout.connect(self.keep)

    def keep(self) -> None:
        place = self._place()
        if place is not None and place != self._kept:
            self._kept = place
            self._jobs.submit(keeping_place(self._audit_id, place), lambda _: None)


def place_on(page: QWidget, step: Step, scroll: int, unread: Mapping[Key, str]) -> Place:
    from s11desk.app.audits.resume import Place

    focused = page.window().focusWidget()
    field, caret = "", 0
    if focused is not None and page.isAncestorOf(focused):
        field, caret = _name(page, focused), _caret(focused)
    return Place(step, scroll, field, caret, tuple(_unread(key, text) for key, text in unread.items()))


def go_to_field(page: QWidget, place: Place) -> bool:
    """Give the keyboard to the field of ``place``; False where the page does not show it."""
    named = page.findChild(QWidget, place.field) if place.field else None
    if named is None or not named.isVisible():
        return False
    field = named.focusProxy() or named
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.deselect()
        field.setCursorPosition(min(place.caret, len(field.text())))
    elif isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(place.caret, field.document().characterCount() - 1))
        field.setTextCursor(cursor)
    return True


def unread_of(place: Place | None) -> dict[Key, str]:
    kept = place.unread if place is not None else ()
    return {Key(Action, one.action) if one.action else Key(Answer, one.question): one.text for one in kept}


def _name(page: QWidget, focused: QWidget) -> str:
    """Its own name, or that of the input it is the typing part of."""
    widget: QWidget | None = focused
    while widget is not None and widget is not page:
        if widget.objectName() and not widget.objectName().startswith("qt_"):
            return widget.objectName()
        widget = widget.parentWidget()
    return ""


def _caret(field: QWidget) -> int:
    if isinstance(field, QLineEdit):
        return field.cursorPosition()
    return field.textCursor().position() if isinstance(field, QPlainTextEdit) else 0


def _unread(key: Key, text: str) -> Unread:
    from s11desk.app.audits.resume import Unread

    return Unread(text, action=key.id) if key.kind is Action else Unread(text, question=key.id)
