"""Says at the head of a desk's first page that it is a copy of another desk, and where that one is."""

from __future__ import annotations

from pathlib import Path

from s11desk.desktop.parts.text.text_parts import breakable, label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.wording.desk.desk_backup_words import COPY_OF_DESK, copy_sentence
from s11desk.wording.plain_text import one_line


def add_copy_card(page: DeskPage, original: Path | None) -> None:
    """Add it to ``page``. ``original``: the folder of the other desk; None if this one is no copy."""
    if original is not None:
        card = page.card("panel", heading=COPY_OF_DESK)
        card.addWidget(label(breakable(one_line(copy_sentence(original)))))


def spoken_copy(original: Path | None) -> str:
    """What a screen reader says of it."""
    return COPY_OF_DESK if original is not None else ""
