"""The import contracts of pyproject.toml hold, and each of them notices a breach."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

BREACHES = [
    ("layers", "s11desk/errors.py", "import s11desk.domain"),
    ("layers", "s11desk/domain/planted.py", "import s11desk.files.durable"),
    ("layers", "s11desk/signing/planted.py", "from s11desk import report"),
    ("layers", "s11desk/wording/planted.py", "import s11desk.signing"),
    ("layers", "s11desk/wording/planted.py", "def late() -> None:\n    from s11desk.app.returns import verifying"),
    ("layers", "s11desk/domain/planted.py", "from s11desk.wording import dates"),
    ("layers", "s11desk/store/planted.py", "from s11desk.evidence import planted_neighbour"),
    ("layers", "s11desk/store/planted.py", "import s11desk.register"),
    ("layers", "s11desk/register/planted.py", "import s11desk.collation"),
    ("layers", "s11desk/app/planted.py", "def late() -> None:\n    import s11desk.cli"),
    ("layers", "s11desk/cli/planted.py", "import s11desk.desktop"),
    ("domain-rooms", "s11desk/domain/topics/planted.py", "from s11desk.domain.audits import visibility"),
    ("domain-rooms", "s11desk/domain/audits/planted.py", "import s11desk.domain.receiving.last_days"),
    ("domain-rooms", "s11desk/domain/asking/planted.py", "import s11desk.domain.returns.prepared_as"),
    ("store-rooms", "s11desk/store/rows/planted.py", "import s11desk.store.checks.check_file"),
    ("store-rooms", "s11desk/store/saved_copies/planted.py", "from s11desk.store.opening import connection"),
    ("store-rooms", "s11desk/store/moves/planted.py", "import s11desk.store.opening.read_only"),
    ("qt", "s11desk/app/planted.py", "from PySide6.QtCore import QObject"),
    ("qt", "s11desk/__main__.py", "def late() -> None:\n    import PySide6.QtWidgets"),
    ("terminal", "s11desk/app/planted.py", "import click"),
    ("database", "s11desk/evidence/planted.py", "import sqlite3"),
    ("database", "s11desk/app/planted.py", "import sqlite_utils"),
    ("pdf", "s11desk/bundle/planted.py", "from reportlab.pdfgen import canvas"),
    ("pages", "s11desk/app/planted.py", "import pypdfium2"),
    ("pages", "s11desk/desktop/pages/planted.py", "import pypdfium2"),
    ("office", "s11desk/app/planted.py", "import openpyxl"),
    ("office", "s11desk/bundle/planted.py", "import docx"),
    ("office", "s11desk/report/planted.py", "import docx"),
    ("cryptography", "s11desk/bundle/planted.py", "from cryptography.x509 import Certificate"),
    ("cryptography", "s11desk/app/planted.py", "from pyhanko.sign import signers"),
    ("pure-domain", "s11desk/domain/planted.py", "import os"),
    ("pure-domain", "s11desk/domain/planted.py", "from pathlib import Path"),
]


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT_IMPORTS, "--no-cache", "--no-logo", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def copy(checkout: Path, tmp_path: Path) -> Path:
    shutil.copytree(checkout / "s11desk", tmp_path / "s11desk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(checkout: Path) -> None:
    outcome = lint(checkout)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def plant(copy: Path, path: str, breach: str) -> None:
    planted = copy / path
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a", encoding="utf-8") as source:
        source.write(f"\n{breach}\n")


@pytest.mark.parametrize("contract", dict.fromkeys(contract for contract, _, _ in BREACHES))
def test_each_planted_breach_is_caught(copy: Path, contract: str) -> None:
    """All those of a contract at once, each in a file of its own: the graph of imports is built once for them."""
    (copy / "s11desk" / "evidence" / "planted_neighbour.py").touch()
    breaches = [(path, breach) for one, path, breach in BREACHES if one == contract]
    paths = [path.replace("planted.py", f"planted_{number}.py") for number, (path, _) in enumerate(breaches)]
    for path, (_, breach) in zip(paths, breaches, strict=True):
        plant(copy, path, breach)

    outcome = lint(copy, "--contract", contract)

    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert [path for path in paths if f"{module_of(path)} ->" not in outcome.stdout] == [], outcome.stdout


def test_a_package_that_no_layer_names_is_caught(copy: Path) -> None:
    plant(copy, "s11desk/newcomer/__init__.py", "")
    outcome = lint(copy, "--contract", "layers")
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "s11desk.newcomer" in outcome.stdout


def test_every_contract_has_a_planted_breach(checkout: Path) -> None:
    configuration = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = configuration["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == {contract for contract, _, _ in BREACHES}
