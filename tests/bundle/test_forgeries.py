"""The verdict on forgeries from genuine parts, and on forgeries by people who can sign."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from s11desk.app.identity.known_signers import KnownSigner
from s11desk.app.identity.signer_standings import HomeSigners
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.container import FaultKind
from s11desk.bundle.read_return import ContentFault
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.signer_role import Role
from s11desk.signing.certificates import read_certificate
from s11desk.signing.identity.self_signed import IdentityDetails, Usage, self_signed
from s11desk.signing.signature_facts import CmsFault
from s11desk.signing.signer import Signer
from s11desk.topics.pack import decode_topic, encode_topic
from tests.bundle.conftest import VerdictOf
from tests.bundle.container.crafting import FIRST_MANIFEST, FIRST_SIGNATURE
from tests.bundle.forging import (
    COUNTERSIGNED_PDF,
    SECOND_SET,
    Files,
    audit_file_of,
    countersigned_by,
    files_of,
    pack,
    sign_off_of,
    signed_by,
    signed_off_by,
    with_audit_changes,
    with_file,
    with_fitting_data,
    with_fitting_manifests,
    without_second_set,
)
from tests.samples import NOON


@pytest.fixture
def first(signed_return: bytes) -> Files:
    return files_of(signed_return)


@pytest.fixture
def second(countersigned_return: bytes) -> Files:
    return files_of(countersigned_return)


def faults(verdict: Verdict) -> list[CmsFault | None]:
    return [signature.cms.fault for signature in verdict.read.signatures]


# Genuine parts in other places: these forgeries need no key.


def test_a_return_without_its_countersignature_still_verifies(second: Files, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(pack(without_second_set(second)), deep=True)
    assert verdict.is_unchanged
    assert [signature.role for signature in verdict.read.signatures] == [Role.COMPLETER]


def test_a_signature_from_another_return_of_the_same_signer_does_not_verify(
    first: Files, second: Files, verdict_of: VerdictOf
) -> None:
    verdict = verdict_of(pack(with_file(first, FIRST_SIGNATURE, second[FIRST_SIGNATURE])))
    assert faults(verdict) == [CmsFault.CONTENT_ALTERED]


def test_a_signature_and_manifest_from_another_return_are_refused(
    first: Files, second: Files, verdict_of: VerdictOf
) -> None:
    both = {**first, FIRST_MANIFEST: second[FIRST_MANIFEST], FIRST_SIGNATURE: second[FIRST_SIGNATURE]}
    fault = verdict_of(pack(both)).read.container.fault
    assert fault is not None
    assert fault.kind is FaultKind.MANIFEST_DIFFERS


@pytest.mark.parametrize("name", ["audit.pdf", "audit.json", "answers.xlsx"])
def test_a_part_from_another_return_of_the_same_signer_does_not_verify(
    name: str, first: Files, second: Files, verdict_of: VerdictOf
) -> None:
    changed = with_file(first, name, second[name])
    fault = verdict_of(pack(changed)).read.container.fault
    assert fault is not None
    assert fault.kind is FaultKind.MANIFEST_DIFFERS
    assert faults(verdict_of(pack(with_fitting_manifests(changed)))) == [CmsFault.CONTENT_ALTERED]


def test_a_countersigned_pdf_in_place_of_the_first_does_not_verify(second: Files, verdict_of: VerdictOf) -> None:
    changed = with_file(second, "audit.pdf", second[COUNTERSIGNED_PDF])
    assert faults(verdict_of(pack(with_fitting_manifests(changed)))) == [
        CmsFault.CONTENT_ALTERED,
        CmsFault.CONTENT_ALTERED,
    ]


def test_an_approval_from_another_return_does_not_verify(first: Files, second: Files, verdict_of: VerdictOf) -> None:
    moved = with_fitting_manifests({**first, **{name: second[name] for name in SECOND_SET}})
    verdict = verdict_of(pack(moved))
    assert faults(verdict) == [None, CmsFault.CONTENT_ALTERED]
    assert not verdict.is_unchanged


def test_exchanged_signatures_do_not_verify(second: Files, verdict_of: VerdictOf) -> None:
    name, other = FIRST_SIGNATURE, SECOND_SET[2]
    exchanged = {**second, name: second[other], other: second[name]}
    assert faults(verdict_of(pack(with_fitting_manifests(exchanged)))) == [
        CmsFault.CONTENT_ALTERED,
        CmsFault.CONTENT_ALTERED,
    ]


@pytest.mark.parametrize("kept", SECOND_SET)
def test_an_incomplete_second_set_is_refused(kept: str, second: Files, verdict_of: VerdictOf) -> None:
    content = {name: inner for name, inner in second.items() if name not in SECOND_SET or name == kept}
    fault = verdict_of(pack(content)).read.container.fault
    assert fault is not None
    assert fault.kind is FaultKind.MISSING_PART


# Forgeries by a stranger with their own key and a certificate in the completer's name.


def changed_answer(files: Files) -> dict[str, bytes]:
    answers = audit_file_of(files).answers
    return with_audit_changes(
        files, answers=(msgspec.structs.replace(answers[0], comment="All is well."), *answers[1:])
    )


def test_answers_changed_and_signed_by_another_person_do_not_verify(
    first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    verdict = verdict_of(pack(signed_by(stranger, changed_answer(first))))
    assert faults(verdict) == [None]
    assert verdict.read.content_fault is ContentFault.SIGNER_DIFFERS
    assert not verdict.is_unchanged


def test_a_return_with_the_sign_off_of_a_stranger_names_the_stranger(
    first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    """Anyone can make a return; the receiver knows the signer by the fingerprint."""
    content = pack(signed_by(stranger, with_fitting_data(signed_off_by(stranger, changed_answer(first)))))
    verdict = verdict_of(content)
    assert verdict.is_unchanged
    assert [standing.standing for standing in verdict.standings] == [Standing.UNKNOWN]
    known = (KnownSigner("Zoë O’Neill", sign_off_of(first).fingerprint, NOON),)
    assert HomeSigners(known).standing_of(verdict.read.signatures[0].cms).standing is Standing.OTHER_KEY
    deep = verdict_of(content, deep=True)
    assert deep.pdf is not None
    assert deep.pdf.is_valid
    assert not deep.pdf_agrees
    assert not deep.is_unchanged


@pytest.mark.parametrize("field", ["name", "job_title", "organisation", "email"])
def test_a_sign_off_that_differs_from_the_certificate_is_refused(
    field: str, first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    stranger_files = signed_off_by(stranger, first)
    lying = msgspec.structs.replace(sign_off_of(stranger_files), **{field: "Someone Else"})
    verdict = verdict_of(pack(signed_by(stranger, with_audit_changes(stranger_files, sign_offs=(lying,)))))
    assert verdict.read.content_fault is ContentFault.SIGNER_DIFFERS


@pytest.mark.parametrize("roles", [(), (Role.APPROVER,), (Role.COMPLETER, Role.APPROVER)])
def test_the_sign_offs_must_name_the_completer_alone(
    roles: tuple[Role, ...], first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    stranger_files = signed_off_by(stranger, first)
    named = tuple(msgspec.structs.replace(sign_off_of(stranger_files), role=role) for role in roles)
    verdict = verdict_of(pack(signed_by(stranger, with_audit_changes(stranger_files, sign_offs=named))))
    assert verdict.read.content_fault is ContentFault.SIGNER_DIFFERS


def test_an_approval_by_a_stranger_names_the_stranger_and_fails_the_deep_check(
    second: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    content = pack(countersigned_by(stranger, second, second[COUNTERSIGNED_PDF]))
    verdict = verdict_of(content)
    assert faults(verdict) == [None, None]
    signer = verdict.read.signatures[1].cms.signer
    assert signer is not None
    assert signer.fingerprint == stranger.facts.fingerprint
    assert not verdict_of(content, deep=True).is_unchanged


def test_an_approval_of_another_pdf_is_refused(
    first: Files, second: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    """The approver must have seen the PDF that the completer signed; any other PDF is refused even if it is signed."""
    for pdf in (first["audit.pdf"], second["audit.pdf"], b"%PDF-1.7", b"", second["audit.pdf"][:-1] + b"!!"):
        verdict = verdict_of(pack(countersigned_by(stranger, second, pdf)))
        assert faults(verdict) == [None, None]
        assert verdict.read.content_fault is ContentFault.COUNTERSIGNED_DIFFERS


def test_the_completer_cannot_be_the_approver(second: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    stranger_files = signed_by(stranger, signed_off_by(stranger, second))
    verdict = verdict_of(pack(countersigned_by(stranger, stranger_files, second[COUNTERSIGNED_PDF])))
    assert faults(verdict) == [None, None]
    assert verdict.read.content_fault is ContentFault.APPROVER_SAME


def test_a_signature_outside_the_validity_of_its_certificate_does_not_verify(
    first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    stranger_files = signed_off_by(stranger, first)
    early = stranger.certificate.not_before - dt.timedelta(seconds=1)
    assert faults(verdict_of(pack(signed_by(stranger, stranger_files, early)))) == [CmsFault.CERTIFICATE_NOT_VALID]
    late = stranger.certificate.not_after + dt.timedelta(seconds=1)
    assert faults(verdict_of(pack(signed_by(stranger, stranger_files, late)))) == [CmsFault.CERTIFICATE_NOT_VALID]


# The data in a stranger's return must follow the same rules as the data of any agency.


@pytest.mark.parametrize("field", ["title", "year", "partnership", "id"])
def test_the_audit_must_name_the_topic_as_the_topic_file_does(
    field: str, first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    stranger_files = signed_off_by(stranger, first)
    named = msgspec.structs.replace(audit_file_of(stranger_files).topic, **{field: "another"})
    verdict = verdict_of(pack(signed_by(stranger, with_audit_changes(stranger_files, topic=named))))
    assert verdict.read.content_fault is ContentFault.TOPIC_DIFFERS


def test_a_topic_with_another_digest_is_refused(first: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    stranger_files = signed_off_by(stranger, first)
    other = msgspec.structs.replace(decode_topic(stranger_files["topic.json"]), version=2)
    verdict = verdict_of(pack(signed_by(stranger, with_file(stranger_files, "topic.json", encode_topic(other)))))
    assert verdict.read.content_fault is ContentFault.TOPIC_DIFFERS


@pytest.mark.parametrize("field", ["path", "size", "sha256"])
def test_evidence_that_differs_from_the_audit_file_is_refused(
    field: str, first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    stranger_files = signed_off_by(stranger, first)
    (item,) = audit_file_of(stranger_files).evidence
    value = item.size + 1 if field == "size" else f"{getattr(item, field)}0"
    other = msgspec.structs.replace(item, **{field: value})
    for listed_items in ((other,), (), (item, item)):
        verdict = verdict_of(pack(signed_by(stranger, with_audit_changes(stranger_files, evidence=listed_items))))
        assert verdict.read.content_fault is ContentFault.EVIDENCE_DIFFERS


YES = Answer("policy", choice="yes")
STORY = Answer("story", text="x")


@pytest.mark.parametrize(
    "answers",
    [
        (YES, STORY, YES),
        (YES, STORY, Answer("policy", choice="no")),
        (STORY, YES),
        (YES, STORY, Answer("staff")),
        (YES, STORY, Answer("nobody-asked", text="x")),
        (YES, Answer("training", choice="yes"), STORY),
        (Answer("policy", choice="maybe"), STORY),
        (YES, Answer("story", text="x", number=1.0)),
    ],
    ids=["twice", "twice, unlike", "order", "blank", "unknown", "not asked", "no such option", "not for its kind"],
)
def test_answers_that_do_not_fit_their_questions_are_not_verified(
    answers: tuple[Answer, ...], first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    stranger_files = signed_off_by(stranger, first)
    sound_files = with_fitting_data(with_audit_changes(stranger_files, answers=(YES, STORY)))
    sound = verdict_of(pack(signed_by(stranger, sound_files)))
    assert (sound.has_unfit_answers, sound.is_unchanged) == (False, True)
    verdict = verdict_of(pack(signed_by(stranger, with_audit_changes(stranger_files, answers=answers))))
    assert verdict.read.is_intact
    assert verdict.has_unfit_answers
    assert not verdict.is_unchanged


def test_the_same_key_under_two_certificates_is_one_signer(
    second: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    """The second certificate has another name and another fingerprint, and the key of the first."""
    details = IdentityDetails("Bo Chair", "Chair", "Riverside", "b@riverside.example")
    certificate = read_certificate(self_signed(stranger._key, details, NOON, Usage.SIGNING))  # type: ignore[arg-type]
    twin = Signer(certificate, (), stranger._key)
    stranger_files = signed_by(stranger, signed_off_by(stranger, second))
    verdict = verdict_of(pack(countersigned_by(twin, stranger_files, second[COUNTERSIGNED_PDF])))
    assert faults(verdict) == [None, None]
    assert verdict.read.content_fault is ContentFault.APPROVER_SAME
