"""Which drafts belong to a home. A drafts file has an id; a file with another id has replaced the home's own.

The list of ids grows when a person restores or accepts drafts of another home, and when the program makes new drafts.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.home.paths import Home
from s11desk.files.durable import sync_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_regular
from s11desk.store.rows.home_row import NO_ID
from s11desk.store.saved_copies.reading_copies import id_of_copy


def own_drafts(home: Home) -> frozenset[str]:
    """Read the ids of the drafts that belong to ``home``. Empty if none is known, or if the list is damaged."""
    try:
        return frozenset(msgspec.json.decode(read_regular(home.own_drafts), type=tuple[str, ...]))
    except (OSError, *JSON_DAMAGE):
        return frozenset()


def remember_drafts(home: Home, home_id: str) -> None:
    """Add ``home_id`` to the list. Raises ``DiskFull`` or ``FolderUnwritable``."""
    with list_lock(home.own_drafts):
        own = own_drafts(home)
        if home_id != NO_ID and home_id not in own:
            write_bytes(home.own_drafts, msgspec.json.encode(sorted(own | {home_id})), private=True)


def forget_drafts(home: Home) -> None:
    """Remove the list before the drafts get a new id: a program that is killed then must not find them foreign.

    Raises nothing: if the list cannot be removed, nothing can be written, so the drafts get no id either.
    """
    with list_lock(home.own_drafts), suppress(OSError):
        home.own_drafts.unlink()
        sync_folder(home.folder)


def accept_drafts(home: Home) -> None:
    """Accept the drafts file that is in ``home`` now as its own, because a person says so.

    Raises ``DiskFull``, ``FolderUnwritable``, and what :func:`s11desk.store.saved_copies.reading_copies.reading_copy`
    raises.
    """
    remember_drafts(home, id_of_copy(home.database))
