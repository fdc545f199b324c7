"""Check that a window can open: Qt ends the process if it cannot load its platform plugin."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from s11desk.errors.device_errors import DisplayMissing

if TYPE_CHECKING:
    from ctypes import CDLL

_DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def check_display() -> None:
    """Raise ``DisplayMissing`` if no window can open. Its ``packages`` are the ones to install.

    If the Wayland server that the environment names has ended and an X server answers, Qt is told to use that one.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    on_wayland = not platform and _wayland_answers()
    if not platform and not on_wayland and not os.environ.get("DISPLAY"):
        raise DisplayMissing(packages=())
    needed = dict(_DEBIAN_PACKAGES) if not platform or platform.startswith("xcb") else {}
    missing = tuple(package for library, package in needed.items() if not _loads(library))
    if missing and not on_wayland:
        raise DisplayMissing(packages=missing)
    if (platform.startswith("xcb") or (not platform and not on_wayland)) and not _x11_answers():
        raise DisplayMissing(packages=())
    if not platform and not on_wayland and os.environ.get("WAYLAND_DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "xcb"


def _wayland_answers() -> bool:
    """Whether the Wayland server that the environment names answers: Qt would end the process if it does not."""
    if not os.environ.get("WAYLAND_DISPLAY"):
        return False
    library = _load("libwayland-client.so.0")
    if library is None:
        return False  # Qt cannot reach the server either
    return _connects(library, "wl_display_connect", "wl_display_disconnect")


def _x11_answers() -> bool:
    """Whether the X server answers: Qt would end the process if it does not."""
    library = _load("libX11.so.6")
    if library is None:
        return True  # Qt reaches the server in another way, or its plugin reports the missing library
    return _connects(library, "XOpenDisplay", "XCloseDisplay")


def _connects(library: CDLL, connect: str, disconnect: str) -> bool:
    """Connect to the server that the environment names, with a function of ``library``, and disconnect again."""
    import ctypes

    make, end = getattr(library, connect), getattr(library, disconnect)
    make.restype, make.argtypes, end.argtypes = ctypes.c_void_p, [ctypes.c_char_p], [ctypes.c_void_p]
    connection = make(None)
    if connection:
        end(connection)
    return bool(connection)


def _loads(library: str) -> bool:
    return _load(library) is not None


def _load(library: str) -> CDLL | None:
    import ctypes  # slow to import; other systems than Linux never need it

    try:
        return ctypes.CDLL(library)
    except OSError:
        return None
