"""The way from the home page to a receiving desk: asked once on the first start, later one card above the audits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.known_desks import DeskList

_SIGN = "Were you asked to approve an audit? Choose “Open a file you were sent” above."
_FILL_IN = "Are you filling in an audit? Choose it below."
RECEIVE_AUDITS = "receive-audits"
"""The name of the button for a person who receives audits."""
_RECEIVE = "I receive audits for a partnership"


def desk_line(theme: Theme, desks: DeskList, *, is_first: bool, open_desk: Callable[[str], None]) -> QWidget | None:
    """Make what leads to a desk; None if the person fills in audits and nothing else.

    ``is_first``: there is no audit yet, so the person is asked which of both they do. ``open_desk`` gets the folder of
    a desk, or an empty text for the page that offers all.
    """
    if not desks.is_receiver:
        return _question(theme, open_desk) if is_first else None
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


def _question(theme: Theme, open_desk: Callable[[str], None]) -> QWidget:
    whole = QWidget()
    lines = column(whole, theme, spacing=4)
    lines.addWidget(label(_SIGN, Kind.QUIET))
    lines.addWidget(label(_FILL_IN, Kind.QUIET))
    receiving = button(_RECEIVE)
    receiving.setObjectName(RECEIVE_AUDITS)
    receiving.clicked.connect(lambda: open_desk(""))
    lines.addWidget(receiving, 0, Qt.AlignmentFlag.AlignLeft)
    return whole
