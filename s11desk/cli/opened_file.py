"""A return that a command works on: a plain file, or a locked one, which is decrypted into the home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app.home.paths import Home
from s11desk.cli.passphrase import with_file_passphrase

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A return that was opened and verified. ``passphrase``: the one that opened it; empty for a plain file."""

    verdict: Verdict
    passphrase: str
    passphrase_file: Path | None

    def passphrase_for_result(self) -> str:
        """The passphrase that locks the countersigned return: that of this file, or a new one; empty if none does."""
        topic = self.verdict.topic
        if topic is None or not topic.encrypt_to:
            return ""
        return self.passphrase or with_file_passphrase(self.passphrase_file, str, is_new=True)


@contextmanager
def opened_file(home: Home, file: Path, passphrase_file: Path | None) -> Iterator[OpenedFile]:
    """Open a return, and erase its copy afterwards. Raises what opening raises."""
    opened = _open(home, file, passphrase_file)
    try:
        yield opened
    finally:
        if opened.verdict.copy is not None:
            app.remove_opened_copy(home, opened.verdict.copy)


def _open(home: Home, file: Path, passphrase_file: Path | None) -> OpenedFile:
    if not app.is_locked(file):
        return OpenedFile(app.verify_received_return(home, file), "", passphrase_file)

    def use(passphrase: str) -> OpenedFile:
        verdict = app.verify_received_return(home, file, passphrase=passphrase)
        return OpenedFile(verdict, passphrase, passphrase_file)

    return with_file_passphrase(passphrase_file, use)
