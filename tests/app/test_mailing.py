"""The e-mail with a return: its text, its form for mail programs, and the record that it was prepared."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import hashlib
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import Draft, draft_history, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail import (
    list_prepared,
    mail_for,
    mailto_link,
    prepare_mail,
    prepare_pdf_mail,
    recipients,
    record_prepared,
    write_mail_draft,
)
from s11desk.app.returns.mailing.mail_text import approver_text
from s11desk.app.returns.making.encrypt import Addressed, Encrypted
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.domain.audits.audit import Answer, Person, ReturnRecord
from s11desk.domain.returns.mail_size import mail_fit
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.domain.topics.topic import ReturnAddress
from s11desk.errors.file_errors import FileMissing
from s11desk.errors.return_errors import ReturnChanged
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signature_facts import SignerFacts
from s11desk.store.drafts.mail_log import Prepared, known_unsent, with_approver
from tests.samples import NOON, audit_with, small_topic

SIGNER = SignerFacts("Amina Yusuf", "Manager", "Riverside", "a@b.example", "3f2a91c0" * 8, spoken_form("3f2a91c0" * 8))
SIGNER_REST = ("Manager", "Riverside", "a@b.example", "3f2a91c0" * 8, spoken_form("3f2a91c0" * 8))
CONTENT = b"PK" + bytes(range(256)) * 40
AUDIT = msgspec.structs.replace(audit_with(), agency="Zoë & Söhne\N{REPLACEMENT CHARACTER}")


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def draft(address: str = "returns@partnership.example", title: str = "Early help\nand more") -> Draft:
    topic = msgspec.structs.replace(small_topic(), return_to=ReturnAddress(email=address), title=title)
    return Draft(topic, AUDIT)


@pytest.fixture
def exported(tmp_path: Path) -> MadeReturn:
    path = tmp_path / "Riverside-sample-K7M3-9QXD-1.zip"
    path.write_bytes(CONTENT)
    return MadeReturn(path, "K7M3-9QXD-1", 1, len(CONTENT), digest_of(CONTENT), signers=(SIGNER,))


def test_the_mail_draft_is_unsent_and_has_the_whole_return(exported: MadeReturn, tmp_path: Path) -> None:
    mail = mail_for(draft(), exported)
    write_mail_draft(mail, tmp_path / "return.eml")
    message = email.message_from_bytes((tmp_path / "return.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    assert (message["X-Unsent"], message["To"]) == ("1", "returns@partnership.example")
    assert message["Subject"] == "Section 11 return K7M3-9QXD-1: Zoë & Söhne\ufffd, Early help and more"
    again = mail_for(draft(title="Section 11 2025/26: Early help"), exported).subject
    assert again == "Return K7M3-9QXD-1: Zoë & Söhne\ufffd, Section 11 2025/26: Early help", "it is not said twice"
    assert message.defects == []
    text = message.get_body()
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == mail.body
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (exported.path.name, "application/zip")
    assert attached.get_content() == CONTENT
    assert (tmp_path / "return.eml").stat().st_size <= mail.fit.encoded


def test_the_text_is_a_letter_signed_by_the_person(exported: MadeReturn) -> None:
    body = mail_for(draft(), exported).body
    for needed in ("Dear Sample Partnership,", "K7M3-9QXD-1", "Early help and more", "audit.pdf", "ring us"):
        assert needed in body
    assert body.endswith("Kind regards\nAmina Yusuf\nManager\nRiverside\na@b.example\n")


def test_the_text_has_no_command_digest_or_check_code(exported: MadeReturn) -> None:
    for text in (mail_for(draft(), exported).body, approver_text(draft(), exported, "file.zip")):
        for unwanted in ("SHA", "verify", digest_of(CONTENT), SIGNER.fingerprint_spoken):
            assert unwanted not in text


def test_a_return_that_only_the_approver_got_was_not_sent() -> None:
    """Nothing is known of a return without an entry: the partnership may have it."""

    def unsent(*ways: PreparedAs) -> bool:
        return "K7M3-9QXD-1" in known_unsent([Prepared(NOON, "K7M3-9QXD-1", way) for way in ways])

    to_approver, mail_file, changes = PreparedAs.TO_APPROVER, PreparedAs.MAIL_FILE, PreparedAs.CHANGES
    assert unsent(to_approver)
    assert unsent(to_approver, changes)
    assert unsent(mail_file, PreparedAs.NOT_SENT)
    for ways in ((), (mail_file, changes), (to_approver, PreparedAs.FOLDER), (to_approver, PreparedAs.APPROVED)):
        assert not unsent(*ways)


def test_a_return_waits_for_its_approver_until_it_is_approved() -> None:
    """An approved file that came in ends the wait; a second e-mail begins it again."""
    sent, back = (Prepared(NOON, "K7M3-9QXD-1", way) for way in (PreparedAs.TO_APPROVER, PreparedAs.APPROVED))
    by_hand = msgspec.structs.replace(sent, at=NOON + dt.timedelta(hours=1), by_hand=True)
    assert with_approver([sent]) == {"K7M3-9QXD-1": sent}
    assert with_approver([sent, back]) == {}
    assert with_approver([sent, back, sent]) == {"K7M3-9QXD-1": sent}
    assert with_approver([sent, by_hand]) == {"K7M3-9QXD-1": by_hand}, "what the person did last"


def test_the_text_of_a_second_return_says_what_it_replaces(exported: MadeReturn) -> None:
    record = ReturnRecord(1, "K7M3-9QXD-1", NOON, "0" * 64, "0" * 64)
    again = Draft(draft().topic, msgspec.structs.replace(AUDIT, exports=(record,)))
    second = replace(exported, reference="K7M3-9QXD-2", number=2)
    assert "It replaces our return 1, reference K7M3-9QXD-1." in mail_for(again, second).body
    assert "replaces" not in mail_for(again, exported).body
    assert "replaces" not in mail_for(again, second, frozenset({"K7M3-9QXD-1"})).body


def test_what_a_person_is_called_cannot_add_lines_to_the_letter(exported: MadeReturn) -> None:
    signer = SignerFacts("Amina\nBcc: x@y.example", *SIGNER_REST)
    body = mail_for(draft(), replace(exported, signers=(signer,))).body
    assert "\nBcc:" not in body


def test_the_signers_fingerprint_is_not_beside_the_file_that_it_should_prove(exported: MadeReturn) -> None:
    mail = mail_for(draft(), exported)
    for text in (mail.body, mail.subject, mailto_link(mail)):
        assert SIGNER.fingerprint_spoken not in text
        assert SIGNER.fingerprint[:32] not in text.replace(" ", "").lower()


def test_only_the_encrypted_file_is_attached(exported: MadeReturn, tmp_path: Path) -> None:
    path = exported.path.with_name(exported.path.name + ".s11")
    path.write_bytes(b"sealed")
    encrypted = Encrypted(path, 6, digest_of(b"sealed"), (Addressed("SP", "D674 5884"),), ())
    sealed = MadeReturn(exported.path, exported.reference, 1, exported.size, exported.sha256, encrypted)
    mail = mail_for(draft(), sealed)
    write_mail_draft(mail, tmp_path / "return.eml")
    written = (tmp_path / "return.eml").read_bytes()
    message = email.message_from_bytes(written, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (path.name, b"sealed")
    assert "Only SP can open it" in mail.body
    assert path.name in mail.body


@pytest.mark.parametrize(
    "address", ["", "a,b@x.example", '"a"@x.example', "a<b@x.example", "ä@x.example", "a:b@x.example"]
)
def test_an_ambiguous_address_is_left_empty(exported: MadeReturn, tmp_path: Path, address: str) -> None:
    mail = mail_for(draft(address), exported)
    assert (recipients(draft(address).topic), mail.to) == ((), ())
    write_mail_draft(mail, tmp_path / "return.eml")
    assert b"\nTo:" not in (tmp_path / "return.eml").read_bytes()
    assert mailto_link(mail).startswith("mailto:?subject=")


def test_the_link_has_only_address_subject_and_text(exported: MadeReturn) -> None:
    mail = mail_for(draft(title="A & B?subject=x#y%0d%0aBcc: z"), exported)
    link = urlsplit(mailto_link(mail))
    assert (link.scheme, link.path, link.fragment) == ("mailto", "returns@partnership.example", "")
    assert parse_qs(link.query) == {"subject": [mail.subject], "body": [mail.body.replace("\n", "\r\n")]}


def test_a_return_too_large_for_any_mailbox_is_refused(exported: MadeReturn, tmp_path: Path) -> None:
    mail = replace(mail_for(draft(), exported), fit=mail_fit(40_000_000))
    with pytest.raises(ValueError, match="mailbox"):
        write_mail_draft(mail, tmp_path / "return.eml")
    assert not (tmp_path / "return.eml").exists()


def test_a_missing_return_is_reported(workspace: Workspace, audit_id: str, exported: MadeReturn) -> None:
    assert prepare_mail(workspace, audit_id, exported).fit.size == len(CONTENT)
    exported.path.unlink()
    with pytest.raises(FileMissing):
        prepare_mail(workspace, audit_id, exported)


def test_prepared_mails_are_listed_and_the_draft_stays_unchanged(workspace: Workspace, audit_id: str) -> None:
    before, history = open_draft(workspace, audit_id).audit, draft_history(workspace, audit_id)
    first = record_prepared(workspace, audit_id, "K7M3-9QXD-1", PreparedAs.MAIL_FILE, ("a@x.example",))
    second = record_prepared(workspace, audit_id, "K7M3-9QXD-1", PreparedAs.FOLDER, ())
    with Workspace(workspace.home) as other:
        assert list_prepared(other, audit_id) == (first, second)
    assert first.at < second.at
    assert (open_draft(workspace, audit_id).audit, draft_history(workspace, audit_id)) == (before, history)


@pytest.fixture
def made(workspace: Workspace, audit_id: str, tmp_path: Path) -> MadeReturn:
    """A real return."""
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"), Person("substitute", "Kim"))
    for answer in (
        Answer("agency", choice="gp"),
        Answer("people", people=people),
        Answer("policy", choice="na", reason="None"),
    ):
        save_answer(workspace, audit_id, answer)
    details = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")
    create_identity(workspace.home.identity, details, "three plain words", workspace.clock())
    return make_return(workspace, audit_id, tmp_path / "out", "three plain words")


def test_the_signed_pdf_can_be_sent_alone(workspace: Workspace, audit_id: str, made: MadeReturn) -> None:
    folder = made.path.parent
    taken = folder / made.path.with_suffix(".pdf").name
    taken.write_bytes(b"a person's own file")
    mail = prepare_pdf_mail(workspace, audit_id, made, folder)
    assert taken.read_bytes() == b"a person's own file"
    assert mail.attachment.name == f"{taken.stem}-2.pdf"
    for needed in ("signed PDF alone", made.reference, mail.attachment.name, made.path.name):
        assert needed in mail.body
    write_mail_draft(mail, folder / "pdf.eml")
    message = email.message_from_bytes((folder / "pdf.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (mail.attachment.name, "application/pdf")
    assert attached.get_content() == mail.attachment.read_bytes()
    assert attached.get_content().startswith(b"%PDF")


def test_the_pdf_of_an_encrypted_return_is_never_sent_unencrypted(
    workspace: Workspace, audit_id: str, exported: MadeReturn, tmp_path: Path
) -> None:
    encrypted = Encrypted(exported.path.with_suffix(".s11"), 6, "", (Addressed("SP", "D674 5884"),), ())
    sealed = MadeReturn(exported.path, exported.reference, 1, exported.size, exported.sha256, encrypted)
    with pytest.raises(ValueError, match="in the clear"):
        prepare_pdf_mail(workspace, audit_id, sealed, tmp_path)
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("content", [CONTENT + b" ", b"", b"PK\x03\x04another return"])
def test_a_file_that_was_exchanged_is_not_attached(exported: MadeReturn, tmp_path: Path, content: bytes) -> None:
    mail = mail_for(draft(), exported)
    exported.path.write_bytes(content)
    with pytest.raises(ReturnChanged):
        write_mail_draft(mail, tmp_path / "return.eml")
    assert not (tmp_path / "return.eml").exists()


def test_an_encrypted_file_that_was_exchanged_is_not_attached(exported: MadeReturn, tmp_path: Path) -> None:
    path = exported.path.with_name(exported.path.name + ".s11")
    path.write_bytes(b"sealed")
    encrypted = Encrypted(path, 6, digest_of(b"sealed"), (Addressed("SP", "D674 5884"),), ())
    sealed = MadeReturn(exported.path, exported.reference, 1, exported.size, exported.sha256, encrypted)
    mail = mail_for(draft(), sealed)
    path.write_bytes(b"sealef")
    with pytest.raises(ReturnChanged):
        write_mail_draft(mail, tmp_path / "return.eml")


def test_the_pdf_of_a_return_that_was_exchanged_is_not_attached(
    workspace: Workspace, audit_id: str, made: MadeReturn, tmp_path: Path
) -> None:
    mail = prepare_pdf_mail(workspace, audit_id, made, tmp_path)
    mail.attachment.write_bytes(mail.attachment.read_bytes() + b" ")
    with pytest.raises(ReturnChanged):
        write_mail_draft(mail, tmp_path / "return.eml")
    made.path.write_bytes(made.path.read_bytes() + b" ")
    with pytest.raises(ReturnChanged):
        prepare_pdf_mail(workspace, audit_id, made, tmp_path)
