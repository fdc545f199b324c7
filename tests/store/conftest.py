"""Real databases in real folders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from s11desk.store.connection import open_drafts
from s11desk.store.draft_store import Drafts
from tests.samples import NOON

Opener = Callable[..., Drafts]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Opens the drafts of one home, as often as asked; all are closed at the end."""
    open_now: list[Drafts] = []

    def open_one(now: dt.datetime = NOON) -> Drafts:
        database = tmp_path / "drafts.db"
        open_now.append(Drafts(open_drafts(database, tmp_path / "backups", now), database))
        return open_now[-1]

    yield open_one
    for drafts in open_now:
        drafts.close()
