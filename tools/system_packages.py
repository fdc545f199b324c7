"""Find the operating system's packages that s11desk needs and that are missing. Install them with apt as root.

A library is there if the loader finds it, and a program if it is on the path; it does not matter which package manager
installed them. The package names are those of Debian and Ubuntu.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from stopping import stop

# The libraries that the files of Qt 6.11 need (objdump -p … | grep NEEDED), without those that come with Qt.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
}
PRINTER_LIBRARIES = {"libcups.so.2": "libcups2"}
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
TEST_PROGRAMS = {
    "7z": "p7zip-full",
    "Xvfb": "xvfb",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/share/doc/gir1.2-atspi-2.0": "gir1.2-atspi-2.0",
    "/usr/lib/python3/dist-packages/gi": "python3-gi",
    "dbus-daemon": "dbus",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "openssl": "openssl",
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
    "unzip": "unzip",
}

APT = ("apt-get", "--option", "DPkg::Lock::Timeout=600")
INSTALL = ("install", "--yes", "--no-install-recommends")


def for_environment() -> set[str]:
    """The missing package that makes virtual environments. Debian does not install it with Python."""
    if importlib.util.find_spec("ensurepip") is not None:
        return set()
    return {f"python{sys.version_info.major}.{sys.version_info.minor}-venv"}


def for_window(displays: Mapping[str, str]) -> set[str]:
    """The missing packages that the window needs. ``displays``: the environment, which names the display."""
    wanted = QT_LIBRARIES | PRINTER_LIBRARIES
    if displays.get("DISPLAY"):
        wanted |= X11_LIBRARIES
    if displays.get("WAYLAND_DISPLAY"):
        wanted |= WAYLAND_LIBRARIES
    return missing_libraries(wanted)


def for_tests() -> set[str]:
    """The missing packages that the tests need."""
    programs = {package for program, package in TEST_PROGRAMS.items() if not _is_there(program)}
    return programs | missing_libraries(QT_LIBRARIES | PRINTER_LIBRARIES | X11_LIBRARIES)


def _is_there(program: str) -> bool:
    """Look for a name on the path. Look for a whole path where it is: some are read and not run."""
    return Path(program).exists() if program.startswith("/") else shutil.which(program) is not None


def missing_libraries(wanted: Mapping[str, str]) -> set[str]:
    """The packages of the libraries that the loader does not find. ``wanted``: the package of each library."""
    if sys.platform != "linux":
        return set()
    return {package for library, package in wanted.items() if not _loads(library)}


def provide(packages: Iterable[str]) -> None:
    """Install ``packages``. If this user may not, stop and show the command that does."""
    names = sorted(packages)
    if not names:
        return
    if shutil.which("apt-get") is None:
        stop(f"Missing from this computer, by their names in Debian and Ubuntu: {' '.join(names)}")
    if os.geteuid() != 0:
        stop(_advice(names))
    print(f"Installing from the operating system's packages: {' '.join(names)}", flush=True)
    if not _has_package_lists():
        _apt("update", "--quiet=2")
    # Old package lists may name files that the mirror has removed, so after a failure update them and try once more.
    if not _apt(*INSTALL, "--quiet=2", *names) and not (_apt("update", "--quiet=2") and _apt(*INSTALL, *names)):
        stop(f"apt-get could not install: {' '.join(names)}")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _advice(names: list[str]) -> str:
    update = "" if _has_package_lists() else "    apt-get update\n"
    return (
        "Some packages of the operating system are missing, and only an administrator can install them.\n"
        f"Run this as root (or after sudo), then repeat the command:\n\n{update}    apt-get install {' '.join(names)}\n"
    )


def _has_package_lists() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def _apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run([*APT, *arguments], env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0
