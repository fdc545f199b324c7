"""On home: what a person does when the one who approves their return has answered, with a button for each answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.messages.sending_words import NOTE_CHANGES, OPEN_SIGNED, WHEN_THEY_ANSWER
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import DraftSummary


def is_awaited(draft: DraftSummary) -> bool:
    """Whether the next answer about the last return comes from the person who approves it."""
    is_open = draft.is_signed and draft.sent is None and not draft.wanted_changes
    return is_open and (draft.is_to_sign or draft.with_approver is not None)


def answer_ways(
    theme: Theme, name: str, open_file: Callable[[], None], note: Callable[[], None], *, is_main: bool
) -> QWidget:
    """Make the line and its two buttons. ``name``: the audit's. ``is_main``: the first is the card's main button."""
    part = QWidget()
    layout = column(part, theme, spacing=6)
    layout.addWidget(label(WHEN_THEY_ANSWER))
    row = WrappingRow(theme.pixels(12))
    first = button(OPEN_SIGNED, "primary" if is_main else "link", name=f"{OPEN_SIGNED.rstrip('…')}: {name}")
    first.clicked.connect(open_file)
    second = button(NOTE_CHANGES, "" if is_main else "link", name=f"{NOTE_CHANGES.rstrip('…')}: {name}")
    second.clicked.connect(note)
    for one in (first, second):
        row.addWidget(one)
    layout.addLayout(row)
    return part
