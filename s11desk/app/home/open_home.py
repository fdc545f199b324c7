"""Open a home for use, and record each return whose export was killed."""

from __future__ import annotations

from contextlib import suppress

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Clock, Workspace, system_clock
from s11desk.app.returns.record import record_interrupted_returns
from s11desk.errors import UserError


def open_home(home: Home, clock: Clock = system_clock, *, backs_up: bool = True) -> Workspace:
    """Open ``home``; the caller closes the workspace. Raises what :class:`Workspace` raises.

    A full disk does not stop the home from opening. Making the next return tries again and reports what fails.
    """
    workspace = Workspace(home, clock, backs_up=backs_up)
    with suppress(UserError):
        record_interrupted_returns(workspace)
    return workspace
