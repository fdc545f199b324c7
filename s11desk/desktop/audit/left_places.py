"""Where a person was on each page of an audit when they left it, for the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from s11desk.desktop.parts.focus.focus_place import FocusPlace, focus_place
from s11desk.domain.audits.flow import Step


class LeftPlaces:
    """The places of one open audit."""

    def __init__(self) -> None:
        self._places: dict[Step, FocusPlace] = {}

    def note(self, step: Step, page: QWidget | None, area: QScrollArea) -> None:
        """Note where the person is on ``page``. Outside it, as on a button of the footer, the last place counts.

        None: no page is shown yet.
        """
        if page is None:
            return
        place = focus_place(page, area)
        known = self._places.get(step)
        if place.kind is None and known is not None:
            place = known._replace(scroll=place.scroll, part=place.part)
        self._places[step] = place

    def of(self, step: Step) -> FocusPlace | None:
        """Return where the person was. None if they have not been there."""
        return self._places.get(step)
