"""The set-up scripts run on a small copy of the checkout, whose lock files need no downloads."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import display
import pytest
import start
import system_packages
import virtual_environment

PROGRAM = 'import sys\nprint("program", sys.argv[1:])\nsys.exit(4 if "fail" in sys.argv else 0)\n'
ADD_THE_TESTS = "import virtual_environment as v; v.prepare(v.TEST_LOCK)"
SET_UP = "Setting up .venv"
# Without these, no test opens a window on the developer's display or inherits the settings of an outer make.
HIDDEN = {"ARGS", "DISPLAY", "WAYLAND_DISPLAY", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONPATH"}
OFFLINE = {"PIP_NO_INDEX": "1"}


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    environment = {**kept, **OFFLINE, **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def prepared(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A checkout after its first ``make run``, and what that printed."""
    folder = tmp_path_factory.mktemp("set-up") / "a folder"
    shutil.copytree(checkout / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "Makefile", folder)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text("# nothing\n", encoding="utf-8")
    (folder / "s11desk").mkdir()
    (folder / "s11desk" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    first = run(folder, "make", "run", 'ARGS=verify "a file.zip"')
    assert first.returncode == 0, first.stderr
    (folder / ".venv" / "was-here").touch()
    return folder, first.stdout


@pytest.fixture
def copy(prepared: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared[0], tmp_path / "a copy", symlinks=True))


def is_the_same_environment(folder: Path) -> bool:
    return (folder / ".venv" / "was-here").exists()


def test_the_first_run_sets_up_and_passes_the_command_through(prepared: tuple[Path, str]) -> None:
    assert SET_UP in prepared[1]
    assert prepared[1].endswith("program ['verify', 'a file.zip']\n")


def test_the_second_run_only_starts_the_program(copy: Path) -> None:
    second = run(copy, "make", "run", "ARGS=list")
    assert second.stdout == "program ['list']\n"
    assert is_the_same_environment(copy)


def test_without_a_display_the_demonstration_runs(copy: Path) -> None:
    notice, started = run(copy, "make", "run").stdout.splitlines()
    assert "no display" in notice
    assert started == "program ['demo', 'out/']"


def test_the_programs_exit_code_is_passed_on(copy: Path) -> None:
    assert run(copy, "sh", "tools/python.sh", "tools/start.py", "fail").returncode == 4


def interrupted(folder: Path) -> None:
    (folder / ".venv" / "ready").unlink()


def given_a_newer_lock(folder: Path) -> None:
    (folder / "requirements.lock").write_text("# nothing, newly\n", encoding="utf-8")


def given_another_interpreter(folder: Path) -> None:
    stamp = folder / ".venv" / "ready"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace("interpreter /", "interpreter /gone/"), encoding="utf-8")


@pytest.mark.parametrize("disturb", [interrupted, given_a_newer_lock, given_another_interpreter])
def test_an_unfinished_or_outdated_environment_is_not_ready(copy: Path, disturb: Callable[[Path], None]) -> None:
    assert is_ready(copy)
    disturb(copy)
    assert not is_ready(copy)


def test_an_environment_that_is_not_ready_is_made_again(copy: Path) -> None:
    given_another_interpreter(copy)
    assert SET_UP in run(copy, "make", "run", "ARGS=list").stdout
    assert not is_the_same_environment(copy)
    assert run(copy, "make", "run", "ARGS=list").stdout == "program ['list']\n"


def is_ready(folder: Path) -> bool:
    asked = "import virtual_environment as v; print(v.is_ready(v.RUN_LOCK))"
    return run(folder, sys.executable, "-c", asked, PYTHONPATH=str(folder / "tools")).stdout == "True\n"


def test_the_program_starts_in_the_environment_that_has_the_tests_packages_too(copy: Path) -> None:
    added = run(copy, sys.executable, "-c", ADD_THE_TESTS, PYTHONPATH=str(copy / "tools"))
    assert SET_UP in added.stdout
    assert run(copy, "make", "run", "ARGS=list").stdout == "program ['list']\n"
    assert is_the_same_environment(copy)


def test_a_failed_installation_is_reported_and_tried_again_next_time(copy: Path) -> None:
    (copy / "requirements.lock").write_text("no-such-package==1 --hash=sha256:" + 64 * "0", encoding="utf-8")
    outcome = run(copy, "sh", "tools/python.sh", "tools/start.py", "list")
    assert outcome.returncode == 3
    assert "did not finish" in outcome.stderr
    assert "program" not in outcome.stdout
    assert not (copy / ".venv" / "ready").exists()


def test_a_missing_python_is_reported(copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(copy / ".venv")
    outcome = run(copy, "/bin/sh", "tools/python.sh", "tools/start.py", PATH=str(tmp_path))
    assert outcome.returncode == 3
    assert "Python 3.11 or newer" in outcome.stderr


def test_an_old_python_is_skipped(copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(copy / ".venv")
    executable(tmp_path / "python3", "exit 1")
    executable(tmp_path / "python3.13", f'exec "{sys.executable}" "$@"')
    (copy / "which.py").write_text("print('found')", encoding="utf-8")
    assert run(copy, "/bin/sh", "tools/python.sh", "which.py", PATH=str(tmp_path)).stdout == "found\n"


def executable(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_missing_libraries_give_the_names_of_their_packages() -> None:
    wanted = {"libno-such-thing.so.1": "libno-such-thing1", "libc.so.6": "libc6"}
    assert system_packages.missing_libraries(wanted) == {"libno-such-thing1"}


@pytest.fixture
def apt_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of an apt-get that only records its arguments. It is the only program on the path."""
    log = tmp_path / "log"
    executable(tmp_path / "apt-get", f'echo "$@" >> "{log}"')
    monkeypatch.setenv("PATH", str(tmp_path))
    return log


def test_root_installs_what_is_missing(apt_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system_packages.provide({"libb", "liba"})
    assert apt_log.read_text(encoding="utf-8").splitlines()[-1].endswith(" liba libb")


def test_anyone_else_sees_the_command_to_install_it(
    apt_log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as stopped:
        system_packages.provide({"libb", "liba"})
    assert stopped.value.code == 3
    assert "    apt-get install liba libb\n" in capsys.readouterr().err
    assert not apt_log.exists()


def test_a_display_counts_only_when_it_answers(tmp_path: Path) -> None:
    path = str(tmp_path / "wayland-0")
    named = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        assert display.display_answers(named)
        assert display.display_answers({"WAYLAND_DISPLAY": path})
    assert not display.display_answers(named)


@pytest.mark.parametrize("name", ["", ":4711", "unix:4711.0", "localhost:4711.0", "nonsense"])
def test_a_display_that_is_gone_does_not_count(name: str) -> None:
    assert not display.display_answers({"DISPLAY": name})


def test_pips_settings_for_another_place_are_left_out_and_those_for_the_network_kept() -> None:
    settings = "global.index-url='https://index.example/simple'\ninstall.target='/elsewhere'\n:env:.user='1'\n"
    settings += ":env:.no-index='1'\nglobal.find-links='a\\nb'\nfreeze.timeout='1'\n"
    given = {"PATH": "/bin", "PIP_TARGET": "/elsewhere", "PYTHONPATH": "/old", "PYTHONHOME": "/old"}
    assert virtual_environment.clean_environment(given, settings) == {
        "PATH": "/bin",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "1",
        "PIP_INDEX_URL": "https://index.example/simple",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "a\nb",
    }


def test_an_environment_without_its_packages_is_never_called_ready(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = copy / "requirements.lock"
    lock.write_text("no-such-package==1 --hash=sha256:" + 64 * "0", encoding="utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SystemExit):
        virtual_environment._check(lock, copy / ".venv" / "bin" / "python")
    assert "are not in .venv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "said",
    [
        "WARNING: Retrying (Retry(total=0)) broken by 'NewConnectionError('failed to resolve')': /simple/",
        "Caused by NameResolutionError(\"Failed to resolve 'index.example'\")",
        "HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded with url: /simple/",
    ],
)
def test_what_pip_says_without_a_network_is_known(said: str) -> None:
    assert virtual_environment.UNREACHABLE.search(said)


def test_settings_for_another_python_reach_neither_the_set_up_nor_the_program(copy: Path) -> None:
    given_a_newer_lock(copy)
    shown = "import os\nprint([name for name in os.environ if name in ('PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP')])\n"
    (copy / "s11desk" / "__main__.py").write_text(shown, encoding="utf-8")
    wrong = {"PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere", "PYTHONSTARTUP": "/nowhere"}
    outcome = run(copy, "make", "run", "ARGS=list", **wrong)
    assert (outcome.returncode, outcome.stdout.splitlines()[-1]) == (0, "[]")


def test_the_environment_of_another_checkout_is_never_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, linked = tmp_path / "theirs", tmp_path / ".venv"
    theirs.mkdir()
    (theirs / "ready").write_text("with an older lock", encoding="utf-8")
    linked.symlink_to(theirs, target_is_directory=True)
    monkeypatch.setattr(virtual_environment, "FOLDER", linked)
    monkeypatch.setattr(virtual_environment, "STAMP", linked / "ready")
    monkeypatch.setattr(virtual_environment, "_make", lambda folder: folder.mkdir())
    monkeypatch.setattr(virtual_environment, "_install", lambda *_: None)
    virtual_environment._prepare(virtual_environment.RUN_LOCK)
    assert (theirs / "ready").read_text(encoding="utf-8") == "with an older lock"
    assert not linked.is_symlink()
    assert virtual_environment.is_ready(virtual_environment.RUN_LOCK)


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    program = "import sys, virtual_environment as v\nwith v.one_at_a_time(v.Path(sys.argv[1])): print('in', flush=True)"
    variables = {**os.environ, "PYTHONPATH": str(Path(virtual_environment.__file__).parent)}
    command = [sys.executable, "-c", program, str(tmp_path)]
    with virtual_environment.one_at_a_time(tmp_path):
        second = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, encoding="utf-8")
        assert second.stdout is not None
        assert second.stdout.readline().startswith("Another set-up is running")
    assert second.communicate()[0] == "in\n"


def test_a_wayland_server_that_has_ended_asks_for_no_packages_of_wayland(copy: Path, tmp_path: Path) -> None:
    shown = "import os\nprint('WAYLAND_DISPLAY' in os.environ)\n"
    (copy / "s11desk" / "__main__.py").write_text(shown, encoding="utf-8")
    dead = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert run(copy, "make", "run", "ARGS=list", **dead).stdout == "False\n"


def test_the_demonstration_goes_where_the_person_may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start.demonstration_folder() == "out/"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert start.demonstration_folder() == str(Path.home() / "s11desk-demo")
