"""Marks a search hit on its page: the found words in a field are coloured, those in a text are selected."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from s11desk.desktop.audit.step_lines import Line
from s11desk.desktop.messages.place_words import FIELDS
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.text.qt_length import qt_length
from s11desk.desktop.parts.text.text_parts import set_found
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.text.found_words import found_number, place_of

_IN_FIELDS = {TextPlace.TEXT, TextPlace.PERSON, TextPlace.COMMENT, TextPlace.REASON, TextPlace.CAPTION, TextPlace.NOTE}
_GUIDANCE = FIELDS[TextPlace.GUIDANCE]
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class HitMarker:
    """Marks one hit at a time. The words in a field are never selected: the next key would replace them."""

    def __init__(self) -> None:
        self._marked: QWidget | None = None

    def mark(self, page: Page, line: Line, words: str) -> QWidget | None:
        """Unfold, mark and scroll to the hit of ``words`` that ``line`` leads to. None if the page does not show it."""
        self.clear()
        page.reveal(line.field)
        shown = [one for one in _holders(page, line) if one.isVisibleTo(page)]
        found = max(shown, key=lambda one: found_number(_text(one), words), default=None)
        place = place_of(_text(found), words) if found is not None else None
        if found is None or place is None:
            return None
        self._marked = found
        _show_mark(found, page, *place)
        bring_into_sight(found)
        return found

    @property
    def marked(self) -> QWidget | None:
        """The part in which a hit is marked; None if there is none, or its page is gone."""
        return self._marked if self._marked is not None and shiboken6.isValid(self._marked) else None

    def clear(self) -> None:
        """Take the mark away."""
        marked, self._marked = self.marked, None
        if marked is None:
            return
        if isinstance(marked, QPlainTextEdit):
            marked.setExtraSelections([])
        elif isinstance(marked, QLabel):
            marked.setSelection(0, 0)
            marked.setTextInteractionFlags(marked.textInteractionFlags() & ~_SELECTABLE)
        else:
            set_found(marked, found=False)


def _holders(page: Page, line: Line) -> list[QWidget]:
    """The parts of ``page`` that can hold the hit, the likeliest first."""
    fields: list[QWidget] = [*page.findChildren(QPlainTextEdit), *page.findChildren(QLineEdit)]
    if line.where is TextPlace.ACTION:
        return [one for one in fields if one.objectName().startswith(f"action-{line.item}-")]
    if line.where in _IN_FIELDS:
        return sorted(fields, key=lambda one: one.objectName() != line.field)
    guidance = [one for panel in page.findChildren(QWidget, _GUIDANCE) for one in panel.findChildren(QLabel)]
    if line.where is TextPlace.GUIDANCE:
        return list[QWidget](guidance)
    return sorted(page.findChildren(QLabel), key=lambda one: one in guidance)


def _text(part: QWidget) -> str:
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    return part.text() if isinstance(part, QLabel | QLineEdit) else ""


def _show_mark(part: QWidget, page: Page, start: int, length: int) -> None:
    before, found = _text(part)[:start], _text(part)[start : start + length]
    first, number = qt_length(before), qt_length(found)
    if isinstance(part, QLabel):
        part.setTextInteractionFlags(part.textInteractionFlags() | _SELECTABLE)  # Tab does not reach it, as before
        part.setSelection(first, number)
    elif isinstance(part, QPlainTextEdit):
        colours = page.theme.colours
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(part.document())
        mark.cursor.setPosition(first)
        mark.cursor.setPosition(first + number, QTextCursor.MoveMode.KeepAnchor)
        mark.format.setBackground(QColor(colours.accent))
        mark.format.setForeground(QColor(colours.on_accent))
        part.setExtraSelections([mark])
    else:
        set_found(part, found=True)
