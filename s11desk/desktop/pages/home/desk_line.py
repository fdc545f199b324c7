"""The ways from the home page: what a new person does first, and the receiving desk.

A person with a desk has one card above the audits. Before the first audit there is one card below them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.known_desks import DeskList

_SIGN = "Were you asked to approve an audit? Choose “Open a file you were sent…”."
_FILL_IN = "Are you filling in an audit? Choose it under “Begin an audit”."
RECEIVE = "Do you collect the audits of others?"
_COLLECT = f"{RECEIVE} Choose “Set up or open a receiving desk…” at the foot of this page."
_RECEIVE_TEXT = "For a partnership that takes in the audits of many agencies."


def desk_card(theme: Theme, desks: DeskList, open_desk: Callable[[str], None]) -> QWidget:
    """Make what leads a person who receives audits to their desk.

    ``open_desk`` gets the folder of a desk, or an empty text for the page that offers all.
    """
    card = Card(theme, "panel", "Receiving desk", edges=(14, 12), spacing=6)
    row = WrappingRow(theme.pixels(12))
    if desks.desks:
        last = desks.desks[0]
        name = short_line(last.partnership)
        card.column.addWidget(label(name))
        opening = button("Open your desk", name=f"Open the desk of {name}")
        opening.setObjectName("open-last-desk")
        opening.clicked.connect(lambda: open_desk(last.folder))
        row.addWidget(opening)
    other = button("Another desk…" if desks.desks else "Open or set up a desk…", "link" if desks.desks else "")
    other.setObjectName("other-desk")
    other.clicked.connect(lambda: open_desk(""))
    row.addWidget(other)
    card.column.addLayout(row)
    return card


def first_lines(theme: Theme) -> QWidget:
    """Make the lines that say where a person begins who has no audit yet."""
    whole = QWidget()
    lines = column(whole, theme, spacing=4)
    lines.addWidget(label(_SIGN, Kind.QUIET))
    lines.addWidget(label(_FILL_IN, Kind.QUIET))
    lines.addWidget(label(_COLLECT, Kind.QUIET))
    return whole


def receive_card(theme: Theme, open_desk: Callable[[str], None]) -> QWidget:
    """Make the way to a first desk. Fewer people need it than the audits, so it comes after them."""
    card = Card(theme, "panel", edges=(14, 12), spacing=6)
    card.column.addWidget(label(_RECEIVE_TEXT))
    receiving = button("Set up or open a receiving desk…")
    receiving.setObjectName("receive-audits")
    receiving.clicked.connect(lambda: open_desk(""))
    card.column.addWidget(receiving, 0, Qt.AlignmentFlag.AlignLeft)
    return card
