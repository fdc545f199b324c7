"""``make quick`` picks the tests of what changed, and stops in time."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import quick

MODULES = {
    "s11desk/a.py": "",
    "s11desk/deep.py": "",
    "s11desk/b.py": "from s11desk import deep\n",
    "s11desk/lonely.py": "",
    "tests/conftest.py": "",
    "tests/gui/conftest.py": "",
    "tests/gui/test_a_page.py": "import s11desk.a\n",
    "tests/unit/test_a.py": "from s11desk.a import x\n",
    "tests/unit/test_b.py": "def test():\n    from s11desk.b import y\n",
    "tests/unit/test_tool.py": "import tool\n",
    "tools/tool.py": "",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a branch of its own, nothing changed on it yet."""
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "change")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=a")


def test_committed_uncommitted_and_new_files_count_as_changed(repository: Path) -> None:
    assert quick.changed_files(repository) == set()
    (repository / "s11desk/a.py").write_text("x = 1\n", encoding="utf-8")
    commit(repository)
    (repository / "s11desk/b.py").write_text("y = 1\n", encoding="utf-8")
    (repository / "s11desk/new.py").touch()
    (repository / "s11desk/lonely.py").unlink()
    assert quick.changed_files(repository) == {"s11desk/a.py", "s11desk/b.py", "s11desk/new.py"}


def test_without_a_main_branch_changes_count_from_the_last_commit(repository: Path) -> None:
    git(repository, "branch", "--delete", "--force", "main")
    (repository / "s11desk/a.py").write_text("x = 1\n", encoding="utf-8")
    assert quick.changed_files(repository) == {"s11desk/a.py"}


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("s11desk/a.py", ["tests/unit/test_a.py", "tests/gui/test_a_page.py"]),
        ("s11desk/b.py", ["tests/unit/test_b.py"]),
        ("s11desk/deep.py", ["tests/unit/test_b.py"]),
        ("s11desk/lonely.py", []),
        ("tools/tool.py", ["tests/unit/test_tool.py"]),
        ("tests/unit/test_a.py", ["tests/unit/test_a.py"]),
        ("tests/gui/conftest.py", ["tests/gui/test_a_page.py"]),
        ("README.md", []),
    ],
)
def test_the_tests_nearest_to_a_change_are_picked(repository: Path, changed: str, tests: list[str]) -> None:
    assert quick.tests_for([changed], repository) == tests


def test_the_rules_on_source_text_and_papers_always_run(checkout: Path) -> None:
    assert set(quick.tests_for([], checkout)) == set(quick.ALWAYS)


def test_a_test_that_would_begin_too_late_is_skipped() -> None:
    late, early = quick.TimeLimit(-1), quick.TimeLimit(60)
    early.pytest_runtest_setup()
    with pytest.raises(pytest.skip.Exception):
        late.pytest_runtest_setup()
    assert (early.skipped, late.skipped) == (0, 1)
