"""Genuine returns with as many questions as a topic may have: made, verified, approved, in the window and terminal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.cli.main import run
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.topic import QuestionKind, Section
from s11desk.domain.topics.topic_limits import LIST_LIMIT
from s11desk.signing.identity.lifecycle import create_identity
from tests.app.conftest import SteppingClock, keep
from tests.app.test_countersigning import APPROVER, COMPLETER, PASSPHRASE
from tests.samples import NOON, ORIGIN, question, small_topic


@dataclass(frozen=True)
class Long:
    """A genuine return, without and with the approver's signature. ``is_small``: its pages are compared unasked.

    ``first``: what the deep check says of the one without.
    """

    made: Path
    approved: Path
    is_small: bool
    first: Verdict


@pytest.fixture(scope="module", params=[200, LIST_LIMIT])
def long_return(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Long:
    """Half of the questions are in one section and half have a section each, so the outline is long on both levels."""
    count, folder = request.param, tmp_path_factory.mktemp("long")
    sections = tuple(Section(f"s{number}", f"Part {number}", origin=ORIGIN) for number in range(count // 2))
    questions = tuple(
        question(f"q{number}", QuestionKind.LONG_TEXT, required=False, section=f"s{max(0, number - count // 2)}")
        for number in range(count)
    )
    topic = msgspec.structs.replace(small_topic(*questions), sections=sections)
    home = Home(folder / "home")
    with Workspace(home, SteppingClock()) as workspace:
        keep(workspace, topic)
        create_identity(home.identity, COMPLETER, PASSPHRASE, NOON)
        create_identity(home.approver, APPROVER, PASSPHRASE, NOON)
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("q1", text="Yes"))
        made = make_return(workspace, audit_id, folder / "out", PASSPHRASE).path
    key = ApproverKey(home.approver, PASSPHRASE, NOON)
    first = verify_return(made, deep=True)
    approved = countersign(home, first, folder / "approved", key).path
    return Long(made, approved, count <= 200, first)


def test_a_long_return_is_verified_with_each_of_its_signatures(long_return: Long) -> None:
    for signers, deep in enumerate((long_return.first, verify_return(long_return.approved, deep=True)), 1):
        assert deep.is_verified, deep.unverified
        assert deep.pdf is not None
        assert (len(deep.read.signatures), len(deep.pdf.signatures)) == (signers, signers)
    usual = verify_return(long_return.approved)
    assert usual.is_unchanged
    assert usual.comparison.pages is (PagesCompared.SAME if long_return.is_small else PagesCompared.TOO_LARGE)


def test_window_and_terminal_call_a_long_return_unchanged(
    long_return: Long, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify_received_return(Home(tmp_path / "receiver"), long_return.approved).is_verified, (
        "as the window reads it"
    )
    for options in ((), ("--deep",)) if long_return.is_small else (("--deep",),):
        words = ["--home", str(tmp_path / "terminal"), "verify", *options, str(long_return.approved)]
        assert run(words, lambda *_: 0, lambda *_: "") == 4
        assert "Unchanged since it was signed" in capsys.readouterr().out
