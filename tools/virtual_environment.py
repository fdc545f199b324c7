"""Make the virtual environment ``.venv``: exactly the packages of a lock file, each file checked against its hash.

The file ``.venv/ready`` records the lock files. It is written last, so that an interrupted or outdated environment is
made again. ``requirements-dev.lock`` has everything in ``requirements.lock``, in the same versions, so the tests'
environment can run the program too. ``.venv-checkers`` has the programs that check PDFs in the tests; their packages
stay apart from those of the program.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from stopping import stop

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "ready"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
CHECKERS = ROOT / ".venv-checkers"
CHECKERS_LOCK = ROOT / "requirements-checkers.lock"


def is_ready(lock: Path) -> bool:
    """Whether ``.venv`` was finished from ``lock`` as it is now, with an interpreter that still exists."""
    return {_interpreter(), _fingerprint(lock)} <= _recorded()


def prepare(lock: Path) -> None:
    """Install the packages of ``lock`` into ``.venv``, unless it is ready. Stops with a message if pip fails."""
    if is_ready(lock):
        return
    can_extend = _can_be_extended(lock)
    print(f"Setting up .venv from {lock.name}. This is done once and may take some minutes.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not can_extend:
        _make(FOLDER)
    _install(lock, PYTHON)
    locks = {RUN_LOCK, lock}
    STAMP.write_text("\n".join([_interpreter(), *sorted(map(_fingerprint, locks)), ""]), encoding="utf-8")


def prepare_checkers() -> None:
    """Install the packages of its lock into ``.venv-checkers``. Stops with a message if pip fails."""
    stamp = CHECKERS / STAMP.name
    wanted = f"{_interpreter()}\n{_fingerprint(CHECKERS_LOCK)}\n"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up {CHECKERS.name} from {CHECKERS_LOCK.name}.", flush=True)
    _make(CHECKERS)
    _install(CHECKERS_LOCK, CHECKERS / PYTHON.relative_to(FOLDER))
    stamp.write_text(wanted, encoding="utf-8")


def _can_be_extended(lock: Path) -> bool:
    """Whether pip can add to ``.venv``: it is ready for the program and has nothing from an older ``lock``."""
    return is_ready(RUN_LOCK) and not any(line.startswith(f"{lock.name} ") for line in _recorded())


def _make(folder: Path) -> None:
    # Not sys.executable, because that may be in the environment that this command replaces.
    _run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(folder))


def _install(lock: Path, python: Path) -> None:
    # Only wheels, because pip would run the code of a source package. With -I a PYTHONDONTWRITEBYTECODE or PYTHONPATH
    # of the caller has no effect, so pip compiles the modules now and not Python at every start.
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    options = ("--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", *quiet)
    _run(str(python), "-I", "-m", "pip", "install", *options, "--requirement", str(lock))


def _run(*command: str) -> None:
    # If a person's pip is set to "install for the user", it refuses to install into a virtual environment.
    environment = {**os.environ, "PIP_USER": "0"}
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        stop("Setting up .venv did not finish; the reason stands above. The same command starts it afresh.")


def _interpreter() -> str:
    """The interpreter of ``.venv``. The line changes when the system's Python is replaced."""
    return f"interpreter {os.path.realpath(PYTHON)}"


def _fingerprint(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _recorded() -> set[str]:
    return set(STAMP.read_text(encoding="utf-8").splitlines()) if STAMP.exists() else set()
