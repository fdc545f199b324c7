"""Real databases in real folders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_drafts
from tests.samples import NOON

Opener = Callable[..., Drafts]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """A function that opens the drafts of one home. It may be called many times; all are closed at the end."""
    to_close: list[Drafts] = []

    def open_store(now: dt.datetime = NOON) -> Drafts:
        database = tmp_path / "drafts.db"
        to_close.append(Drafts(open_drafts(database, tmp_path / "backups", now), database))
        return to_close[-1]

    yield open_store
    for drafts in to_close:
        drafts.close()


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"
