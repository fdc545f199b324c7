"""Another home's drafts file in the place of the home's own is noticed, and opens on a person's word only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.open_home import start_empty
from s11desk.app.home.own_drafts import accept_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.errors.draft_errors import DraftsOfOtherHome
from tests.app.conftest import SteppingClock
from tests.golden_archives import unpack_home
from tests.samples import NOON


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path / "home")


@pytest.fixture
def other(tmp_path: Path) -> Home:
    return new_home(tmp_path / "other")


def new_home(folder: Path) -> Home:
    home = Home(folder)
    opened(home)
    return home


def opened(home: Home) -> str:
    """Open and close the home. Returns the id of its drafts."""
    with Workspace(home, SteppingClock()) as workspace:
        return workspace.drafts.home_id()


def earlier_version(folder: Path, version: int) -> Home:
    """The home that an earlier version wrote. Before version 4 drafts had no id."""
    unpack_home(f"schema-{version}.tar.xz", folder)
    return Home(next(folder.rglob("drafts.db")).parent)


def put_in_place(source: Path, home: Home) -> bytes:
    shutil.copy(source, home.database)
    return home.database.read_bytes()


def test_the_drafts_of_another_home_are_refused_and_left_unchanged(home: Home, other: Home) -> None:
    content = put_in_place(other.database, home)
    for _ in range(2):
        with pytest.raises(DraftsOfOtherHome):
            opened(home)
    assert home.database.read_bytes() == content
    assert not list(home.folder.glob("drafts.db-*"))


def test_they_open_once_a_person_has_accepted_them(home: Home, other: Home) -> None:
    put_in_place(other.database, home)
    accept_drafts(home)
    assert opened(home) == opened(other)


@pytest.mark.parametrize("version", [4, 5])
def test_drafts_of_an_earlier_version_from_another_home_are_refused_too(
    home: Home, tmp_path: Path, version: int
) -> None:
    content = put_in_place(earlier_version(tmp_path / "old", version).database, home)
    with pytest.raises(DraftsOfOtherHome):
        opened(home)
    assert home.database.read_bytes() == content
    accept_drafts(home)
    assert opened(home) == opened(home)


def test_they_are_refused_while_the_home_is_open(home: Home, other: Home) -> None:
    with Workspace(home, SteppingClock()) as workspace:
        shutil.copy(other.database, home.folder / "copy.db")
        (home.folder / "copy.db").replace(home.database)
        with pytest.raises(DraftsOfOtherHome):
            workspace.reopen()


def test_they_are_refused_where_nothing_can_be_written(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(other.database, home)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(DraftsOfOtherHome):
        opened(home)


@pytest.mark.parametrize("version", [None, 2])
def test_restored_drafts_of_another_home_are_the_homes_own(
    home: Home, other: Home, tmp_path: Path, version: int | None
) -> None:
    """A person restores a copy, and changes their mind."""
    before = opened(home)
    source = other if version is None else earlier_version(tmp_path / "old", version)
    restored = restore_backup(home, source.database, NOON)
    assert opened(home) != before
    assert restored.set_aside is not None
    restore_backup(home, restored.set_aside, NOON)
    assert opened(home) == before


def test_a_home_of_an_earlier_version_opens_and_is_known_from_then_on(other: Home, tmp_path: Path) -> None:
    home = earlier_version(tmp_path / "old", 5)
    opened(home)
    put_in_place(other.database, home)
    with pytest.raises(DraftsOfOtherHome):
        opened(home)


def test_new_drafts_are_the_homes_own(home: Home) -> None:
    before = opened(home)
    home.database.unlink()
    shutil.rmtree(home.backups)
    assert opened(home) != before
    (home.folder / "backups").mkdir(exist_ok=True)
    home.database.write_bytes(b"")
    start_empty(home)
    assert opened(home) == opened(home)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b'{"a": 1}', b"[1]", b"[" * 100_000])
def test_a_damaged_list_of_ids_stops_nothing(home: Home, content: bytes) -> None:
    home.own_drafts.write_bytes(content)
    assert opened(home) == opened(home)


@pytest.mark.parametrize("version", [1, 3])
def test_drafts_without_an_id_get_one_even_if_it_cannot_be_noted(
    home: Home, tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the program was killed after it had brought the drafts up to date."""
    put_in_place(earlier_version(tmp_path / "old", version).database, home)
    with monkeypatch.context() as killed:
        killed.setattr("s11desk.app.home.workspace.remember_drafts", lambda *_: None)
        got = opened(home)
    assert opened(home) == got
