"""The locked packages for any system: download them, and tell which package each file belongs to."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"


@dataclass(frozen=True, slots=True)
class Target:
    """A system to build for. ``platform``: its name for uv. ``python``: the version of Python, such as 3.13."""

    name: str
    platform: str
    python: str


def linux(python: str) -> Target:
    """Debian 12 and everything newer."""
    return Target("linux", "x86_64-manylinux_2_36", python)


def windows(python: str) -> Target:
    """Windows 10 and 11."""
    return Target("windows", "x86_64-pc-windows-msvc", python)


def cache_folder() -> Path:
    """The folder for everything that is downloaded. ``S11DESK_BUILD_CACHE`` names another one than the usual."""
    return Path(os.environ.get("S11DESK_BUILD_CACHE") or ROOT / "build" / "cache")


def install_packages(target: Target) -> Path:
    """Put the packages of the lock file into a folder of the cache, each file checked against its hash. Returns it.

    Raises CalledProcessError if uv fails.
    """
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    folder = cache_folder() / f"packages-{target.name}-{target.python}-{digest}"
    if not folder.is_dir():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        options = ["--python-platform", target.platform, "--python-version", target.python, "--link-mode", "copy"]
        checks = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile"]
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(partial)]
        subprocess.run([*command, *options, *checks, "--requirement", str(LOCK)], check=True)
        partial.rename(folder)
    return folder


def files_by_package(site: Path) -> Iterator[tuple[str, str]]:
    """The package, by its name in the lock file, and the path of each file in ``site``, sorted."""
    for metadata in sorted(site.glob("*.dist-info")):
        package = metadata.name.partition("-")[0].lower().replace("_", "-")
        with (metadata / "RECORD").open(encoding="utf-8", newline="") as record:
            yield from sorted((package, row[0].replace("\\", "/")) for row in csv.reader(record))
