"""The drafts on the home page: the one to go on with, the others, and the returns that were made from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.labels import Kind, button, frame, label
from s11desk.desktop.messages.deadlines import deadline_text, is_close
from s11desk.desktop.messages.numbers import counted, when
from s11desk.desktop.messages.progress import title_and_year
from s11desk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.drafts import DraftSummary


class DraftCards:
    """``now``: the clock's time. ``open_draft`` is handed a draft's id."""

    def __init__(self, theme: Theme, now: dt.datetime, open_draft: Callable[[str], None]) -> None:
        self._theme = theme
        self._now = now
        self._open = open_draft

    def latest(self, draft: DraftSummary) -> QWidget:
        card, layout = self._card()
        layout.addWidget(label(title_and_year(draft.topic_title, draft.year), Kind.HEADING))
        layout.addWidget(label(draft.agency, Kind.QUIET))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(draft.asked, 1))
        bar.setValue(draft.complete)
        bar.setAccessibleName(_progress(draft))
        layout.addWidget(label(self._facts(draft)))
        layout.addWidget(bar)
        self._add_deadline(layout, draft)
        go = self._way_in(draft, "&Continue", "primary")
        layout.addSpacing(self._theme.pixels(4))
        layout.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def other(self, draft: DraftSummary) -> QWidget:
        card, layout = self._card()
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(label(title_and_year(draft.topic_title, draft.year), Kind.STRONG))
        words.addWidget(label(draft.agency, Kind.QUIET))
        words.addWidget(label(self._facts(draft), Kind.SMALL))
        self._add_deadline(words, draft)
        row.addLayout(words, 1)
        row.addWidget(self._way_in(draft, "Open"), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(row)
        return card

    def _way_in(self, draft: DraftSummary, text: str, kind: str = "") -> QPushButton:
        title = title_and_year(draft.topic_title, draft.year)
        go = button(text, kind, name=f"{text.replace('&', '')}: {title}, {draft.agency}")
        go.setObjectName(f"open-{draft.id}")
        go.clicked.connect(lambda: self._open(draft.id))
        return go

    def _add_deadline(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """A return that was made and not changed since needs no reminder."""
        if draft.deadline is not None and (draft.exported is None or draft.changed_since):
            today = self._now.astimezone().date()
            kind = Kind.STRONG if is_close(draft.deadline, today) else Kind.SMALL
            layout.addWidget(label(deadline_text(draft.deadline, today), kind))

    def _facts(self, draft: DraftSummary) -> str:
        return f"{_progress(draft)}. Saved {when(draft.changed, self._now)}."

    def _card(self) -> tuple[QWidget, QVBoxLayout]:
        card = frame("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*(self._theme.pixels(16) for _ in range(4)))
        layout.setSpacing(self._theme.pixels(6))
        return card, layout


def return_line(draft: DraftSummary, now: dt.datetime) -> str:
    """What was made of a draft that a return was made from."""
    assert draft.exported is not None  # noqa: S101 - asked by the caller
    changed = " You have changed it since: make a new return before you send it." if draft.changed_since else ""
    title = title_and_year(draft.topic_title, draft.year)
    return f"{title}, {draft.agency}: return made {when(draft.exported, now)}.{changed}"


def _progress(draft: DraftSummary) -> str:
    optional = f", {draft.optional} more optional" if draft.optional else ""
    return f"{draft.complete} of {counted(draft.asked, 'question')} complete{optional}"
