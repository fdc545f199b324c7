"""Options as large targets: a card with a label and a description of the option.

Arrow keys only move from card to card: Space or Enter chooses. A person who hears the page goes through the options to
learn what they are, and must not change an answer by that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from s11desk.desktop.parts.focus.focus_place import running_application
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.text.text_parts import escape_shortcut_marks, presses, wrappable
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import TYPE
from s11desk.override import override

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
"""How many cards each arrow key goes on."""
_STAYS = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
"""The keyboard comes back to where it was."""
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class CardOption:
    """One option as its card shows it.

    ``colour`` is a strip at the edge, in a colour of the pack. It is empty if the scale has no colours.
    """

    code: str
    label: str
    descriptor: str = ""
    colour: str = ""


class _CardPainter:
    """Measures and paints a card. The button itself is a widget of Qt, so that screen readers recognise it."""

    def __init__(self, theme: Theme, option: CardOption) -> None:
        self._theme = theme
        self._option = option
        self._label, self._descriptor = wrappable(option.label), wrappable(option.descriptor)
        self._label_font = theme.font(bold=bool(option.descriptor))
        self._small_font = theme.font(TYPE.small + 1)
        self._rects: dict[int, tuple[QRect, QRect]] = {}

    def height_for(self, width: int) -> int:
        label, descriptor = self._text_rects(width)
        bottom = descriptor.bottom() if self._option.descriptor else label.bottom()
        return bottom + self._theme.pixels(11)

    def usual_size(self) -> QSize:
        width = self._theme.pixels(420)
        return QSize(width, self.height_for(width))

    def smallest_size(self) -> QSize:
        return QSize(self._theme.pixels(160), self._theme.pixels(40))

    def paint(self, button: QAbstractButton, *, is_round: bool) -> None:
        colours = self._theme.colours
        painter = QPainter(button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, hovered = button.isChecked(), button.underMouse()
        edge = self._theme.pixels(2) if chosen else 1
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.edge if hovered else colours.option), edge))
        painter.setBrush(QColor(colours.accent_soft if chosen else colours.raised if hovered else colours.ground))
        inset = edge / 2
        radius = self._theme.pixels(4)
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        self._paint_strip(painter, button.height())
        self._paint_mark(painter, chosen=chosen, is_round=is_round)
        self._paint_words(painter, button.width())
        painter.end()

    def _paint_strip(self, painter: QPainter, height: int) -> None:
        """Paint the strip along the left edge, as the report does: a square would look like a check box."""
        colour = QColor(self._option.colour)
        if self._option.colour and colour.isValid():
            edge = self._theme.pixels(2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.seen_on_ground(colour))
            painter.drawRect(QRectF(edge, edge, self._theme.pixels(5), height - 2 * edge))

    def _paint_mark(self, painter: QPainter, *, chosen: bool, is_round: bool) -> None:
        colours, size = self._theme.colours, self._theme.pixels(20)
        rect = QRectF(self._theme.pixels(17 if self._option.colour else 14), self._theme.pixels(11), size, size)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.edge), self._theme.pixels(2)))
        painter.setBrush(QColor(colours.ground))
        if is_round:
            painter.drawEllipse(rect)
            if chosen:
                painter.setBrush(QColor(colours.accent))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(rect.adjusted(size / 4, size / 4, -size / 4, -size / 4))
            return
        painter.setBrush(QColor(colours.accent if chosen else colours.ground))
        painter.drawRoundedRect(rect, 2, 2)
        if chosen:
            self._paint_tick(painter, rect)

    def _paint_tick(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.colours.on_accent), self._theme.pixels(2)))
        points = [(0.22, 0.52), (0.43, 0.72), (0.78, 0.30)]
        corners = [QPoint(round(rect.x() + rect.width() * x), round(rect.y() + rect.height() * y)) for x, y in points]
        painter.drawPolyline(corners)

    def _paint_words(self, painter: QPainter, width: int) -> None:
        colours = self._theme.colours
        label, descriptor = self._text_rects(width)
        painter.setFont(self._label_font)
        painter.setPen(QColor(colours.text))
        painter.drawText(label, _WRAPPED, self._label)
        painter.setFont(self._small_font)
        painter.setPen(QColor(colours.quiet))
        painter.drawText(descriptor, _WRAPPED, self._descriptor)

    def _text_rects(self, width: int) -> tuple[QRect, QRect]:
        """Measure the texts once for each width: a layout asks for the height many times."""
        if width not in self._rects:
            self._rects[width] = self._measure(width)
        return self._rects[width]

    def _measure(self, width: int) -> tuple[QRect, QRect]:
        left, top = self._theme.pixels(47 if self._option.colour else 44), self._theme.pixels(10)
        text_width = max(width - left - self._theme.pixels(12), self._theme.pixels(60))
        label = _text_rect(QFontMetrics(self._label_font), self._label, left, top, text_width)
        below = label.bottom() + self._theme.pixels(2)
        return label, _text_rect(QFontMetrics(self._small_font), self._descriptor, left, below, text_width)


def _text_rect(metrics: QFontMetrics, text: str, left: int, top: int, width: int) -> QRect:
    height = metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, text).height() if text else 0
    return QRect(left, top, width, height)


def _prepare(button: QAbstractButton, option: CardOption) -> None:
    button.setText(escape_shortcut_marks(option.label))
    button.setAccessibleName(option.label)
    button.setAccessibleDescription(option.descriptor)
    button.setMouseTracking(True)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # Fixed would allow one line only
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)


class _CardSize:
    """The size of a card. It comes before the class of Qt among the bases, so Qt asks these methods."""

    _painter: _CardPainter

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As high as the texts are at this width."""
        return self._painter.height_for(width)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A column of text that is easy to read."""
        return self._painter.usual_size()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow enough for a small window."""
        return self._painter.smallest_size()


class RadioCard(_CardSize, QRadioButton):
    """One option of several that exclude each other."""

    def __init__(self, theme: Theme, option: CardOption) -> None:
        super().__init__()
        self.code = option.code
        self._descriptor = option.descriptor
        self._painter = _CardPainter(theme, option)
        _prepare(self, option)
        self.toggled.connect(self._take_tab)

    def _take_tab(self, is_chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Let Tab come to the chosen card of its group. Qt does it only for a card that the person chose."""
        group = self.group()
        if is_chosen and group is not None and group.exclusive():
            for card in group.buttons():
                card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is self else Qt.FocusPolicy.ClickFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the card before or after this one, or choose this one. Qt would choose what an arrow comes to."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            neighbour = self._neighbour(step) if not _is_held(event) else None
            event.setAccepted(neighbour is not None)  # at an end, the page scrolls
            if neighbour is not None:
                reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
                neighbour.setFocus(reason)
        elif presses(event) and not self.window().isModal():  # in a dialog Enter presses a button
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let Tab come back to the chosen card. Qt leads it to the one that had the keyboard last."""
        super().focusOutEvent(event)
        group = self.group()
        chosen = group.checkedButton() if group is not None and event.reason() not in _STAYS else None
        if isinstance(chosen, RadioCard) and running_application().focusWidget() not in chosen.group().buttons():
            chosen._take_tab(is_chosen=True)  # noqa: SLF001 - another card of this class

    def _neighbour(self, step: int) -> QAbstractButton | None:
        """The card that is shown so many after this one; in one column as they stand, or else as they were added."""
        group = self.group()
        cards = [one for one in group.buttons() if one.isVisible() and one.isEnabled()] if group is not None else []
        if all(one.parentWidget() is self.parentWidget() for one in cards):
            cards.sort(key=lambda one: (one.y(), one.x()))
        place = cards.index(self) + step if self in cards else -1
        return cards[place] if 0 <= place < len(cards) else None

    def say_place(self, place: str) -> None:
        """Have a screen reader say ``place`` after the description of the option, such as: 2 of 4."""
        self.setAccessibleDescription(spoken(self._descriptor, place))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint(self, is_round=True)

    @override
    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)


def say_places(cards: Sequence[RadioCard]) -> None:
    """Have a screen reader say with each of ``cards``, in their order, which of how many it is."""
    for place, card in enumerate(cards, 1):
        card.say_place(f"{place} of {len(cards)}")


def _is_held(event: QKeyEvent) -> bool:
    """Whether a key such as Alt is held, which gives the arrow another meaning."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


class CheckCard(_CardSize, QCheckBox):
    """One option of several that go together."""

    def __init__(self, theme: Theme, option: CardOption) -> None:
        super().__init__()
        self.code = option.code
        self._painter = _CardPainter(theme, option)
        _prepare(self, option)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint(self, is_round=False)

    @override
    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)
