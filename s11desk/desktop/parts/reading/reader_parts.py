"""Parts that a screen reader names for what they are: lists, tables, and buttons that fold something.

Qt's widgets have no role for them. :mod:`~s11desk.desktop.parts.reading.reader_roles` gives each class here its role.
Headings and the entries of a bulleted text are in `text_parts.py`.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.reading.announcing import tell_expanded
from s11desk.desktop.parts.text.text_parts import PressedButton, button_as
from s11desk.override import override


class ListOfParts(QWidget):
    """A list. Its entries are :class:`ListPart` or :class:`~s11desk.desktop.parts.card.ListedCard`."""


class ListPart(QWidget):
    """One entry of a list. Its accessible name says what it is about."""


class TableOfFields(QWidget):
    """A table of fields. Each field names its column and its row, so nobody has to know where in the grid they are."""


class RowOfTabs(QWidget):
    """The buttons that lead from one page to its neighbours. Its parts are :class:`TabButton`."""


class TabButton(PressedButton):
    """A button that leads to one of several pages. A screen reader says which of them is shown now."""

    is_chosen = False

    @override
    def sizeHint(self) -> QSize:
        """As wide as with the bold text of the chosen one, so that no tab moves when another is chosen."""
        bold = QFont(self.font())
        bold.setBold(True)
        hint, flag = super().sizeHint(), Qt.TextFlag.TextShowMnemonic
        around = hint.width() - self.fontMetrics().size(flag, self.text()).width()
        return QSize(QFontMetrics(bold).size(flag, self.text()).width() + around, hint.height())


class FoldButton(PressedButton):
    """A button that shows and hides a part of the page. A screen reader says which of the two is so."""

    is_expanded = False

    def show_expanded(self, *, is_expanded: bool) -> None:
        """Tell a screen reader whether the part is shown now."""
        if is_expanded != self.is_expanded:
            self.is_expanded = is_expanded
            tell_expanded(self)


def fold_button(text: str, *, name: str = "") -> FoldButton:
    """Make a button for a part that is hidden now."""
    return button_as(FoldButton, text, "link", name=name)


def tab_button(text: str, *, is_chosen: bool) -> TabButton:
    """Make the button of one page. ``is_chosen``: that page is shown now."""
    made = button_as(TabButton, text, "tab")
    made.is_chosen = is_chosen
    made.setProperty("chosen", is_chosen)
    return made
