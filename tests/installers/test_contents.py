"""The list of what an installed program contains fits the lock file, and covers everything that the program imports.

The imports are tried in this environment as if it held only what the list keeps. ``make test-installers`` tries them in
folders that are really built.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from build_folder import copy_standard_library
from check_imports import WALK, explain, modules
from contents import Contents, ContentsError, Rules, locked_packages, read_contents
from program_imports import Imported, imports_of, imports_of_program, left_out_imports
from site_packages import LOCK, files_by_package

CHECKOUT = Path(__file__).resolve().parents[2]
SITE = Path(sysconfig.get_paths()["purelib"])
PYTHON = Path(sysconfig.get_paths()["stdlib"])
STAND_INS = WALK.parent / "stand-ins"

FILTERED = """
import json, sys
from importlib.machinery import PathFinder

class Filtered(PathFinder):
    kept = None
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target)
        origin = getattr(spec, "origin", None) or ""
        return None if origin.startswith(SITE) and origin not in cls.kept else spec

SITE, STAND_INS, WALK, Filtered.kept, wanted = json.load(sys.stdin)
Filtered.kept = set(Filtered.kept)
sys.meta_path[sys.meta_path.index(PathFinder)] = Filtered
sys.path[:0] = [STAND_INS, WALK]
from import_walk import walk
print(json.dumps(walk(wanted)))
"""


@pytest.fixture(scope="module")
def contents() -> Contents:
    return read_contents()


@pytest.fixture(scope="module")
def kept(contents: Contents) -> set[str]:
    """The files of the locked packages in this environment that the list keeps."""
    locked = set(locked_packages(LOCK))
    files = [(package, name) for package, name in files_by_package(SITE) if package in locked]
    return {str(SITE / name) for package, name in files if contents.keeps(package, name)}


def test_the_list_has_exactly_the_locked_packages(contents: Contents) -> None:
    contents.check_packages(locked_packages(LOCK))


def test_a_new_package_stops_the_build(contents: Contents) -> None:
    with pytest.raises(ContentsError, match=r"brand-new.*“shipped” or to “left_out”"):
        contents.check_packages([*locked_packages(LOCK), "brand-new"])
    with pytest.raises(ContentsError, match="brand-new"):
        contents.keeps("brand-new", "brand_new/__init__.py")


def test_a_package_that_is_gone_stops_the_build(contents: Contents) -> None:
    with pytest.raises(ContentsError, match=r"Take each out"):
        contents.check_packages(locked_packages(LOCK)[1:])


def test_every_import_of_the_program_is_covered(contents: Contents, kept: set[str]) -> None:
    wanted = [(one.module, one.name) for one in imports_of_program(CHECKOUT / "s11desk")]
    command = [sys.executable, "-c", FILTERED]
    told = json.dumps([f"{SITE}/", str(STAND_INS), str(WALK.parent), sorted(kept), wanted])
    done = subprocess.run(command, cwd=CHECKOUT, input=told, capture_output=True, encoding="utf-8", check=True)
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["failed"] == []
    assert late_and_unexplained(contents, kept, result["loaded"]) == []


def late_and_unexplained(contents: Contents, kept: set[str], loaded: list[str]) -> list[str]:
    locked = set(locked_packages(LOCK))
    files = {SITE / name for package, name in files_by_package(SITE) if package in locked}
    ours = [(path, name) for path, name in modules(SITE) if path in files]  # not what the tests alone need
    sources = {name: path for path, name in ours if not (STAND_INS / name.partition(".")[0]).is_dir()}
    of_python = {name: path for path, name in modules(PYTHON) if SITE not in path.parents}
    keeps = contents.standard_library.keeps
    present = {name for path, name in modules(SITE) if str(path) in kept}
    present |= {name for name, path in of_python.items() if keeps(path.relative_to(PYTHON).as_posix())}
    present |= {name for _, name in modules(STAND_INS)}
    return explain(contents, left_out_imports(loaded, {**of_python, **sources}, present))


def test_a_module_that_is_left_out_by_mistake_is_noticed(contents: Contents, kept: set[str]) -> None:
    fewer = {name for name in kept if not name.endswith("/filetype/helpers.py")}
    (finding,) = late_and_unexplained(contents, fewer, ["filetype"])
    assert finding.startswith("filetype imports filetype.helpers, which is left out")


def test_an_import_is_found_wherever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "package" / "module.py"
    path.parent.mkdir()
    text = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import only.types
def f():
    try:
        from . import near
        from ..above import thing
    except ImportError:
        import far.away
"""
    path.write_text(text, encoding="utf-8")
    assert {(one.module, one.name) for one in imports_of(path, "top.package.module")} == {
        ("typing", "TYPE_CHECKING"),
        ("top.package", "near"),
        ("top.above", "thing"),
        ("far.away", ""),
    }


def test_a_late_import_of_what_was_filtered_is_missing(tmp_path: Path) -> None:
    sources = _written(tmp_path, {"a": "def f():\n    import b.c\n    import elsewhere\n", "b": "", "b.c": ""})
    assert left_out_imports(["a"], sources, {"a", "b"}) == [Imported("b.c", "", "a")]


def test_what_is_imported_late_is_followed(tmp_path: Path) -> None:
    sources = _written(
        tmp_path, {"a": "def f():\n    import b\n", "b": "def f():\n    from c import d\n", "c": "", "c.d": ""}
    )
    assert left_out_imports(["a"], sources, {"a", "b", "c"}) == [Imported("c.d", "", "b")]
    assert left_out_imports(["a"], sources, {"a", "b", "c", "c.d"}) == []


def test_a_package_above_what_is_imported_counts(tmp_path: Path) -> None:
    sources = _written(tmp_path, {"a": "import b.c\n", "b": "import lost\n", "b.c": "", "lost": ""})
    assert left_out_imports(["a"], sources, {"a", "b", "b.c"}) == [Imported("lost", "", "b")]


def _written(folder: Path, texts: dict[str, str]) -> dict[str, Path]:
    """A source file for each module."""
    sources = {name: folder / f"{name}.py" for name in texts}
    for name, path in sources.items():
        path.write_text(texts[name], encoding="utf-8")
    return sources


def test_the_standard_library_of_windows_is_filtered_by_the_same_list(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("json/__init__.pyc", "pydoc_data/topics.pyc", "pdb.pyc", "zipfile/__init__.pyc"):
            archive.writestr(name, name)
    rules = Contents((), {}, {}, {}, Rules(leave_out=("pydoc_data/**", "pdb.py")), Rules())
    copies = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for copy in copies:
        copy_standard_library(rules, tmp_path / "all.zip", copy)
    with zipfile.ZipFile(copies[0]) as kept:
        assert kept.namelist() == ["json/__init__.pyc", "zipfile/__init__.pyc"]
    assert copies[0].read_bytes() == copies[1].read_bytes()


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.pyi", "a/b/c.pyi", True),
        ("a/*.py", "a/b.py", True),
        ("a/*.py", "a/b/c.py", False),
        ("a/**", "a/b/c.py", True),
        ("**/tests/**", "tests/a.py", True),
        ("**/tests/**", "a/tests/b/c.py", True),
        ("**/tests/**", "a/my_tests/b.py", False),
    ],
)
def test_a_pattern_fits_as_its_list_says(pattern: str, path: str, *, fits: bool) -> None:
    assert Rules(leave_out=(pattern,)).keeps(path) is not fits
    assert Rules(keep=(pattern,)).keeps(path) is fits
