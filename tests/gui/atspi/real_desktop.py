"""A desktop for one test: a display in memory, a window manager, the bus of screen readers, and the program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[2]
DEBIAN_PYTHON: Final = "/usr/bin/python3"
BUS_LAUNCHER: Final = "/usr/libexec/at-spi-bus-launcher"
PATIENCE: Final = 40.0
"""Seconds until something is taken never to come: a busy machine is slow, and a test that waits for nothing is rare."""


@dataclass(frozen=True)
class Seen:
    """One object on the screen, as a screen reader sees it."""

    role: str
    name: str
    description: str
    states: tuple[str, ...]
    text: str
    level: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "states", tuple(self.states))


class ScreenReader:
    """Reads and acts through AT-SPI, in a process of the operating system's own Python."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def find(self, role: str, name: str) -> Seen:
        return Seen(**self._ask("find", role=role, name=name))

    def gone(self, role: str, name: str) -> None:
        self._ask("gone", role=role, name=name)

    def press(self, role: str, name: str) -> None:
        self._ask("press", role=role, name=name)

    def write(self, name: str, text: str) -> None:
        self._ask("write", name=name, text=text)

    def choose(self, name: str, place: int) -> None:
        self._ask("choose", role="list", name=name, place=place)

    def heard(self, text: str) -> str:
        return str(self._ask("heard", text=text))

    def announced(self) -> list[str]:
        return list(self._ask("announced"))

    def focused(self) -> Seen:
        return Seen(**self._ask("focused"))

    def moves(self) -> int:
        """How often the keyboard came to another object so far."""
        return int(self._ask("moves"))

    def moved(self, after: int) -> Seen:
        """The focused object, once the keyboard came to another one after so many moves."""
        return Seen(**self._ask("moved", after=after))

    def newest(self) -> Seen:
        """The object that said last that it has the keyboard. Of a list, this is the line and not the list."""
        return Seen(**self._ask("newest"))

    def unnamed(self) -> list[Seen]:
        return [Seen(**facts) for facts in self._ask("unnamed")]

    def tree(self) -> list[str]:
        return list(self._ask("tree"))

    def _ask(self, do: str, **rest: object) -> Any:
        if do not in {"announced", "moves", "unnamed", "tree"}:
            rest["within"] = PATIENCE
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"do": do, **rest}) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        if "error" in answer:
            raise AssertionError(f"{do} {rest}: {answer['error']}")
        return answer["ok"]


class RealDesktop:
    """Stops everything that it started. ``home`` is the folder of the drafts, ``folder`` the person's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "drafts"
        (folder / "Documents").mkdir(exist_ok=True)  # as every person has it
        self._ending = ExitStack()
        self._environment = _environment(folder)
        with ExitStack() as unfinished:
            unfinished.callback(self.close)  # nobody else could, if it fails here
            self._start_display()
            self._start_bus()
            self.reader = ScreenReader(self._reader())
            unfinished.pop_all()

    def open_program(self) -> subprocess.Popen[str]:
        """Start the program in a process of its own, as a person does."""
        command = [sys.executable, "-m", "s11desk", "--home", str(self.home)]
        return self._start(command, {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"})

    def keys(self, *names: str) -> None:
        """Press keys one after the other, named as X names them: ``Tab``, ``alt+s``."""
        self._xdotool("key", "--delay", "8", *names)

    def choose_in_menu(self, menu: str, item: str, letter: str) -> None:
        """Open a menu with ``menu``, such as ``alt+f``, wait for its entry ``item``, and press the entry's letter.

        A page that is put up just then takes the keyboard and closes the menu, so the menu is opened again.
        """
        for _ in range(4):
            self.keys(menu)
            end = time.monotonic() + 6
            while time.monotonic() < end:
                if any(line.startswith(f"menu item: {item}") for line in self.reader.tree()):
                    self.keys(letter)
                    return
                time.sleep(0.2)
            self.keys("Escape")
        raise AssertionError(f"the menu does not show “{item}”")

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "4", text)

    def choose_file(self, path: Path) -> None:
        """Give a file's name in a dialog of the system.

        Keys that come before the window manager gives the dialog the keyboard are lost, and a list of suggestions that
        opens just then takes Return. So the name is read back before it is given, and given until the dialog is gone.
        """
        self.reader.find("dialog", "")
        until(lambda: self._has_typed(str(path)))
        until(self._has_given_name)

    def _has_typed(self, name: str) -> bool:
        if self.reader.focused().role == "text":  # what is typed before that is lost
            self.keys("ctrl+a")
            self.type(name)
        return _soon(lambda: self.reader.focused().text == name)

    def _has_given_name(self) -> bool:
        if self._shows_dialog():
            self.keys("Return")
        return _soon(lambda: not self._shows_dialog())

    def _shows_dialog(self) -> bool:
        return any(line.startswith("dialog: ") for line in self.reader.tree())

    def picture(self, path: Path) -> None:
        subprocess.run(["import", "-window", "root", str(path)], env=self._environment, check=True)

    def click(self, x: int, y: int) -> None:
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def close(self) -> None:
        self._ending.close()

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE)

    def _start_display(self) -> None:
        reading, writing = os.pipe()
        kept = "-noreset"  # else it begins anew when its only client leaves, and closes on who is coming just then
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", kept]
        self._start(command, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as stream:
            self._environment["DISPLAY"] = f":{stream.readline().strip()}"
        manager = self._start(["openbox", "--sm-disable"])
        until(lambda: self._has_window_manager() or manager.poll() is not None)
        assert manager.poll() is None, "the window manager ended: its words are in log.txt"

    def _has_window_manager(self) -> bool:
        asked = ["xdotool", "get_num_desktops"]
        return subprocess.run(asked, env=self._environment, capture_output=True, check=False).returncode == 0

    def _start_bus(self) -> None:
        bus = self._start(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
        assert bus.stdout is not None
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self._start([BUS_LAUNCHER, "--launch-immediately"])

    def _reader(self) -> subprocess.Popen[str]:
        command = [DEBIAN_PYTHON, "-I", str(HERE / "reader.py")]
        return self._start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _start(
        self,
        command: list[str],
        extra: Mapping[str, str] = {},
        *,
        pass_fds: tuple[int, ...] = (),
        stdin: int = subprocess.DEVNULL,
        stdout: int | IO[str] = subprocess.DEVNULL,
    ) -> subprocess.Popen[str]:
        log = self._ending.enter_context((self.folder / "log.txt").open("a"))
        process = subprocess.Popen(
            command,
            env={**self._environment, **extra},
            cwd=ROOT,
            text=True,
            stdin=stdin,
            stdout=stdout,
            stderr=log,
            pass_fds=pass_fds,
            start_new_session=True,
        )
        self._ending.callback(_end, process)
        return process


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def _soon(is_so: Callable[[], bool]) -> bool:
    """Whether it is so within a few seconds."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[str]) -> None:
    """The process and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the desktop that the tests are started from."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "TZ"}}
    return {**kept, "HOME": str(folder), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(runtime)}
