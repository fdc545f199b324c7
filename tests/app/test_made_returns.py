"""A return is found in its folder as long as its file is unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.find import find_current_return, find_return
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.domain.audits.audit import Answer
from tests.app.test_returning import PASSPHRASE, answered, signed_home, workspace

__all__ = ["signed_home", "workspace"]


@pytest.fixture
def audit_id(workspace: Workspace, tmp_path: Path) -> str:
    return answered(workspace, tmp_path)


@pytest.fixture
def made(workspace: Workspace, audit_id: str, tmp_path: Path) -> MadeReturn:
    return make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)


def test_a_return_is_found_in_its_folder(workspace: Workspace, audit_id: str, made: MadeReturn) -> None:
    assert find_return(workspace, audit_id, made.reference) == made
    assert find_current_return(workspace, audit_id) == made
    assert find_return(workspace, audit_id, "another reference") is None


def test_a_moved_or_changed_return_is_not_found(workspace: Workspace, audit_id: str, made: MadeReturn) -> None:
    content = made.path.read_bytes()
    made.path.write_bytes(content + b" ")
    assert find_return(workspace, audit_id, made.reference) is None
    made.path.unlink()
    assert find_return(workspace, audit_id, made.reference) is None
    made.path.write_bytes(content)
    assert find_return(workspace, audit_id, made.reference) == made


def test_a_return_is_not_current_after_a_changed_answer(
    workspace: Workspace, audit_id: str, made: MadeReturn, tmp_path: Path
) -> None:
    save_answer(workspace, audit_id, Answer("story", text="Something new"))
    assert find_current_return(workspace, audit_id) is None
    again = make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    assert find_current_return(workspace, audit_id) == again
    assert find_return(workspace, audit_id, made.reference) == made
