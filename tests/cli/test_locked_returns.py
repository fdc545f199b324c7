"""The way to the approver and back in the terminal, where a partnership asks for encryption."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate
from s11desk.app.returns.making.make import make_return
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.topic import QuestionKind, Recipient
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import keep
from tests.cli.conftest import Command
from tests.samples import ORIGIN, question, small_topic

PASSPHRASE = "correct horse battery"
AMINA = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "a@riverside.example")
BO = ("--name", "Bo Chair", "--job-title", "Chair", "--organisation", "Riverside", "--email", "b@riverside.example")


@pytest.fixture
def own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The completer's own copy of a return, in a home where packs ask for encryption."""
    monkeypatch.setenv("S11DESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("S11DESK_FILE_PASSPHRASE", "seven grey herons")
    partnership, home = Home(tmp_path / "partnership"), Home(tmp_path / "home")
    create_receiver(partnership, AMINA, PASSPHRASE, system_clock())
    certificate = receiver_certificate(partnership).read_text("ascii")
    topic = msgspec.structs.replace(
        small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement")),
        encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),),
    )
    with Workspace(home) as workspace:
        keep(workspace, topic)
        create_identity(home.identity, AMINA, PASSPHRASE, system_clock())
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", choice="yes", comment="Read"))
        return make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE).path


def test_a_return_goes_to_the_approver_and_back_and_then_to_the_partnership(
    s11desk: Command, own_copy: Path, tmp_path: Path
) -> None:
    locked = s11desk("lock", own_copy, tmp_path / "approve.zip.s11")
    assert (locked.code, locked.out.strip()) == (0, str(tmp_path / "approve.zip.s11"))
    chair = ("--home", tmp_path / "chair")
    assert s11desk("identity", "create", *BO, *chair).code == 0
    signed = s11desk("countersign", tmp_path / "approve.zip.s11", tmp_path / "back", *chair)
    assert signed.code == 0, signed.err
    assert "s11desk encrypt" in signed.err
    back = Path(signed.out.strip())
    assert back.name == "approve-approved.zip.s11"
    assert list((tmp_path / "chair" / "work").iterdir()) == []
    made = s11desk("encrypt", back, tmp_path / "send")
    assert (made.code, "Encrypted to Kim Officer" in made.err) == (0, True)
    opened = s11desk("decrypt", made.out.strip(), tmp_path / "in", "--home", tmp_path / "partnership")
    assert opened.code == 0
    verified = s11desk("verify", opened.out.strip(), "--home", tmp_path / "partnership")
    assert verified.code == 4
    assert "Approved and signed by Bo Chair" in verified.out


def test_the_wrong_passphrase_and_a_receiver_are_refused(
    s11desk: Command, own_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert s11desk("lock", own_copy, tmp_path / "approve.zip.s11").code == 0
    again = s11desk("lock", own_copy, tmp_path / "approve.zip.s11")
    assert (again.code, "already" in again.err) == (2, True)
    partnership = ("--home", tmp_path / "partnership")
    refused = s11desk("countersign", tmp_path / "approve.zip.s11", tmp_path / "back", *partnership)
    assert (refused.code, "receives returns" in refused.err) == (1, True)
    monkeypatch.setenv("S11DESK_FILE_PASSPHRASE", "another passphrase")
    wrong = s11desk("countersign", tmp_path / "approve.zip.s11", tmp_path / "back", "--home", tmp_path / "chair")
    assert wrong.code == 2
    assert not (tmp_path / "back").exists()
