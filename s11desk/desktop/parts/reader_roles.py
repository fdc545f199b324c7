"""The roles that Qt's widgets lack, for screen readers: headings, lists, tables, folded parts.

Qt asks each installed factory for the interface of a widget, once, and only while a screen reader listens. What is left
out, and what this costs, is in docs/adr/0015-screen-reader-roles.md.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from s11desk.desktop.parts.reader_parts import FoldButton
from s11desk.override import override

_Role = QAccessible.Role


class _FoldInterface(QAccessibleWidget):
    """A button with the state "expanded" or "collapsed". PySide never frees it, so it must not keep its widget."""

    def __init__(self, button: FoldButton) -> None:
        super().__init__(button, _Role.Button)
        self._button = weakref.ref(button)

    @override
    def state(self) -> QAccessible.State:
        state = super().state()
        button = self._button()
        if button is not None:
            state.expandable = True
            state.expanded = button.is_expanded
            state.collapsed = not button.is_expanded
        return state

    @override
    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    @override
    def doAction(self, actionName: str) -> None:
        button = self._button()
        if actionName == self.pressAction() and button is not None:
            button.click()
        else:
            super().doAction(actionName)


def _plain(role: QAccessible.Role) -> Callable[[QWidget], QAccessibleInterface]:
    return lambda widget: QAccessibleWidget(widget, role)


_MAKERS: dict[str, Callable[..., QAccessibleInterface]] = {
    "HeadingLabel": _plain(_Role.Heading),
    "BulletLabel": _plain(_Role.ListItem),
    "ListOfParts": _plain(_Role.List),
    "ListPart": _plain(_Role.ListItem),
    "ListedCard": _plain(_Role.ListItem),
    "TopicCard": _plain(_Role.ListItem),
    "TableOfFields": _plain(_Role.Table),
    "ColumnHeadLabel": _plain(_Role.ColumnHeader),
    "RowHeadLabel": _plain(_Role.RowHeader),
    "FoldButton": _FoldInterface,
}
"""By the name of the class. Qt asks for the class of a widget first, then for each class that it inherits."""

_installed: list[bool] = []


def install_reader_roles() -> None:
    """Have Qt ask for these roles. It cannot forget a factory, so a second call does nothing."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_make)


def _make(key: str, of: QObject) -> QAccessibleInterface | None:
    maker = _MAKERS.get(key)
    return maker(of) if maker is not None and isinstance(of, QWidget) else None
