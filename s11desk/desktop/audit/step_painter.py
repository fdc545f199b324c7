"""Paints the lines of the step list: an icon, the title, and the state in words."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from s11desk.desktop.audit.step_lines import Entry, SectionLine
from s11desk.desktop.messages.state_words import STATE_ICONS
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import TYPE, Colours
from s11desk.domain.audits.flow import StepState
from s11desk.override import override

ROLE = Qt.ItemDataRole.UserRole
"""The data role under which an item of the list holds its line."""
_LINES = 2
_MAX_CACHED = 2_000
_BREAKS = re.compile(r"(?<=/)|(?= )")
Index = QModelIndex | QPersistentModelIndex


class StepPainter(QStyledItemDelegate):
    """Paints the lines of ``parent``, whose items hold them under :data:`ROLE`."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent
        self._wrapped_titles: dict[tuple[str, int, float], list[str]] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Entry = index.data(ROLE)
        width = self._list.viewport().width()
        _, words = self._text_rects(QRect(0, 0, width, 0), line)
        return QSize(width, words.bottom() + self._theme.pixels(6))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Entry = index.data(ROLE)
        colours = self._theme.colours
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.accent_soft if is_current else colours.raised))
        if is_current:
            edge = QRect(rect.left(), rect.top(), self._theme.pixels(4), rect.height())
            painter.fillRect(edge, QColor(colours.accent))
            painter.setPen(QColor(colours.chosen))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        left, top = rect.left() + self._theme.pixels(16), rect.top() + self._theme.pixels(9)
        if isinstance(line, SectionLine):
            name, colour = "chevron-right" if line.is_folded else "chevron-down", colours.text
        else:
            name, colour = STATE_ICONS[line.state], _icon_colour(colours, line.state)
        painter.drawPixmap(left, top, self._theme.pixmap(name, colour, 18))
        self._paint_words(painter, rect, line, is_bold=is_current or isinstance(line, SectionLine))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, line: Entry, *, is_bold: bool) -> None:
        title, words = self._text_rects(rect, line)
        painter.setFont(self._theme.font(TYPE.small + 1, bold=is_bold))
        painter.setPen(QColor(self._theme.colours.text))
        lines = self._lines(line.title, title.width())
        height = QFontMetrics(painter.font()).lineSpacing()
        for number, text in enumerate(lines):
            painter.drawText(QRect(title.left(), title.top() + number * height, title.width(), height), 0, text)
        painter.setFont(self._theme.font(TYPE.small - 1))
        painter.setPen(QColor(self._theme.colours.quiet))
        shown = QFontMetrics(painter.font()).elidedText(line.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, 0, shown)

    def _text_rects(self, rect: QRect, line: Entry) -> tuple[QRect, QRect]:
        left = rect.left() + self._theme.pixels(44)
        width = rect.width() - self._theme.pixels(44 + 12)
        metrics = QFontMetrics(self._theme.font(TYPE.small + 1, bold=True))
        count = len(self._lines(line.title, width))
        top = rect.top() + self._theme.pixels(6)
        title = QRect(left, top, width, metrics.lineSpacing() * count)
        small = QFontMetrics(self._theme.font(TYPE.small - 1)).lineSpacing()
        return title, QRect(left, title.bottom() + 1, width, small)

    def _lines(self, title: str, width: int) -> list[str]:
        """Wrap as bold, so that no line moves when it is chosen. Cache it: measuring takes longer than painting."""
        asked = (title, width, self._theme.scale)
        if asked not in self._wrapped_titles:
            if len(self._wrapped_titles) >= _MAX_CACHED:
                self._wrapped_titles.clear()
            bold = QFontMetrics(self._theme.font(TYPE.small + 1, bold=True))
            self._wrapped_titles[asked] = _wrap(bold, title, width)
        return self._wrapped_titles[asked]


def _wrap(metrics: QFontMetrics, text: str, width: int) -> list[str]:
    """Break into two lines at most, between words and after a slash. A longer text ends with dots."""
    lines: list[str] = []
    rest = _BREAKS.split(" ".join(text.split()))
    while rest and len(lines) < _LINES - 1:
        taken = len(rest)
        while taken > 1 and metrics.horizontalAdvance("".join(rest[:taken])) > width:
            taken -= 1
        lines.append("".join(rest[:taken]))
        rest = rest[taken:]
    lines.append("".join(rest))
    return [metrics.elidedText(line.strip(), Qt.TextElideMode.ElideRight, width) for line in lines if line]


def _icon_colour(colours: Colours, state: StepState) -> str:
    if state is StepState.COMPLETE:
        return colours.good
    return colours.accent if state is StepState.IN_PROGRESS else colours.edge
