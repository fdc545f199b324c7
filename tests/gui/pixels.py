"""Contrast measured in the pixels of the window, as WCAG 2.2 counts it: text, edges of controls, and the focus ring.

One of each kind is measured in each scheme: the style sheet draws all of a kind alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from s11desk.desktop.inputs.option_cards import CheckCard, RadioCard
from s11desk.desktop.parts.focus.focus_ring import FocusRing

TEXT, LARGE_TEXT, PART = 4.5, 3.0, 3.0
"""The least ratios: of text (1.4.3), of large text, and of edges and the focus (1.4.11, 2.4.7)."""
LARGE, LARGE_BOLD = 24, 18.66
"""Pixels from which text is large."""
FEW = 4
"""Pixels of one colour that count as drawn: fewer are the soft edges of letters."""

_measured: set[tuple[object, ...]] = set()


def text_faults(window: QWidget) -> list[str]:
    """Find texts that are too faint on what is behind them."""
    found = []
    for one in _new(window, (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox), "text"):
        ratio, least = text_contrast(_picture(window, one)), _least(one)
        if ratio < least and _words(one):
            found.append(f"text {_words(one)!r} has {ratio:.2f}:1 of {least}:1")
    return found


def edge_faults(window: QWidget) -> list[str]:
    """Find controls whose edge is too faint. A link, and a button that is switched off, need none."""
    found = []
    for one in _new(window, (QPushButton, QLineEdit, QPlainTextEdit, QComboBox, RadioCard, CheckCard), "edge"):
        if one.property("kind") in {"link", "error-link"} or not one.isEnabled():
            continue
        ratio = edge_contrast(window, one)
        if ratio < PART:
            found.append(f"the edge of {one.accessibleName()!r} has {ratio:.2f}:1")
    return found


def focus_faults(window: QWidget, stop: QWidget) -> list[str]:
    """Find a focus that changes too few pixels: at least as many as half of its outline must change by 3:1."""
    (ring,) = window.findChildren(FocusRing)
    if not ring.isVisible() or not _is_new(stop, "focus"):
        return []
    place = ring.geometry().intersected(window.rect())
    with_ring = window.grab(place).toImage()
    here = ring.pos()
    ring.move(-10_000, -10_000)  # hidden, it would show itself again when the window is drawn
    without = window.grab(place).toImage()
    ring.move(here)
    changed = sum(
        count
        for (one, other), count in Counter(zip(pixels_of(with_ring), pixels_of(without), strict=True)).items()
        if one != other and ratio_of(one, other) >= PART
    )
    around = ring.visibleRegion().boundingRect()
    needed = (around.width() + around.height()) * with_ring.devicePixelRatio()
    return [] if changed >= needed else [f"the focus on {stop.accessibleName()!r} changes {changed} of {needed} pixels"]


def text_contrast(image: QImage) -> float:
    """The ratio of the clearest colour in ``image`` to its most frequent one, which is the ground."""
    colours = Counter(pixels_of(image))
    ground = colours.most_common(1)[0][0]
    return max(ratio_of(one, ground) for one, count in colours.items() if count >= FEW)


def edge_contrast(window: QWidget, one: QWidget) -> float:
    """The ratio of the edge at the left of ``one``, or of its whole ground, to what is beside it."""
    corner = one.mapTo(window, QPoint(0, one.height() // 2))
    row = window.grab(QRect(corner - QPoint(4, 0), QSize(12, 1))).toImage()
    line = list(pixels_of(row))
    return max(ratio_of(line[0], colour) for colour in line)


def ratio_of(one: int, other: int) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: int) -> float:
    parts = ((colour >> 16) & 255, (colour >> 8) & 255, colour & 255)
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _new(window: QWidget, kinds: tuple[type[QWidget], ...], what: str) -> Iterator[QWidget]:
    """The parts of these kinds that are wholly in sight and of which none was measured in this look before."""
    for kind in kinds:
        for one in window.findChildren(kind):
            is_whole = one.isVisible() and one.visibleRegion().boundingRect() == one.rect()
            is_ringed = what == "edge" and one.hasFocus()  # the ring would be taken for what is beside it
            if is_whole and not is_ringed and not one.objectName().startswith("qt_") and _is_new(one, what):
                yield one


def _is_new(one: QWidget, what: str) -> bool:
    look = (one.palette().window().color().rgb(), one.property("kind"), one.property("wrong"), one.isEnabled())
    checked = one.isChecked() if isinstance(one, QAbstractButton) else False
    above = one.parentWidget()
    ground = above.property("kind") if above is not None else None
    key = (what, type(one), *look, checked, ground, one.objectName() in {"big", "change"})
    if key in _measured:
        return False
    _measured.add(key)
    return True


def _picture(window: QWidget, one: QWidget) -> QImage:
    inner = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
    return window.grab(inner.adjusted(3, 3, -3, -3) if inner.height() > 10 else inner).toImage()


def pixels_of(image: QImage) -> Iterator[int]:
    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    words = memoryview(shown.constBits()).cast("I")
    return iter(words[: shown.width() * shown.height()])


def _least(one: QWidget) -> float:
    size, bold = one.fontInfo().pixelSize(), one.fontInfo().bold()
    return LARGE_TEXT if size >= LARGE or (bold and size >= LARGE_BOLD) else TEXT


def _words(one: QWidget) -> str:
    if isinstance(one, QPlainTextEdit):
        return one.toPlainText() if one.isEnabled() else ""
    if isinstance(one, QComboBox):
        return one.currentText()
    if isinstance(one, QLabel | QAbstractButton | QLineEdit):
        return one.text() if one.isEnabled() else ""  # what is switched off may be faint
    assert not isinstance(one, QProgressBar)
    return ""
