"""Find out whether a window can open: whether there is a display server that answers.

The variable alone is no proof. A terminal multiplexer keeps the ``DISPLAY`` of a session that has ended.
"""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Mapping

X11_FIRST_PORT = 6000
TIMEOUT_IN_SECONDS = 2


def display_answers(environment: Mapping[str, str]) -> bool:
    """Whether a display server answers. Windows and macOS always have one. ``environment``: the process's own."""
    if sys.platform in ("win32", "darwin"):
        return True
    return wayland_answers(environment) or _x11_answers(environment.get("DISPLAY", ""))


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether the Wayland server that ``environment`` names answers."""
    name = environment.get("WAYLAND_DISPLAY", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    path = name if name.startswith("/") else f"{folder}/{name}"
    return bool(name) and _connects(socket.AF_UNIX, path)


def _x11_answers(display: str) -> bool:
    """``display`` has X11's form HOST:NUMBER.SCREEN. Without a host, or with "unix", it is a socket here."""
    parts = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", display)
    if parts is None:
        return False
    if parts["host"] not in ("", "unix"):
        return _connects(socket.AF_INET, (parts["host"], X11_FIRST_PORT + int(parts["number"])))
    path = f"/tmp/.X11-unix/X{parts['number']}"  # noqa: S108 - where every X server puts it
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.settimeout(TIMEOUT_IN_SECONDS)
        try:
            server.connect(address)
        except OSError:
            return False
    return True
