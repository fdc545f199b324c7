"""Where a person is on a page: the field with the keyboard, the caret in it, how far the page is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from s11desk import app
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.domain.audits.audit import Action, Answer

if TYPE_CHECKING:
    from s11desk.app.audits.resume import ResumePoint, Unparsed
    from s11desk.domain.audits.flow import Step


RESUME_POINT_PAUSE = 1_500
"""Milliseconds from a movement, or a key, until the resume point is kept. A crash costs no more than that."""


class ResumePointKeeper(QTimer):
    """Saves the resume point after a pause. ``start`` it after a movement, unless it is already active."""

    def __init__(self, owner: QObject, jobs: JobRunner, audit_id: str, point: Callable[[], ResumePoint | None]) -> None:
        super().__init__(owner)
        self._jobs = jobs
        self._audit_id = audit_id
        self._point = point
        self._kept: ResumePoint | None = None
        self.setSingleShot(True)
        self.setInterval(RESUME_POINT_PAUSE)
        self.timeout.connect(self.keep)

    def keep(self) -> None:
        """Save the resume point now, unless it is the one that was saved last."""
        point = self._point()
        if point is not None and point != self._kept:
            self._kept = point
            audit_id = self._audit_id
            self._jobs.submit(
                lambda workspace, _: app.remember_resume_point(workspace, audit_id, point), lambda _: None
            )


def resume_point_on(page: QWidget, step: Step, scroll: int, unparsed: Mapping[Key, str]) -> ResumePoint:
    """Where the person is on ``page`` now."""
    focused = page.window().focusWidget()
    field, caret = "", 0
    if focused is not None and page.isAncestorOf(focused):
        field, caret = _name(page, focused), _caret(focused)
    return app.ResumePoint(
        step, scroll, field, caret, tuple(_unparsed_text(key, text) for key, text in unparsed.items())
    )


def go_to_field(page: QWidget, point: ResumePoint) -> bool:
    """Give the keyboard to the field of ``point``; False if the page does not show it."""
    widget = page.findChild(QWidget, point.field) if point.field else None
    if widget is None or not widget.isVisible():
        return False
    field = widget.focusProxy() or widget
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.deselect()
        field.setCursorPosition(min(point.caret, len(field.text())))
    elif isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(point.caret, field.document().characterCount() - 1))
        field.setTextCursor(cursor)
    return True


def unparsed_by_key(kept: tuple[Unparsed, ...]) -> dict[Key, str]:
    """The texts that cannot be read as a date or a number yet, each by its answer or action."""
    return {Key(Action, one.action) if one.action else Key(Answer, one.question): one.text for one in kept}


def _name(page: QWidget, focused: QWidget) -> str:
    """The name of ``focused``, or of the input that it is a part of."""
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


def _unparsed_text(key: Key, text: str) -> Unparsed:
    return app.Unparsed(text, action=key.id) if key.kind is Action else app.Unparsed(text, question=key.id)
