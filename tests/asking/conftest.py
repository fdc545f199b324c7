"""A lead's audit, and the computers of three colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from s11desk.app.asking.ask_questions import AskChoice, ask_questions
from s11desk.app.asking.send_back import ReplyChoice, send_back
from s11desk.app.asking.take_answers import (
    AnswersTakenIn,
    TakingChoice,
    look_into_answers,
    take_answers,
)
from s11desk.app.asking.take_questions import begin_answering, look_into_questions
from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.unlock_file import close_file
from s11desk.domain.asking.asked_questions import Decided
from s11desk.domain.audits.audit import Action, Answer, PrivateNote
from tests.app.conftest import SteppingClock, keep
from tests.app.test_attaching import picture
from tests.samples import small_topic

PASSPHRASE = "three plain words"
ASKED = ("policy", "training", "story", "example")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(Home(tmp_path / "home"), SteppingClock()) as opened:
        keep(opened, small_topic())
        yield opened


@pytest.fixture
def colleagues(tmp_path: Path) -> Iterator[tuple[Workspace, ...]]:
    """Three other computers, which do not have the topic."""
    with ExitStack() as stack:
        homes = (Home(tmp_path / name) for name in ("kim", "lee", "max"))
        yield tuple(stack.enter_context(Workspace(home, SteppingClock())) for home in homes)


@pytest.fixture
def audit_id(workspace: Workspace) -> str:
    return new_audit(workspace)


def new_audit(workspace: Workspace) -> str:
    """An audit with answers, a file and an action on questions that are asked, and on others."""
    audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    save_answer(workspace, audit_id, Answer("story", text="Once"))
    save_answer(workspace, audit_id, Answer("motto", text="A secret motto"))
    save_answer(workspace, audit_id, Answer("policy", choice="no", comment="Not yet", marked_for_review=True))
    attach_bytes(workspace, audit_id, "example", PastedFile("minutes.png", picture("red")))
    attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture("red")))
    save_action(workspace, audit_id, Action(id="A1", question="policy", area="Write one", action="Write it"))
    save_action(workspace, audit_id, Action(area="A secret plan", action="Paint the hall"))
    save_note(workspace, audit_id, PrivateNote("story", "Ask Kim"))
    return audit_id


def asked(workspace: Workspace, audit_id: str, out: Path, *questions: str, passphrase: str = "") -> Path:
    """Put questions for a colleague into the file ``out``."""
    choice = AskChoice(questions or ASKED, "Kim", "Please look at these.\nThank you!", passphrase=passphrase)
    return ask_questions(workspace, audit_id, out, choice).file.path


def begun(workspace: Workspace, path: Path, passphrase: str = "") -> str:
    """Begin to answer the questions in a file."""
    seen = look_into_questions(workspace, path, passphrase)
    try:
        return begin_answering(workspace, seen)
    finally:
        close_file(workspace, seen)


def replied(workspace: Workspace, audit_id: str, out: Path, *, name: str = "Kim", passphrase: str = "") -> Path:
    """Send the answers back as the file ``out``."""
    return send_back(workspace, audit_id, out, ReplyChoice(name, passphrase)).file.path


def taken(
    workspace: Workspace, path: Path, passphrase: str = "", *, choice: Decided | None = None, is_credited: bool = False
) -> AnswersTakenIn:
    """Take answers in. ``choice``: for every conflict; None if there is none."""
    seen = look_into_answers(workspace, path, passphrase)
    try:
        choices = {item.key: choice for item in seen.conflicts if choice is not None}
        return take_answers(workspace, seen, TakingChoice(choices, credits=is_credited))
    finally:
        close_file(workspace, seen)
