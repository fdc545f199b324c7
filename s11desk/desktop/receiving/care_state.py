"""What the page “Look after” shows that is not in the register. It stays while the window shows the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11desk.app.receiving.keep_desk import DeskCheck


@dataclass(slots=True)
class CareState:
    """``done``: what was done last, in a sentence. ``check``: what the last check found; None if none was made."""

    done: str = ""
    check: DeskCheck | None = None
