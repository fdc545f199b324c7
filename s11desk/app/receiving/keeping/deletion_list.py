"""The list of deletions beside backups, so that an older backup brings nothing back where no register is left to ask.

It says of each deleted return what the register says, and nothing of its content.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from s11desk.domain.receiving.desk_values import Erasure
from s11desk.files.durable import write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_regular
from s11desk.register.erasure_rows import lasting_erasures
from s11desk.register.register import Register

NAME = "deleted-returns.json"
_FORMAT = 1


class DeletionList(msgspec.Struct, frozen=True):
    """What was deleted at the desk with the id ``desk``, without what was taken in again since."""

    format: int
    desk: str
    deleted: tuple[Erasure, ...]


def write_deletions(register: Register, folder: Path) -> None:
    """Write the list into a folder with backups of ``register``; nothing was ever deleted: no list.

    Raises what reading the register and writing raise.
    """
    if not lasting_erasures(register) and not (folder / NAME).exists():
        return
    with list_lock(folder / NAME):
        deleted = lasting_erasures(register)  # read here: another program may have deleted something since
        content = msgspec.json.encode(DeletionList(_FORMAT, register.desk_id, deleted))
        write_bytes(folder / NAME, msgspec.json.format(content, indent=2) + b"\n")


def read_deletions(folders: Iterable[Path], desk_id: str) -> tuple[Erasure, ...]:
    """Every deletion on the lists in ``folders`` that are of this desk. A list that cannot be read is as none."""
    found: dict[Erasure, None] = {}
    for folder in folders:
        try:
            listed = msgspec.json.decode(read_regular(folder / NAME), type=DeletionList)
        except (OSError, ValueError, RecursionError):
            continue
        if (listed.format, listed.desk) == (_FORMAT, desk_id):
            found.update(dict.fromkeys(listed.deleted))
    return tuple(found)
