"""Which files the window opens: known by their endings or, as mail systems change names, by their first bytes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from s11desk.bundle.file_start import is_ours_by_content
from s11desk.files.presence import Presence, folder_presence
from s11desk.topics.files.workbook_file import is_table_name

OUR_ENDINGS = ("s11", "s11draft", "s11home", "s11questions", "s11answers", "s11receipt", "s11request")
ENDINGS = ("zip", *OUR_ENDINGS, "db", "xlsx", "json")
TOPIC_ENDINGS = ("xlsx", "zip", "json")


def can_open(path: Path) -> bool:
    """Whether a file dropped on the window is one to open. Other files may be meant as evidence.

    Mail systems rename files or take their ending away, so a file of ours is known by its first bytes. Every table is
    opened: a page says so if there is no topic in it.
    """
    if folder_presence(path) is Presence.YES or path.suffix.lower().removeprefix(".") in ENDINGS:
        return True
    return is_table_name(path.name) or is_ours_by_content(path)


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of a drop that are to open."""
    dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in dropped if can_open(path)]
