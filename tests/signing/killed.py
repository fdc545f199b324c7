"""Run an action many times and kill it before each of its steps on the disk. Keep a folder for every kill.

``python -m tests.signing.killed FOLDER ACTION`` copies ``FOLDER/before`` to ``FOLDER/1``, ``FOLDER/2`` and so on. In
the n-th folder it kills the action before its n-th step, until an action finishes. A step is opening, renaming or
removing a file in the folder, as Python's audit events report it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from s11desk.signing.identity import keyfile
from s11desk.signing.identity.lifecycle import (
    change_passphrase,
    create_identity,
    import_identity,
    replace_identity,
    unlock,
)
from tests.signing.conftest import DETAILS, NOW, PASSPHRASE

FEW_ROUNDS = 1000
"""Few, because these tests try the order of the steps and not the strength of the encryption."""

NEW_PASSPHRASE = "battery staple"

ACTIONS: dict[str, Callable[[Path], object]] = {
    "create": lambda path: create_identity(path, DETAILS, PASSPHRASE, NOW),
    "import": lambda path: import_identity(path.with_name("source.p12"), path, PASSPHRASE),
    "passphrase": lambda path: change_passphrase(path, PASSPHRASE, NEW_PASSPHRASE),
    "replace": lambda path: replace_identity(path, DETAILS, NEW_PASSPHRASE, NOW),
    "unlock": lambda path: unlock(path, PASSPHRASE, NOW),
}


def main(folder: Path, action: Callable[[Path], object]) -> None:
    keyfile.ROUNDS = FEW_ROUNDS
    for step in count(1):
        copy = folder / str(step)
        shutil.copytree(folder / "before", copy)
        if not _is_killed(step, copy, action):
            return


def _is_killed(step: int, copy: Path, action: Callable[[Path], object]) -> bool:
    child = os.fork()
    if not child:
        _die_before(step, str(copy))
        action(copy / "identity.p12")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _die_before(step: int, folder: str) -> None:
    done = 0

    def count_step(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event in {"open", "os.rename", "os.remove"} and str(arguments[0]).startswith(folder):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count_step)


if __name__ == "__main__":
    main(Path(sys.argv[1]), ACTIONS[sys.argv[2]])
