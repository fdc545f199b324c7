"""A return that three people sign: in any order after the first, each in one role, and never two copies joined."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import Draft, begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.approval import find_approved, record_approval
from s11desk.app.returns.approving.approving_roles import open_roles, role_of_id
from s11desk.app.returns.approving.countersign import ApproverKey, countersign, find_approver, require_approvable
from s11desk.app.returns.mailing.mail_text import return_text
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.app.returns.verifying.signed_apart import find_signed_apart
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.bundle.audit_file import FORMAT
from s11desk.bundle.container.container_reader import read_container, read_signed_pdfs
from s11desk.bundle.container.container_writer import append_countersignature, bytes_member
from s11desk.bundle.read_return import ContentFault, roles_of
from s11desk.cli.sentences.verdict_paragraphs import apart_paragraphs, verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.domain.audits.audit import Answer
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.returns.return_verdict import Outcome, UnverifiedReason
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import QuestionKind, SigningRole, Topic
from s11desk.errors.return_errors import (
    ApproverIsCompleter,
    ApproverSignedAlready,
    ReturnCountersigned,
    RoleNotAsked,
    RoleNotChosen,
    RoleSigned,
)
from s11desk.signing.cms import sign_detached
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.checks.format_checks import lowest_format
from s11desk.wording.desk.collation_words import APART
from tests.app.conftest import SteppingClock, keep
from tests.app.test_collating import rows, run
from tests.samples import NOON, audit_with, question, small_topic

PASSPHRASE = "correct horse battery"
LEAD = SigningRole("lead", "Designated safeguarding lead", "I have answered every question.")
HEAD = SigningRole("head", "Headteacher", "I have read the answers.")
CHAIR = SigningRole("chair", "Chair of governors", "The governors have seen the answers.")
PEOPLE = {
    name: IdentityDetails(name, job, "Riverside", f"{name[0].lower()}@riverside.example")
    for name, job in (("Amina", "Lead"), ("Bo", "Head"), ("Cy", "Chair"), ("Di", "Governor"))
}


def topic_with(*roles: SigningRole) -> Topic:
    plain = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"))
    return msgspec.structs.replace(plain, sign_off=roles, format=2 if len(roles) < 3 else 3)


@dataclass(frozen=True)
class Signed:
    """A home with the return that its owner made, and the key files of other people."""

    home: Home
    audit_id: str
    path: Path
    keys: dict[str, Path]

    def sign(self, path: Path, name: str, role: Role | None, folder: Path) -> Path:
        key = ApproverKey(self.keys[name], PASSPHRASE, NOON, role=role)
        return countersign(self.home, verify_return(path), folder, key).path


def made_with(folder: Path, topic: Topic) -> Signed:
    home = Home(folder / "home")
    keys = {name: folder / f"{name}.p12" for name in PEOPLE}
    for name in ("Bo", "Cy", "Di"):
        create_identity(keys[name], PEOPLE[name], PASSPHRASE, NOON)
    with Workspace(home, SteppingClock()) as workspace:
        keep(workspace, topic)
        create_identity(home.identity, PEOPLE["Amina"], PASSPHRASE, NOON)
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", choice="yes", comment="Read by the board"))
        made = make_return(workspace, audit_id, folder / "out", PASSPHRASE)
    return Signed(home, audit_id, made.path, keys | {"Amina": home.identity})


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return made_with(tmp_path_factory.mktemp("three"), topic_with(LEAD, HEAD, CHAIR))


@pytest.fixture(scope="module")
def twice(signed: Signed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same return, which the headteacher signed as well. No test changes it."""
    return signed.sign(signed.path, "Bo", Role.APPROVER, tmp_path_factory.mktemp("twice"))


@pytest.fixture(scope="module")
def thrice(signed: Signed, twice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the signature of the chair. No test changes it."""
    return signed.sign(twice, "Cy", None, tmp_path_factory.mktemp("thrice"))


ORDERS = [(roles, number % 2) for number, roles in enumerate(itertools.permutations((LEAD, HEAD, CHAIR)))]


@pytest.mark.parametrize(("roles", "is_turned"), ORDERS, ids=lambda one: one[0].id if isinstance(one, tuple) else "")
def test_three_people_sign_in_every_order_of_the_roles(
    tmp_path: Path, roles: tuple[SigningRole, ...], is_turned: int
) -> None:
    """The pack names the roles in six orders. Whoever signs first, the second and the third sign in both orders."""
    topic = topic_with(*roles)
    signed = made_with(tmp_path, topic)
    first = verify_return(signed.path)
    assert first.roles_to_sign == open_roles(first) == (Role.APPROVER, Role.SECOND_APPROVER)
    order = (Role.APPROVER, Role.SECOND_APPROVER)[:: -1 if is_turned else 1]
    path = signed.path
    for name, role in zip(("Bo", "Cy"), order, strict=True):
        path = signed.sign(path, name, role, tmp_path / name)
    verdict = verify_return(path, deep=True)
    assert verdict.is_verified
    assert [one.role for one in verdict.read.signatures] == [Role.COMPLETER, *order]
    assert verdict.roles_to_sign == open_roles(verdict) == ()
    titles = [facts.signs_as for facts in verdict_facts(verdict).signatures]
    assert titles == [topic.signing_role(role) for role in (Role.COMPLETER, *order)]
    assert all(f"signed as {role.title} by" in verdict_paragraph(verdict) for role in roles)


def test_each_signature_covers_everything_before_it(signed: Signed, tmp_path: Path) -> None:
    twice = signed.sign(signed.path, "Bo", Role.SECOND_APPROVER, tmp_path)
    thrice = signed.sign(twice, "Cy", Role.APPROVER, tmp_path)
    verdict = verify_return(thrice, deep=True)
    names = verdict.read.container.names
    for signature, stored in zip(verdict.read.signatures, verdict.read.container.signatures, strict=True):
        manifest = names.index(stored.name) - 1
        assert signature.covers == names[1:manifest]
    assert verdict.pdf is not None
    assert [one.field_name for one in verdict.pdf.signatures] == ["completer", "second-approver", "approver"]
    with zipfile.ZipFile(signed.path) as one, zipfile.ZipFile(twice) as two, zipfile.ZipFile(thrice) as three:
        assert two.namelist()[: len(one.namelist())] == one.namelist()
        assert three.namelist()[: len(two.namelist())] == two.namelist()
        assert all(three.read(name) == two.read(name) for name in two.namelist())
        assert two.read("audit-second-approver.pdf").startswith(one.read("audit.pdf"))
        assert three.read("audit-countersigned.pdf").startswith(two.read("audit-second-approver.pdf"))


def test_the_e_mail_names_the_pdf_that_has_every_signature(
    signed: Signed, twice: Path, thrice: Path, tmp_path: Path
) -> None:
    draft = Draft(topic_with(LEAD, HEAD, CHAIR), audit_with())
    for number, path in enumerate((signed.path, twice, thrice), 1):
        with path.open("rb") as stream:
            roles = roles_of(read_signed_pdfs(stream))
        made = MadeReturn(path, "K7M3-9QXD-1", 1, 1, "", roles=roles)
        (named,) = re.findall(r"in it the file (\S+\.pdf)\.", return_text(draft, made, path.name))
        save_signed_pdf(verify_return(path).seen, tmp_path / named)
        with zipfile.ZipFile(path) as bundle:
            assert bundle.read(named).count(b"/ByteRange") == number
            assert bundle.read(named) == (tmp_path / named).read_bytes(), "“Save the PDF” and the e-mail mean the same"


def test_who_has_signed_and_who_is_still_to_sign_is_said(signed: Signed, tmp_path: Path) -> None:
    said = verdict_paragraph(verify_return(signed.path))
    assert "No approver has signed it. Still to sign: Headteacher and Chair of governors." in said
    verdict = verify_return(signed.sign(signed.path, "Cy", Role.SECOND_APPROVER, tmp_path))
    assert verdict.roles_to_sign == (Role.APPROVER,)
    assert "Still to sign: Headteacher." in verdict_paragraph(verdict)
    assert "Still to sign: Headteacher." in verdict_words(verdict).facts
    assert verdict_facts(verdict).to_sign == (HEAD,)


def test_nobody_signs_twice_or_in_the_role_of_another(
    signed: Signed, twice: Path, thrice: Path, tmp_path: Path
) -> None:
    with pytest.raises(RoleNotChosen) as not_chosen:
        signed.sign(signed.path, "Bo", None, tmp_path)
    assert not_chosen.value.roles == ("head", "chair")
    with pytest.raises(ApproverIsCompleter):
        signed.sign(signed.path, "Amina", Role.APPROVER, tmp_path)
    with pytest.raises(RoleSigned):
        signed.sign(signed.path, "Bo", Role.COMPLETER, tmp_path)
    with pytest.raises(RoleSigned) as taken:
        signed.sign(twice, "Cy", Role.APPROVER, tmp_path)
    assert taken.value.title == "Headteacher"
    with pytest.raises(ApproverSignedAlready) as already:
        signed.sign(twice, "Bo", Role.SECOND_APPROVER, tmp_path)
    assert already.value.name == "Bo"
    with pytest.raises(ReturnCountersigned):
        require_approvable(verify_return(thrice, deep=True))
    assert list(tmp_path.iterdir()) == []
    assert [path.name for path in (*twice.parent.iterdir(), *thrice.parent.iterdir())] == [twice.name, thrice.name]


def test_a_role_is_chosen_by_its_id(signed: Signed, tmp_path: Path) -> None:
    verdict = verify_return(signed.sign(signed.path, "Bo", role_of_id(verify_return(signed.path), "chair"), tmp_path))
    assert role_of_id(verdict, "head") is Role.APPROVER
    with pytest.raises(RoleSigned):
        role_of_id(verdict, "chair")
    for name in ("lead", "bishop"):
        with pytest.raises(RoleNotAsked) as unasked:
            role_of_id(verdict, name)
        assert unasked.value.roles == ("head",)


def test_a_person_who_signed_on_this_computer_makes_room_for_the_next(signed: Signed, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.identity.parent.mkdir(parents=True)
    create_identity(home.identity, PEOPLE["Di"], PASSPHRASE, NOON)
    create_identity(home.approver, PEOPLE["Cy"], PASSPHRASE, NOON)
    key = ApproverKey(home.approver, PASSPHRASE, NOON, role=Role.APPROVER)
    once = countersign(home, verify_return(signed.path), tmp_path / "once", key)
    assert find_approver(home, verify_return(once.path)).holder.value == "own"
    home.identity.unlink()
    assert find_approver(home, verify_return(once.path)).has_signed


def forged(signed: Signed, path: Path, pdf: str, content: bytes, name: str, folder: Path) -> Verdict:
    """``path`` with one more genuine signature by ``name``, over a PDF of the forger's choice."""
    copy = folder / "forged.zip"
    copy.write_bytes(path.read_bytes())
    signer = unlock(signed.keys[name], PASSPHRASE, NOON)
    with copy.open("r+b") as stream:
        member = bytes_member(pdf, content)
        append_countersignature(stream, read_container(stream), member, lambda text: sign_detached(text, signer, NOON))
    return verify_return(copy, deep=True)


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_a_pdf_that_leaves_out_a_signature_before_it_is_refused(signed: Signed, twice: Path, tmp_path: Path) -> None:
    """The third person signs what the first one signed, without the second one's signature in it."""
    other = signed.sign(signed.path, "Cy", Role.SECOND_APPROVER, tmp_path)
    content = part(other, "audit-second-approver.pdf")
    verdict = forged(signed, twice, "audit-second-approver.pdf", content, "Cy", tmp_path)
    assert verdict.read.content_fault is ContentFault.COUNTERSIGNED_DIFFERS


def test_a_signature_in_the_field_of_another_role_is_refused(signed: Signed, twice: Path, tmp_path: Path) -> None:
    content = part(twice, "audit-countersigned.pdf")
    verdict = forged(signed, signed.path, "audit-second-approver.pdf", content, "Bo", tmp_path)
    assert verdict.unverified is not None
    assert verdict.unverified.reason is UnverifiedReason.PDF_SIGNATURES


def test_the_same_person_in_two_roles_is_refused(signed: Signed, twice: Path, tmp_path: Path) -> None:
    content = part(twice, "audit-countersigned.pdf") + b"more"
    verdict = forged(signed, twice, "audit-second-approver.pdf", content, "Bo", tmp_path)
    assert verdict.read.content_fault is ContentFault.APPROVER_SAME


def test_a_role_that_the_topic_does_not_name_is_refused(tmp_path: Path) -> None:
    signed = made_with(tmp_path, topic_with(LEAD, HEAD))
    with pytest.raises(RoleSigned):
        signed.sign(signed.path, "Bo", Role.SECOND_APPROVER, tmp_path)
    content = part(signed.sign(signed.path, "Bo", Role.APPROVER, tmp_path), "audit-countersigned.pdf")
    verdict = forged(signed, signed.path, "audit-second-approver.pdf", content, "Bo", tmp_path)
    assert verdict.read.content_fault is ContentFault.ROLE_UNASKED


TAMPERED: dict[str, Callable[[list[str]], list[str]]] = {
    "the second signature left out": lambda names: [n for n in names if "002" not in n],
    "the third signature left out": lambda names: [n for n in names if "003" not in n],
    "the second PDF left out": lambda names: [n for n in names if n != "audit-countersigned.pdf"],
    "the third PDF left out": lambda names: [n for n in names if n != "audit-second-approver.pdf"],
    "the first signature left out": lambda names: [n for n in names if "001" not in n],
    "two signatures exchanged": lambda names: [*names[:-6], *names[-3:], *names[-6:-3]],
}


@pytest.mark.parametrize("name", TAMPERED)
def test_signatures_that_were_taken_out_or_exchanged_are_refused(thrice: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(thrice) as archive, zipfile.ZipFile(tmp_path / "tampered.zip", "w") as out:
        for part_name in TAMPERED[name](archive.namelist()):
            info = zipfile.ZipInfo(part_name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            out.writestr(info, archive.read(part_name))
    verdict = verify_return(tmp_path / "tampered.zip", deep=True)
    assert not verdict.is_unchanged
    assert verdict.outcome is Outcome.NOT_VERIFIED


@pytest.mark.parametrize("at", ["audit-countersigned.pdf", "META-INF/signature002.p7s", "audit.json", "answers.xlsx"])
def test_a_byte_changed_between_two_signatures_is_found(twice: Path, tmp_path: Path, at: str) -> None:
    """The second person's file is changed before the third signs it: it does not verify, so it cannot be signed."""
    facts = verify_return(twice).read.container
    entry, content = facts.entry(at), bytearray(twice.read_bytes())
    content[entry.data_offset + entry.size // 2] ^= 1
    changed = tmp_path / twice.name
    changed.write_bytes(content)
    verdict = verify_return(changed, deep=True)
    assert not verdict.is_unchanged
    with pytest.raises(Exception, match="not-verified"):
        require_approvable(verdict)


def test_copies_signed_by_two_people_are_forks_and_never_joined(
    signed: Signed, twice: Path, thrice: Path, tmp_path: Path
) -> None:
    one, whole = twice, thrice
    other = signed.sign(signed.path, "Cy", Role.SECOND_APPROVER, tmp_path)
    verdicts = {path: verify_return(path) for path in (signed.path, one, other, whole)}
    assert find_signed_apart([verdicts[signed.path], verdicts[one], verdicts[whole]]) == ()
    (apart,) = find_signed_apart([verdicts[one], verdicts[other]])
    assert apart.paths == (one, other)
    assert "cannot be joined" in " ".join(apart_paragraphs([apart]))
    assert verdict_facts(verdicts[one], [apart]).signed_apart_from == (str(other),)
    assert find_signed_apart([verdicts[whole], verdicts[other]])


@pytest.mark.parametrize("roles", [(LEAD, HEAD), (LEAD, HEAD, CHAIR)], ids=["two roles", "three roles"])
def test_the_tables_of_returns_show_copies_signed_apart(tmp_path: Path, roles: tuple[SigningRole, ...]) -> None:
    signed, received = made_with(tmp_path, topic_with(*roles)), tmp_path / "received"
    for number, name in enumerate(("Bo", "Cy")):
        path = signed.sign(signed.path, name, Role.APPROVER, tmp_path / name)
        received.mkdir(exist_ok=True)
        (received / f"{number}.zip").write_bytes(path.read_bytes())
    (received / "first.zip").write_bytes(signed.path.read_bytes())
    run(signed.home, received, tmp_path / "tables")
    files = rows(tmp_path / "tables", "files")
    states = [FileState.COUNTED, FileState.SIGNED_APART, FileState.UNAPPROVED]
    assert sorted(row["state"] for row in files) == states
    assert {row["forked"] for row in files} == {"yes"}
    assert all(APART in row["reason"] for row in files)
    assert {row["to_sign"] for row in files if row["approved_by"]} == {"; ".join(role.title for role in roles[2:])}


def test_the_home_shows_a_copy_that_somebody_signed_apart(signed: Signed, tmp_path: Path) -> None:
    with Workspace(signed.home, SteppingClock()) as workspace:
        for name, role in (("Bo", Role.APPROVER), ("Cy", Role.SECOND_APPROVER)):
            key = ApproverKey(signed.keys[name], PASSPHRASE, NOON, role=role)
            made = countersign(signed.home, verify_return(signed.path), tmp_path / name, key)
            assert record_approval(workspace, made) == signed.audit_id
        found = find_approved(workspace, signed.audit_id, made.reference)
        assert found is not None
        assert found.roles == (Role.COMPLETER, Role.SECOND_APPROVER)
        assert [one.name for one in found.signed_apart] == ["Bo"]
        key = ApproverKey(signed.keys["Bo"], PASSPHRASE, NOON)
        record_approval(workspace, countersign(signed.home, verify_return(found.path), tmp_path / "all", key))
        whole = find_approved(workspace, signed.audit_id, made.reference)
        assert whole is not None
        assert whole.roles == (Role.COMPLETER, Role.SECOND_APPROVER, Role.APPROVER)
        assert whole.signed_apart == ()


@pytest.mark.parametrize("roles", [(), (LEAD,), (LEAD, HEAD), (LEAD, HEAD, CHAIR)], ids=len)
def test_only_three_roles_write_the_newer_formats(tmp_path: Path, roles: tuple[SigningRole, ...]) -> None:
    topic = topic_with(*roles)
    signed = made_with(tmp_path, topic)
    audit_file = verify_return(signed.path).read.audit_file
    assert audit_file is not None
    is_new = len(roles) == 3
    assert (audit_file.format, audit_file.topic.format) == ((3, 3) if is_new else (2, 0))
    assert lowest_format(msgspec.structs.replace(topic, format=3)) == (3 if is_new else 2 if roles else 1)
    names = verify_return(signed.sign(signed.path, "Bo", Role.APPROVER, tmp_path)).read.container.names
    added = ("audit-countersigned.pdf", "META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s")
    assert names[-3:] == added


def test_a_return_of_a_newer_program_is_called_newer_whatever_files_it_has(signed: Signed, tmp_path: Path) -> None:
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(signed.path) as archive, zipfile.ZipFile(newer, "w") as out:
        for name in archive.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            content = archive.read(name).replace(b'"format": 3', b'"format": %d' % (FORMAT + 1), 1)
            out.writestr(info, content)
        out.writestr(zipfile.ZipInfo("audit-fourth.pdf", (1980, 1, 1, 0, 0, 0)), b"")
    verdict = verify_return(newer)
    assert verdict.unverified is not None
    assert verdict.unverified.reason is UnverifiedReason.AUDIT_NEWER
    assert "Install the newer version" in verdict_paragraph(verdict)
