"""Where a person is on a page: the field with the keyboard, the caret in it, how far the page is scrolled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from s11desk.desktop.save_state import Key
from s11desk.domain.audit import Action, Answer

if TYPE_CHECKING:
    from s11desk.app.resume import Place, Unread
    from s11desk.domain.flow import Step


def place_on(page: QWidget, step: Step, scroll: int, unread: Mapping[Key, str]) -> Place:
    from s11desk.app.resume import Place

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
    from s11desk.app.resume import Unread

    return Unread(text, action=key.id) if key.kind is Action else Unread(text, question=key.id)
