"""The error for a list of agencies that cannot be used. It is not in the reader of lists, which is slow to import."""

from __future__ import annotations

from pathlib import Path

from s11desk.domain.receiving.expected_agencies import ListProblem
from s11desk.errors import UserError


class AgencyListRefused(UserError, code="input.agency-list"):  # noqa: N818
    """The list of agencies at ``path`` has problems; ``problems`` are all of them."""

    path: Path
    problems: tuple[ListProblem, ...]
