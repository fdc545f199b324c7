"""Check that a window can open: Qt ends the process if it cannot load its platform plugin."""

from __future__ import annotations

import os
import sys

from s11desk.errors.device_errors import DisplayMissing

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
    """Raise ``DisplayMissing`` if no window can open. Its ``packages`` are the ones to install."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not platform and not _has_display():
        raise DisplayMissing(packages=())
    needed = dict(_DEBIAN_PACKAGES) if not platform or platform.startswith("xcb") else {}
    missing = tuple(package for library, package in needed.items() if not _loads(library))
    if missing and not os.environ.get("WAYLAND_DISPLAY"):
        raise DisplayMissing(packages=missing)
    if _asks_for_x11(platform) and not _x11_answers():
        raise DisplayMissing(packages=())


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _asks_for_x11(platform: str) -> bool:
    return platform.startswith("xcb") or (not platform and not os.environ.get("WAYLAND_DISPLAY"))


def _x11_answers() -> bool:
    """Whether the X server answers: Qt would end the process if it does not."""
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # Qt reaches the server in another way, or its plugin reports the missing library
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    connection = x11.XOpenDisplay(None)
    if not connection:
        return False
    x11.XCloseDisplay(connection)
    return True


def _loads(library: str) -> bool:
    import ctypes  # slow to import; other systems than Linux never need it

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
