"""Check a built folder: everything that the program imports is in it. ``check_imports.py SYSTEM FOLDER [COMMAND …]``.

SYSTEM: ``linux`` or ``windows``. COMMAND: runs the folder's Python where that needs help.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from contents import Contents, read_contents
from interpreters import linux_version, windows_python
from program_imports import Imported, imports_of_program, left_out_imports, module_name
from site_packages import ROOT, files_by_package, install_packages, linux, windows

WALK = Path(__file__).with_name("import_walk.py")
STAND_INS = Path(__file__).with_name("stand-ins")
MODULES = (".py", ".pyc")


def main() -> int:
    """Print what is missing. Returns 1 if anything is."""
    system, folder, *command = sys.argv[1:]
    contents, sites = read_contents(), sites_of_both()
    python = command or [str(next(Path(folder).glob("python3.*[0-9]")))]
    wanted = [(one.module, one.name) for one in imports_of_program(ROOT / "s11desk")]
    done = subprocess.run(
        [*python, "-c", WALK.read_text(encoding="utf-8")],
        input=json.dumps(wanted),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        print(done.stderr, file=sys.stderr)
        return 1
    result = json.loads(done.stdout.splitlines()[-1])
    there, here = modules_before(system, sites[system]), modules_after(Path(folder))
    findings = [*result["failed"], *explain(contents, left_out_imports(result["loaded"], there, here))]
    findings += [f"this pattern fits no file: {pattern}" for pattern in idle_patterns(contents, sites.values())]
    print("\n".join([*findings, f"{len(wanted)} imports tried, {len(findings)} findings"]))
    return 1 if findings else 0


def sites_of_both() -> dict[str, Path]:
    """The folder with the unfiltered packages of each system."""
    return {target.name: install_packages(target) for target in (linux(linux_version()), windows("3.13"))}


def idle_patterns(contents: Contents, sites: Iterable[Path]) -> list[str]:
    """The patterns of the list that fit no file on any system."""
    files: dict[str, set[str]] = {}
    for site in sites:
        for package, name in files_by_package(site):
            files.setdefault(package, set()).add(name)
    return contents.idle_patterns(files)


def modules_before(system: str, site: Path) -> dict[str, Path]:
    """Every module that there was before anything was left out: of the packages, and of Python."""
    found = {name: path for path, name in modules(site) if not (STAND_INS / name.partition(".")[0]).is_dir()}
    if system == "linux":
        return {**standard_library(), **found}
    python = windows_python("3.13")
    (archive,) = python.glob("python*.zip")
    return {**{name: archive / name for name in modules_in(archive)}, **found}


def standard_library() -> dict[str, Path]:
    """The modules of Debian's own Python."""
    library = Path(f"/usr/lib/python{linux_version()}")
    return {name: path for path, name in modules(library) if "dist-packages" not in path.parts}


def modules_after(folder: Path) -> set[str]:
    """The modules in a built folder."""
    found = {name for place in ("lib", "stdlib") for _, name in modules(folder / place)}
    return found.union(*(modules_in(archive) for archive in folder.glob("python*.zip")))


def modules_in(archive: Path) -> set[str]:
    """The modules in a zip of the standard library."""
    with zipfile.ZipFile(archive) as packed:
        return {module_name(name.removesuffix("c")) for name in packed.namelist()}


def explain(contents: Contents, missing: list[Imported]) -> list[str]:
    """A sentence for each import that the list does not explain."""
    return [
        f"{one.by} imports {one.module}, which is left out: say in “unused_imports” why it is never reached, or keep it"
        for one in missing
        if not any(one.module == name or one.module.startswith(f"{name}.") for name in contents.unused_imports)
    ]


def modules(folder: Path) -> list[tuple[Path, str]]:
    """Each module in ``folder``, compiled or not, with its name."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in MODULES:
            found.append((path, module_name(name.removesuffix("c"))))
        elif path.suffix in (".so", ".pyd"):
            found.append((path, name.partition(".")[0].replace("/", ".")))
    return found


if __name__ == "__main__":
    sys.exit(main())
