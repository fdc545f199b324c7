"""The files at a desk in which no return was read, also those that were dealt with."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import TakenFile
from s11desk.register.received_rows import all_files


@dataclass(frozen=True, slots=True)
class FilesSeen:
    """``files``: the last one first."""

    partnership: str
    files: tuple[TakenFile, ...]


def look_at_files(desk: ReceivingDesk) -> FilesSeen:
    """Read the files without a return. Raises what reading the register raises."""
    without = (one for one in all_files(desk.register) if not one.received)
    ordered = sorted(without, key=lambda one: (-one.taken.timestamp(), one.name.casefold(), one.sha256))
    return FilesSeen(desk.facts.partnership, tuple(ordered))
