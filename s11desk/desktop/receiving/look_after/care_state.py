"""What the page “Look after” shows that is not in the register. It stays while the window shows the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11desk.app.receiving.keeping.desk_check import DeskCheck


class CareSection(StrEnum):
    """The parts of the page, in their order."""

    NAME = "name"
    ASKED = "asked"
    WATCH = "watch"
    BACKUPS = "backups"
    CHECK = "check"
    KEEPING = "keeping"
    UNTIL = "until"
    HOLD = "hold"
    DELETION = "deletion"
    COPY = "copy"


@dataclass(slots=True)
class CareState:
    """``done``: what was done last, in a sentence; ``at``: in which part of the page.

    ``is_new``: it was done just now, so the page begins there. ``check``: what the last check found; None if none was
    made.
    """

    done: str = ""
    at: CareSection | None = None
    is_new: bool = False
    check: DeskCheck | None = None

    def forget_done(self) -> None:
        """The person comes back to the page: what was done before is not what they look for."""
        self.done, self.at, self.is_new = "", None, False
