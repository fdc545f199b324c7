"""Making, showing and unlocking the identity of this computer."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import traceback
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtensionOID

from s11desk.errors import UserError
from s11desk.errors.file_errors import FileMissing
from s11desk.errors.identity_errors import (
    DetailProblem,
    IdentityDetailRefused,
    IdentityExists,
    IdentityMissing,
    IdentityNotValid,
    IdentityUnmatched,
    IdentityUnreadable,
)
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseUnusable, PassphraseWrong
from s11desk.signing.cms import sign_detached, verify_detached
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.identity.lifecycle import (
    back_up,
    change_passphrase,
    create_identity,
    repair,
    replace_by_import,
    replace_identity,
    require_passphrase,
    require_valid,
    show,
    unlock,
    unlock_file,
)
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signature_facts import CmsFault
from s11desk.signing.signer import Signer
from tests.signing.authority import Issued, pem, with_other_name
from tests.signing.conftest import CONTENT, DETAILS, NOW, PASSPHRASE

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def copy(identity: Path, tmp_path: Path) -> Path:
    """An identity that a test may damage."""
    for suffix in (".p12", ".crt"):
        shutil.copy(identity.with_suffix(suffix), tmp_path)
    return tmp_path / identity.name


def refused(
    error_class: type[UserError], path: Path, passphrase: str = PASSPHRASE, now: dt.datetime = NOW
) -> UserError:
    with pytest.raises(error_class) as refusal:
        unlock(path, passphrase, now)
    return refusal.value


def shown(path: Path) -> str | type[UserError]:
    """The fingerprint that is shown, or the class of the error."""
    try:
        return show(path).fingerprint
    except UserError as error:
        return type(error)


def test_show_needs_no_passphrase(identity: Path) -> None:
    summary = show(identity)
    assert IdentityDetails(summary.name, summary.job_title, summary.organisation, summary.email) == DETAILS
    assert (summary.kind, summary.fingerprint_spoken) == ("P-256", spoken_form(summary.fingerprint))
    assert (summary.not_before, summary.not_after) == (NOW, dt.datetime(2036, 3, 2, 9, 30, 15, tzinfo=dt.UTC))


def test_show_names_the_actual_signer(identity: Path, signer: Signer) -> None:
    shown = msgspec.structs.asdict(show(identity))
    assert msgspec.structs.asdict(signer.facts).items() <= shown.items()


def test_the_certificate_is_for_signing_documents_and_signed_by_its_own_key(identity: Path) -> None:
    certificate = x509.load_pem_x509_certificate(identity.with_suffix(".crt").read_bytes())
    certificate.verify_directly_issued_by(certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert ExtensionOID.EXTENDED_KEY_USAGE not in {extension.oid for extension in certificate.extensions}


@pytest.mark.skipif(os.name == "nt", reason="on Windows the rights of the folder keep other people out")
def test_only_the_owner_can_read_the_key(identity: Path) -> None:
    assert stat.S_IMODE(identity.stat().st_mode) == 0o600


def test_an_identity_is_never_replaced(copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(IdentityExists):
        create_identity(copy, DETAILS, PASSPHRASE, NOW)
    assert copy.read_bytes() == before


def test_two_identities_have_two_keys(identity: Path, tmp_path: Path) -> None:
    other = create_identity(tmp_path / "new" / "identity.p12", DETAILS, PASSPHRASE, NOW)
    assert other.fingerprint != show(identity).fingerprint


def test_a_certificate_left_by_an_interrupted_attempt_is_replaced(copy: Path) -> None:
    copy.unlink()
    refused(IdentityMissing, copy)
    created = create_identity(copy, DETAILS, PASSPHRASE, NOW)
    assert unlock(copy, PASSPHRASE, NOW).facts.fingerprint == created.fingerprint


def test_names_in_any_script_are_accepted_up_to_the_limits_of_x509(tmp_path: Path) -> None:
    details = IdentityDetails("李小龍 🙂" + "é" * 59, "ራስ" * 32, "Ł" * 64, "a" * 243 + "@example.org")
    summary = create_identity(tmp_path / "identity.p12", details, "pâss wörd 🙂", NOW)
    shown = IdentityDetails(summary.name, summary.job_title, summary.organisation, summary.email)
    assert shown == details
    p7s = sign_detached(CONTENT, unlock(tmp_path / "identity.p12", "pâss wörd 🙂", NOW), NOW)
    assert verify_detached(CONTENT, p7s).is_valid


def test_white_space_is_trimmed_and_direction_controls_are_made_visible(tmp_path: Path) -> None:
    details = IdentityDetails(" Zoë\n O’Neil ", "le\u202eda", "Surgery", "zoe@example.org ")
    summary = create_identity(tmp_path / "identity.p12", details, PASSPHRASE, NOW)
    assert (summary.name, summary.job_title, summary.email) == ("Zoë O’Neil", "le\ufffdda", "zoe@example.org")


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", "", DetailProblem.MISSING),
        ("name", " \n", DetailProblem.MISSING),
        ("name", "é" * 65, DetailProblem.TOO_LONG),
        ("job_title", "", DetailProblem.MISSING),
        ("job_title", "x" * 65, DetailProblem.TOO_LONG),
        ("organisation", "", DetailProblem.MISSING),
        ("organisation", "x" * 65, DetailProblem.TOO_LONG),
        ("email", "", DetailProblem.MISSING),
        ("email", "a" * 244 + "@example.org", DetailProblem.TOO_LONG),
        ("email", "zoe", DetailProblem.NOT_AN_ADDRESS),
        ("email", "@example.org", DetailProblem.NOT_AN_ADDRESS),
        ("email", "zoë@example.org", DetailProblem.NOT_AN_ADDRESS),
        ("email", "zoe @example.org", DetailProblem.NOT_AN_ADDRESS),
    ],
)
def test_an_unfit_detail_is_named_and_nothing_is_written(
    field: str, value: str, problem: DetailProblem, tmp_path: Path
) -> None:
    with pytest.raises(IdentityDetailRefused) as refusal:
        create_identity(tmp_path / "identity.p12", msgspec.structs.replace(DETAILS, **{field: value}), PASSPHRASE, NOW)
    assert (refusal.value.field, refusal.value.problem) == (field, problem)
    assert list(tmp_path.iterdir()) == []


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShort) as refusal:
        create_identity(tmp_path / "identity.p12", DETAILS, "seven 7", NOW)
    assert refusal.value.shortest == MIN_PASSPHRASE_LENGTH
    assert list(tmp_path.iterdir()) == []


def test_eight_characters_are_enough(tmp_path: Path) -> None:
    create_identity(tmp_path / "identity.p12", DETAILS, "eight 88", NOW)
    assert unlock(tmp_path / "identity.p12", "eight 88", NOW)


def test_composed_and_decomposed_accents_are_the_same_passphrase(tmp_path: Path) -> None:
    create_identity(tmp_path / "identity.p12", DETAILS, "cafe\N{COMBINING ACUTE ACCENT} noir", NOW)
    assert unlock(tmp_path / "identity.p12", "caf\N{LATIN SMALL LETTER E WITH ACUTE} noir", NOW)


@pytest.mark.parametrize("wrong", ["", "correct horsE", PASSPHRASE + " ", PASSPHRASE + "\0", "\udc80", "x" * 2000])
def test_a_wrong_passphrase_is_refused(identity: Path, wrong: str) -> None:
    refused(PassphraseWrong, identity, wrong)


@pytest.mark.parametrize("unusable", ["correct\0horse", "correct horse \udc80", "correct horse " * 100])
def test_an_unusable_passphrase_is_refused(unusable: str, tmp_path: Path) -> None:
    with pytest.raises(PassphraseUnusable):
        create_identity(tmp_path / "identity.p12", DETAILS, unusable, NOW)
    assert list(tmp_path.iterdir()) == []


def test_errors_and_reprs_contain_no_passphrase_key_or_name(identity: Path, signer: Signer) -> None:
    wrong = "incorrect horse"
    with pytest.raises(UserError) as refusal:
        unlock(identity, wrong, NOW)
    error = "".join(traceback.format_exception(refusal.value)) + repr(vars(refusal.value))
    assert wrong not in error
    assert repr(signer) == f"Signer({signer.facts.fingerprint_spoken})"
    assert repr(signer.certificate) == f"Certificate({signer.facts.fingerprint_spoken})"


@pytest.mark.parametrize(
    "action",
    [
        show,
        lambda path: unlock(path, PASSPHRASE, NOW),
        lambda path: repair(path, PASSPHRASE, NOW),
        lambda path: require_valid(path, NOW),
        lambda path: require_passphrase(path, PASSPHRASE),
        lambda path: change_passphrase(path, PASSPHRASE, PASSPHRASE),
        lambda path: back_up(path, path.with_name("copy.p12")),
        lambda path: replace_identity(path, DETAILS, PASSPHRASE, NOW),
        lambda path: replace_by_import(path.with_name("copy.p12"), path, PASSPHRASE, NOW),
    ],
)
def test_every_action_reports_a_missing_identity(action: object, tmp_path: Path) -> None:
    assert callable(action)
    with pytest.raises(IdentityMissing):
        action(tmp_path / "identity.p12")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"0\0", b"0\x80\0\0", b"x" * 2_000_000])
def test_a_file_that_is_not_pkcs12_is_unreadable(copy: Path, content: bytes) -> None:
    copy.write_bytes(content)
    refused(IdentityUnreadable, copy)
    for action in (show, lambda path: require_valid(path, NOW), lambda path: back_up(path, path.with_name("b.p12"))):
        with pytest.raises(IdentityUnreadable):
            action(copy)


def test_a_truncated_file_is_unreadable_and_a_flipped_one_never_opens(copy: Path) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content[:-1])
    refused(IdentityUnreadable, copy)
    for position in range(60, len(content), 97):
        flipped = bytearray(content)
        flipped[position] ^= 1
        copy.write_bytes(flipped)
        with pytest.raises(UserError) as refusal:
            unlock(copy, PASSPHRASE, NOW)
        assert isinstance(refusal.value, PassphraseWrong | IdentityUnreadable)


def test_a_damaged_key_file_is_never_shown_as_somebody_else(copy: Path) -> None:
    content, summary = copy.read_bytes(), show(copy)
    for position in range(len(content)):
        flipped = bytearray(content)
        flipped[position] ^= 1 << position % 8
        copy.write_bytes(flipped)
        assert shown(copy) in {summary.fingerprint, IdentityUnreadable, IdentityUnmatched}


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_unlocking_repairs_a_missing_or_damaged_certificate(copy: Path, content: bytes | None) -> None:
    summary, public = show(copy), copy.with_suffix(".crt")
    public.unlink() if content is None else public.write_bytes(content)
    with pytest.raises(IdentityUnmatched):
        show(copy)
    refused(PassphraseWrong, copy, "incorrect horse")
    with pytest.raises(UserError):
        show(copy)
    assert unlock(copy, PASSPHRASE, NOW)
    assert show(copy) == summary
    kept = [path.read_bytes() for path in copy.parent.glob("*-until-*")]
    assert kept == ([] if content is None else [content])


def test_repair_follows_the_key_and_keeps_the_other_certificate(copy: Path, tmp_path: Path) -> None:
    summary, other = show(copy), tmp_path / "other" / "identity.p12"
    create_identity(other, DETAILS, PASSPHRASE, NOW)
    shutil.copy(other.with_suffix(".crt"), copy.with_suffix(".crt"))
    with pytest.raises(IdentityUnmatched):
        show(copy)
    assert repair(copy, PASSPHRASE, NOW) == summary == show(copy)
    kept = copy.with_name("identity-until-2026-03-02.crt")
    assert kept.read_bytes() == other.with_suffix(".crt").read_bytes()


def test_a_key_file_that_names_its_certificate_differently_is_rewritten(issued: Issued, tmp_path: Path) -> None:
    """Somebody copied the file into the home by hand."""
    path = tmp_path / "identity.p12"
    path.write_bytes(with_other_name(issued))
    path.with_suffix(".crt").write_bytes(pem(issued.certificate))
    with pytest.raises(IdentityUnmatched):
        show(path)
    signer = unlock(path, PASSPHRASE, NOW)
    assert (show(path).name, len(signer.chain)) == ("Amina Shah", 2)
    written = path.read_bytes()
    assert unlock(path, PASSPHRASE, NOW).certificate == signer.certificate
    assert path.read_bytes() == written


def test_unlocking_a_sound_identity_writes_nothing(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.parent.iterdir()}
    unlock(copy, PASSPHRASE, NOW)
    assert {path: path.stat().st_mtime_ns for path in copy.parent.iterdir()} == before


def test_unlocking_a_persons_own_file_writes_nothing(issued: Issued, identity: Path) -> None:
    before = sorted(issued.p12.parent.iterdir())
    content = issued.p12.read_bytes()
    assert unlock_file(issued.p12, PASSPHRASE, NOW).facts.name == "Amina Shah"
    assert (sorted(issued.p12.parent.iterdir()), issued.p12.read_bytes()) == (before, content)
    year = dt.timedelta(days=365)
    for passphrase, moment, code in (
        ("", NOW, PassphraseMissing),
        ("incorrect horse", NOW, PassphraseWrong),
        (PASSPHRASE, NOW + year, IdentityNotValid),
        (PASSPHRASE, NOW - year, IdentityNotValid),
    ):
        with pytest.raises(code):
            unlock_file(issued.p12, passphrase, moment)
    with pytest.raises(FileMissing):
        unlock_file(identity.with_name("none.p12"), PASSPHRASE, NOW)


def test_an_identity_is_valid_from_its_first_second_to_its_last(identity: Path) -> None:
    summary = show(identity)
    for moment in (summary.not_before, summary.not_after):
        require_valid(identity, moment)
    assert unlock(identity, PASSPHRASE, summary.not_before)
    assert unlock(identity, PASSPHRASE, summary.not_after)
    for moment in (summary.not_before - SECOND, summary.not_after + SECOND):
        with pytest.raises(IdentityNotValid) as refusal:
            require_valid(identity, moment)
        expected = IdentityNotValid(summary.not_before, summary.not_after)
        assert refusal.value == expected
        assert refused(IdentityNotValid, identity, now=moment) == expected


def test_validity_is_read_from_the_key_file_if_the_certificate_is_missing(copy: Path) -> None:
    copy.with_suffix(".crt").unlink()
    require_valid(copy, NOW + dt.timedelta(days=9999))
    refused(IdentityNotValid, copy, now=NOW + dt.timedelta(days=9999))
    with pytest.raises(IdentityNotValid):
        require_valid(copy, NOW + dt.timedelta(days=9999))


def test_a_signature_from_outside_the_validity_period_is_not_valid(signer: Signer) -> None:
    for moment in (signer.certificate.not_before - SECOND, signer.certificate.not_after + SECOND):
        facts = verify_detached(CONTENT, sign_detached(CONTENT, signer, moment))
        assert facts.fault is CmsFault.CERTIFICATE_NOT_VALID
        assert facts.signature_valid
