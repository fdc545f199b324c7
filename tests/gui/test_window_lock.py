"""The lock of a home: only a living window keeps another out, whatever the file looks like."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from s11desk import desktop
from s11desk.app.home.paths import Home
from s11desk.desktop.shell import one_window, window_socket
from s11desk.desktop.shell.home_lock import HomeLock, LockState
from s11desk.desktop.shell.one_window import OneWindow
from s11desk.desktop.shell.window_socket import socket_addresses
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


@pytest.fixture
def usual_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A usual home with a short path, as people have."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(window_socket, "default_home", lambda: Home(Path(folder) / "s11desk"))
        yield Path(folder) / "s11desk"


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has pipes")
@pytest.mark.parametrize("runtime", ["private", "open to all", "none"])
@pytest.mark.parametrize("folder", ["home", "a" * 100])
def test_the_window_listens_only_in_a_folder_that_others_cannot_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual_home: Path, runtime: str, folder: str
) -> None:
    rights = {"private": 0o700, "open to all": 0o777}
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if runtime in rights:
        (tmp_path / "run").mkdir()
        (tmp_path / "run").chmod(rights[runtime])
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / folder).mkdir(mode=0o755)
    addresses = socket_addresses(Home(tmp_path / folder))
    assert addresses
    for address in addresses:
        assert not Path(address).parent.stat().st_mode & 0o022
    assert (Path(addresses[0]).parent == tmp_path / "run") is (runtime == "private")
    assert (Path(addresses[0]).parent == usual_home) is (runtime != "private" and folder != "home")


@pytest.mark.skipif(os.name == "nt", reason="Windows has pipes")
def test_a_home_that_all_may_write_to_holds_no_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual_home: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o777)
    (address,) = socket_addresses(Home(tmp_path / "home"))
    assert Path(address).parent == usual_home


@pytest.mark.skipif(os.name == "nt", reason="Windows has pipes")
def test_a_window_sends_nothing_to_another_person_and_reads_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = OneWindow(bench.home)
    assert first.is_first()
    opened: list[Path] = []
    first.listen(bench.window, opened.append)
    bench.window.showMinimized()
    monkeypatch.setattr(desktop, "is_same_person", lambda _: False)
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(first._name())
        other.sendall(b"/home/sam/secret.zip")
        bench.bot.wait(100)
        with suppress(ConnectionResetError):  # it was cut off before it was read
            assert other.recv(10) == b""
    assert opened == []
    assert bench.window.isMinimized()


@pytest.mark.skipif(os.name == "nt", reason="Windows has pipes")
def test_a_second_start_names_no_file_to_another_persons_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        monkeypatch.setattr(window_socket, "_user_of", lambda _: os.geteuid() + 1)
        assert not one_window._call(address, Path("/home/sam/secret.zip"))
        with server.accept()[0] as connection:
            assert connection.recv(100) == b""


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="other systems do not say whose a socket is")
def test_the_system_says_whose_a_socket_is() -> None:
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert window_socket._user_of(one.fileno()) == os.geteuid()
        assert window_socket.is_same_person(one.fileno())
