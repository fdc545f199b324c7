"""The base class of every page outside an audit: a heading, a way back, and a column of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.focus.tab_order import order_as_laid_out
from s11desk.desktop.parts.half_typed import SetAside, has_typed_words
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import TURNS, ScrollArea
from s11desk.desktop.parts.page_state import spoken, state_of
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.desktop.audit.audit_view import AuditView

_WIDEST = 820
PAGE_TEXT = "Text of this page"
EDGE = 32
"""Pixels at 100 % on each side of the column."""


class StandalonePage(ScrollArea):
    """The base class of every page outside an audit.

    ``left``: the person goes back. A page is built from values, and again when colours or sizes change.
    ``audit_view``: the audit on a page that shows one, for the commands of the menus. ``set_aside``: on a page whose
    half-typed text is there again when the person comes back to it. ``is_wide``: it is as wide as the
    window, for a table.
    """

    left = Signal()
    IS_AT_LEFT: ClassVar[bool] = False
    """Whether a page that is not as wide as the window begins at its left edge, as a wide one beside it does."""

    def __init__(self, services: Services, heading: str, caption: str = "", *, is_wide: bool = False) -> None:
        super().__init__()
        self.services = services
        self.theme = services.theme
        self.heading = heading
        self._caption = caption
        self.audit_view: AuditView | None = None
        self.set_aside: SetAside | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(PAGE_TEXT)  # the heading is announced: as a name it would be heard once more
        self.back = self._back_button("&Back", f"Back, away from: {heading}")
        self.back_at_foot = self._back_button("Back", f"Back, from the foot of: {heading}")
        self.back_at_foot.hide()
        middle = QWidget()
        if not is_wide:
            middle.setMaximumWidth(self.theme.pixels(_WIDEST))
        self.layout_ = column(middle, self.theme, spacing=12)
        self.layout_.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        if caption:
            self.layout_.addWidget(label(caption, Kind.CAPTION))
        self._said_first = ""
        self._title = label(heading, Kind.TITLE)
        self.layout_.addWidget(self._title)
        self._middle = middle

    def lay_out(self) -> None:
        """Show the page. Call this once, when it is complete: a page that grows later is squeezed for a moment."""
        ground = QWidget()
        ground.setProperty("ground", "page")
        outer = QHBoxLayout(ground)
        edge = self.theme.pixels(EDGE)
        outer.setContentsMargins(edge, edge, edge, edge)
        self.layout_.addStretch()
        if not self.IS_AT_LEFT:
            outer.addStretch(1)
        outer.addWidget(self._whole(), 100)
        outer.addStretch(1)
        self.setWidget(ground)
        if self.audit_view is None:  # in an audit the key goes to the question before
            shortcut = QShortcut(QKeySequence("Alt+Left"), self)  # a button would take the arrow for itself
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._go_back)
        order_as_laid_out(self)  # at once: the first Tab may come before the layouts have settled

    def say_first(self, words: str) -> None:
        """Say something below the heading, before the page is shown: about what was typed and not kept."""
        self._said_first = words
        self.layout_.insertWidget(self.layout_.indexOf(self._title) + 1, label(words, Kind.STRONG))

    def _whole(self) -> QWidget:
        """The page, and below it the way back for a person who has read a long page to its end."""
        whole = QWidget()
        whole.setMaximumWidth(self._middle.maximumWidth())
        layout = column(whole, self.theme, spacing=12)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self.back_at_foot, 0, Qt.AlignmentFlag.AlignLeft)
        self.verticalScrollBar().rangeChanged.connect(lambda _, most: self.back_at_foot.setVisible(most > 0))
        return whole

    def _back_button(self, text: str, name: str) -> QPushButton:
        back = button(text, "link", name=name)
        back.setIcon(self.theme.icon("chevron-left", self.theme.colours.accent))
        back.setIconSize(QSize(self.theme.pixels(16), self.theme.pixels(16)))
        back.clicked.connect(self.left)
        return back

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, as the button and Alt+Left do."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._go_back()

    def _go_back(self) -> None:
        """Go back, but not from a field with words: they could be lost by a slip."""
        if not has_typed_words(self.focusWidget()):
            self.back.click()

    def spoken(self) -> str:
        """Return what a screen reader says when the page opens: its heading, what it is about, and its state."""
        return spoken(self.heading, self._caption, self._said_first, self.spoken_state())

    def spoken_state(self) -> str:
        """Return the state of the page in words. Empty if it has none."""
        return state_of(self)

    def first_field(self) -> QWidget:
        """Return the widget that takes the keyboard when the page opens."""
        return self.back

    def begin(self) -> None:
        """Give the keyboard to the page, which is visible now."""
        self.begin_at_top(self.first_field())

    def begin_at(self, part: QWidget, turns: int = TURNS, then: QWidget | None = None) -> None:
        """Give the keyboard to the page, with ``part`` at its top. It looks again until the layouts have settled.

        ``then``: takes the keyboard instead of the page. It is in sight, also where there is no room for both.
        """
        (then or self).setFocus()
        ground = self.widget()
        if ground is not None:
            self.verticalScrollBar().setValue(part.mapTo(ground, QPoint(0, 0)).y())
            if then is not None:
                self.ensureWidgetVisible(then, 0, self.theme.pixels(8))
        if turns:
            QTimer.singleShot(0, part, lambda: self.begin_at(part, turns - 1, then))

    def begin_where(self, place: int, then: QWidget, said: QWidget, turns: int = TURNS) -> None:
        """Give the keyboard to ``then`` on a page that was built again, scrolled as far as it was before: ``place``.

        It scrolls only as far as ``then``, and ``said``, which says what was done, need to be in sight. It looks again
        until the layouts have settled.
        """
        then.setFocus()
        self.verticalScrollBar().setValue(place)
        for part in (said, then):
            self.ensureWidgetVisible(part, 0, self.theme.pixels(8))
        if turns:
            QTimer.singleShot(0, then, lambda: self.begin_where(place, then, said, turns - 1))

    def card(self, look: str = "card", heading: str = "") -> QVBoxLayout:
        """Add a card to the page and return its layout."""
        card = Card(self.theme, look, heading, spacing=6)
        self.layout_.addWidget(card)
        return card.column
