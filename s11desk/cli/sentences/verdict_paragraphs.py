"""A verdict in words: one paragraph for each file.

A stranger may have chosen the names and texts in the file, and a terminal obeys some characters. So each text from the
file becomes one short line without control characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from s11desk.domain.returns.return_verdict import PagesCompared, Standing, UnverifiedReason
from s11desk.wording.amounts import listed
from s11desk.wording.dates import moment_in_zone
from s11desk.wording.plain_text import every_character, short_line
from s11desk.wording.returns.role_words import signed_as, to_sign_sentence
from s11desk.wording.returns.signer_name import signer_name
from s11desk.wording.returns.verdict_sentences import (
    COPIES_APART,
    OUTCOMES,
    PAGES,
    ROLES,
    approval_sentences,
    claim_sentences,
    remark_sentences,
    standing_sentence,
    unverified_sentence,
)

if TYPE_CHECKING:
    from s11desk.app.identity.signer_standings import SignerStanding
    from s11desk.app.returns.verifying.signed_apart import SignedApart
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.bundle.read_return import ReadSignature


_CLOSED = {UnverifiedReason.ENCRYPTED, UnverifiedReason.LOCKED}


def verdict_paragraph(verdict: Verdict) -> str:
    """The paragraph about one file. It begins with the answer, such as "Verified" or "NOT VERIFIED"."""
    return every_character(f"{short_line(verdict.path.name)}: {' '.join(filter(None, _sentences(verdict)))}")


def apart_paragraphs(apart: Iterable[SignedApart]) -> Iterator[str]:
    """A paragraph for each return of which several people signed copies apart."""
    for one in apart:
        names = listed((short_line(path.name) for path in one.paths), "and")
        yield every_character(f"{names}: {COPIES_APART}")


def _sentences(verdict: Verdict) -> Iterator[str]:
    reason = verdict.unverified
    if reason is not None:
        advice = "" if reason.is_foreign else " Do not rely on this file."
        yield f"NOT VERIFIED. {unverified_sentence(reason)}{advice}"
        if reason.reason in _CLOSED:
            yield "To open it, use “s11desk decrypt”."
    else:
        yield f"{OUTCOMES[verdict.outcome]}."
        yield PAGES.get(verdict.comparison.pages, "")
        if verdict.comparison.pages is PagesCompared.TOO_LARGE:
            yield "To compare them, add --deep."
    yield from _return_sentences(verdict)
    yield from claim_sentences(verdict.claims.remarks, verdict.topic_standing)
    yield from remark_sentences(verdict.remarks)
    if reason is None:
        for signature, standing in zip(verdict.read.signatures, verdict.standings, strict=True):
            yield _signature_sentence(verdict, signature)
            yield _standing_sentence(signature, standing)
        yield from approval_sentences(verdict.approval_remarks)
        if len(verdict.read.signatures) == 1:
            yield "No approver has signed it."
        yield to_sign_sentence(verdict.topic, verdict.roles_to_sign)


def _return_sentences(verdict: Verdict) -> Iterator[str]:
    audit_file = verdict.read.audit_file
    if audit_file is None:
        return
    claim = "It is" if verdict.is_unchanged else "It says it is"
    facts = audit_file.return_facts
    topic = audit_file.topic
    yield (
        f"{claim} return {facts.number} of {short_line(audit_file.agency)} on {short_line(topic.title)}, "
        f"{short_line(topic.year)}, reference {short_line(facts.reference)}."
    )
    if facts.replaces and verdict.is_unchanged:
        yield f"It replaces an earlier return of this audit (bundle {short_line(facts.replaces[:16])}…)."


def _signature_sentence(verdict: Verdict, signature: ReadSignature) -> str:
    signer = signature.cms.signer
    if signer is None or signature.cms.signed_at is None:
        return ""
    who = signer_name(signer.name, signer.job_title, signer.organisation)
    signed = signed_as(verdict.topic, signature.role, ROLES[signature.role])
    return f"{signed} by {who} on {moment_in_zone(signature.cms.signed_at)}."


def _standing_sentence(signature: ReadSignature, standing: SignerStanding) -> str:
    signer = signature.cms.signer
    sentence = standing_sentence(standing.standing, standing.name, signer.name if signer else "")
    if signer is None or standing.standing in {Standing.OWN, Standing.KNOWN}:
        return sentence
    return f"{sentence} Signature check code (fingerprint): {signer.fingerprint_spoken}."
