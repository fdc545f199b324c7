"""Fixtures: a home from which a return can be made, and a folder for the return."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from tests.e2e.killed_exports import ready_to_export


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of an audit that is ready to export, and the id of the audit."""
    folder = tmp_path_factory.mktemp("faults") / "home"
    return folder, ready_to_export(Home(folder))


@pytest.fixture
def home(prepared: tuple[Path, str], tmp_path: Path) -> Home:
    return Home(shutil.copytree(prepared[0], tmp_path / "home"))


@pytest.fixture
def audit_id(prepared: tuple[Path, str]) -> str:
    return prepared[1]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"
