"""Checks of a page. Each returns a list of faults, which is empty if all is well.

They check the visible page (cut words, small targets), the keyboard, and the tree that a screen reader reads.
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
from s11desk.desktop.parts.focus.focus_place import MAIN_AREA
from s11desk.desktop.parts.focus.focus_ring import FocusRing
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.desktop.parts.text.text_parts import HeadingLabel, without_breaks
from s11desk.desktop.parts.text.version_text import VersionText
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from tests.gui import pixels

Shown = TypeVar("Shown", bound=QWidget)
Thing = TypeVar("Thing")

LEAST_TARGET = 24
"""The least width and height of a target in pixels (WCAG 2.2, 2.5.8)."""
FAR = 200
"""More presses of Tab than any page needs."""
WORD = re.compile(r"[^\s\u200b]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
MNEMONIC = re.compile(r"(?<!&)&([^&\s])")


@dataclass(frozen=True)
class Node:
    """One node of the tree that a screen reader reads. ``within`` has the names of the groups around it."""

    role: QAccessible.Role
    name: str
    description: str
    place: QRect
    within: tuple[str, ...]
    parts: tuple[Node, ...]


# The visible page


def cut_words(window: QWidget) -> list[str]:
    """Find widgets that are too small for their words."""
    words: list[QLabel | QAbstractButton] = [*visible(window, QLabel), *visible(window, QAbstractButton)]
    short = ((widget.text(), *lacking(widget)) for widget in words)
    lines = [f"{text!r} lacks {wide} x {high}" for text, wide, high in short if wide > 0 or high > 0]
    return lines + [f"{line.accessibleName()} is {line.height()} high" for line in low_fields(window)]


def lacking(widget: QWidget) -> tuple[int, int]:
    """Return the missing pixels, in width and in height."""
    if isinstance(widget, (RadioCard, CheckCard, WrappedLink)):
        return 0, widget.heightForWidth(widget.width()) - widget.height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in WORD.findall(widget.text())), default=0)
        return longest - widget.width(), widget.heightForWidth(widget.width()) - widget.height()
    words = widget.fontMetrics().height()  # the frame may lose a pixel, the words may not
    return widget.sizeHint().width() - widget.width(), words - widget.height()


def low_fields(window: QWidget) -> Iterator[QWidget]:
    """Find fields that hide a part of what is typed. A version that is only read may scroll by the keyboard."""
    for field in (*visible(window, QLineEdit), *visible(window, QComboBox)):
        if field.height() < field.sizeHint().height():
            yield field
    for text in visible(window, QPlainTextEdit):
        is_read = isinstance(text, VersionText) and text.focusPolicy() & Qt.FocusPolicy.TabFocus
        if text.verticalScrollBar().maximum() > 0 and not is_read:
            yield text


def small_targets(window: QWidget) -> list[str]:
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    targets = [(widget.accessibleName(), widget.rect()) for kind in kinds for widget in visible(window, kind)]
    for entries in visible(window, QListWidget):
        targets += [
            (entries.item(row).text(), entries.visualItemRect(entries.item(row))) for row in range(entries.count())
        ]
    bar = window.findChild(QMenuBar)
    if bar is not None:
        targets += [(action.text(), bar.actionGeometry(action)) for action in bar.actions()]
    return [
        f"{name} is {place.width()} x {place.height()}"
        for name, place in targets
        if min(place.width(), place.height()) < LEAST_TARGET
    ]


def wide_parts(window: QWidget) -> list[str]:
    """Find parts that need sideways scrolling or reach outside the window."""
    areas = [area for area in visible(window, QScrollArea) if area.horizontalScrollBar().maximum() > 0]
    kinds: tuple[type[QWidget], ...] = (QToolButton, QMenuBar, QListWidget)
    fixed = [widget for kind in kinds for widget in visible(window, kind) if not in_scroll_area(widget)]
    outside = [one for one in fixed if not window.rect().contains(QRect(one.mapTo(window, QPoint(0, 0)), one.size()))]
    return [repr(widget) for widget in (*areas, *outside)]


def in_scroll_area(widget: QWidget) -> bool:
    return any(isinstance(above, QScrollArea) for above in around(widget))


def visible(window: QWidget, kind: type[Shown]) -> Iterator[Shown]:
    """Return the widgets of a kind that are visible or can be scrolled into view, without the insides
    of Qt's controls.
    """
    for widget in window.findChildren(kind):
        if widget.isVisible() and not widget.objectName().startswith("qt_") and not is_picture(widget):
            yield widget


def is_picture(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and not widget.text()


def possible_markup(window: QWidget) -> list[str]:
    """Find labels whose text Qt would treat as markup."""
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    return [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]


# The keyboard


def reachable(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if shown and widget.focusProxy() is None and not isinstance(widget, QScrollArea):
            yield widget


def fields_without_name(window: QWidget) -> list[str]:
    return [f"{widget!r} has no name" for widget in reachable(window) if not widget.accessibleName().strip()]


def own_buddies(window: QWidget) -> list[str]:
    return [f"{label.text()} is for itself" for label in window.findChildren(QLabel) if label.buddy() is label]


def shared_mnemonics(window: QWidget) -> list[str]:
    """Find letters that two visible buttons share with Alt: pressing it would press neither."""
    texts = [button.text() for button in visible(window, QAbstractButton)]
    bar = window.findChild(QMenuBar)
    texts += [action.text() for action in bar.actions()] if bar is not None else []
    letters = [(letter.upper(), text) for text in texts for letter in MNEMONIC.findall(text)]
    often = Counter(letter for letter, _ in letters)
    return [f"Alt+{letter} is {text!r} and another" for letter, text in letters if often[letter] > 1]


def tab_faults(window: QWidget) -> list[str]:
    """Press Tab all the way round. It follows the order of reading, skips nothing, and the focus is always visible."""
    stops: list[QWidget] = []
    faults: list[str] = []
    for _ in range(FAR):
        stop = QApplication.focusWidget()
        if stop is None or stop in stops:
            break
        if not isinstance(stop, QScrollArea):  # a page without buttons takes the keyboard itself, to scroll
            stops.append(stop)
        faults += unseen(window, stop) + pixels.focus_faults(window, stop)
        QTest.keyClick(stop, Qt.Key.Key_Tab)
    start = next((index for index, stop in enumerate(stops) if not any(_before(stop, other) for other in stops)), 0)
    once = [*stops[start:], *stops[:start]]  # the round begins where the page put the keyboard
    passed = [
        f"Tab never comes to {name_of(one)}" for one in reachable(window) if one not in stops and not in_group(one)
    ]
    back = [f"{name_of(b)} comes after {name_of(a)}" for a, b in combinations(once, 2) if _before(a, b)]
    return faults + passed + back[:3]


def in_group(widget: QWidget) -> bool:
    """Whether Tab may skip this option: it goes to one option of a group, and the arrow keys go to the others."""
    return isinstance(widget, QRadioButton)


def keyboard_unseen(window: QWidget) -> list[str]:
    stop = QApplication.focusWidget()
    return unseen(window, stop) if stop is not None else []


def unseen(window: QWidget, stop: QWidget) -> list[str]:
    if stop.visibleRegion().isEmpty():
        return [f"{name_of(stop)} has the keyboard and is not in sight"]
    if isinstance(stop, ScrollArea) and not stop.came_by_key:
        return []  # a page that opens has the keyboard, and no frame until a key brings it there
    (ring,) = window.findChildren(FocusRing)
    place = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size())
    is_ringed = ring.isVisible() and not ring.visibleRegion().isEmpty() and ring.geometry().intersects(place)
    return [] if is_ringed else [f"no ring around {name_of(stop)}"]


def _before(one: QWidget, other: QWidget) -> bool:
    """Whether a person reads ``other`` before ``one``, by the place of the parts that hold them."""
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
    """Whether ``one`` is wholly above ``other``, or beside it at the left."""
    shares_column = one.left() <= other.right() and other.left() <= one.right()
    shares_line = one.top() <= other.bottom() and other.top() <= one.bottom()
    return (shares_column and one.bottom() < other.top()) or (shares_line and one.right() < other.left())


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or repr(widget)


# The tree of a screen reader


def reader_tree(widget: QWidget) -> Node:
    thing = _node(QAccessible.queryAccessibleInterface(widget), ())
    assert thing is not None
    return thing


def _node(thing: QAccessibleInterface, within: tuple[str, ...]) -> Node | None:
    if not thing.isValid() or thing.state().invisible:
        return None
    name = thing.text(QAccessible.Text.Name)
    inside = (*within, name) if thing.role() is QAccessible.Role.Grouping else within
    children = [thing.child(place) for place in range(thing.childCount())]
    parts = [_node(child, inside) for child in children if child is not None]
    described = thing.text(QAccessible.Text.Description)
    return Node(thing.role(), name, described, thing.rect(), within, tuple(one for one in parts if one is not None))


def every_part(thing: Node) -> Iterator[Node]:
    yield thing
    for part in thing.parts:
        yield from every_part(part)


def without_name(whole: Node) -> list[str]:
    """Find unnamed nodes of the roles at which a screen reader stops."""
    roles = QAccessible.Role
    stops = {roles.Graphic, roles.Button, roles.CheckBox, roles.RadioButton, roles.EditableText, roles.ComboBox}
    stops |= {roles.List, roles.ListItem, roles.ProgressBar, roles.Grouping, roles.MenuItem}
    return [
        f"{one.role} without a name at {one.place}"
        for one in every_part(whole)
        if one.role in stops and not one.name.strip()
    ]


def out_of_order(whole: Node) -> list[str]:
    return [
        f"{words_in(other)!r} is read after {words_in(one)!r}"
        for thing in every_part(whole)
        for one, other in combinations([part for part in thing.parts if not part.place.isEmpty()], 2)
        if reads_before(other.place, one.place)
    ]


def options_without_question(whole: Node) -> list[str]:
    radio = QAccessible.Role.RadioButton
    return [f"{one.name} of nothing" for one in every_part(whole) if one.role is radio and not one.within]


def breaks_in_names(whole: Node) -> list[str]:
    """Find names and descriptions with characters that a screen reader may say and nobody sees."""
    return [
        f"{one.role}: {one.name!r}" for one in every_part(whole) if INVISIBLE.search(f"{one.name}{one.description}")
    ]


def lists_without_entries(whole: Node) -> list[str]:
    """Find entries that are in no list, and lists that have other parts than entries."""
    roles = QAccessible.Role
    found = []
    for thing in every_part(whole):
        entries = [part for part in thing.parts if part.role is roles.ListItem]
        if entries and thing.role is not roles.List:
            found.append(f"{entries[0].name!r} is in {thing.role}")
    return found


def unmarked_headings(window: QWidget) -> list[str]:
    """Find text that looks like a heading and is none for a screen reader."""
    looks = [one for one in visible(window, QLabel) if one.property("kind") in {"title", "heading"}]
    role = QAccessible.Role.Heading
    return [f"{one.text()!r} is no heading" for one in looks if told_role(one) is not role]


def titles(window: QWidget) -> list[str]:
    """Find a page with another number of titles than one, and headings before its title.

    Qt tells no reader the level of a heading, so it is told by its order alone.
    """
    shown = [one for one in visible(window, HeadingLabel) if one.text()]
    main = [one for one in shown if one.property("kind") == "title"]
    if not main and any(not one.isVisible() for one in window.findChildren(ScrollArea, MAIN_AREA)):
        return []  # in a small window, the list of steps is in front of the page
    if len(main) != 1:
        return [f"{len(main)} titles: {[one.text() for one in main]}"]
    page = main[0].parentWidget() or window
    return [f"{one.text()!r} is before the title" for one in shown if page.isAncestorOf(one) and _before(main[0], one)]


def labels_not_in_names(window: QWidget) -> list[str]:
    """Find inputs whose name does not begin with the label that is shown, which may say that it is optional."""
    return [
        f"{label.text()!r} is over {name_of(entry)!r}"
        for label in visible(window, QLabel)
        if (entry := label.buddy()) is not None
        and not name_of(entry.focusProxy() or entry).startswith(without_breaks(label.text()).replace("&&", "&"))
    ]


def told_role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def words_in(thing: Node) -> str:
    return " / ".join([one.name for one in every_part(thing) if one.name][:3])


def seen_faults(window: QWidget) -> list[str]:
    return _all_of(window, (cut_words, small_targets, wide_parts, possible_markup))


def reader_faults(window: QWidget) -> list[str]:
    whole = reader_tree(window)
    asked = (without_name, out_of_order, options_without_question, breaks_in_names, lists_without_entries)
    return [
        *_all_of(whole, asked),
        *_all_of(window, (fields_without_name, own_buddies, labels_not_in_names, unmarked_headings, titles)),
    ]


def keyboard_faults(window: QWidget) -> list[str]:
    return _all_of(window, (tab_faults, shared_mnemonics))


def _all_of(thing: Thing, checks: Sequence[Callable[[Thing], list[str]]]) -> list[str]:
    return [fault for check in checks for fault in check(thing)]
