"""What was deleted at a desk, for a run of taking in: another program may delete more in the meantime."""

from __future__ import annotations

from dataclasses import dataclass, field

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import Erasure
from s11desk.register.erasure_rows import all_erasures, last_erasure
from s11desk.register.received_rows import is_recorded


@dataclass(slots=True)
class ErasedHere:
    """``files``: by the SHA-256 of each file, as at the last :meth:`look`. ``is_asked_for``: leave them all empty."""

    desk: ReceivingDesk
    is_asked_for: bool = False
    files: dict[str, Erasure] = field(default_factory=dict)
    _last: int = 0

    def look(self) -> None:
        """Read what was deleted since. Raises what reading the register raises."""
        if self.is_asked_for or (last := last_erasure(self.desk.register)) == self._last:
            return
        deleted = {sha256: one for one in all_erasures(self.desk.register) for sha256 in one.files}
        self.files = {sha256: one for sha256, one in deleted.items() if not is_recorded(self.desk.register, sha256)}
        self._last = last
