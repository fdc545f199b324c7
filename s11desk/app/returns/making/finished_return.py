"""The files of a finished return. What leaves for the partnership encrypted never has a plain file beside it.

If the topic asks for encryption, the return is written and read back under a hidden name inside the home, and
encrypted from there. The person's own readable copy gets its name inside the home; the encrypted file gets its name
last, in the folder that the person chose. A killed program leaves hidden files, or the own copy, and no plain file in
that folder.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.paths import Home
from s11desk.app.returns.making.encrypt import ENDING, Encrypted, addressed, envelope_of, seal_return
from s11desk.app.returns.making.locked_return import lock_stream
from s11desk.app.returns.making.record import file_digest
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.audits.audit import ReturnRecord
from s11desk.domain.topics.topic import Topic
from s11desk.files.durable import UnnamedFile, make_folder, naming
from s11desk.files.system_errors import writing_errors
from s11desk.progress import Cancel
from s11desk.store.drafts.return_files import ReturnFile


@dataclass(frozen=True, slots=True)
class ReturnPaths:
    """The paths of the files of one return.

    ``own``: the return that the person can read. ``sealed``: the encrypted file; None if it is not encrypted.
    """

    own: Path
    sealed: Path | None


@dataclass(frozen=True, slots=True)
class FinishedReturn:
    """The two files of :class:`ReturnPaths` while they have no names yet."""

    own: UnnamedFile
    sealed: UnnamedFile | None
    topic: Topic
    cancel: Cancel
    passphrase: str = ""

    def seal(self) -> None:
        """Encrypt the return, which must be written and read back. Raises the same errors as :func:`seal_return`.

        With a ``passphrase`` it is encrypted under that, for the way within the agency, and not to the partnership.
        """
        if self.sealed is not None:
            with writing_errors(self.sealed.target):
                if self.passphrase:
                    self._lock(self.sealed)
                else:
                    seal_return(self.own.path, self.sealed.stream, self.topic, cancel=self.cancel)
            self.sealed.finish()

    def _lock(self, sealed: UnnamedFile) -> None:
        with self.own.path.open("rb") as source:
            lock_stream(source, sealed.stream, self.passphrase, cancel=self.cancel)

    def in_order(self) -> tuple[UnnamedFile, ...]:
        """The files in the order in which they get their names: the one to send is last."""
        return (self.own, self.sealed) if self.sealed is not None else (self.own,)

    def planned(self, audit_id: str, record: ReturnRecord) -> ReturnFile:
        """The row that finds the files again after a kill. Reads the encrypted file whole."""
        own = os.fsencode(self.own.target.absolute())
        if self.sealed is None:
            return ReturnFile(audit_id, own, record)
        sealed = os.fsencode(self.sealed.target.absolute())
        return ReturnFile(audit_id, own, record, sealed, file_digest(self.sealed.path))

    def addressed(self, now: dt.datetime) -> Encrypted | None:
        """To whom the encrypted file is; None if there is none."""
        if self.sealed is None:
            return None
        if self.passphrase:
            size, sha256 = self.sealed.path.stat().st_size, file_digest(self.sealed.path)
            return Encrypted(self.sealed.target, size, sha256, (), ())
        return addressed(self.sealed.target, self.sealed.path, self.topic, now)


def return_paths(home: Home, folder: Path, name: str, topic: Topic) -> ReturnPaths:
    """Paths that no file has, for a return called ``name``. Makes ``folder``, and the home's folder where needed.

    A folder may hold a return of another computer, or of drafts since restored. Raises what making and reading a folder
    raise.
    """
    make_folder(folder, private=False)
    remember_folder(home, folder)
    taken = _names(folder)
    if not topic.encrypt_to:
        return ReturnPaths(folder / safe_name(name, taken), None)
    make_folder(home.returns, private=True)
    free = safe_name(name, taken | {known.removesuffix(ENDING) for known in taken} | _names(home.returns))
    return ReturnPaths(home.returns / free, envelope_of(folder / free))


@contextmanager
def finished_return(
    paths: ReturnPaths, topic: Topic, cancel: Cancel, *, passphrase: str = ""
) -> Iterator[FinishedReturn]:
    """Yield the files to write, under names that are free. Those that the block does not name are removed.

    Raises the same errors as :func:`naming`.
    """
    with ExitStack() as files:
        own = files.enter_context(naming(paths.own, private=paths.sealed is not None, fresh=True))
        sealed = None
        if paths.sealed is not None:
            sealed = files.enter_context(naming(paths.sealed, private=False, fresh=True))
        yield FinishedReturn(own, sealed, topic, cancel, passphrase)


def _names(folder: Path) -> set[str]:
    with writing_errors(folder):
        return {path.name for path in folder.iterdir()}
