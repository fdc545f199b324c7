"""Make the virtual environment ``.venv``: exactly the packages of a lock file, each file checked against its hash.

The file ``.venv/ready`` records the lock files. It is written last, so that an interrupted or outdated environment is
made again. ``requirements-dev.lock`` has everything in ``requirements.lock``, in the same versions, so the tests'
environment can run the program too. ``.venv-checkers`` has the programs that check PDFs in the tests; their packages
stay apart from those of the program.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from stopping import stop

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "ready"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
CHECKERS = ROOT / ".venv-checkers"
CHECKERS_LOCK = ROOT / "requirements-checkers.lock"


NETWORK = (
    "index-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert", "trusted-host", "timeout",
    "retries", "cache-dir", "no-cache-dir", "keyring-provider",
)  # fmt: skip
"""pip's settings that are taken from the person: those for the network and its index. Others might say where
and what to install, such as ``target`` and ``user``."""

SETTING = re.compile(r"(?:global|install|:env:)\.([a-z-]+)=(.*)")
"""One line of ``pip config list``."""

UNREACHABLE = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeout|Network is unreachable|Max retries")
"""What pip says when it does not reach the index."""


def clean_environment(given: Mapping[str, str], settings: str) -> dict[str, str]:
    """The environment without settings for another Python, and with pip's settings for the network alone.

    ``settings``: what ``pip config list`` prints with ``given``.
    """
    kept = {name: value for name, value in given.items() if not name.startswith(("PYTHON", "PIP_"))}
    kept |= {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1"}
    for name, value in SETTING.findall(settings):
        if name in NETWORK:
            kept["PIP_" + name.upper().replace("-", "_")] = ast.literal_eval(value)
    return kept


def pip_environment(python: str) -> dict[str, str]:
    """The environment of this process, cleaned for the pip of ``python``."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [python, "-I", "-m", "pip", "config", "list"]
    listed = subprocess.run(command, env=bare, capture_output=True, encoding="utf-8", check=False)
    return clean_environment(os.environ, listed.stdout)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait while another set-up of the same checkout runs. The lock ends with the process. Windows has none."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is running here; waiting for it to finish.", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_ready(lock: Path) -> bool:
    """Whether ``.venv`` was finished from ``lock`` as it is now, with an interpreter that still exists."""
    return {_interpreter(), _fingerprint(lock)} <= _recorded()


def prepare(lock: Path) -> None:
    """Install the packages of ``lock`` into ``.venv``, unless it is ready. Stops with a message if pip fails."""
    if is_ready(lock):
        return
    with one_at_a_time(ROOT):
        if not is_ready(lock):  # another set-up may have finished it
            _prepare(lock)


def _prepare(lock: Path) -> None:
    if FOLDER.is_symlink():
        FOLDER.unlink()  # the environment of another checkout, which would be emptied
    can_extend = _can_be_extended(lock)
    print(f"Setting up .venv from {lock.name}. This is done once and may take some minutes.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not can_extend:
        _make(FOLDER)
    _install(lock, PYTHON)
    locks = {RUN_LOCK, lock}
    STAMP.write_text("\n".join([_interpreter(), *sorted(map(_fingerprint, locks)), ""]), encoding="utf-8")


def prepare_for_tests() -> None:
    """Install the packages of the tests, and of their checkers, at once: pip keeps only one processor busy."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        checkers = beside.submit(prepare_checkers)
        prepare(TEST_LOCK)
        checkers.result()  # raises what it raised


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
    _check(lock, python)


def _check(lock: Path, python: Path) -> None:
    """Stop if a package of ``lock`` for this system is not in the environment, whatever pip was set to do."""
    asked = subprocess.run(
        [str(python), "-I", "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--no-index", "--report", "-",
         "--disable-pip-version-check", "--require-hashes", "--requirement", str(lock)],
        env=pip_environment(str(python)), capture_output=True, check=False,
    )  # fmt: skip
    if asked.returncode != 0 or json.loads(asked.stdout)["install"]:
        stop("Some packages are not in .venv, although pip says that it installed them. Look at your pip's settings.")


def _run(*command: str) -> None:
    done = subprocess.run(
        command, env=pip_environment(command[0]), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if done.returncode == 0:
        return
    said = done.stderr.decode(errors="replace")
    if UNREACHABLE.search(said):
        stop("The package index cannot be reached. Connect to the network, and give the same command again.")
    stop(f"{said}\nSetting up .venv did not finish; the reason is above. The same command starts it afresh.")


def _interpreter() -> str:
    """The interpreter of ``.venv``. The line changes when the system's Python is replaced."""
    return f"interpreter {os.path.realpath(PYTHON)}"


def _fingerprint(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _recorded() -> set[str]:
    return set(STAMP.read_text(encoding="utf-8").splitlines()) if STAMP.exists() else set()
