"""The error for a return that does not verify. It is apart from its verdict, which is slow to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.errors import UserError

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict


class ReturnNotVerified(UserError, code="no.return-not-verified"):  # noqa: N818
    """A return does not verify, so nothing was done with it."""

    path: Path
    verdict: Verdict
