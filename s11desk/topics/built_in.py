"""The topics that come with the program."""

from __future__ import annotations

from pathlib import Path

from s11desk.domain.topic import Topic
from s11desk.durable import reading_errors
from s11desk.topics.files.pack_file_names import is_system_file
from s11desk.topics.pack import load_pack


def built_in_topics(folder: Path) -> tuple[Topic, ...]:
    """The topic of every pack in ``folder``, in the order of their file names.

    Raises as :func:`~s11desk.topics.pack.load_pack` does for a broken pack, because the program was not built right.
    """
    with reading_errors(folder):
        packs = sorted(path for path in folder.iterdir() if not is_system_file(path.name))
    return tuple(load_pack(path) for path in packs)
