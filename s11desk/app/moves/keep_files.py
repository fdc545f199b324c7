"""Copies the attached files of a moving file into the vault of this home."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.check_parts import evidence_name
from s11desk.bundle.container.container_contents import Contents
from s11desk.domain.audits.audit import Evidence
from s11desk.progress import ByteCounter, Cancel, Progress


def keep_files(
    workspace: Workspace, contents: Contents, evidence: Iterable[Evidence], progress: Progress, cancel: Cancel
) -> None:
    """Copy the files into the vault. One that a draft does not refer to yet is removed by no clean-up soon.

    Raises IntegrityError if a file is not the one that was read, what reading and writing raise, and Cancelled.
    """
    files = {evidence_name(item): item for item in evidence}
    counter = ByteCounter(sum(item.size for item in files.values()), progress, cancel)
    for name, item in files.items():
        report = partial(_report, progress, counter.done, counter.total)
        workspace.vault.take_part(item.sha256, partial(contents.extract, name, progress=report, cancel=cancel))
        counter.step(item.size)


def _report(progress: Progress, before: int, total: int, done: int, _of_part: int, /) -> None:
    progress(before + done, total)
