"""Decrypts a moving file that is under a passphrase into the home, to be read there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from s11desk.app.home.work_folder import new_work_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.locked_return import is_locked, unlock_return
from s11desk.app.returns.verifying.opened_copy import OPENED_PREFIX, remove_opened_copy
from s11desk.errors.passphrase_errors import PassphraseMissing
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel
from s11desk.signing.envelope.envelope_start import is_envelope

_HEAD = 128


@contextmanager
def unlocked_copy(workspace: Workspace, path: Path, passphrase: str, cancel: Cancel) -> Iterator[Path | None]:
    """Yield a decrypted copy of the file; None if no passphrase locks it.

    After an error inside the block the copy is erased. Otherwise the caller erases it with :func:`close_file`.
    Raises ``PassphraseMissing``, ``PassphraseWrong``, the errors of an envelope, and what reading and writing raise.
    """
    is_whole = is_locked(path)
    if not is_whole and not _begins_as_envelope(path):
        yield None
        return
    if is_whole and not passphrase:
        raise PassphraseMissing()
    copy = new_work_folder(workspace.home, OPENED_PREFIX) / "audit"
    try:
        unlock_return(path, copy, passphrase, cancel=cancel)
        yield copy
    except BaseException:
        remove_opened_copy(workspace.home, copy)
        raise


class UnlockedFile(Protocol):
    """A file of another computer or of a colleague as it was read."""

    @property
    def copy(self) -> Path | None:
        """The decrypted copy in the home; None if no passphrase locks the file."""


def close_file(workspace: Workspace, seen: UnlockedFile) -> None:
    """Erase the decrypted copy, if there is one."""
    if seen.copy is not None:
        remove_opened_copy(workspace.home, seen.copy)


def _begins_as_envelope(path: Path) -> bool:
    """Whether the file is an envelope, or what is left of one: then unlocking says what is wrong with it."""
    with reading_errors(path), open_regular(path) as stream:
        return is_envelope(stream.read(_HEAD))
