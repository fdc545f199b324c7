"""The address at which the first window of a home listens for a second start, and a check of who connects to it.

The address is never in a shared folder, such as the temporary folder of the system: another person could listen there
under our name, and would learn which file was opened.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from s11desk.app.home.paths import Home, default_home
from s11desk.errors import UserError
from s11desk.files.durable import make_folder

_LONGEST = 95
"""Bytes. macOS allows 103 for the path of a socket, and Qt needs 8 for a name that it uses first."""

_USUAL_MACHINES = {"x86_64", "aarch64", "riscv64", "i686", "armv7l"}
_SOL_SOCKET, _SO_PEERCRED = 1, 17
"""Linux's numbers on the usual machines (asm-generic/socket.h)."""


def socket_addresses(home: Home) -> tuple[str, ...]:
    """Return the addresses for ``home``, the best first: in the person's runtime folder, in the home, or in the usual
    home.

    Every way to write the path of the home, as through a link, gives the same addresses. Empty if no private folder has
    a path that is short enough. On Windows the address is the name of a pipe, which only the same person may open.
    """
    real = os.path.normcase(os.path.realpath(home.folder))
    name = f"s11desk-{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return (name,)
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    addresses = [Path(runtime) / name] if runtime and _is_private(Path(runtime)) else []
    if _is_closed_to_writers(Path(real)):
        addresses.append(Path(real) / "window.socket")
    return tuple(map(str, filter(_is_short, addresses))) or _in_usual_home(name)


def _is_short(path: Path) -> bool:
    return len(os.fsencode(path)) <= _LONGEST


def _in_usual_home(name: str) -> tuple[str, ...]:
    """The address for a home with a long path: in the default home of this person."""
    folder = default_home().folder
    with suppress(UserError):
        make_folder(folder)
    return (str(folder / name),) if _is_closed_to_writers(folder) and _is_short(folder / name) else ()


def is_same_person(descriptor: int) -> bool:
    """Whether the process on the other side of a connected socket belongs to the person who runs this program.

    True if the system gives no answer: then the permissions of the socket's folder or of the pipe keep others out.
    """
    if sys.platform == "win32":
        return True
    try:
        return _user_of(descriptor) in {os.geteuid(), None}
    except OSError:
        return False


def _user_of(descriptor: int) -> int | None:
    """The user's number; None if the system does not say. Raises OSError if this is not a connected socket.

    It asks through ctypes: the module ``socket`` could reach a network, so no part of the program imports it.
    """
    system = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and os.uname().machine in _USUAL_MACHINES:
        facts, size = (ctypes.c_int * 3)(), ctypes.c_uint(12)  # struct ucred: process, user, group
        failed = system.getsockopt(descriptor, _SOL_SOCKET, _SO_PEERCRED, facts, ctypes.byref(size))
        user = facts[1]
    elif sys.platform == "darwin":
        number, group = ctypes.c_uint(), ctypes.c_uint()
        failed = system.getpeereid(descriptor, ctypes.byref(number), ctypes.byref(group))
        user = number.value
    else:
        return None
    if failed:
        raise OSError(ctypes.get_errno(), "no peer")
    return user


def _is_private(folder: Path) -> bool:
    """Whether ``folder`` is this person's, and nobody else may enter it."""
    try:
        facts = folder.stat()
    except (OSError, ValueError):
        return False
    return folder.is_absolute() and facts.st_uid == os.geteuid() and not stat.S_IMODE(facts.st_mode) & 0o077


def _is_closed_to_writers(folder: Path) -> bool:
    """Whether nobody else may make a file in ``folder``."""
    try:
        return not stat.S_IMODE(folder.stat().st_mode) & 0o022
    except OSError:
        return False
