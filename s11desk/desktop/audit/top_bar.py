"""The bar above the page. It shows whether everything is saved, and a screen reader says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from s11desk.desktop.parts.text.text_parts import IconView, Kind, button, label, set_tool_tip
from s11desk.desktop.parts.tool_button import PressedToolButton
from s11desk.desktop.saving.edits import Saved, SaveState
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override
from s11desk.wording.dates import clock_time, local_moment

if TYPE_CHECKING:
    import datetime as dt


SAVED = "Saved"

_MIN_WIDTH_FOR_TOOLS = 420
"""The width of the bar, in pixels at 100 %, from which the tools are shown."""
_EXTRA_DURATION = 15_000
"""Milliseconds."""
_HEADLINE_ONLY_SCALE_WITH_BUTTON = 1.75
_HEADLINE_ONLY_SCALE = 2.5
"""The scale of text from which only the headline of a problem is shown."""


class TopBar(QFrame):
    """The bar above the page: the state of saving, and tools for the look of the text.

    ``words`` are shown in place of what would be said while everything is saved: a preview keeps nothing.

    ``steps_wanted``: show the folded list of steps. ``extra_ended``: the extra text has been shown long enough.

    ``there_wanted``: go to the page that the extra text is about.

    ``again_wanted``: open the file with the audits that is there now, and save into it.
    """

    steps_wanted = Signal()
    smaller = Signal()
    larger = Signal()
    colours_wanted = Signal()
    copy_wanted = Signal()
    extra_ended = Signal()
    again_wanted = Signal()
    there_wanted = Signal()

    def __init__(self, theme: Theme, words: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.setProperty("kind", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*(theme.pixels(n) for n in (12, 6, 12, 6)))
        layout.setSpacing(theme.pixels(6))
        self._add_parts(layout)
        self._extra = ""
        self._is_elsewhere = self._is_lacking = False
        self._extra_timer = QTimer(self)
        self._extra_timer.setSingleShot(True)
        self._extra_timer.setInterval(_EXTRA_DURATION)
        self._extra_timer.timeout.connect(self.extra_ended)

    def _add_parts(self, layout: QHBoxLayout) -> None:
        theme = self._theme
        self.steps = button("&Questions", "link", name="Show the list of questions")
        self.steps.setIcon(theme.icon("menu", theme.colours.accent))
        self.steps.setIconSize(QSize(theme.pixels(20), theme.pixels(20)))
        self.steps.clicked.connect(self.steps_wanted)
        self._tools: list[QToolButton] = []
        self._sign = IconView()
        self.saved = label("", Kind.QUIET)
        layout.addWidget(self.steps)
        layout.addWidget(self._sign)
        layout.addWidget(self.saved, 1)
        self.again = button("&Try again", name="Try again to save")
        self.again.clicked.connect(self.again_wanted)
        self.again.hide()
        layout.addWidget(self.again)
        self.there = button("Show it", "link", name="Show the page that this is about")
        self.there.clicked.connect(self.there_wanted)
        self.there.hide()
        layout.addWidget(self.there)
        for icon, name, wanted in (
            ("a-arrow-down", "Smaller text", self.smaller),
            ("a-arrow-up", "Larger text", self.larger),
            ("contrast", "Change colours", self.colours_wanted),
            ("printer", "Print a copy", self.copy_wanted),
        ):
            tool = self._tool(icon, name)
            tool.clicked.connect(wanted)
            layout.addWidget(tool)
            self._tools.append(tool)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the tools if the text is very large: the state of saving needs the space, and the
        menus have them too.
        """
        super().resizeEvent(event)
        for tool in self._tools:
            tool.setVisible(event.size().width() / self._theme.scale >= _MIN_WIDTH_FOR_TOOLS)

    def show_extra(self, words: str, *, elsewhere: bool = False, is_lacking: bool = False) -> None:
        """Show ``words`` before the state of saving for some seconds, beginning with the next state.

        ``elsewhere``: they are about another page, to which a button leads as long as they are shown.
        ``is_lacking``: they say that
        something is still needed. Then they stand alone: beside a green tick they would look like good news.
        """
        self._extra = words
        self._is_lacking = is_lacking
        self._is_elsewhere = elsewhere
        self._extra_timer.start()

    def leave_page(self) -> None:
        """What a question still needs is told on the next page, and on none after that."""
        if self._is_lacking:
            self._extra_timer.stop()

    def show_state(self, state: SaveState, now: dt.datetime) -> None:
        """Show whether everything is saved, or why not."""
        is_instead = bool(self._words) and state.saved is not Saved.NO
        text = self._words if is_instead else saved_text(state, now)
        has_extra = self._extra_timer.isActive() and state.reason is None
        lacks = has_extra and self._is_lacking
        self._show_sign(None if is_instead else state.saved, lacks=lacks)
        text = self._extra if lacks else f"{self._extra}. {text}" if has_extra else text
        self.there.setVisible(has_extra and self._is_elsewhere)
        limit = _HEADLINE_ONLY_SCALE_WITH_BUTTON if state.may_reopen else _HEADLINE_ONLY_SCALE
        if state.reason is not None and self._theme.scale >= limit:
            text = f"Not saved: {state.reason.headline}"  # the whole text would fill the page
            set_tool_tip(self.saved, state.reason.whole)
        self.saved.setText(text)
        self.again.setVisible(state.may_reopen)
        self._show_kind((Kind.ERROR if state.saved is Saved.NO else Kind.STRONG if lacks else Kind.QUIET).value)

    def _show_kind(self, kind: str) -> None:
        if self.saved.property("kind") != kind:
            self.saved.setProperty("kind", kind)
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)

    def _show_sign(self, saved: Saved | None, *, lacks: bool) -> None:
        """Show the icon of the state; None: nothing is kept, so there is no state. ``lacks``: something is needed."""
        colours = self._theme.colours
        icon, colour = {
            Saved.YES: ("circle-check", colours.good),
            Saved.SAVING: ("circle-dashed", colours.quiet),
            Saved.NO: ("circle-alert", colours.danger),
            None: ("circle-minus", colours.quiet),
        }[saved]
        if lacks:
            icon, colour = "circle-alert", colours.text
        self._sign.show_pixmap(self._theme.pixmap(icon, colour, 18))

    def _tool(self, icon: str, name: str) -> QToolButton:
        tool = PressedToolButton()
        tool.setIcon(self._theme.icon(icon))
        tool.setIconSize(QSize(self._theme.pixels(20), self._theme.pixels(20)))
        tool.setAccessibleName(name)
        return tool


class SaveAnnouncer:
    """Announces the first save of each page and the first after trouble, not every pause in the typing.

    It announces a reason for not saving at once, and again only if the reason changes. ``announce`` takes the words,
    and whether they are urgent.
    """

    def __init__(self, announce: Callable[[str, bool], None]) -> None:
        self._announce = announce
        self._is_awaited = True
        self._was_saving = False
        self._trouble = ""

    def begin_page(self) -> None:
        """Announce the next save: another page is shown."""
        self._is_awaited = True

    def follow(self, state: SaveState) -> None:
        """Announce ``state`` if it is news."""
        if state.saved is Saved.NO:
            self._say_trouble(state.reason.whole if state.reason is not None else "")
        elif state.saved is Saved.YES:
            self._say_saved()
        self._was_saving = state.saved is not Saved.YES

    def _say_trouble(self, reason: str) -> None:
        if reason != self._trouble:
            self._announce(f"Not saved: {reason}", True)  # noqa: FBT003 - urgent
        self._trouble = reason
        self._is_awaited = True

    def _say_saved(self) -> None:
        if self._was_saving and self._is_awaited:
            self._announce(SAVED, False)  # noqa: FBT003 - not urgent
            self._is_awaited = False
        self._trouble = ""


def saved_text(state: SaveState, now: dt.datetime) -> str:
    """Say "saved" only of data that was read back from the disk, so that it is always true."""
    if state.saved is Saved.SAVING:
        return "Saving…"
    if state.reason is not None:
        return f"Not saved: {state.reason.whole}"
    if state.at.astimezone().date() == now.astimezone().date():
        return f"Saved on this computer at {clock_time(state.at)}"
    return f"Saved on this computer on {local_moment(state.at)}"
