"""Everything but the window works on a computer that has no Qt, and starts without what is slow to import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BLOCK_QT = "import sys; sys.modules.update(dict.fromkeys(['PySide6', 'shiboken6']))"

IMPORT_ALL_BUT_THE_WINDOW = """
import importlib, pkgutil, s11desk
for module in pkgutil.walk_packages(s11desk.__path__, "s11desk."):
    if not module.name.startswith("s11desk.desktop"):
        importlib.import_module(module.name)
        print(module.name)
"""
COLLECT_THE_CORES_TESTS = "import pytest; sys.exit(pytest.main(sys.argv[1:]))"
NOT_THE_CORE = {"architecture", "e2e", "gui", "installers", "__pycache__"}
PLUGINS = ("-p", "no:pytest-qt", "-p", "no:cacheprovider", "--assert=plain")

SLOW = ("PySide6", "jsonschema", "openpyxl", "pyhanko", "reportlab")
LIST_SLOW_MODULES = f"import sys, s11desk.cli, s11desk.app; print([name for name in {SLOW} if name in sys.modules])"


def python(checkout: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_qt_is_really_blocked(checkout: Path) -> None:
    assert "PySide6" in python(checkout, f"{BLOCK_QT}; import PySide6.QtCore").stderr


def test_everything_except_the_window_can_be_imported(checkout: Path) -> None:
    outcome = python(checkout, BLOCK_QT + IMPORT_ALL_BUT_THE_WINDOW)
    assert outcome.returncode == 0, outcome.stderr
    assert {"s11desk.__main__", "s11desk.cli", "s11desk.app"} <= set(outcome.stdout.split())


def test_the_tests_of_the_core_can_be_imported(checkout: Path, tmp_path: Path) -> None:
    settings = tmp_path / "pytest.ini"
    settings.write_text(f"[pytest]\npythonpath = {checkout}\n", encoding="utf-8")
    options = ("--collect-only", "--quiet", "--import-mode=importlib", "-c", str(settings), f"--rootdir={checkout}")
    folders = [str(f) for f in (checkout / "tests").iterdir() if f.is_dir() and f.name not in NOT_THE_CORE]
    outcome = python(checkout, f"{BLOCK_QT}; {COLLECT_THE_CORES_TESTS}", *options, *PLUGINS, *folders)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_starting_loads_nothing_slow(checkout: Path) -> None:
    outcome = python(checkout, LIST_SLOW_MODULES)
    assert outcome.stdout.strip() == "[]", outcome.stderr
