"""Every file that came to a desk, each time that it came, in the order in which they came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import TakenFile
from s11desk.register.received_rows import all_arrivals, all_files

_SEPARATOR = re.compile(r"[\\/]")


@dataclass(frozen=True, slots=True)
class CameFile:
    """``name``: of the file as it came this time. ``is_again``: the file, or its return in another file, came before.

    ``is_same_file``: of one that came again: it is the very same file.
    """

    name: str
    file: TakenFile
    is_again: bool
    is_same_file: bool = False


def came_files(desk: ReceivingDesk) -> Iterator[CameFile]:
    """Each file once for every place that it came from. Raises what reading the register raises."""
    files, seen = {file.sha256: file for file in all_files(desk.register)}, set[str]()
    for sha256, source in all_arrivals(desk.register):
        file = files.get(sha256)
        if file is None:
            continue
        is_same, is_again = sha256 in seen, bool({sha256, file.received} & seen)
        name = "/".join(_SEPARATOR.split(source)[-2:]) if is_same else file.name
        yield CameFile(name, file, is_again, is_same)
        seen |= {sha256, file.received} - {""}
