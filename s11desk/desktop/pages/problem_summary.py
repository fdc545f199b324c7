"""The gaps of a page, each with a link to its place. They do not stop anyone from going on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.page_state import SAID, spoken
from s11desk.desktop.parts.text.text_parts import HeadingLabel
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.amounts import first_few

Link = tuple[str, Callable[[], None]]
_FEW = 3
"""Links that are said: the others are on the page, one Tab away from each other."""


class ProblemSummary(QWidget):
    """A framed list of links under a headline. It is hidden while it has no links.

    It is red only if something that was typed is wrong. What is simply not there yet is no mistake.

    ``says_links``: a screen reader hears the links with the headline when the page opens, because the keyboard begins
    below them.
    """

    def __init__(self, theme: Theme, headline: str, *, says_links: bool = False) -> None:
        super().__init__()
        self._says_links = says_links
        self._theme = theme
        self._headline = headline
        self._shown: tuple[tuple[str, ...], bool] = ((), False)
        self._layout = column(self, theme)
        self.hide()

    def show_headline(self, headline: str) -> None:
        """Say something else above the links."""
        if headline != self._headline:
            self._headline, self._shown = headline, ((), False)
            empty(self._layout)

    def say_links(self, *, says: bool) -> None:
        """Have a screen reader hear the links with the headline, or the headline alone, when the page opens."""
        self._says_links = says
        title = self.findChild(HeadingLabel)
        if title is not None:
            title.setProperty(SAID, _said(self._headline, self._shown[0]) if says else "")

    def show_links(self, links: tuple[Link, ...], *, is_wrong: bool = False) -> None:
        """Show ``links``: each is a text, and a function that leads to the place of the problem.

        ``is_wrong``: something that was typed cannot be right.
        """
        shown = (tuple(text for text, _ in links), is_wrong)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._layout)
        if links:
            self._layout.addWidget(self._box(links))
        self.setVisible(bool(links))

    def _box(self, links: tuple[Link, ...]) -> QWidget:
        look = "problem" if self._shown[1] else "needed"
        box = Card(self._theme, look, self._headline, edges=(14, 12), spacing=4)
        makers = [partial(self._link, text, follow) for text, follow in links]
        add_first_few(box.column, makers, "things that are still needed")
        title = box.findChild(HeadingLabel)
        if self._says_links and title is not None:
            title.setProperty(SAID, _said(self._headline, self._shown[0]))
        return box

    def _link(self, text: str, follow: Callable[[], None]) -> QWidget:
        colours = self._theme.colours
        kind, colour = ("error-link", colours.danger) if self._shown[1] else ("link", colours.accent)
        link = WrappedLink(text, kind, colour)
        link.setProperty("needed", True)  # noqa: FBT003 - Qt's own signature
        link.clicked.connect(lambda _=False: follow())
        return link


def _said(headline: str, texts: Sequence[str]) -> str:
    """For example: Still needed here: Give a date. Attach a file."""
    few, more = first_few(texts, _FEW)
    return f"{headline}: {spoken(*few, *([f'And {more} more'] if more else []))}"
