"""Checks what a desk has stored: every file and every row."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.strange_files import strange_files
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.register.erasure_rows import sound_pages, used_digests
from s11desk.register.kept_files import is_intact
from s11desk.register.register_rows import damaged_rows


@dataclass(frozen=True, slots=True)
class DeskCheck:
    """What a check found. ``missing`` and ``altered``: the SHA-256 of stored files. ``unnamed``: files nobody names.
    ``strange``: what :func:`strange_files` found.

    An unnamed file is one whose recording was interrupted; taking it in again records it.
    """

    files: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    unnamed: tuple[str, ...]
    damaged_rows: int
    is_whole: bool
    strange: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether everything that the register names is there and unchanged."""
        return self.is_whole and not (self.missing or self.altered or self.damaged_rows)


def check_desk(desk: ReceivingDesk, *, progress: Progress = no_progress, cancel: Cancel = never_cancelled) -> DeskCheck:
    """Read every stored file and every row. Nothing is changed. Raises Cancelled, and what reading the register raises.

    A file that is missing or altered is mended by taking the same file in again, or from a backup.
    """
    named, there = used_digests(desk.register), set(desk.files.digests())
    altered = []
    for done, sha256 in enumerate(sorted(named & there), start=1):
        stop_if_cancelled(cancel)
        if not is_intact(desk.files.path(sha256)):
            altered.append(sha256)
        progress(done, len(named & there))
    with desk.register.reading() as connection:
        damaged = damaged_rows(connection)
    return DeskCheck(
        len(named),
        tuple(sorted(named - there)),
        tuple(altered),
        tuple(sorted(there - named)),
        damaged,
        sound_pages(desk.register),
        strange_files(desk.folder),
    )
