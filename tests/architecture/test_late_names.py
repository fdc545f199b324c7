"""The packages that offer names late: their tables are right, and a name that they do not offer is refused."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.conftest import Module

PACKAGES = (
    "s11desk.app",
    "s11desk.app.receiving",
    "s11desk.bundle",
    "s11desk.desktop",
    "s11desk.desktop.pages.home",
    "s11desk.desktop.receiving",
    "s11desk.desktop.shell",
    "s11desk.desktop.standalone",
    "s11desk.evidence",
    "s11desk.reader_process",
    "s11desk.report",
    "s11desk.report.plan_files",
    "s11desk.signing",
    "s11desk.topics",
)


def offered(package: str) -> Mapping[str, tuple[str, ...]]:
    table: Mapping[str, tuple[str, ...]] = vars(import_module(package))["_OFFERED"]
    return table


def type_checker_sees(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """What the package imports under ``TYPE_CHECKING``: the names of each module."""
    blocks = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    return {str(node.module): tuple(alias.name for alias in node.names) for node in imports}


def run_python(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_type_checker_sees_the_names_of_the_table(package: str, modules: list[Module]) -> None:
    path = f"{package.replace('.', '/')}/__init__.py"
    tree = next(module.tree for module in modules if module.path == path)
    assert type_checker_sees(tree) == offered(package)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_offered_name_comes_from_its_module(package: str) -> None:
    for module, names in offered(package).items():
        for name in names:
            assert getattr(import_module(package), name) is getattr(import_module(module), name)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_is_offered_twice_or_hides_a_module(package: str) -> None:
    """Python keeps an imported module as an attribute of its package. It would then hide a name that is spelt alike."""
    names = [name for names in offered(package).values() for name in names]
    assert len(names) == len(set(names))
    assert [name for name in names if find_spec(f"{package}.{name}") is not None] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_an_unknown_name_raises_attribute_error(package: str) -> None:
    module = import_module(package)
    assert not hasattr(module, "save_answers_somehow")
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'save_answers_somehow'"):
        module.save_answers_somehow  # noqa: B018 - the access is what is tried


def test_a_module_is_imported_when_one_of_its_names_is_first_used(checkout: Path) -> None:
    program = """
import sys
from s11desk import app
before = "s11desk.app.guide" in sys.modules
app.read_guide
print(before, "s11desk.app.guide" in sys.modules, "read_guide" in vars(app))
"""
    outcome = run_python(checkout, "-c", program)
    assert (outcome.stdout.split(), outcome.stderr) == (["False", "True", "True"], "")


@pytest.mark.parametrize(
    ("use", "complaint"),
    [
        ("app.read_giude()", '"read_giude"'),
        ("app.read_guide(1)", "Too many arguments"),
        ("desktop.AuditVeiw", '"AuditVeiw"'),
        ("standalone.GuidPage", '"GuidPage"'),
    ],
)
def test_the_type_checker_finds_a_mistake(checkout: Path, tmp_path: Path, use: str, complaint: str) -> None:
    planted = tmp_path / "planted.py"
    imports = "from s11desk import app, desktop\nfrom s11desk.desktop import standalone\n"
    planted.write_text(f"{imports}app.read_guide()\ndesktop.AuditView\nstandalone.GuidePage\n{use}\n", encoding="utf-8")
    outcome = run_python(checkout, "-m", "mypy", str(planted))
    errors = [line for line in outcome.stdout.splitlines() if ": error: " in line]
    assert len(errors) == 1, outcome.stdout
    assert ":6: error: " in errors[0]
    assert complaint in errors[0]
