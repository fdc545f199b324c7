"""The lock of a home: only a living window keeps another out, whatever the file looks like."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from s11desk.desktop.shell import one_window
from s11desk.desktop.shell.home_lock import HomeLock, LockState
from s11desk.desktop.shell.one_window import OneWindow
from s11desk.errors.device_errors import WindowSilent
from tests.gui.conftest import Bench

HOLDER = """
    import sys
    from pathlib import Path
    from s11desk.desktop.shell.home_lock import HomeLock
    lock = HomeLock(Path(sys.argv[1]))
    print(lock.take().name, flush=True)
    sys.stdin.read()
"""

HANGING = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtNetwork import QLocalServer
    from s11desk.app.home.paths import Home
    from s11desk.desktop.shell.one_window import OneWindow
    application = QCoreApplication([])
    first = OneWindow(Home(Path(sys.argv[1]).parent))
    assert first.is_first()
    server = QLocalServer()
    assert server.listen(first._name())
    print("TAKEN", flush=True)
    sys.stdin.read()
"""

OLDER_VERSION = """
    import sys
    from PySide6.QtCore import QLockFile
    lock = QLockFile(sys.argv[1])
    assert lock.tryLock(0)
    print("TAKEN", flush=True)
    sys.stdin.read()
"""


@contextmanager
def running(program: str, lock: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until it is closed, and does nothing else."""
    lock.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-c", textwrap.dedent(program), str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "TAKEN\n"
        yield process


def empty(lock: Path) -> None:
    lock.write_bytes(b"")


def of_another_program(lock: Path) -> None:
    lock.write_bytes(os.urandom(300))


def of_another_computer(lock: Path) -> None:
    lock.write_text(f"{os.getppid()}\ns11desk\nRECEPTION-PC\n")


def of_a_process_number_used_again(lock: Path) -> None:
    """As Qt writes it: this number belongs to a living Python, which is not our window."""
    lock.write_text(f"{os.getppid()}\n{Path(sys.executable).name}\n{socket.gethostname()}\n")


def a_folder(lock: Path) -> None:
    lock.mkdir()


def a_link_to_nowhere(lock: Path) -> None:
    lock.symlink_to(lock.parent / "no-such-folder" / "lock")


def read_only(lock: Path) -> None:
    lock.write_bytes(b"")
    lock.chmod(0o400)


@pytest.mark.parametrize(
    "left",
    [
        empty,
        of_another_program,
        of_another_computer,
        of_a_process_number_used_again,
        a_folder,
        a_link_to_nowhere,
        read_only,
    ],
)
def test_what_lies_in_the_place_of_the_lock_keeps_nobody_out(home: Home, left: Callable[[Path], None]) -> None:
    home.folder.mkdir()
    left(home.folder / "window.lock")
    assert OneWindow(home).is_taken_over() is False


def test_a_first_window_that_never_answers_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_window, "_STARTING", 0.3)
    with running(HOLDER, home.folder / "window.lock"), pytest.raises(WindowSilent):
        OneWindow(home).is_taken_over()


def test_a_first_window_that_hangs_does_not_count_as_an_answer(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system itself accepts the connection to a process that does nothing any more."""
    monkeypatch.setattr(one_window, "_STARTING", 0.3)
    monkeypatch.setattr(one_window, "_PATIENCE", 300)
    with running(HANGING, home.folder / "window.lock"), pytest.raises(WindowSilent):
        OneWindow(home).is_taken_over()


def test_a_first_window_that_ends_just_now_is_waited_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    with running(HOLDER, home.folder / "window.lock") as first:

        def end_first(seconds: float) -> None:
            waits.append(seconds)
            first.kill()
            first.wait()

        monkeypatch.setattr("s11desk.desktop.shell.one_window.time.sleep", end_first)
        assert OneWindow(home).is_taken_over() is False
    assert waits


def test_a_window_of_an_older_version_is_noticed(home: Home) -> None:
    lock = home.folder / "window.lock"
    with running(OLDER_VERSION, lock) as first:
        assert HomeLock(lock).take() is LockState.HELD_ELSEWHERE
        first.communicate()
    assert HomeLock(lock).take() is LockState.TAKEN


def test_a_lock_that_is_released_can_be_taken(home: Home) -> None:
    home.folder.mkdir()
    first, second = HomeLock(home.folder / "window.lock"), HomeLock(home.folder / "window.lock")
    assert first.take() is LockState.TAKEN
    assert second.take() is LockState.HELD_ELSEWHERE
    first.release()
    assert second.take() is LockState.TAKEN


def test_a_window_is_found_through_a_link_to_its_home(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(bench.home.folder)
    assert OneWindow(Home(tmp_path / "link"))._name() == OneWindow(bench.home)._name()


def test_where_nobody_can_lock_a_living_window_still_comes_forward(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HomeLock, "take", lambda _: LockState.IMPOSSIBLE)
    first = OneWindow(bench.home)
    assert first.is_first()
    first.listen(bench.window, bench.window.file_opener.open)
    bench.window.showMinimized()
    program = """
        import sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.shell.home_lock import HomeLock, LockState
        from s11desk.desktop.start import run_window
        HomeLock.take = lambda _: LockState.IMPOSSIBLE
        sys.exit(run_window(Home(Path(sys.argv[1]))))
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(bench.home.folder)]
    with subprocess.Popen(command) as second:
        bench.bot.waitUntil(lambda: not bench.window.isMinimized(), timeout=20_000)
        bench.bot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
