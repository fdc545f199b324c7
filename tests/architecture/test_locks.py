"""The lock files pin everything by hash, name no address, and agree with each other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

NESTED = ["requirements.lock", "requirements-dev.lock"]
LOCKS = [*NESTED, "requirements-checkers.lock"]
REQUIREMENT = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<marker> ; [^\\\n]+)? \\\n(?P<hashes>(?:    --hash=\S+(?: \\)?\n)+)",
    re.MULTILINE,
)


def pinned(lock: Path) -> dict[str, tuple[str, str]]:
    """Version and hashes of each package. Fails if the file holds anything else."""
    text = lock.read_text(encoding="utf-8")
    assert REQUIREMENT.sub("", text) == ""
    return {found["name"]: (found["version"], found["hashes"]) for found in REQUIREMENT.finditer(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_carries_hashes(checkout: Path, name: str) -> None:
    requirements = pinned(checkout / name)
    assert requirements
    for _version, hashes in requirements.values():
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes.splitlines())


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_is_named(checkout: Path, name: str) -> None:
    text = (checkout / name).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links", text)


def test_the_tests_lock_holds_the_programs_lock(checkout: Path) -> None:
    program, tests = (pinned(checkout / name) for name in NESTED)
    assert program.items() <= tests.items()


def test_every_declared_dependency_is_locked(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[=<>]", requirement)[0].lower().replace("_", "-") for requirement in project["dependencies"]}
    assert names <= pinned(checkout / "requirements.lock").keys()
