"""The start of the window: fast, once for a home, and with a clear message if it fails."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from s11desk.app.home.fault_log import note_fault
from s11desk.app.home.paths import Home
from s11desk.desktop.shell.boundary import Boundary
from s11desk.desktop.shell.display import check_display
from s11desk.desktop.shell.first_paint import FirstPaint
from s11desk.desktop.shell.one_window import OneWindow
from s11desk.errors.device_errors import DisplayMissing
from tests.gui.conftest import Bench

SLOW = (
    "aiohttp",
    "cryptography",
    "icalendar",
    "jsonschema",
    "msgspec",
    "olefile",
    "openpyxl",
    "pyhanko",
    "reportlab",
    "sqlite3",
    "sqlite_utils",
)
AFTER_THE_PAINT = (
    "s11desk.desktop.menus",
    "s11desk.desktop.pages.home.home_listing",
    "s11desk.desktop.parts.focus.focus_ring",
    "s11desk.desktop.parts.group",
    "s11desk.desktop.parts.reading.reader_roles",
    "s11desk.desktop.parts.services",
    "s11desk.desktop.parts.tool_button",
)
NEEDED_FOR_THE_LIST = {"msgspec", "sqlite3", "sqlite_utils"}  # the last makes the tables of a new home


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_qt_and_what_follows_the_paint_are_not_read_before_it(tmp_path: Path) -> None:
    """PySide makes the 93 enumerations of ``Qt`` when one is read, or when it compares an argument with one of them."""
    program = """
        import enum, sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.start import begin_application, build_window, shut_down, system_time

        def names(kind):
            return {kind.__qualname__}.union(*map(names, kind.__subclasses__()))

        def made():
            return sorted({name.partition(".")[0] for name in names(enum.Enum) if "." in name})

        application = begin_application("s11desk")
        window = build_window(application, Home(Path(sys.argv[1])), system_time)
        window.show()
        window.grab()
        print(*made())
        print(*sorted(sys.modules))
        window.complete()
        print(*made())
        shut_down(window)
    """
    done = run(program, str(tmp_path / "home"))
    assert done.stderr == ""
    painted, modules, complete = (set(line.split()) for line in done.stdout.splitlines())
    assert {"QEvent", "QIcon"} <= painted
    assert (
        painted & {"Qt", "QAccessible", "QDir", "QFont", "QKeySequence", "QLineEdit", "QSizePolicy", "QToolButton"}
        == set()
    )
    assert modules & set(AFTER_THE_PAINT) == set()
    assert {"Qt", "QAccessible", "QDir", "QKeySequence"} <= complete


def test_what_follows_the_paint_is_begun_by_it(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    begun: list[bool] = []
    shown, hidden = QWidget(), QWidget()
    FirstPaint(shown, lambda: begun.append(shown.testAttribute(Qt.WidgetAttribute.WA_Mapped)))
    shown.show()
    qtbot.waitUntil(lambda: begun == [True])
    shown.repaint()
    FirstPaint(hidden, lambda: begun.append(hidden.isVisible()))  # as one that the system does not show
    qtbot.waitUntil(lambda: begun == [True, False])


def test_nothing_slow_is_imported_before_the_first_paint_and_little_for_the_list(tmp_path: Path) -> None:
    """The list of audits needs no signature and no check of a topic pack."""
    program = """
        import sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.start import begin_application, build_window, shut_down, system_time
        application = begin_application("s11desk")
        window = build_window(application, Home(Path(sys.argv[1])), system_time)
        window.show()
        window.grab()
        print(*sorted(sys.modules))
        window.load_home()
        window.jobs.wait()
        print(window.shows_drafts, *sorted(sys.modules))
        shut_down(window)
    """
    done = run(program, str(tmp_path / "home"))
    assert done.stderr == ""
    painted, listed = (line.split() for line in done.stdout.splitlines())
    loaded = {name.partition(".")[0] for name in painted}
    assert loaded & set(SLOW) == set()
    assert "PySide6" in loaded
    assert listed[0] == "True"
    assert {name.partition(".")[0] for name in listed} & {*SLOW, "asn1crypto"} == NEEDED_FOR_THE_LIST
    assert [name for name in listed if name.startswith(("s11desk.topics.checks", "s11desk.signing.identity"))] == []


def test_nothing_slow_is_imported_on_the_main_thread(tmp_path: Path) -> None:
    """A slow import would stop the window, so jobs use the names of ``s11desk.app`` in the worker."""
    program = """
        import sys, threading
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.start import begin_application, build_window, shut_down, system_time

        SLOW = set(sys.argv[2:])
        imported = {"MainThread": set(), "s11desk saving": set(), "s11desk long tasks": set()}

        class Watch:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] in SLOW:
                    imported[threading.current_thread().name].add(name.partition(".")[0])

        sys.meta_path.insert(0, Watch())
        application = begin_application("s11desk")
        window = build_window(application, Home(Path(sys.argv[1])), system_time)
        window.show()
        window.grab()
        window.load_home()
        window.jobs.wait()
        window.begin("wscp-early-help-2023", "Agency")
        window.jobs.wait()
        from s11desk.domain.audits.flow import steps
        draft = window.open_draft.draft
        for step in steps(draft.topic, draft.audit):
            window.go(step)
            window.jobs.wait()
        window.standalone.show_guide(())
        window.standalone.data.show()
        window.print_copy()
        window.jobs.wait()
        window.go_home()
        window.jobs.wait()
        in_workers = imported["s11desk saving"] | imported["s11desk long tasks"]
        print(*sorted(imported["MainThread"]), ";", *sorted(in_workers))
        shut_down(window)
    """
    done = run(program, str(tmp_path / "home"), *SLOW)
    assert done.stderr == ""
    on_the_windows_thread, in_the_worker = (part.split() for part in done.stdout.split(";"))
    assert on_the_windows_thread == []
    assert {"msgspec", "reportlab", "sqlite3", "cryptography"} <= set(in_the_worker)


def test_pyside_does_not_read_the_source_of_later_imports() -> None:
    program = """
        import builtins, inspect
        from s11desk.desktop.start import begin_application
        application = begin_application("s11desk")
        read = []
        inspect.getsource = lambda module: read.append(module) or ""
        import s11desk.desktop.window
        print(builtins.__import__.__name__, len(read), application.style().objectName())
    """
    done = run(program)
    assert done.stderr == ""
    name, read, style = done.stdout.split()
    assert name != "__feature_import__"
    assert (read, style) == ("0", "fusion")


def test_the_window_starts_without_importing_the_command_line() -> None:
    done = run("import sys, s11desk.__main__; print(*sorted(sys.modules))")
    assert done.stderr == ""
    assert "s11desk.app.home.paths" in done.stdout.split()
    assert {"click", "s11desk.cli", "s11desk.app.home.workspace"} & set(done.stdout.split()) == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_failed_start_says_why_and_gives_its_exit_code(tmp_path: Path) -> None:
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in shown}
    environment["XDG_DATA_HOME"] = str(tmp_path)
    command = [sys.executable, "-m", "s11desk"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("There is no screen to open a window on.")
    assert "Traceback" not in done.stderr


def test_the_window_opens_shows_the_drafts_and_closes(tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.start import try_window
        try_window(Home(Path(sys.argv[1])))
    """
    done = run(program, str(tmp_path / "home"))
    assert (done.returncode, done.stderr) == (0, "")
    assert Home(tmp_path / "home").database.is_file()


def test_a_second_start_raises_the_first_window(bench: Bench) -> None:
    first = OneWindow(bench.home)
    assert first.is_first()
    first.listen(bench.window, bench.window.file_opener.open)
    bench.window.showMinimized()
    program = """
        import sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.start import run_window
        sys.exit(run_window(Home(Path(sys.argv[1]))))
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(bench.home.folder)]
    with subprocess.Popen(command) as second:
        bench.bot.waitUntil(lambda: not bench.window.isMinimized(), timeout=20_000)
        bench.bot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0


def test_the_window_starts_despite_a_lock_left_by_a_crash(tmp_path: Path) -> None:
    program = """
        import os, sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.shell.one_window import OneWindow
        assert OneWindow(Home(Path(sys.argv[1]))).is_first()
        os._exit(9)
    """
    assert run(program, str(tmp_path / "home")).returncode == 9
    assert OneWindow(Home(tmp_path / "home")).is_first()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize("display", ["", ":4711"])
def test_a_missing_display_is_reported(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(DisplayMissing):
        check_display()


def test_a_bug_is_shown_once_and_logged_without_private_text(tmp_path: Path) -> None:
    reported: list[str] = []
    boundary = Boundary(tmp_path / "logs", lambda: reported.append("told"))
    try:
        raise ValueError("Zoë said something private")
    except ValueError as error:
        boundary.take_error(error)
    written = (tmp_path / "logs" / "s11desk.log").read_text(encoding="utf-8")
    assert reported == ["told"]
    assert "ValueError at test_start.py:" in written
    assert "private" not in written


def test_a_second_bug_is_logged_while_the_first_is_shown(tmp_path: Path) -> None:
    reported: list[str] = []

    def tell() -> None:
        reported.append("told")
        boundary.take_error(KeyError("inner"))

    boundary = Boundary(tmp_path / "logs", tell)
    boundary.take_error(ValueError("outer"))
    assert reported == ["told"]
    assert "KeyError" in (tmp_path / "logs" / "s11desk.log").read_text(encoding="utf-8")


def test_a_full_log_stops_growing(tmp_path: Path) -> None:
    for _ in range(40):
        (tmp_path / "s11desk.log").write_bytes(b"x" * 199_990)
        note_fault(tmp_path, ValueError())
    assert len(list(tmp_path.iterdir())) <= 4


def test_a_bug_is_shown_even_if_the_log_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    reported: list[str] = []
    Boundary(tmp_path / "logs", lambda: reported.append("told")).take_error(ValueError())
    assert reported == ["told"]


def test_a_bug_in_the_worker_is_shown_in_the_window(bench: Bench) -> None:
    bench.answers.expect_messages = True

    def fail(_workspace: object, _task: object) -> None:
        raise ZeroDivisionError

    bench.window.jobs.submit(fail, lambda _: None, lambda _: None)
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert bench.answers.messages[0].startswith("Something went wrong that should not have")
    assert [path.name for path in bench.home.logs.iterdir()] == ["s11desk.log"]


def test_what_the_window_makes_ends_with_it(bench: Bench) -> None:
    """Whatever lives longer could still be called by a timer, and then find nothing but deleted parts."""
    made = {name: value for name, value in vars(bench.window).items() if isinstance(value, QObject)}
    assert len(made) > 5
    assert {name for name, value in made.items() if value.parent() is None} == {"_theme", "jobs"}, "others made these"
