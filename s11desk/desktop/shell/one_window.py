"""One window for a home: a second start brings the first window to the front and ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore

from s11desk import desktop
from s11desk.desktop.shell.home_lock import HomeLock, LockState
from s11desk.errors import UserError
from s11desk.errors.device_errors import WindowSilent
from s11desk.files.durable import make_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket
    from PySide6.QtWidgets import QWidget

    from s11desk.app.home.paths import Home

_PATIENCE = 2_000
"""Milliseconds until a first window counts as silent. It answers within a turn of its event loop."""

_STARTING = 8.0
"""Seconds that a first window may need to start, or to save everything and end."""

_LOOK_EVERY = 0.1
"""Seconds between two looks."""

_HERE = b"here"


class OneWindow:
    """A lock on a home. The lock ends with the process, even if that crashes."""

    def __init__(self, home: Home) -> None:
        self._lock = HomeLock(home.folder / "window.lock")
        self._server: QLocalServer | None = None
        self._home = home

    def is_first(self) -> bool:
        """Whether no other process holds the lock. True even if nobody can lock, as in a read-only folder."""
        return self._take() is not LockState.HELD_ELSEWHERE

    def is_taken_over(self, open_path: Path | None = None) -> bool:
        """Whether another window has this home. That window is then in front, and opens ``open_path``.

        A first window that starts or ends just now is waited for. Raises ``WindowSilent`` if it never answers.
        """
        until = time.monotonic() + _STARTING
        while (state := self._take()) is not LockState.TAKEN:
            if self.call_first(open_path):
                return True
            if state is LockState.IMPOSSIBLE:
                return False
            if time.monotonic() > until:
                raise WindowSilent(path=self._home.folder)
            time.sleep(_LOOK_EVERY)
        return False

    def _take(self) -> LockState:
        with suppress(UserError):  # opening the drafts then fails with the reason
            make_folder(self._home.folder, private=True)
        return self._lock.take()

    def _name(self) -> str:
        """The address at which a first window listens, if it can."""
        return next(iter(desktop.socket_addresses(self._home)), "")

    def call_first(self, open_path: Path | None = None) -> bool:
        """Ask the first window to come to the front and to open a file. Returns whether it answered."""
        return any(_call(address, open_path) for address in desktop.socket_addresses(self._home))

    def listen(self, window: QWidget, open_file: Callable[[Path], None]) -> None:
        """From now on, bring ``window`` to the front when a second start calls, and open the file it names.

        Does nothing if no folder for the socket is private: a second start then says that this window is open.
        """
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(window)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._come_forward(window, open_file))
        for address in desktop.socket_addresses(self._home):
            QLocalServer.removeServer(address)  # a crash may have left it; no window answers there
            if self._server.listen(address):
                return

    def _come_forward(self, window: QWidget, open_file: Callable[[Path], None]) -> None:
        connection = self._server.nextPendingConnection() if self._server is not None else None
        if connection is None:
            return
        if not desktop.is_same_person(connection.socketDescriptor()):
            connection.abort()
            connection.deleteLater()
            return
        connection.write(_HERE)
        connection.disconnected.connect(lambda: _hand_over(connection, open_file))
        window.setWindowState(window.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()


def _call(address: str, open_path: Path | None) -> bool:
    from PySide6.QtNetwork import QLocalSocket  # slow to import, and needed by a second start only

    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_PATIENCE) or not desktop.is_same_person(socket.socketDescriptor()):
        return False
    if open_path is not None:
        socket.write(str(open_path.absolute()).encode("utf-8", "surrogateescape"))
        socket.waitForBytesWritten(_PATIENCE)
    # the system connects to a window that hangs, too; an answer may have come while the path was written
    has_answer = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_PATIENCE)
    socket.disconnectFromServer()
    return has_answer


def _hand_over(connection: QLocalSocket, open_file: Callable[[Path], None]) -> None:
    """Read the path that the second start wrote before it ended, if it wrote one, and open that file."""
    sent_path = bytes(connection.readAll().data()).decode("utf-8", "surrogateescape")
    connection.deleteLater()
    if sent_path:
        open_file(Path(sent_path))
