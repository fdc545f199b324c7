"""List the copies of the drafts in a home, and compare each with the drafts as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.domain.keeping.drafts_copy import AuditDifference
from s11desk.store.saved_copies.backups import newest_backup
from s11desk.store.saved_copies.comparing import DraftContents, compare, read_copy_contents, read_present_contents
from s11desk.store.saved_copies.copies import DraftsCopy, all_copies, look_at_copy


@dataclass(frozen=True, slots=True)
class ComparedCopy:
    """A copy, and how each of its audits differs from now. ``differences``: None if either cannot be read."""

    copy: DraftsCopy
    differences: tuple[AuditDifference, ...] | None


def list_copies(home: Home) -> tuple[ComparedCopy, ...]:
    """List the backups, the drafts that were set aside, damaged ones and conflict copies, the newest first.

    Never raises: a file that cannot be read is in the list, and its state says so. Needs no open workspace, and changes
    nothing.
    """
    now = read_present_contents(home.database)
    return tuple(_compare(copy, now) for copy in all_copies(home.database, home.backups))


def describe_copy(home: Home, path: Path) -> ComparedCopy:
    """Describe one copy, or a file from another place that a person chose. Never raises."""
    matching = (copy for copy in all_copies(home.database, home.backups) if copy.path == path)
    return _compare(next(matching, None) or look_at_copy(path), read_present_contents(home.database))


def last_good_backup(home: Home) -> DraftsCopy | None:
    """The newest backup that can be brought back; None if there is none."""
    return newest_backup(home.backups)


def _compare(copy: DraftsCopy, now: DraftContents | None) -> ComparedCopy:
    contents = read_copy_contents(copy.path) if now is not None and copy.can_be_restored else None
    return ComparedCopy(copy, compare(contents, now) if contents is not None and now is not None else None)
