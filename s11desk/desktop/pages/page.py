"""The base class of every page of an audit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.messages.keeping_words import keeping_words
from s11desk.desktop.parts.focus.focus_place import FocusPlace
from s11desk.desktop.parts.reading.arriving_page import ArrivingPage
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label, show_words
from s11desk.desktop.parts.visit import next_visit
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.audits.flow import Step


class Page(ArrivingPage):
    """One step of an audit. ``section`` and ``caption`` are shown above ``heading``.

    ``wanted`` is emitted with a step to go to, ``point_wanted`` with a place on a step.
    ``ask_wanted``: ask a colleague about the questions with these ids. ``first_field_changed``: :meth:`first_field` has
    changed. ``field_wanted``: so it has, by what the person did on the page: it takes the keyboard wherever it is.
    ``visit``: it ends when the page is left, or shows something else. ``spoken_state``: what a screen reader heard of
    its state when it opened.
    """

    wanted = Signal(object)
    point_wanted = Signal(object)
    ask_wanted = Signal(object)
    language_wanted = Signal(str)
    first_field_changed = Signal()
    field_wanted = Signal()

    def __init__(
        self,
        services: Services,
        open_draft: OpenDraft,
        step: Step,
        heading: str,
        caption: str = "",
        *,
        section: str = "",
    ) -> None:
        super().__init__()
        self.services = services
        self.keeping = keeping_words(is_preview=services.is_preview)
        self.theme = services.theme
        self.open_draft = open_draft
        self.step = step
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(self.theme.pixels(12))
        self.visit = next_visit(self)
        self.spoken_state = ""
        self._head = tuple(label("", kind) for kind in (Kind.STRONG, Kind.CAPTION, Kind.TITLE))
        for part in self._head:
            self.layout_.addWidget(part)
        self.show_heading(heading, caption, section=section)

    def show_heading(self, heading: str, caption: str = "", *, section: str = "") -> None:
        """Show another heading. An empty section or caption is not shown."""
        self.heading, self.caption, self.section = heading, caption, section
        for part, words in zip(self._head, (section, caption, heading), strict=True):
            show_words(part, words)
            part.setVisible(bool(words))

    def spoken_heading(self) -> str:
        """Return what a screen reader says when the page opens."""
        return ". ".join(part for part in (self.section, self.caption, self.heading) if part)

    def notices(self) -> tuple[str, ...]:
        """Return what a screen reader says after the state: what matters on the page before its first field."""
        return ()

    def show_draft(self) -> None:
        """Show what the open draft holds now. The frame calls this when the page opens and after every save."""

    def first_field(self) -> QWidget | None:
        """Return the widget that takes the keyboard when the page opens. None if there is nothing to fill in."""
        return None

    def is_done(self) -> bool:
        """Whether nothing is left to do on the page but to go on, so that the button for that gets the keyboard."""
        return False

    def place_left(self, place: FocusPlace | None) -> FocusPlace | None:
        """Return ``place``, where the person was on this page before; None if the page does not have it any more."""
        return place

    def expect_return(self, place: FocusPlace | None) -> None:
        """Get ready to be said: the keyboard is about to go back to ``place``; None: the person was not here before."""

    def reveal(self, field: str) -> None:
        """Unfold the part of the page that has the input with this object name, if it is folded."""

    def next_button_text(self) -> str:
        """Return the text of the button that leads to the next step. Empty if the page has no such button."""
        return "&Continue"

    def take_width(self, width: int) -> int:
        """Lay the page out for ``width`` free pixels, and return how many it takes at most."""
        del width  # a page without anything beside its column has the width at which lines are easy to read
        return self.theme.pixels(SPACE.column)

    def take_over(self, before: Page) -> None:
        """Take over what only ``before`` held. This page replaces it after a change of colours or sizes."""

    def confirm(self) -> None:
        """Accept the answer that the page shows, because the person goes on from it."""
