"""A copy of the drafts, opened as a workspace to read from. The copy itself never changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.home.workspace import Clock, Workspace
from s11desk.errors.draft_errors import DraftsDamaged
from s11desk.files.system_errors import writing_errors
from s11desk.override import override
from s11desk.store.saved_copies.reading_copies import copy_with_log, is_whole, reading_copy


@dataclass(frozen=True, slots=True)
class CopyHome(Home):
    """A home whose drafts are in another file: the evidence, the identity and the work folder stay the home's own."""

    duplicate: Path

    @property
    @override
    def database(self) -> Path:
        return self.duplicate

    @property
    @override
    def backups(self) -> Path:
        return self.duplicate.with_name("backups")


@contextmanager
def open_copy(home: Home, copy: Path, clock: Clock) -> Iterator[Workspace]:
    """Open a private duplicate of ``copy``, which is removed afterwards. A copy of an earlier version is migrated.

    Raises ``FileMissing``, ``FileUnreadable``, ``DraftsForeign``, ``DraftsTooNew`` or ``DraftsDamaged`` with ``copy``;
    ``DiskFull`` or ``FolderUnwritable``.
    """
    with reading_copy(copy) as connection:
        if not is_whole(connection):
            raise DraftsDamaged(path=copy)
    with work_folder(home, clock()) as folder:
        duplicate = folder / "drafts.db"
        with writing_errors(duplicate):
            copy_with_log(copy, duplicate)
            duplicate.chmod(0o600)
        with Workspace(CopyHome(home.folder, duplicate), clock, backs_up=False) as workspace:
            yield workspace
