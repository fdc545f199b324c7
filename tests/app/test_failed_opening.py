"""A home that cannot be opened to the end is closed again: an open file could not be renamed on Windows."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from s11desk.app.home import open_home as opening
from s11desk.app.home import workspace as workspaces
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.cli import session as sessions
from s11desk.cli.session import Session
from s11desk.store.checks.file_identity import FileIdentity
from s11desk.store.drafts import draft_store


class FaultFoundError(Exception):
    pass


def fail(*_: object, **__: object) -> None:
    raise FaultFoundError


PLACES = [
    (draft_store, "open_guard"),
    (FileIdentity, "of_open"),
    (workspaces, "remember_drafts"),
    (workspaces.Workspace, "_back_up_if_due"),
    (opening, "remove_unused"),
    (opening, "record_interrupted_returns"),
    (sessions, "new_notices"),
]


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize(("place", "name"), PLACES, ids=[name for _, name in PLACES])
def test_a_failure_leaves_no_connection_open(
    place: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_new: bool
) -> None:
    home = Home(tmp_path / "home")
    if not is_new:
        open_home(home).close()
    monkeypatch.setattr(place, name, fail)
    with pytest.raises(FaultFoundError):
        Session(home=home).workspace() if place is sessions else open_home(home)
    gc.collect()  # an open connection would be warned of now, which fails the test
    monkeypatch.undo()
    open_home(home).close()
