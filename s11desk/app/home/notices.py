"""What a person should know about their home, each thing once: a risky place, a second version, damage."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from s11desk.app.home.home_place import PlaceKind, conflict_copies_in, place_of
from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.keeping.home_notice import HomeNotice, NoticeKind
from s11desk.errors import UserError
from s11desk.files.durable import write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_regular
from s11desk.store.saved_copies.restoring import DAMAGED_LOG, DAMAGED_ROWS, WRITTEN_OVER

_OF_PLACE = {
    PlaceKind.SYNCED: NoticeKind.SYNCED,
    PlaceKind.NETWORK: NoticeKind.NETWORK,
    PlaceKind.REMOVABLE: NoticeKind.REMOVABLE,
}

_OF_COPY = {
    NoticeKind.LOG_CUT: DAMAGED_LOG,
    NoticeKind.WRITTEN_OVER: WRITTEN_OVER,
    NoticeKind.ROWS_DAMAGED: DAMAGED_ROWS,
}
"""For each kind of damage of which a copy was kept, a part of the copy's name."""


@dataclass(frozen=True, slots=True)
class _SeenNotices:
    """The file in the home with the notices that a person has already seen."""

    home: Home

    def read(self) -> tuple[HomeNotice, ...]:
        try:
            return msgspec.json.decode(read_regular(self.home.notices), type=tuple[HomeNotice, ...])
        except (OSError, *JSON_DAMAGE):
            return ()

    def write(self, notices: tuple[HomeNotice, ...]) -> None:
        with suppress(UserError):  # the notices are then shown once more
            write_bytes(self.home.notices, msgspec.json.encode(notices), private=True)


def new_notices(workspace: Workspace) -> tuple[HomeNotice, ...]:
    """Find the notices that nobody has seen yet, and note them as seen. Raises what reading the drafts raises."""
    seen_notices, notices = _SeenNotices(workspace.home), _all_notices(workspace)
    with list_lock(workspace.home.notices):
        seen = seen_notices.read()
        new = tuple(notice for notice in notices if notice not in seen)
        if new:
            seen_notices.write((*seen, *new))
    return new


def _all_notices(workspace: Workspace) -> list[HomeNotice]:
    home = workspace.home
    notices = []
    place = place_of(home)
    if place is not None:
        notices.append(HomeNotice(_OF_PLACE[place.kind], place.program))
    notices += [HomeNotice(NoticeKind.CONFLICT_COPY, path.name) for path in conflict_copies_in(home)]
    for kind, name in _OF_COPY.items():
        kept = sorted(home.folder.glob(f"{home.database.stem}{name}*{home.database.suffix}"))
        notices += [HomeNotice(kind, path.name) for path in kept]
    notices += [HomeNotice(NoticeKind.TOPIC_DAMAGED, topic) for topic in workspace.drafts.damaged_topics()]
    notices += [HomeNotice(NoticeKind.BESIDE_DAMAGED, agency) for agency in workspace.drafts.damaged_beside()]
    return notices
