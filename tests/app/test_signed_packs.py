"""A signed pack shows who issued it; a changed one is refused; another signer needs a word of the person's own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import add_known_signer
from s11desk.app.incoming import check_received_pack
from s11desk.app.topic_packs import sign_pack
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import ReturnAddress
from s11desk.errors.topic_errors import PartnershipChanged
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.files.pack_file_names import SIGNATURE_FILE
from s11desk.topics.own_pack import TOPIC_FILE
from s11desk.topics.pack import encode_topic
from s11desk.wording.topics.pack_review_sentences import alike_lines
from tests.damage import with_other_byte, with_replaced
from tests.installing import install_pack
from tests.samples import NOON, ORIGIN, small_topic

PASSPHRASE = "blue river 42 mountain"


def partnership(folder: Path, name: str = "Business Officer") -> Workspace:
    home = Home(folder)
    workspace = Workspace(home, lambda: NOON)
    details = IdentityDetails(name, "Officer", "Sample Partnership", "o@sp.example")
    create_identity(home.identity, details, PASSPHRASE, NOON)
    return workspace


def pack_file(folder: Path, version: int = 1) -> Path:
    topic = msgspec.structs.replace(
        small_topic(), id="mine", version=version, return_to=ReturnAddress("r@sp.example", origin=ORIGIN)
    )
    path = folder / f"plain-{version}.json"
    path.write_bytes(encode_topic(topic))
    return path


def signed(issuer: Workspace, folder: Path, name: str, version: int = 1) -> Path:
    out = folder / name
    sign_pack(issuer, pack_file(folder, version), out, PASSPHRASE)
    return out


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Workspace]:
    with partnership(tmp_path / "partnership") as issuer:
        yield issuer


def test_a_signed_pack_shows_its_signer_whom_nobody_has_confirmed(
    issuer: Workspace, workspace: Workspace, tmp_path: Path
) -> None:
    seen = check_received_pack(workspace, signed(issuer, tmp_path, "pack.zip"))
    assert seen.review is not None
    assert seen.review.signer is not None
    assert seen.review.signer.facts.organisation == "Sample Partnership"
    assert seen.review.signer.standing.standing is Standing.UNKNOWN


def test_the_signer_of_a_pack_is_confirmed_like_any_signer(
    issuer: Workspace, workspace: Workspace, tmp_path: Path
) -> None:
    path = signed(issuer, tmp_path, "pack.zip")
    review = check_received_pack(workspace, path).review
    assert review is not None
    assert review.signer is not None
    add_known_signer(workspace.home, "The officer", review.signer.facts.fingerprint, NOON)
    again = check_received_pack(workspace, path).review
    assert again is not None
    assert again.signer is not None
    assert again.signer.standing.standing is Standing.KNOWN


@pytest.mark.parametrize("part", [TOPIC_FILE, SIGNATURE_FILE])
def test_a_pack_that_was_changed_after_signing_is_refused(
    issuer: Workspace, workspace: Workspace, tmp_path: Path, part: str
) -> None:
    path = signed(issuer, tmp_path, "pack.zip")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = {
        TOPIC_FILE: with_replaced(parts[TOPIC_FILE], b"r@sp.example", b"x@sp.example"),
        SIGNATURE_FILE: with_other_byte(parts[SIGNATURE_FILE], -1),
    }[part]
    with zipfile.ZipFile(tmp_path / "changed.zip", "w") as archive:
        for name, content in (parts | {part: changed}).items():
            archive.writestr(name, content)
    seen = check_received_pack(workspace, tmp_path / "changed.zip")
    assert [problem.code for problem in seen.problems] == [ProblemCode.SIGNATURE_WRONG]
    assert seen.topic is None


def test_guidance_beside_a_signature_is_refused_because_nobody_signed_it(
    issuer: Workspace, workspace: Workspace, tmp_path: Path
) -> None:
    path = signed(issuer, tmp_path, "pack.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("guidance/more.md", "Other words.")
    codes = [problem.code for problem in check_received_pack(workspace, path).problems]
    assert ProblemCode.SIGNATURE_PARTIAL in codes


def test_after_a_signed_pack_one_that_is_unsigned_or_signed_by_another_needs_a_word(
    issuer: Workspace, workspace: Workspace, tmp_path: Path
) -> None:
    install_pack(workspace, signed(issuer, tmp_path, "one.zip"), confirmed=True)
    install_pack(workspace, signed(issuer, tmp_path, "two.zip", 2))
    with pytest.raises(PartnershipChanged):
        install_pack(workspace, pack_file(tmp_path, 3))
    with partnership(tmp_path / "other", "Somebody Else") as other:
        path = signed(other, tmp_path, "three.zip", 3)
    with pytest.raises(PartnershipChanged):
        install_pack(workspace, path)
    install_pack(workspace, tmp_path / "three.zip", confirmed=True)


def topic_file(folder: Path, name: str, topic_id: str, partnership_name: str, address: str) -> Path:
    topic = small_topic()
    changed = msgspec.structs.replace(
        topic,
        id=topic_id,
        partnership=msgspec.structs.replace(topic.partnership, name=partnership_name),
        return_to=ReturnAddress(address, origin=ORIGIN),
    )
    path = folder / name
    path.write_bytes(encode_topic(changed))
    return path


@pytest.mark.parametrize("name", ["Merseyside S\u0441P", "rnerseyside SCP", "MERSEYSIDE S.C.P.", "Merseyside  SCP"])
def test_a_partnership_whose_name_only_looks_the_same_is_not_a_new_one(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    install_pack(workspace, topic_file(tmp_path, "a.json", "first", "Merseyside SCP", "r@sp.example"), confirmed=True)
    other = topic_file(tmp_path, "b.json", "second", name, "r@sp-returns.example")
    with pytest.raises(PartnershipChanged):
        install_pack(workspace, other)


@pytest.mark.parametrize(
    ("before", "now", "is_alike"),
    [
        ("returns@merseyside.example", "returns@rnerseyside.example", True),
        ("returns@west.example", "r\u0435turns@west.example", True),
        ("returns@west.example", "return@west.example", True),
        ("returns@west.example", "Returns@West.example", False),
        ("returns@west.example", "office@northshire.example", False),
        ("returns@west.example", "", False),
    ],
)
def test_two_addresses_that_look_nearly_the_same_are_named_as_such(before: str, now: str, *, is_alike: bool) -> None:
    assert bool(alike_lines(before, now)) is is_alike
