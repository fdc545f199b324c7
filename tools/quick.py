"""Check what changed, in less than a minute: ``python tools/quick.py``, or ``make quick``.

Ruff and mypy check everything; mypy is fast once it has a cache. The tests that run are those that import a changed
module. Tests that do not fit into the time are counted and left to ``make test``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_FOR_TESTS = 35
ALWAYS = ("tests/architecture/test_source_rules.py", "tests/architecture/test_papers.py")
CHECKS = (("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet"), ("mypy",))


def main() -> int:
    """Run the checks, then the tests. Returns the exit code of the first that fails, or 0."""
    for check in CHECKS:
        if subprocess.run([sys.executable, "-m", *check], cwd=ROOT, check=False).returncode:
            return 1
    changed = changed_files(ROOT)
    tests = tests_for(changed, ROOT)
    print(f"{len(changed)} changed files, {len(tests)} files of tests", flush=True)
    return run_tests(tests, SECONDS_FOR_TESTS)


def changed_files(root: Path) -> set[str]:
    """The new files, and the files that differ from ``main`` where this branch began. Without ``main``: from HEAD."""
    base = _git(root, "merge-base", "HEAD", "main") or _git(root, "merge-base", "HEAD", "origin/main") or ["HEAD"]
    differing = _git(root, "diff", "--name-only", "--diff-filter=d", base[0])
    return {*differing, *_git(root, "ls-files", "--others", "--exclude-standard")}


def _git(root: Path, *arguments: str) -> list[str]:
    """The lines of git's output. None if git fails."""
    answer = subprocess.run(["git", *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False)
    return answer.stdout.splitlines() if answer.returncode == 0 else []


def tests_for(changed: Iterable[str], root: Path) -> list[str]:
    """The test files for ``changed``. Those with the fewest imports come first, because they test one module best."""
    imports = {path: _imports(root / path) for path in _python_files(root)}
    tests = [path for path in imports if Path(path).name.startswith("test_")]
    wanted = {path for path in ALWAYS if path in imports}
    for path in changed:
        wanted |= _tests_for_one(path, imports, tests)
    return sorted(wanted, key=lambda path: (path not in ALWAYS, path.startswith("tests/gui"), len(imports[path]), path))


def _tests_for_one(path: str, imports: Mapping[str, set[str]], tests: list[str]) -> set[str]:
    if path in tests:
        return {path}
    if Path(path).name == "conftest.py":
        return {test for test in tests if Path(test).is_relative_to(Path(path).parent)}
    return _nearest_tests(path, imports, tests) if path.endswith(".py") else set()


def _nearest_tests(path: str, imports: Mapping[str, set[str]], tests: list[str]) -> set[str]:
    """The tests that import ``path``. If there are none, the tests of the modules that import it, and so on."""
    seen, level = {path}, {path}
    while level:
        names = {_module(one) for one in level}
        found = {test for test in tests if names & imports[test]}
        if found:
            return found
        level = {other for other, imported in imports.items() if names & imported} - seen
        seen |= level
    return set()


def _python_files(root: Path) -> list[str]:
    folders = ("s11desk", "tests", "tools", "benchmarks")
    return sorted(path.relative_to(root).as_posix() for folder in folders for path in (root / folder).rglob("*.py"))


def _module(path: str) -> str:
    """The name under which other files import ``path``. Scripts in ``tools`` import each other by their bare names."""
    return path.removeprefix("tools/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imports(path: Path) -> set[str]:
    """The dotted names that ``path`` imports. ``from a import b`` may mean the module ``a.b``, so it gives both."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


class TimeLimit:
    """A pytest plugin that skips and counts each test that would begin after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.skipped = 0

    def pytest_runtest_setup(self) -> None:
        """Skip the test if the time is over. pytest calls this before each test."""
        import pytest

        if time.monotonic() > self.end:
            self.skipped += 1
            pytest.skip("no time left")


def run_tests(tests: list[str], seconds: float) -> int:
    """Run the test files for about ``seconds``. Returns pytest's exit code."""
    import pytest

    limit = TimeLimit(seconds)
    code = int(pytest.main(["-q", "--no-header", "-p", "no:randomly", *tests], plugins=[limit]))
    if limit.skipped:
        print(f"{limit.skipped} tests did not fit into {seconds:g} seconds. “make test” runs them all.")
    return code


if __name__ == "__main__":
    sys.exit(main())
