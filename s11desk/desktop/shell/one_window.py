"""One window for a home: a second start brings the first window to the front and ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, Qt

from s11desk.durable import make_folder
from s11desk.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket
    from PySide6.QtWidgets import QWidget

    from s11desk.app.home.paths import Home

_PATIENCE = 2_000
"""Milliseconds until we take a first window that does not answer to be hanging."""


class OneWindow:
    """A lock on a home. The lock ends with the process, even if that crashes."""

    def __init__(self, home: Home) -> None:
        self._lock = QLockFile(str(home.folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._home = home

    def is_first(self) -> bool:
        """Whether this process holds the lock. True also where the lock cannot be made: opening the drafts then fails
        with the reason.
        """
        try:
            make_folder(self._home.folder)
        except UserError:
            return True
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def _name(self) -> str:
        from hashlib import sha256  # slow to import, and of no use to the first paint

        return f"s11desk-{sha256(str(self._home.folder.absolute()).encode()).hexdigest()[:16]}"

    def call_first(self, open_path: Path | None = None) -> bool:
        """Ask the first window to come to the front and to open a file. Returns whether it answered."""
        from PySide6.QtNetwork import QLocalSocket  # slow to import, and needed by a second start only

        socket = QLocalSocket()
        socket.connectToServer(self._name())
        answered = socket.waitForConnected(_PATIENCE)
        if answered and open_path is not None:
            socket.write(str(open_path.absolute()).encode("utf-8", "surrogateescape"))
            socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return answered

    def listen(self, window: QWidget, open_file: Callable[[Path], None]) -> None:
        """From now on, bring ``window`` to the front when a second start calls, and open the file it names."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name())  # a crash may have left it; nobody uses it, because we hold the lock
        self._server = QLocalServer(window)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._come_forward(window, open_file))
        self._server.listen(self._name())

    def _come_forward(self, window: QWidget, open_file: Callable[[Path], None]) -> None:
        connection = self._server.nextPendingConnection() if self._server is not None else None
        if connection is not None:
            connection.disconnected.connect(lambda: _hand_over(connection, open_file))
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()


def _hand_over(connection: QLocalSocket, open_file: Callable[[Path], None]) -> None:
    """Read the path that the second start wrote before it ended, if it wrote one, and open that file."""
    named = bytes(connection.readAll().data()).decode("utf-8", "surrogateescape")
    connection.deleteLater()
    if named:
        open_file(Path(named))
