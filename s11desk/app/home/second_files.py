"""What was written to the second place, so that damage there is seen and mended while the originals exist.

A stick that lies in a drawer loses bits, and nothing but a restore would show it: the home has no key to open an
envelope. So the home keeps the digest of each file that it wrote there.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.errors import UserError
from s11desk.files.durable import write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import open_regular, read_regular

_BLOCK = 1 << 20


class _Written(msgspec.Struct, frozen=True):
    """``folder``: the second place. ``files``: by name, the SHA-256 of each file there, hexadecimal."""

    folder: str
    files: dict[str, str] = {}


class SecondFiles:
    """The digests of the files in one second place."""

    def __init__(self, home: Home, folder: Path) -> None:
        self._path = home.folder / "second-place-files.json"
        self._folder = str(folder)
        self._files = self._read()
        self._changed: dict[str, str | None] = {}

    def is_damaged(self, path: Path) -> bool:
        """Read a file, and say whether it is another than was written. False for a file of which nothing is known.

        True too if it cannot be read whole.
        """
        known = self._files.get(path.name)
        if known is None:
            return False
        try:
            return digest_of(path) != known
        except OSError:
            return True

    def knows(self, path: Path) -> bool:
        """Whether the digest of a file is known."""
        return path.name in self._files

    def note(self, path: Path) -> None:
        """Note what a file that was written this moment has in it. A file that cannot be read is noted as unknown."""
        try:
            self._set(path.name, digest_of(path))
        except OSError:
            self._set(path.name, None)

    def forget(self, path: Path) -> None:
        """Forget a file that was removed."""
        if path.name in self._files:
            self._set(path.name, None)

    def save(self) -> None:
        """Store what is known, with what another program stored since. Raises ``DiskFull`` or ``FolderUnwritable``."""
        if not self._changed:
            return
        with list_lock(self._path):
            joined = self._read() | self._changed
            self._files = {name: sha256 for name, sha256 in joined.items() if sha256 is not None}
            write_bytes(self._path, msgspec.json.encode(_Written(self._folder, self._files)), private=True)
        self._changed = {}

    def _set(self, name: str, sha256: str | None) -> None:
        self._changed[name] = sha256
        if sha256 is None:
            self._files.pop(name, None)
        else:
            self._files[name] = sha256

    def _read(self) -> dict[str, str]:
        try:
            written = msgspec.json.decode(read_regular(self._path), type=_Written)
        except (OSError, UserError, msgspec.MsgspecError, RecursionError):
            return {}
        is_same = Path(written.folder).name == Path(self._folder).name  # a stick may have another drive letter now
        return dict(written.files) if is_same else {}


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with open_regular(path) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
