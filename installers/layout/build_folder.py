"""Build the folder of an installed program: ``build_folder.py linux OUT`` or ``build_folder.py windows OUT``.

Both have the same layout. A person can put the folder anywhere; nothing in it names a place.

    s11desk, s11desk.exe    the launcher
    python3.11, python.exe  the interpreter, with a ``._pth`` file that names the next two
    stdlib, python313.zip   its standard library
    lib                     the packages that the program uses, compiled; the program; ``resources``
    licences                whose work is in it
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from contents import Contents, ContentsError, locked_packages, read_contents
from interpreters import linux_version, python_for_compiling, windows_python
from licences import write_licences
from site_packages import LOCK, ROOT, Target, files_by_package, install_packages, linux, windows

HERE = Path(__file__).resolve().parent
NOT_SHIPPED = ("__pycache__", "*.ico", "*.icns")
LINUX_LAUNCHER = """#!/bin/sh
# Starts s11desk with the Python beside this file, wherever the folder is.
exec "$(dirname -- "$(readlink -f -- "$0")")/python{version}" -m s11desk_start "$@"
"""


def main() -> int:
    """Build one folder. Returns 1, with the reason, if the list of contents does not fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("system", choices=("linux", "windows"))
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    try:
        build(given.system, given.out.absolute())
    except ContentsError as error:
        print(error, file=sys.stderr)
        return 1
    files = [path for path in given.out.rglob("*") if path.is_file()]
    print(f"{given.out}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    return 0


def build(system: str, out: Path) -> None:
    """Build the folder of ``system`` at ``out``, which is made anew. Raises ContentsError and CalledProcessError."""
    contents = read_contents()
    contents.check_packages(locked_packages(LOCK))
    shutil.rmtree(out, ignore_errors=True)
    (out / "lib").mkdir(parents=True)
    target = linux(linux_version()) if system == "linux" else windows("3.13")
    site = install_packages(target)
    copy_packages(contents, site, out / "lib")
    copy_program(out / "lib")
    add_interpreter(contents, target, out)
    if target.name == "linux":
        strip_libraries(out)
    write_licences(contents, site, out)
    compile_modules(target, out)
    set_times(out, source_date())


def copy_packages(contents: Contents, site: Path, lib: Path) -> None:
    """Copy what the list keeps of each package, and what stands in for the rest."""
    for package, name in files_by_package(site):
        source = site / name
        if contents.keeps(package, name) and source.is_file():
            (lib / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, lib / name)
    shutil.copytree(HERE / "stand-ins", lib, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_SHIPPED))


def copy_program(lib: Path) -> None:
    """Copy the program, its resources, and the module that the launchers start."""
    ignored = shutil.ignore_patterns(*NOT_SHIPPED)
    for name in ("s11desk", "resources"):
        shutil.copytree(ROOT / name, lib / name, ignore=ignored)
    shutil.copyfile(HERE / "start" / "s11desk_start.py", lib / "s11desk_start.py")


def add_interpreter(contents: Contents, target: Target, out: Path) -> None:
    """Add Python: Debian's own for Linux, the Python Software Foundation's for Windows."""
    if target.name == "windows":
        for path in sorted(windows_python(target.python).iterdir()):
            if path.suffix == ".zip":
                copy_standard_library(contents, path, out / path.name)
            elif contents.windows_python.keeps(path.name):
                shutil.copyfile(path, out / path.name)
        digits = target.python.replace(".", "")
        (out / f"python{digits}._pth").write_text(f"python{digits}.zip\n.\nlib\n", encoding="utf-8")
        return
    library = Path(f"/usr/lib/python{target.python}")
    for path in sorted(library.rglob("*")):
        name = path.relative_to(library).as_posix()
        if path.is_file() and contents.standard_library.keeps(name):
            (out / "stdlib" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, out / "stdlib" / name)
    python = out / f"python{target.python}"
    shutil.copyfile(f"/usr/bin/{python.name}", python)
    (out / f"{python.name}._pth").write_text("stdlib\nstdlib/lib-dynload\nlib\n", encoding="utf-8")
    (out / "s11desk").write_text(LINUX_LAUNCHER.format(version=target.python), encoding="utf-8")
    for path in (python, out / "s11desk"):
        path.chmod(0o755)


def copy_standard_library(contents: Contents, archive: Path, copy: Path) -> None:
    """Copy what the list keeps of the zip with the compiled standard library, without times."""
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as kept:
        for name in sorted(packed.namelist()):
            if contents.standard_library.keeps(name.removesuffix("c")):
                kept.writestr(zipfile.ZipInfo(name), packed.read(name), zipfile.ZIP_DEFLATED)


def strip_libraries(out: Path) -> None:
    """Remove the symbols for debuggers, 9 MB. What pillow's builders have patched stays as it is."""
    libraries = [path for path in sorted(out.rglob("*.so*")) if "pillow.libs" not in path.parts]
    subprocess.run(["strip", "--strip-unneeded", *map(str, libraries)], check=True)


def compile_modules(target: Target, out: Path) -> None:
    """Compile every module, with paths from inside the folder, and remove the sources."""
    folders = [str(out / name) for name in ("lib", "stdlib") if (out / name).is_dir()]
    options = ["-q", "-b", "-s", str(out), "--invalidation-mode", "unchecked-hash"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    python = python_for_compiling(target)
    subprocess.run([*python, "-m", "compileall", *options, *folders], env=environment, check=True)
    for path in [path for folder in folders for path in Path(folder).rglob("*.py")]:
        path.unlink()


def source_date() -> int:
    """Seconds since 1970: when the commit was made that is built, or what ``SOURCE_DATE_EPOCH`` says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    shown = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(shown.stdout)


def set_times(folder: Path, seconds: int) -> None:
    """Give everything in ``folder`` one time and the usual permissions, so that two builds are the same."""
    for path in [folder, *folder.rglob("*")]:
        is_program = path.is_dir() or (os.access(path, os.X_OK) and path.is_file())
        path.chmod(0o755 if is_program else 0o644)
        os.utime(path, (seconds, seconds))


if __name__ == "__main__":
    sys.exit(main())
