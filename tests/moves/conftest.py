"""An audit with everything in it, and a second computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes, detach
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.take_in_draft import TakenIn, look_into_draft_file, take_in
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.keeping.moved_audit import MovePurpose
from tests.app.conftest import SteppingClock, keep
from tests.app.test_attaching import picture
from tests.samples import small_topic

PASSPHRASE = "three plain words"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(Home(tmp_path / "home"), SteppingClock()) as opened:
        keep(opened, small_topic())
        yield opened


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    """Another computer, which does not have the topic."""
    with Workspace(Home(tmp_path / "laptop"), SteppingClock()) as opened:
        yield opened


@pytest.fixture
def audit_id(workspace: Workspace) -> str:
    audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    save_answer(workspace, audit_id, Answer("story", text="Once, in Zürich"))
    save_answer(workspace, audit_id, Answer("policy", choice="no", comment="Not yet"))
    save_answer(workspace, audit_id, Answer("motto", text="Gone"))
    save_answer(workspace, audit_id, Answer("motto"))
    attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture("red")))
    attach_bytes(workspace, audit_id, "training", PastedFile("plan.png", picture("blue")))
    attach_bytes(workspace, audit_id, "example", PastedFile("other name.png", picture("red")))
    attach_bytes(workspace, audit_id, "example", PastedFile("gone.png", picture("green")))
    detach(workspace, audit_id, open_draft(workspace, audit_id).audit.evidence[-1].id)
    save_note(workspace, audit_id, PrivateNote("story", "Ask Kim"))
    save_answer(workspace, audit_id, Answer("reviewed", comment="typed a moment ago"), settled=False)
    return audit_id


def move(workspace: Workspace, audit_id: str, out: Path, *, passphrase: str = "", notes: bool = True) -> Path:
    """Hand an audit over into the file ``out``."""
    write_draft_file(workspace, audit_id, out, MoveChoice(MovePurpose.HAND_OVER, notes, passphrase))
    return out


def give(workspace: Workspace, audit_id: str, out: Path, *, notes: bool = False) -> Path:
    """Put a copy of an audit into the file ``out``."""
    write_draft_file(workspace, audit_id, out, MoveChoice(MovePurpose.COPY, notes))
    return out


def bring_in(workspace: Workspace, path: Path, passphrase: str = "") -> TakenIn:
    """Look into a file and take it in."""
    seen = look_into_draft_file(workspace, path, passphrase)
    try:
        return take_in(workspace, seen)
    finally:
        close_file(workspace, seen)
