"""Encrypted returns: only the partnership decrypts them, OpenSSL can too, and changed files are refused."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.encrypt import create_receiver, decrypt_return, receiver_certificate
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.topic import QuestionKind, Recipient
from s11desk.errors import UserError
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, ORIGIN, question, small_topic

PASSPHRASE = "correct horse battery"
DETAILS = IdentityDetails(name="Kim Officer", job_title="Officer", organisation="Partnership", email="k@p.example")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, MadeReturn]:
    """A partnership's home with its key, and a return that an agency encrypted to it."""
    folder = tmp_path_factory.mktemp("sent")
    partnership, agency = Home(folder / "partnership"), Home(folder / "agency")
    create_receiver(partnership, DETAILS, PASSPHRASE, NOON - dt.timedelta(days=4000))
    certificate = receiver_certificate(partnership).read_text("ascii")
    plain = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"))
    topic = msgspec.structs.replace(plain, encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),))
    with Workspace(agency, SteppingClock()) as workspace:
        keep(workspace, topic)
        create_identity(agency.identity, DETAILS, PASSPHRASE, NOON)
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
        return partnership, make_return(workspace, audit_id, folder / "out", PASSPHRASE)


def test_the_partnership_decrypts_the_return_and_verifies_it(sent: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    home, exported = sent
    assert exported.encrypted is not None
    opened = decrypt_return(exported.encrypted.path, tmp_path, home.receiver, PASSPHRASE)
    assert opened.name == exported.path.name
    assert opened.read_bytes() == exported.path.read_bytes()
    assert verify_return(opened, deep=True).is_verified


def test_an_expired_certificate_is_reported(sent: tuple[Home, MadeReturn]) -> None:
    assert sent[1].encrypted is not None
    assert sent[1].encrypted.expired == ("Kim Officer",)


def openssl(*arguments: str | Path) -> None:
    ran = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_openssl_decrypts_a_return(sent: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    home, exported = sent
    assert exported.encrypted is not None
    key, opened = tmp_path / "key.pem", tmp_path / "opened.zip"
    openssl("pkcs12", "-in", home.receiver, "-nodes", "-nomacver", "-passin", f"pass:{PASSPHRASE}", "-out", key)
    sealed, certificate = exported.encrypted.path, receiver_certificate(home)
    openssl("cms", "-decrypt", "-inform", "DER", "-in", sealed, "-inkey", key, "-recip", certificate, "-out", opened)
    assert opened.read_bytes() == exported.path.read_bytes()


def test_no_part_of_a_changed_file_is_decrypted(sent: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    home, exported = sent
    assert exported.encrypted is not None
    whole = exported.encrypted.path.read_bytes()
    changed = tmp_path / "changed.s11"
    for place in (10, 300, len(whole) // 2, len(whole) - 20, len(whole) - 1):
        content = bytearray(whole)
        content[place] ^= 1
        changed.write_bytes(content)
        with pytest.raises(UserError) as refused:
            decrypt_return(changed, tmp_path / "out", home.receiver, PASSPHRASE)
        assert isinstance(refused.value, EnvelopeUnreadable | EnvelopeAltered | EnvelopeNotForYou)
        assert list((tmp_path / "out").glob("*")) == []


def test_another_receiver_cannot_decrypt_a_return(sent: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    exported = sent[1]
    assert exported.encrypted is not None
    stranger = Home(tmp_path / "stranger")
    with pytest.raises(ReceivingKeyMissing):
        decrypt_return(exported.encrypted.path, tmp_path / "out", stranger.receiver, PASSPHRASE)
    create_receiver(stranger, DETAILS, PASSPHRASE, NOON)
    with pytest.raises(EnvelopeNotForYou):
        decrypt_return(exported.encrypted.path, tmp_path / "out", stranger.receiver, PASSPHRASE)
    with pytest.raises(PassphraseWrong):
        decrypt_return(exported.encrypted.path, tmp_path / "out", stranger.receiver, "not this one")
