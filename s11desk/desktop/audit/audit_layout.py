"""How the parts of an open audit share the window: side by side if there is room, otherwise one at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk.desktop.audit.footer import Footer
from s11desk.desktop.audit.sidebar import Sidebar
from s11desk.desktop.audit.top_bar import TopBar
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SPACE

_FOLDS_UNDER = 900
"""The width of the window, in pixels at 100 %, under which the side is shown only on demand."""
_FOOTER_MOVES_UNDER = 520
"""The height of the window, in pixels at 100 %, under which the footer is at the end of the page."""
_ABOVE = 28


class AuditLayout:
    """Lays out ``view``: the side at the left; at the right the bar, the page in its scroll area, and the footer."""

    def __init__(
        self, view: QWidget, theme: Theme, side: Sidebar, top: TopBar, area: ScrollArea, footer: Footer
    ) -> None:
        self._view = view
        self._theme = theme
        self._side = side
        self._top = top
        self._area = area
        self._footer = footer
        self._is_folded = False
        self._footer_in_page = False
        whole = QHBoxLayout(view)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._right = QWidget()
        self._right_layout = QVBoxLayout(self._right)
        self._right_layout.setContentsMargins(0, 0, 0, 0)
        self._right_layout.setSpacing(0)
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._right_layout.addWidget(top)
        self._right_layout.addWidget(area, 1)
        self._right_layout.addWidget(footer)
        whole.addWidget(side)
        whole.addWidget(self._right, 1)

    def put(self, page: Page) -> None:
        """Show another page at its top."""
        self._detach_footer()
        ground = _ground_of(page)
        self._widen(page, ground)  # first, because each change of a width lays everything out again
        self._area.setWidget(ground)

    def follow(self, page: Page | None) -> None:
        """Fold the side and move the footer if the window is small or the text large."""
        scale = self._theme.scale
        self._is_folded = self._view.width() / scale < _FOLDS_UNDER
        self._top.steps.setVisible(self._is_folded)
        self._side.set_narrow(narrow=self._is_folded)
        if not self._is_folded:
            self._side.show()
            self._right.show()
        elif self._right.isHidden() is False:
            self._side.hide()
        self._place_footer(in_page=self._view.height() / scale < _FOOTER_MOVES_UNDER)
        ground = self._area.widget()
        if page is not None and ground is not None:
            self._widen(page, ground)

    def unfold(self, *, show_steps: bool) -> None:
        """Show the list of steps or the page, if only one of them fits."""
        if self._is_folded:
            self._side.setVisible(show_steps)
            self._right.setVisible(not show_steps)
            if show_steps:
                self._side.steps.setFocus()

    def _widen(self, page: Page, ground: QWidget) -> None:
        edge, above = self._edge(), self._theme.pixels(_ABOVE)
        ground.setContentsMargins(edge, above, edge, above)
        side = 0 if self._is_folded else self._theme.pixels(SPACE.side)
        page.setMaximumWidth(page.take_width(self._view.width() - side - 2 * edge))

    def _edge(self) -> int:
        return self._theme.pixels(SPACE.narrow_edge if self._is_folded else SPACE.edge)

    def _place_footer(self, *, in_page: bool) -> None:
        if in_page == self._footer_in_page and not (in_page and self._footer.parent() is self._right):
            return
        self._footer_in_page = in_page
        self._detach_footer()
        ground = self._area.widget()
        layout = ground.layout() if ground is not None else None
        if in_page and isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._footer)
            layout.setSpacing(self._theme.pixels(16))  # the footer begins with a line
            self._footer.set_inset(0)

    def _detach_footer(self) -> None:
        """Take the footer out of the page's ground, which is deleted with the page."""
        self._right_layout.addWidget(self._footer)
        self._footer.set_inset(self._edge())


def _ground_of(page: Page) -> QWidget:
    ground = QWidget()
    ground.setProperty("ground", "page")
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.addWidget(page, 1)
    row.addStretch(0)
    layout.addLayout(row)
    layout.addStretch(1)
    return ground
