"""A day's post: returns of three agencies in files of all kinds, and an empty desk for each test."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.arrivals.take_in import TakeInResult, find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.tables.collate import unlock_receiving_key
from s11desk.app.returns.approving.countersign import ApproverKey, countersign, require_approvable
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.receiving.desk_values import IntakeResult
from s11desk.domain.topics.topic import Recipient, Topic
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, ORIGIN, small_topic

PASSPHRASE = "correct horse battery"
COMPLETER = IdentityDetails("Sam Lead", "Safeguarding lead", "Riverside Trust", "sam@riverside.example")
APPROVER = IdentityDetails("Bo Chair", "Chair", "Riverside Trust", "bo@riverside.example")
OFFICER = IdentityDetails("Kim Officer", "Officer", "Sample Partnership", "kim@partnership.example")
PEOPLE = tuple(Person(role, "Amina Yusuf", email="a@riverside.example") for role in ("completer", "substitute"))
COMMENT = "We keep a café register of visitors"


def answered(workspace: Workspace, agency: str, choice: str = "yes", topic: str = "sample") -> str:
    """An audit that is complete."""
    audit_id = begin_draft(workspace, topic, agency).audit.id
    for answer in (
        Answer("agency", choice="school"),
        Answer("people", people=PEOPLE),
        Answer("policy", choice=choice, reason="No building." if choice == "na" else ""),
        Answer("training", choice="yes"),
        Answer("story", text=COMMENT),
        Answer("staff", number=12.5),
        Answer("reviewed", date=dt.date(2026, 2, 1)),
    ):
        if answer.question != "training" or choice in {"yes", "no"}:
            save_answer(workspace, audit_id, answer)
    return audit_id


class Post:
    """The files of the day by what they are. ``home``: the agency's. ``audit``: of Hilltop, which made two returns."""

    def __init__(self, base: Path) -> None:
        self.base, self.home, self.partnership = base, Home(base / "agency"), Home(base / "partnership")
        self.files: dict[str, Path] = {}
        self.audit = ""

    def __getitem__(self, name: str) -> Path:
        return self.files[name]


@pytest.fixture(scope="session")
def post(tmp_path_factory: pytest.TempPathFactory) -> Post:
    made = Post(tmp_path_factory.mktemp("post"))
    out, before = made.base / "in", NOON - dt.timedelta(days=1)
    create_receiver(made.partnership, OFFICER, PASSPHRASE, before)
    create_identity(made.partnership.identity, OFFICER, PASSPHRASE, before)
    certificate = receiver_certificate(made.partnership).read_text("ascii")
    closed = encrypted_to(small_topic(), certificate)
    with Workspace(made.home, SteppingClock()) as workspace:
        keep(workspace, small_topic())
        keep(workspace, closed)
        create_identity(made.home.identity, COMPLETER, PASSPHRASE, before)
        create_identity(made.home.approver, APPROVER, PASSPHRASE, before)
        for name, agency, choice in (("riverside", "Riverside Trust", "yes"), ("harbour", "=Harbour School", "na")):
            made.files[name] = make_return(workspace, answered(workspace, agency, choice), out, PASSPHRASE).path
        made.audit = answered(workspace, "Hilltop Club")
        made.files["first"] = make_return(workspace, made.audit, out, PASSPHRASE).path
        save_answer(workspace, made.audit, Answer("motto", text="We listen"))
        made.files["second"] = make_return(workspace, made.audit, out / "later", PASSPHRASE).path
        seen = require_approvable(verify_return(made["second"], deep=True))
        key = ApproverKey(made.home.approver, PASSPHRASE, workspace.clock())
        made.files["approved"] = countersign(made.home, seen, out / "approved", key).path
        locked = answered(workspace, "Quay Nursery", topic="closed")
        made.files["encrypted"] = make_return(workspace, locked, out, PASSPHRASE).to_send
    _add_others(made, out)
    return made


def encrypted_to(topic: Topic, certificate: str) -> Topic:
    recipient = (Recipient(name="Sample Partnership", certificate=certificate, origin=ORIGIN),)
    return msgspec.structs.replace(topic, id="closed", title="Closed topic", encrypt_to=recipient)


def _add_others(post: Post, out: Path) -> None:
    content = post["riverside"].read_bytes()
    for name, data in (
        ("again", content),
        ("cut", content[:5000]),
        ("letter", b"Please find our return enclosed."),
    ):
        post.files[name] = out / f"{name}.{'txt' if name == 'letter' else 'zip'}"
        post.files[name].write_bytes(data)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@harbour.example", "desk@partnership.example", "Our return"
    mail.set_content("Please find it attached.")
    mail.add_attachment(post["harbour"].read_bytes(), maintype="application", subtype="zip", filename="return.zip")
    post.files["mail"] = out / "post.eml"
    post.files["mail"].write_bytes(bytes(mail))


@pytest.fixture(scope="session")
def officer(post: Post) -> Officer:
    return Officer(post.partnership, sentence, who="Kim", clock=SteppingClock())


@pytest.fixture
def desk(tmp_path: Path, officer: Officer) -> Iterator[ReceivingDesk]:
    create_desk(tmp_path / "desk", officer, "Sample Partnership")
    with ReceivingDesk(tmp_path / "desk", officer) as opened:
        yield opened


@pytest.fixture
def with_key(desk: ReceivingDesk, post: Post) -> ReceivingDesk:
    """The same desk, with the receiving key unlocked."""
    key = unlock_receiving_key(post.partnership.receiver, PASSPHRASE)
    desk.officer = replace(desk.officer, key=key)
    return desk


@pytest.fixture
def agency(post: Post, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the agency's home, as on its own computer."""
    shutil.copytree(post.home.folder, tmp_path / "agency")
    clock = SteppingClock()
    clock.now += dt.timedelta(days=1)
    with Workspace(Home(tmp_path / "agency"), clock) as workspace:
        yield workspace


def take(desk: ReceivingDesk, *paths: Path, compares: bool = False) -> TakeInResult:
    return take_in_returns(desk, find_incoming(paths), compares=compares)


def take_one(desk: ReceivingDesk, path: Path, *, compares: bool = False) -> IntakeResult:
    (result,) = take(desk, path, compares=compares).files
    return result


@pytest.fixture(scope="session")
def signer(post: Post) -> Signer:
    """The partnership, as it signs its replies."""
    return unlock(post.partnership.identity, PASSPHRASE, NOON)
