"""What can be wrong with a page, each as a list of complaints, empty where all is well.

Of what a page shows (cut words, small targets), of what the keyboard comes to, and of what a screen reader is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from s11desk.desktop.inputs.option_cards import CheckCard, RadioCard
from s11desk.desktop.parts.focus_ring import FocusRing
from s11desk.desktop.parts.text_parts import WrappedLink

Shown = TypeVar("Shown", bound=QWidget)
Thing = TypeVar("Thing")

LARGE_ENOUGH = 24
"""Pixels of the smallest target, WCAG 2.2, 2.5.8."""
FAR = 200
"""More times of Tab than any page needs."""
WORD = re.compile(r"[^\s\u200b]+")
MNEMONIC = re.compile(r"(?<!&)&([^&\s])")


@dataclass(frozen=True)
class Told:
    """One thing as a screen reader is told of it. ``place`` on the screen; ``within``: names of groups around it."""

    role: QAccessible.Role
    name: str
    place: QRect
    within: tuple[str, ...]
    parts: tuple[Told, ...]


# What a page shows


def cut(window: QWidget) -> list[str]:
    """Each thing with words that has less room than they take, and by how much."""
    words: list[QLabel | QAbstractButton] = [*in_sight(window, QLabel), *in_sight(window, QAbstractButton)]
    short = ((widget.text(), *lacking(widget)) for widget in words)
    lines = [f"{text!r} lacks {wide} x {high}" for text, wide, high in short if wide > 0 or high > 0]
    return lines + [f"{line.accessibleName()} is {line.height()} high" for line in low_fields(window)]


def lacking(widget: QWidget) -> tuple[int, int]:
    """Pixels missing in width and in height."""
    if isinstance(widget, (RadioCard, CheckCard, WrappedLink)):
        return 0, widget.heightForWidth(widget.width()) - widget.height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in WORD.findall(widget.text())), default=0)
        return longest - widget.width(), widget.heightForWidth(widget.width()) - widget.height()
    words = widget.fontMetrics().height()  # the frame around them may give a pixel, the words may not
    return widget.sizeHint().width() - widget.width(), words - widget.height()


def low_fields(window: QWidget) -> Iterator[QWidget]:
    for field in (*in_sight(window, QLineEdit), *in_sight(window, QComboBox)):
        if field.height() < field.fontMetrics().height():
            yield field
    for text in in_sight(window, QPlainTextEdit):
        if text.verticalScrollBar().maximum() > 0:
            yield text


def small_targets(window: QWidget) -> list[str]:
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    targets = [(widget.accessibleName(), widget.rect()) for kind in kinds for widget in in_sight(window, kind)]
    for entries in in_sight(window, QListWidget):
        targets += [
            (entries.item(row).text(), entries.visualItemRect(entries.item(row))) for row in range(entries.count())
        ]
    bar = window.findChild(QMenuBar)
    if bar is not None:
        targets += [(action.text(), bar.actionGeometry(action)) for action in bar.actions()]
    return [
        f"{name} is {place.width()} x {place.height()}"
        for name, place in targets
        if min(place.width(), place.height()) < LARGE_ENOUGH
    ]


def sideways(window: QWidget) -> list[str]:
    """What would have to be scrolled to the side, and what stands out of the window."""
    areas = [area for area in in_sight(window, QScrollArea) if area.horizontalScrollBar().maximum() > 0]
    kinds: tuple[type[QWidget], ...] = (QToolButton, QMenuBar, QListWidget)
    fixed = [widget for kind in kinds for widget in in_sight(window, kind) if not in_scroll_area(widget)]
    outside = [one for one in fixed if not window.rect().contains(QRect(one.mapTo(window, QPoint(0, 0)), one.size()))]
    return [repr(widget) for widget in (*areas, *outside)]


def in_scroll_area(widget: QWidget) -> bool:
    return any(isinstance(above, QScrollArea) for above in around(widget))


def in_sight(window: QWidget, kind: type[Shown]) -> Iterator[Shown]:
    """Also what a scroll area would bring into sight; not the insides of Qt's own controls."""
    for widget in window.findChildren(kind):
        if widget.isVisible() and not widget.objectName().startswith("qt_") and not is_picture(widget):
            yield widget


def is_picture(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and not widget.text()


def marked_up(window: QWidget) -> list[str]:
    """Words that Qt would take for markup, whoever wrote them."""
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    return [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]


# What the keyboard comes to


def reachable(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if shown and widget.focusProxy() is None and not isinstance(widget, QScrollArea):
            yield widget


def nameless(window: QWidget) -> list[str]:
    return [f"{widget!r} has no name" for widget in reachable(window) if not widget.accessibleName().strip()]


def own_buddies(window: QWidget) -> list[str]:
    return [f"{label.text()} is for itself" for label in window.findChildren(QLabel) if label.buddy() is label]


def shared_mnemonics(window: QWidget) -> list[str]:
    """Letters that two things in sight answer to with Alt: neither is then pressed."""
    texts = [button.text() for button in in_sight(window, QAbstractButton)]
    bar = window.findChild(QMenuBar)
    texts += [action.text() for action in bar.actions()] if bar is not None else []
    letters = [(letter.upper(), text) for text in texts for letter in MNEMONIC.findall(text)]
    often = Counter(letter for letter, _ in letters)
    return [f"Alt+{letter} is {text!r} and another" for letter, text in letters if often[letter] > 1]


def tab_faults(window: QWidget) -> list[str]:
    """Go all the way round with Tab: in the order of reading, past nothing, and with the keyboard always to be seen."""
    stops: list[QWidget] = []
    faults: list[str] = []
    for _ in range(FAR):
        stop = QApplication.focusWidget()
        if stop is None or stop in stops:
            break
        if not isinstance(stop, QScrollArea):  # a page with nothing to press has the keyboard itself, to scroll
            stops.append(stop)
        faults += unseen(window, stop)
        QTest.keyClick(stop, Qt.Key.Key_Tab)
    start = next((place for place, stop in enumerate(stops) if not any(_before(stop, other) for other in stops)), 0)
    once = [*stops[start:], *stops[:start]]  # the round begins wherever the page put the keyboard
    passed = [
        f"Tab never comes to {name_of(one)}" for one in reachable(window) if one not in stops and not in_group(one)
    ]
    back = [f"{name_of(b)} comes after {name_of(a)}" for a, b in combinations(once, 2) if _before(a, b)]
    return faults + passed + back[:3]


def in_group(widget: QWidget) -> bool:
    """Of options that exclude each other Tab comes to one, the arrows to all."""
    return isinstance(widget, QRadioButton)


def keyboard_unseen(window: QWidget) -> list[str]:
    stop = QApplication.focusWidget()
    return unseen(window, stop) if stop is not None else []


def unseen(window: QWidget, stop: QWidget) -> list[str]:
    if stop.visibleRegion().isEmpty():
        return [f"{name_of(stop)} has the keyboard and is not in sight"]
    (ring,) = window.findChildren(FocusRing)
    place = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size())
    lies = ring.isVisible() and not ring.visibleRegion().isEmpty() and ring.geometry().intersects(place)
    return [] if lies or isinstance(stop, QScrollArea) else [f"no ring around {name_of(stop)}"]


def _before(one: QWidget, other: QWidget) -> bool:
    """Whether ``other`` is to be read before ``one``, by where the parts that hold them lie."""
    if one.isAncestorOf(other) or other.isAncestorOf(one):
        return False
    above_one, above_other = [one, *around(one)], [other, *around(other)]
    shared = next(widget for widget in above_one if widget in above_other)
    part_one = above_one[above_one.index(shared) - 1]
    part_other = above_other[above_other.index(shared) - 1]
    return reads_before(_on_screen(part_other), _on_screen(part_one))


def around(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def _on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def reads_before(one: QRect, other: QRect) -> bool:
    """``one`` lies wholly above ``other``, or beside it on the left."""
    shares_column = one.left() <= other.right() and other.left() <= one.right()
    shares_line = one.top() <= other.bottom() and other.top() <= one.bottom()
    return (shares_column and one.bottom() < other.top()) or (shares_line and one.right() < other.left())


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or repr(widget)


# What a screen reader is told


def told(widget: QWidget) -> Told:
    thing = _told(QAccessible.queryAccessibleInterface(widget), ())
    assert thing is not None
    return thing


def _told(thing: QAccessibleInterface, within: tuple[str, ...]) -> Told | None:
    if not thing.isValid() or thing.state().invisible:
        return None
    name = thing.text(QAccessible.Text.Name)
    inside = (*within, name) if thing.role() is QAccessible.Role.Grouping else within
    children = [thing.child(place) for place in range(thing.childCount())]
    parts = [_told(child, inside) for child in children if child is not None]
    return Told(thing.role(), name, thing.rect(), within, tuple(part for part in parts if part is not None))


def every_part(thing: Told) -> Iterator[Told]:
    yield thing
    for part in thing.parts:
        yield from every_part(part)


def told_without_name(whole: Told) -> list[str]:
    """Roles at which a screen reader stops, or by which it is asked to go from one to the next."""
    roles = QAccessible.Role
    stops = {roles.Graphic, roles.Button, roles.CheckBox, roles.RadioButton, roles.EditableText, roles.ComboBox}
    stops |= {roles.List, roles.ListItem, roles.ProgressBar, roles.Grouping, roles.MenuItem}
    return [
        f"{one.role} without a name at {one.place}"
        for one in every_part(whole)
        if one.role in stops and not one.name.strip()
    ]


def told_out_of_order(whole: Told) -> list[str]:
    return [
        f"{words_in(other)!r} is told after {words_in(one)!r}"
        for thing in every_part(whole)
        for one, other in combinations([part for part in thing.parts if not part.place.isEmpty()], 2)
        if reads_before(other.place, one.place)
    ]


def options_without_question(whole: Told) -> list[str]:
    radio = QAccessible.Role.RadioButton
    return [f"{one.name} of nothing" for one in every_part(whole) if one.role is radio and not one.within]


def words_in(thing: Told) -> str:
    return " / ".join([one.name for one in every_part(thing) if one.name][:3])


def seen_faults(window: QWidget) -> list[str]:
    return _all_of(window, (cut, small_targets, sideways, marked_up))


def reader_faults(window: QWidget) -> list[str]:
    whole = told(window)
    asked = (told_without_name, told_out_of_order, options_without_question)
    return [*_all_of(whole, asked), *_all_of(window, (nameless, own_buddies))]


def keyboard_faults(window: QWidget) -> list[str]:
    return _all_of(window, (tab_faults, shared_mnemonics))


def _all_of(thing: Thing, checks: Sequence[Callable[[Thing], list[str]]]) -> list[str]:
    return [fault for check in checks for fault in check(thing)]
