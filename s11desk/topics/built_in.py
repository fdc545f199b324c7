"""The topics that come with the program."""

from __future__ import annotations

from pathlib import Path

from s11desk.domain.topic import Topic
from s11desk.durable import reading_errors
from s11desk.topics.files.pack_file_names import is_litter
from s11desk.topics.pack import load_pack


def built_in_topics(folder: Path) -> tuple[Topic, ...]:
    """Every pack in ``folder``, in the order of their names.

    A broken one raises, as :func:`~s11desk.topics.pack.load_pack` does: the program was not built right.
    """
    with reading_errors(folder):
        packs = sorted(path for path in folder.iterdir() if not is_litter(path.name))
    return tuple(load_pack(path) for path in packs)
