"""The roles that Qt's widgets lack, for screen readers: headings, lists, tables, tabs, folded parts.

Qt asks each installed factory for the interface of a widget, once, and only while a screen reader listens. What is left
out, and what this costs, is in docs/adr/0015-screen-reader-roles.md.
"""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from s11desk.desktop.parts.reading.reader_parts import FoldButton, TabButton
from s11desk.desktop.parts.text.text_parts import PressedButton
from s11desk.override import override

_Role = QAccessible.Role


class _ButtonInterface(QAccessibleWidget):
    """A button with a state that Qt does not know. PySide never frees it, so it must not keep its widget."""

    def __init__(self, button: PressedButton, role: QAccessible.Role) -> None:
        super().__init__(button, role)
        self._button = weakref.ref(button)

    @override
    def state(self) -> QAccessible.State:
        if not self.isValid():
            return _gone()
        state = super().state()
        button = self._shown_button()
        if isinstance(button, FoldButton):
            state.expandable = True
            state.expanded = button.is_expanded
            state.collapsed = not button.is_expanded
        elif isinstance(button, TabButton):
            state.selectable = True
            state.selected = button.is_chosen
        return state

    @override
    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    @override
    def doAction(self, actionName: str) -> None:
        button = self._shown_button()
        if actionName == self.pressAction() and button is not None:
            button.click()
        elif self.isValid():
            super().doAction(actionName)

    def _shown_button(self) -> PressedButton | None:
        """The button, unless Qt has deleted it or is about to: a reader may ask while a page goes."""
        button = self._button()
        return button if button is not None and shiboken6.isValid(button) else None


def _gone() -> QAccessible.State:
    state = QAccessible.State()
    state.invalid = True
    return state


def _plain(role: QAccessible.Role) -> Callable[[QWidget], QAccessibleInterface]:
    return lambda widget: QAccessibleWidget(widget, role)


_MAKERS: dict[str, Callable[..., QAccessibleInterface]] = {
    "BulletLabel": _plain(_Role.ListItem),
    "ListOfParts": _plain(_Role.List),
    "ListPart": _plain(_Role.ListItem),
    "ListedCard": _plain(_Role.ListItem),
    "TopicCard": _plain(_Role.ListItem),
    "TableOfFields": _plain(_Role.Table),
    "ColumnHeadLabel": _plain(_Role.ColumnHeader),
    "RowHeadLabel": _plain(_Role.RowHeader),
    "FoldButton": lambda widget: _ButtonInterface(widget, _Role.Button),
    "RowOfTabs": _plain(_Role.PageTabList),
    "TabButton": lambda widget: _ButtonInterface(widget, _Role.PageTab),
}
"""By the name of the class. Qt asks for the class of a widget first, then for each class that it inherits."""

_installed: list[bool] = []


def install_reader_roles(heading: Callable[[QWidget], QAccessibleInterface]) -> None:
    """Have Qt ask for these roles until the program ends. It cannot forget a factory: a second call does nothing.

    ``heading`` makes that of a heading: its module is imported when a screen reader first asks for one.

    PySide deletes what is left of the window when Python ends, and Qt asks about that too. No role is made then.
    """
    if not _installed:
        _installed.append(True)
        _MAKERS["HeadingLabel"] = heading
        atexit.register(_MAKERS.clear)  # runs before PySide deletes Qt's application, which registered itself earlier
        QAccessible.installFactory(_make)


def _make(key: str, of: QObject) -> QAccessibleInterface | None:
    """Make an interface, or none: Qt then makes its own. An error would come up wherever the program is just then."""
    maker = _MAKERS.get(key)
    if maker is None or not isinstance(of, QWidget) or not shiboken6.isValid(of):
        return None
    try:
        return maker(of)
    except (RuntimeError, TypeError):  # Qt has deleted the widget, or PySide no longer knows of which class it is
        return None
