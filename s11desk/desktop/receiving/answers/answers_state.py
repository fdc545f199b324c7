"""What a person looks for on the page “Answers”. It stays while the window shows the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_answers import WrittenTables
    from s11desk.app.receiving.returns.desk_search import DeskHit, DeskSearch


@dataclass(slots=True)
class AnswersState:
    """``search`` and ``hits``: the last search and what it found; None before the first. ``tables``: the last ones.

    ``is_new``: nobody has seen them yet. ``opened``: the number of the hit that was opened last, where the list begins
    when the person comes back. ``stays_at``: how far the page was scrolled when the search began; None without one.
    """

    search: DeskSearch | None = None
    hits: tuple[DeskHit, ...] | None = None
    opened: int = -1
    tables: WrittenTables | None = None
    is_new: bool = False
    stays_at: int | None = None
