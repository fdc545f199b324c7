"""Look at the evidence in a received return: small pictures, and private, read-only copies for other programs."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path, PurePath

import msgspec

from s11desk import report
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder
from s11desk.app.returns.verifying.seen_return import SeenReturn, open_unchanged
from s11desk.bundle.audit_file import AttachedFile
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.topics.topic_limits import EVIDENCE_TYPES
from s11desk.errors.file_errors import FileNameRefused
from s11desk.files.durable import writing
from s11desk.files.regular_files import open_regular
from s11desk.progress import Cancel, never_cancelled

_PREFIX = "view-"
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif"})
_MAX_PICTURES = 60
_MAX_PICTURE_SIZE = 30_000_000


class PartPicture(msgspec.Struct, frozen=True):
    """A small picture of one file of evidence. ``jpeg`` has no metadata."""

    path: str
    jpeg: bytes


def has_picture(item: AttachedFile) -> bool:
    """Whether the type of a file is that of a picture of which a small one can be made."""
    return item.type in _PICTURES and item.size <= _MAX_PICTURE_SIZE


def copy_part_to_view(home: Home, seen: SeenReturn, item: AttachedFile) -> Path:
    """Copy one file of evidence into a new private folder, for its owner to look at. Returns the path of the copy.

    Raises ``FileNameRefused`` for a type that nobody can attach: another program would run it. Raises as
    :func:`s11desk.app.returns.verifying.seen_return.open_unchanged`, and what writing raises.
    """
    if item.type not in EVIDENCE_TYPES:
        raise FileNameRefused(path=Path(PurePath(item.path).name))
    folder = new_work_folder(home, _PREFIX)
    copy = folder / safe_name(f"{PurePath(item.path).stem}.{item.type}", ())
    try:
        with open_unchanged(seen) as opened, writing(copy, private=True) as target:
            opened.contents.extract(item.path, target)
        copy.chmod(stat.S_IRUSR)
    except BaseException:
        remove_folder(folder)
        raise
    return copy


def make_part_pictures(
    home: Home, seen: SeenReturn, items: Sequence[AttachedFile], side: int, *, cancel: Cancel = never_cancelled
) -> tuple[PartPicture, ...]:
    """Make small pictures of at most ``side`` pixels. Leaves out files that are damaged, and all after the first 60.

    Raises as :func:`s11desk.app.returns.verifying.seen_return.open_unchanged`, and what writing raises.
    """
    wanted = [item for item in items if has_picture(item)][:_MAX_PICTURES]
    if not wanted:
        return ()
    folder = new_work_folder(home)
    try:
        with open_unchanged(seen, cancel=cancel) as opened:
            for number, item in enumerate(wanted):
                with writing(folder / str(number), private=True) as target:
                    opened.contents.extract(item.path, target)
        made = (_picture(item, folder / str(number), side) for number, item in enumerate(wanted) if not cancel())
        return tuple(picture for picture in made if picture is not None)
    finally:
        remove_folder(folder)


def _picture(item: AttachedFile, file: Path, side: int) -> PartPicture | None:
    picture = report.read_picture(report.PictureFile(item.id, lambda: open_regular(file)), (side, side))
    return None if picture is None else PartPicture(item.path, picture.jpeg)
