"""The pages of a receiving desk, in the order in which they are offered at the head of each."""

from __future__ import annotations

from enum import Enum


class DeskTab(Enum):
    """A page of the desk. The value is its name on the screen; the letter after “&” opens it with Alt."""

    OVERVIEW = "Over&view"
    RETURNS = "&Returns"
    AGENCIES = "A&gencies"

    @property
    def heading(self) -> str:
        """The name without the mark of its letter."""
        return self.value.replace("&", "")
