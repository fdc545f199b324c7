"""The virtual environment in ``.venv``: exactly what a lock file names, every file checked against its hash.

``.venv/ready`` is written last and says what the environment was made from, so an interrupted or outdated one is made
again. ``requirements-dev.lock`` holds ``requirements.lock`` whole, in the same versions: the tests' environment also
serves the program. ``.venv-checkers`` holds programs that the tests call to check PDFs; what those need is kept apart
from what the program needs.
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
    """Whether ``.venv`` was finished from ``lock`` as it is now, by an interpreter that is still there."""
    return {_interpreter(), _fingerprint(lock)} <= _stamped()


def prepare(lock: Path) -> None:
    """Bring ``.venv`` to what ``lock`` says. Stops with a message when pip fails."""
    if is_ready(lock):
        return
    base_is_ready = _is_base_for(lock)
    print(f"Setting up .venv from {lock.name}. This is done once and may take some minutes.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not base_is_ready:
        _make(FOLDER)
    _install(lock, PYTHON)
    locks = {RUN_LOCK, lock}
    STAMP.write_text("\n".join([_interpreter(), *sorted(map(_fingerprint, locks)), ""]), encoding="utf-8")


def prepare_checkers() -> None:
    """Bring ``.venv-checkers`` to what its lock says. Stops with a message when pip fails."""
    stamp = CHECKERS / STAMP.name
    wanted = f"{_interpreter()}\n{_fingerprint(CHECKERS_LOCK)}\n"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up {CHECKERS.name} from {CHECKERS_LOCK.name}.", flush=True)
    _make(CHECKERS)
    _install(CHECKERS_LOCK, CHECKERS / PYTHON.relative_to(FOLDER))
    stamp.write_text(wanted, encoding="utf-8")


def _is_base_for(lock: Path) -> bool:
    """Whether ``.venv`` can be added to: it serves the program, and holds nothing from an older ``lock``."""
    return is_ready(RUN_LOCK) and not any(line.startswith(f"{lock.name} ") for line in _stamped())


def _make(folder: Path) -> None:
    # Not sys.executable: that may be the very environment that is about to be made anew.
    _run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(folder))


def _install(lock: Path, python: Path) -> None:
    # Wheels only: nothing that is downloaded is run during the installation. -I keeps a PYTHONDONTWRITEBYTECODE or
    # PYTHONPATH of the caller out, so the modules are compiled here and not at every start.
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    options = ("--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", *quiet)
    _run(str(python), "-I", "-m", "pip", "install", *options, "--requirement", str(lock))


def _run(*command: str) -> None:
    # A user-wide pip setting of "install for the user" would be refused inside a virtual environment.
    environment = {**os.environ, "PIP_USER": "0"}
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        stop("Setting up .venv did not finish; the reason stands above. The same command starts it afresh.")


def _interpreter() -> str:
    """Names the interpreter behind ``.venv``; a replaced system Python changes it."""
    return f"interpreter {os.path.realpath(PYTHON)}"


def _fingerprint(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _stamped() -> set[str]:
    return set(STAMP.read_text(encoding="utf-8").splitlines()) if STAMP.exists() else set()
