"""A return of the desk: whose it is, what was decided on it, whether it counts, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.domain.counted_returns import FileState
from s11desk.domain.desk_values import ReviewState
from s11desk.wording.dates import local_day
from s11desk.wording.desk_words import REVIEW_NAMES
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk_list import ListedReturn

Decide = Callable[[str], None]
"""Takes the SHA-256 of a return."""


class DeskReturnRow(Card):
    """``accept`` is called when the person accepts the return, ``take_back`` when the decision on it is taken back."""

    def __init__(self, services: Services, one: ListedReturn, accept: Decide, take_back: Decide) -> None:
        super().__init__(services.theme, heading=short_line(one.agency), edges=(12, 10), spacing=4)
        counts = "counts" if one.counts else "does not count"
        self.state = label(f"{REVIEW_NAMES[one.review].capitalize()}, {counts}. {one.why}".strip())
        self.column.addWidget(self.state)
        made = f"{one.reference}, made {local_day(one.made)}, {one_line(one.topic)} {one_line(one.year)}"
        self.column.addWidget(label(breakable(made), Kind.SMALL))
        row = WrappingRow(services.theme.pixels(12))
        is_decided = one.review is not ReviewState.RECEIVED
        if one.review is not ReviewState.ACCEPTED and one.state is not FileState.REFUSED:
            self.accept = button("Accept", name=f"Accept the return of {one.agency}, {one.reference}")
            self.accept.clicked.connect(lambda: accept(one.sha256))
            row.addWidget(self.accept)
        if is_decided:
            self.undo = button("Take the decision back", "link", name=f"Take back the decision on {one.reference}")
            self.undo.clicked.connect(lambda: take_back(one.sha256))
            row.addWidget(self.undo)
        self.column.addLayout(row)
