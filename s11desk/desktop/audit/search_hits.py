"""The search in an open audit: it finds the hits, goes to the page of one, and marks it there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from s11desk import app
from s11desk.desktop.audit.hit_marker import HitMarker
from s11desk.desktop.audit.sidebar import Sidebar
from s11desk.desktop.audit.step_lines import Line
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.flow import Step


class SearchHits:
    """``side`` has the search and its list of hits. ``go`` shows a step, and leaves the keyboard in that list."""

    def __init__(
        self, jobs: JobRunner, open_draft: OpenDraft, side: Sidebar, area: ScrollArea, go: Callable[[Step], None]
    ) -> None:
        self._jobs = jobs
        self._open_draft = open_draft
        self._side = side
        self._area = area
        self._go = go
        self._marker = HitMarker()
        self._chosen: Line | None = None
        side.search_wanted.connect(self._search)
        side.hit_chosen.connect(self._go_to)
        side.hit_entered.connect(self._enter)
        side.search_ended.connect(self.clear)

    @property
    def is_chosen(self) -> bool:
        """Whether a person chose a hit that is not marked yet, because its page is only about to be shown."""
        return self._chosen is not None

    def show_chosen(self, page: Page, step: Step | None) -> bool:
        """Mark the chosen hit on ``page``. False if no hit is chosen, or one of another step than ``step``.

        ``step``: what the page shows; None if another page is shown instead. Where the list is hidden, the keyboard
        goes to what was found.
        """
        line, self._chosen = self._chosen, None
        if line is None or line.step != step:
            return False
        self._marker.mark(page, line, self._side.search_panel.words.text())
        if not self._side.list_has_focus():
            self._enter()
        return True

    def clear(self) -> None:
        """Take the mark of a hit away."""
        self._marker.clear()

    def _search(self, words: str) -> None:
        self._open_draft.flush()
        audit_id = self._open_draft.draft.audit.id
        self._jobs.submit(
            lambda workspace, _: app.search(workspace, audit_id, words),
            lambda hits: self._side.show_hits(words, hits),
            listener=self._side,
        )

    def _go_to(self, line: Line) -> None:
        """Go to a hit. The keyboard stays in the list, so that the next hit is one key away."""
        self._chosen = line
        self._go(line.step)

    def _enter(self) -> None:
        """Take the keyboard to what is marked, or to the page if nothing can be typed there."""
        found = self._marker.marked
        can_type = found is not None and found.focusPolicy() != Qt.FocusPolicy.NoFocus
        (found if found is not None and can_type else self._area).setFocus()
