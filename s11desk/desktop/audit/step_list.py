"""The list of steps at the side: number, title, and the state as words and as an icon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from s11desk.desktop.messages.state_words import STATE_ICONS, state_words, step_title
from s11desk.desktop.parts.text_parts import set_tool_tip
from s11desk.desktop.theme.icons import paint_icon
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import TYPE, Colours
from s11desk.domain.audit import Audit
from s11desk.domain.filters import Filter, filtered_steps
from s11desk.domain.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN, Step, StepKind, StepState
from s11desk.domain.topic import Topic
from s11desk.override import override

_ROLE = Qt.ItemDataRole.UserRole
_LINES = 2
_MAX_KEPT = 2_000
_BREAKS = re.compile(r"(?<=/)|(?= )")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a step, or a search hit in it.

    ``words`` name the state, or a search hit. The input ``field`` of the page holds the hit.
    """

    step: Step
    title: str
    words: str
    state: StepState
    field: str = ""


class StepList(QListWidget):
    """The list of steps, or of search hits.

    ``wanted`` is emitted with a step chosen by mouse, keyboard or screen reader, ``chosen`` with its whole line.
    """

    wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[Line, ...] = ()
        self._titles: dict[Step, str] = {}
        self._showing = False
        self.setAccessibleName("Steps of this audit")
        self.setItemDelegate(_StepPainter(theme, self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemSelectionChanged.connect(self._selected)  # a screen reader selects a line without making it current

    def show_steps(
        self, topic: Topic, audit: Audit, states: Mapping[Step, StepState], current: Step, wanted: Filter | None = None
    ) -> None:
        """List the steps. With ``wanted``: only those that pass the filter, and the current step."""
        passed = set(filtered_steps(topic, audit, wanted)) if wanted is not None else states.keys()
        shown = (step for step in states if step in passed or step == current)
        titles = self._titles_of(topic)
        lines = (Line(step, titles[step], state_words(audit, step, states[step]), states[step]) for step in shown)
        self.show_lines(tuple(lines), current)

    def _titles_of(self, topic: Topic) -> dict[Step, str]:
        """Make the titles once, because a topic does not change while it is open."""
        if not self._titles:
            questions = (Step(StepKind.QUESTION, question.id) for question in topic.questions)
            self._titles = {
                step: step_title(topic, step) for step in (INTRODUCTION, *questions, ACTION_PLAN, CHECK, SIGN)
            }
        return self._titles

    def show_lines(self, lines: tuple[Line, ...], current: Step) -> None:
        """Show these lines, and mark the line of the current step."""
        self._showing = True
        is_new = [line.step for line in lines] != [line.step for line in self._shown]
        if is_new:
            self.clear()
            for _ in lines:
                self.addItem(QListWidgetItem())
        for row, line in enumerate(lines):
            if row >= len(self._shown) or self._shown[row] != line or is_new:
                self._fill(self.item(row), line)
        self._shown = lines
        self._showing = False
        self.show_current(current)

    def show_current(self, current: Step) -> None:
        """Mark the current step. The lines stay as they are."""
        row = next((row for row, line in enumerate(self._shown) if line.step == current), None)
        if row is not None and row != self.currentRow():
            self._showing = True
            self.setCurrentRow(row)
            self.scrollToItem(self.item(min(row + 1, self.count() - 1)))  # the next step is visible, too
            self.scrollToItem(self.item(row))
            self._showing = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _fill(self, item: QListWidgetItem, line: Line) -> None:
        item.setData(_ROLE, line)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title}. {line.words}")
        set_tool_tip(item, line.title)

    def _selected(self) -> None:
        chosen = self.selectedItems()
        if chosen and not self._showing:
            self.setCurrentItem(chosen[0])
            line: Line = chosen[0].data(_ROLE)
            self.chosen.emit(line)
            self.wanted.emit(line.step)


class _StepPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent
        self._kept: dict[tuple[str, int, float], list[str]] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(_ROLE)
        width = self._list.viewport().width()
        _, words = self._text_rects(QRect(0, 0, width, 0), line)
        return QSize(width, words.bottom() + self._theme.pixels(6))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(_ROLE)
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
        size = self._theme.pixels(18)
        left, top = rect.left() + self._theme.pixels(16), rect.top() + self._theme.pixels(9)
        paint_icon(painter, STATE_ICONS[line.state], _icon_colour(colours, line.state), QRectF(left, top, size, size))
        self._paint_words(painter, rect, line, is_current=is_current)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, line: Line, *, is_current: bool) -> None:
        title, words = self._text_rects(rect, line)
        painter.setFont(self._theme.font(TYPE.small + 1, bold=is_current))
        painter.setPen(QColor(self._theme.colours.text))
        lines = self._lines(line.title, title.width())
        height = QFontMetrics(painter.font()).lineSpacing()
        for number, text in enumerate(lines):
            painter.drawText(QRect(title.left(), title.top() + number * height, title.width(), height), 0, text)
        painter.setFont(self._theme.font(TYPE.small - 1))
        painter.setPen(QColor(self._theme.colours.quiet))
        shown = QFontMetrics(painter.font()).elidedText(line.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, 0, shown)

    def _text_rects(self, rect: QRect, line: Line) -> tuple[QRect, QRect]:
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
        if asked not in self._kept:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            bold = QFontMetrics(self._theme.font(TYPE.small + 1, bold=True))
            self._kept[asked] = _wrapped(bold, title, width)
        return self._kept[asked]


def _wrapped(metrics: QFontMetrics, text: str, width: int) -> list[str]:
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
