"""A return of somebody else that was opened here, on the home page: what the person did with it, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk.desktop.messages.trace_words import done_line, is_approved
from s11desk.desktop.parts.card import ListedCard
from s11desk.desktop.parts.text.link_with_note import with_note
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, heading, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.dates import when
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.known_returns import KnownReturn

_NEXT = "Return {number} comes to you in an e-mail. Save the file, then choose “Open a file you were sent…”."


def opened_card(
    theme: Theme,
    file: KnownReturn,
    now: dt.datetime,
    wanted: Callable[[Path | KnownReturn], None],
    *,
    awaits_next: bool = False,
) -> QWidget:
    """Make the card. ``wanted`` gets the path of the file to open again, or ``file`` to take it off the list.

    ``awaits_next``: the person asked for changes, and the next return was not opened yet.
    """
    name = _name_of(file)
    card = ListedCard(theme, spacing=6)
    card.setAccessibleName(name)
    row = QHBoxLayout()
    row.setSpacing(theme.pixels(20))
    row.addLayout(_words(theme, file, now, awaits_next=awaits_next), 1)
    text = "Open the approved file" if file.approved_path else "Open again"
    again = button(text, "link" if awaits_next else "", name=f"{text}: {name}")
    again.setObjectName(f"open-again-{file.sha256}")
    again.clicked.connect(lambda: wanted(Path(file.approved_path or file.path)))
    row.addWidget(again, 0, Qt.AlignmentFlag.AlignVCenter)
    card.column.addLayout(row)
    off = button("Remove from the list", "link", name=f"Remove from the list: {name}")
    off.setObjectName(f"forget-{file.sha256}")
    off.clicked.connect(lambda: wanted(file))
    card.column.addLayout(with_note(theme, off, "The file stays where it is."))
    return card


def _words(theme: Theme, file: KnownReturn, now: dt.datetime, *, awaits_next: bool) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(theme.pixels(2))
    words.addWidget(heading(breakable(_name_of(file)), Kind.STRONG))
    for line in _lines(file, now):
        words.addWidget(label(line, Kind.SMALL))
    for line in (done_line(file, now), _NEXT.format(number=file.number + 1) if awaits_next else ""):
        if line:
            words.addWidget(label(line))
    return words


def _name_of(file: KnownReturn) -> str:
    """Whose return it is, and which; the file's name if the list does not say."""
    return f"{file.agency}, return {file.number}" if file.agency else short_line(Path(file.path).name)


def _lines(file: KnownReturn, now: dt.datetime) -> tuple[str, ...]:
    """Of which audit it is, what it is called, and when it was opened."""
    opened = "" if is_approved(file) else f"You opened it {when(file.opened, now)}. "
    if not file.agency:
        return (f"Return {file.number}, reference {short_line(file.reference)}. {opened}".rstrip(),)
    name = short_line(Path(file.approved_path or file.path).name)
    return (file.topic, breakable(f"{opened}The file is {name}"))
