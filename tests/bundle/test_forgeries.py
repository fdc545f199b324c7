"""Forgeries out of genuine parts, and by people who can sign: what a verdict says of each."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from s11desk.app.identity.known_signers import KnownSigner, standing_of
from s11desk.app.returns.verify import Verdict
from s11desk.bundle.container import FaultKind
from s11desk.bundle.read_return import ContentFault
from s11desk.domain.audit import Answer
from s11desk.domain.return_verdict import Role, Standing
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
    listed,
    packed,
    saying,
    sign_off_of,
    signed_by,
    signed_off_by,
    with_file,
    without_second_set,
)
from tests.samples import NOON


@pytest.fixture
def first(one: bytes) -> Files:
    return files_of(one)


@pytest.fixture
def second(two: bytes) -> Files:
    return files_of(two)


def faults(verdict: Verdict) -> list[CmsFault | None]:
    return [signature.cms.fault for signature in verdict.read.signatures]


# Genuine parts in other places: nobody's key is needed for these.


def test_without_its_second_set_a_return_is_the_genuine_one_before(second: Files, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(packed(without_second_set(second)), deep=True)
    assert verdict.is_verified
    assert [signature.role for signature in verdict.read.signatures] == [Role.COMPLETER]


def test_a_signature_of_another_return_of_the_same_signer(first: Files, second: Files, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(packed(with_file(first, FIRST_SIGNATURE, second[FIRST_SIGNATURE])))
    assert faults(verdict) == [CmsFault.CONTENT_ALTERED]


def test_signature_and_manifest_of_another_return(first: Files, second: Files, verdict_of: VerdictOf) -> None:
    both = {**first, FIRST_MANIFEST: second[FIRST_MANIFEST], FIRST_SIGNATURE: second[FIRST_SIGNATURE]}
    fault = verdict_of(packed(both)).read.container.fault
    assert fault is not None
    assert fault.kind is FaultKind.MANIFEST_DIFFERS


@pytest.mark.parametrize("name", ["audit.pdf", "audit.json", "answers.xlsx"])
def test_a_part_of_another_return_of_the_same_signer(
    name: str, first: Files, second: Files, verdict_of: VerdictOf
) -> None:
    changed = with_file(first, name, second[name])
    fault = verdict_of(packed(changed)).read.container.fault
    assert fault is not None
    assert fault.kind is FaultKind.MANIFEST_DIFFERS
    assert faults(verdict_of(packed(listed(changed)))) == [CmsFault.CONTENT_ALTERED]


def test_the_countersigned_pdf_in_place_of_the_first(second: Files, verdict_of: VerdictOf) -> None:
    changed = with_file(second, "audit.pdf", second[COUNTERSIGNED_PDF])
    assert faults(verdict_of(packed(listed(changed)))) == [CmsFault.CONTENT_ALTERED, CmsFault.CONTENT_ALTERED]


def test_an_approval_of_another_return(first: Files, second: Files, verdict_of: VerdictOf) -> None:
    moved = listed({**first, **{name: second[name] for name in SECOND_SET}})
    verdict = verdict_of(packed(moved))
    assert faults(verdict) == [None, CmsFault.CONTENT_ALTERED]
    assert not verdict.is_verified


def test_the_signatures_exchanged(second: Files, verdict_of: VerdictOf) -> None:
    name, other = FIRST_SIGNATURE, SECOND_SET[2]
    exchanged = {**second, name: second[other], other: second[name]}
    assert faults(verdict_of(packed(listed(exchanged)))) == [CmsFault.CONTENT_ALTERED, CmsFault.CONTENT_ALTERED]


@pytest.mark.parametrize("kept", SECOND_SET)
def test_part_of_the_second_set_alone(kept: str, second: Files, verdict_of: VerdictOf) -> None:
    content = {name: inner for name, inner in second.items() if name not in SECOND_SET or name == kept}
    fault = verdict_of(packed(content)).read.container.fault
    assert fault is not None
    assert fault.kind is FaultKind.MISSING_PART


# By a stranger, with a key and a certificate of their own in the completer's name.


def changed_answer(files: Files) -> dict[str, bytes]:
    answers = audit_file_of(files).answers
    return saying(files, answers=(msgspec.structs.replace(answers[0], comment="All is well."), *answers[1:]))


def test_answers_changed_and_signed_anew_by_another(first: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(packed(signed_by(stranger, changed_answer(first))))
    assert faults(verdict) == [None]
    assert verdict.read.content_fault is ContentFault.SIGNER_DIFFERS
    assert not verdict.is_verified


def test_and_with_their_own_sign_off_it_is_theirs_and_says_so(
    first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    """Anyone may make a return: who made it is for the receiver to know by the fingerprint."""
    content = packed(signed_by(stranger, signed_off_by(stranger, changed_answer(first))))
    verdict = verdict_of(content)
    assert verdict.is_verified
    assert [standing.standing for standing in verdict.standings] == [Standing.UNKNOWN]
    known = (KnownSigner("Zoë O’Neill", sign_off_of(first).fingerprint, NOON),)
    assert standing_of(stranger.facts, known).standing is Standing.OTHER_KEY
    deep = verdict_of(content, deep=True)
    assert deep.pdf is not None
    assert deep.pdf.is_valid
    assert not deep.pdf_agrees
    assert not deep.is_verified


@pytest.mark.parametrize("field", ["name", "job_title", "organisation", "email"])
def test_a_sign_off_that_says_other_than_the_certificate(
    field: str, first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    mine = signed_off_by(stranger, first)
    lying = msgspec.structs.replace(sign_off_of(mine), **{field: "Someone Else"})
    verdict = verdict_of(packed(signed_by(stranger, saying(mine, sign_offs=(lying,)))))
    assert verdict.read.content_fault is ContentFault.SIGNER_DIFFERS


@pytest.mark.parametrize("roles", [(), (Role.APPROVER,), (Role.COMPLETER, Role.APPROVER)])
def test_the_data_names_the_completer_and_nobody_else(
    roles: tuple[Role, ...], first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    mine = signed_off_by(stranger, first)
    named = tuple(msgspec.structs.replace(sign_off_of(mine), role=role) for role in roles)
    verdict = verdict_of(packed(signed_by(stranger, saying(mine, sign_offs=named))))
    assert verdict.read.content_fault is ContentFault.SIGNER_DIFFERS


def test_an_approval_by_a_stranger_is_a_strangers(second: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    content = packed(countersigned_by(stranger, second, second[COUNTERSIGNED_PDF]))
    verdict = verdict_of(content)
    assert faults(verdict) == [None, None]
    signer = verdict.read.signatures[1].cms.signer
    assert signer is not None
    assert signer.fingerprint == stranger.facts.fingerprint
    assert not verdict_of(content, deep=True).is_verified


def test_an_approval_over_another_pdf(first: Files, second: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    """The approver must have seen what the completer signed: any other PDF is refused, however well it is signed."""
    for pdf in (first["audit.pdf"], second["audit.pdf"], b"%PDF-1.7", b"", second["audit.pdf"][:-1] + b"!!"):
        verdict = verdict_of(packed(countersigned_by(stranger, second, pdf)))
        assert faults(verdict) == [None, None]
        assert verdict.read.content_fault is ContentFault.COUNTERSIGNED_DIFFERS


def test_nobody_approves_what_they_completed(second: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    mine = signed_by(stranger, signed_off_by(stranger, second))
    verdict = verdict_of(packed(countersigned_by(stranger, mine, second[COUNTERSIGNED_PDF])))
    assert faults(verdict) == [None, None]
    assert verdict.read.content_fault is ContentFault.APPROVER_SAME


def test_signed_before_the_certificate_was_valid(first: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    mine = signed_off_by(stranger, first)
    early = stranger.certificate.not_before - dt.timedelta(seconds=1)
    assert faults(verdict_of(packed(signed_by(stranger, mine, early)))) == [CmsFault.CERTIFICATE_NOT_VALID]
    late = stranger.certificate.not_after + dt.timedelta(seconds=1)
    assert faults(verdict_of(packed(signed_by(stranger, mine, late)))) == [CmsFault.CERTIFICATE_NOT_VALID]


# What their data may say: the same as any agency's, or it is not complete.


@pytest.mark.parametrize("field", ["title", "year", "partnership", "id"])
def test_a_topic_is_called_what_it_calls_itself(
    field: str, first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    mine = signed_off_by(stranger, first)
    named = msgspec.structs.replace(audit_file_of(mine).topic, **{field: "another"})
    verdict = verdict_of(packed(signed_by(stranger, saying(mine, topic=named))))
    assert verdict.read.content_fault is ContentFault.TOPIC_DIFFERS


def test_another_topic_than_the_digest_names(first: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    mine = signed_off_by(stranger, first)
    other = msgspec.structs.replace(decode_topic(mine["topic.json"]), version=2)
    verdict = verdict_of(packed(signed_by(stranger, with_file(mine, "topic.json", encode_topic(other)))))
    assert verdict.read.content_fault is ContentFault.TOPIC_DIFFERS


@pytest.mark.parametrize("field", ["path", "size", "sha256"])
def test_evidence_that_is_not_what_the_data_lists(
    field: str, first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    mine = signed_off_by(stranger, first)
    (item,) = audit_file_of(mine).evidence
    value = item.size + 1 if field == "size" else f"{getattr(item, field)}0"
    other = msgspec.structs.replace(item, **{field: value})
    for listed_items in ((other,), (), (item, item)):
        verdict = verdict_of(packed(signed_by(stranger, saying(mine, evidence=listed_items))))
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
def test_answers_that_no_form_would_give(
    answers: tuple[Answer, ...], first: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    mine = signed_off_by(stranger, first)
    sound = verdict_of(packed(signed_by(stranger, saying(mine, answers=(YES, STORY)))))
    assert (sound.has_misfits, sound.is_verified) == (False, True)
    verdict = verdict_of(packed(signed_by(stranger, saying(mine, answers=answers))))
    assert verdict.read.is_intact
    assert verdict.has_misfits
    assert not verdict.is_verified
