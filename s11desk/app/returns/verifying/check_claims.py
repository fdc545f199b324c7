"""Compares the claims of a return with each other: its reference, numbers, times and digests.

A signer can sign anything. So this module derives again each value that the program derives from others in the return,
and the stated value must be the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from s11desk.bundle.audit_file import AuditFile, audit_of
from s11desk.bundle.container.file_layout import EVIDENCE_FOLDER
from s11desk.bundle.read_return import ReadReturn, ReadSignature
from s11desk.bundle.safe_names import safe_names
from s11desk.domain.audits.action_plan import is_action_id
from s11desk.domain.audits.answer_rules import texts_of_audit
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.content_digest import content_digest
from s11desk.domain.returns.return_verdict import ClaimRemark, ClaimRemarkKind, UnverifiedReason
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.text.same_name import comparable_name
from s11desk.domain.text.text_limits import LINE_LIMIT, LimitedText, first_too_long
from s11desk.domain.topics.topic import Topic
from s11desk.signing.signature_facts import PdfFacts

_DIGEST = re.compile(r"[0-9a-f]{64}")
_AUDIT_ID = re.compile(r"[0-9a-z]{4}-[0-9a-z]{4}", re.ASCII)
"""The ids that every version of the program has given."""
_PROGRAM = re.compile(r"s11desk [0-9][0-9A-Za-z.+-]{0,40}", re.ASCII)
_FIRST_DAY = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""Years before the first version of the program."""
_CLOCK_DIFFERENCE = dt.timedelta(days=1)
"""A wrong time zone does not explain a larger difference."""


class ClaimsCheck(msgspec.Struct, frozen=True):
    """The result. ``faults``: claims that contradict each other. ``remarks``: what a reader should know."""

    faults: tuple[UnverifiedReason, ...] = ()
    remarks: tuple[ClaimRemark, ...] = ()

    @property
    def has_doubt(self) -> bool:
        """Whether a remark keeps the return from being called verified."""
        return any(remark.kind.is_doubt for remark in self.remarks)


NO_CLAIMS = ClaimsCheck()
"""For a return with a fault that is found before its claims are checked."""


def check_claims(read: ReadReturn, topic: Topic, pdf: PdfFacts | None, now: dt.datetime) -> ClaimsCheck:
    """Check the claims of an intact return on ``topic``. ``pdf``: the signatures in its PDF, if they were checked."""
    audit_file = read.intact_file
    audit = audit_of(audit_file)
    names = (*_name_faults(audit_file), *_action_faults(audit_file, topic))
    about_topic = (*_language_faults(audit_file, topic), *names)
    faults = (*_return_faults(audit_file, audit), *about_topic, *_time_faults(audit_file, read.signatures, pdf))
    remarks = (
        *_time_remarks(audit_file, read.signatures, now),
        *_length_remarks(audit, read.signatures),
        *_agency_remarks(audit_file, read.signatures),
    )
    return ClaimsCheck(faults, remarks)


def _return_faults(audit_file: AuditFile, audit: Audit) -> Iterator[UnverifiedReason]:
    facts = audit_file.return_facts
    if audit_file.sign_offs[0].content != content_digest(audit):
        yield UnverifiedReason.SIGN_OFF_DIFFERS
    is_id = _AUDIT_ID.fullmatch(audit_file.audit_id) is not None
    if not is_id or facts.reference != reference_of(audit_file.audit_id, facts.number):
        yield UnverifiedReason.REFERENCE_DIFFERS
    if bool(facts.replaces) != (facts.number > 1) or (facts.replaces and not _DIGEST.fullmatch(facts.replaces)):
        yield UnverifiedReason.REPLACED_DIFFERS
    elif not _is_history(audit_file):
        yield UnverifiedReason.HISTORY_DIFFERS


def _language_faults(audit_file: AuditFile, topic: Topic) -> Iterator[UnverifiedReason]:
    """A language of the pages that the questions do not have: the program shows none such."""
    if audit_file.pages is not None and audit_file.pages.language not in topic.languages:
        yield UnverifiedReason.LANGUAGE_DIFFERS


def _name_faults(audit_file: AuditFile) -> Iterator[UnverifiedReason]:
    """Names that the program never gives: to an agency, to itself, and to files inside a return."""
    if not audit_file.agency or audit_file.agency != clean_line(audit_file.agency):
        yield UnverifiedReason.AGENCY_UNNAMED
    if not _PROGRAM.fullmatch(audit_file.return_facts.program):
        yield UnverifiedReason.PROGRAM_UNKNOWN
    named = safe_names(f"{item.id}-{item.name}" for item in audit_file.evidence)
    if [item.path for item in audit_file.evidence] != [f"{EVIDENCE_FOLDER}{name}" for name in named]:
        yield UnverifiedReason.EVIDENCE_PATH


def _action_faults(audit_file: AuditFile, topic: Topic) -> Iterator[UnverifiedReason]:
    """Actions that nobody can tell apart, or for a question that does not exist: the program makes neither."""
    ids = [action.id for action in audit_file.action_plan]
    asked = {"", *(question.id for question in topic.questions)}
    is_numbered = len({*ids}) == len(ids) and all(map(is_action_id, ids))
    if not is_numbered or not asked.issuperset(action.question for action in audit_file.action_plan):
        yield UnverifiedReason.ACTIONS_DIFFER


def reference_of(audit_id: str, number: int) -> str:
    """The reference of a return: the audit's id in capitals, and the number."""
    return f"{audit_id.upper()}-{number}"


def _is_history(audit_file: AuditFile) -> bool:
    """Whether the list of earlier returns leads up to this one. Format 1 has no list."""
    if audit_file.pages is None:
        return True
    earlier, facts = audit_file.earlier, audit_file.return_facts
    stated = [(one.number, one.reference) for one in earlier]
    expected = [(number, reference_of(audit_file.audit_id, number)) for number in range(1, len(earlier) + 1)]
    last = earlier[-1].sha256 if earlier else ""
    return (
        len(earlier) == facts.number - 1
        and stated == expected
        and last == facts.replaces
        and len({one.sha256 for one in earlier}) == len(earlier)
        and all(_DIGEST.fullmatch(one.sha256) for one in earlier)
    )


def _time_faults(
    audit_file: AuditFile, signatures: tuple[ReadSignature, ...], pdf: PdfFacts | None
) -> Iterator[UnverifiedReason]:
    signed = [signature.cms.signed_at for signature in signatures]
    if not audit_file.return_facts.made == audit_file.sign_offs[0].at == signed[0]:
        yield UnverifiedReason.MADE_DIFFERS
    if any(at is None or signed[0] is None or at < signed[0] - _CLOCK_DIFFERENCE for at in signed):
        yield UnverifiedReason.APPROVED_EARLIER
    in_pdf = [signature.signed_at for signature in pdf.signatures] if pdf is not None else signed
    if len(in_pdf) == len(signed) and in_pdf != signed:
        yield UnverifiedReason.PDF_TIME_DIFFERS


def _time_remarks(
    audit_file: AuditFile, signatures: tuple[ReadSignature, ...], now: dt.datetime
) -> Iterator[ClaimRemark]:
    made = audit_file.return_facts.made
    signed = [at for signature in signatures if (at := signature.cms.signed_at) is not None]
    if any(at > now + _CLOCK_DIFFERENCE for at in signed):
        yield ClaimRemark(ClaimRemarkKind.SIGNED_IN_FUTURE)
    if signed != sorted(signed):
        yield ClaimRemark(ClaimRemarkKind.APPROVED_EARLIER)
    before = [one.made for one in audit_file.earlier]
    attached = [item.attached for item in audit_file.evidence]  # a file may come from the audit of an older version
    in_it = (audit_file.changed, *before)
    is_within = audit_file.begun <= min(in_it) and max(*in_it, *attached, audit_file.begun) <= made
    if not is_within or before != sorted(before) or audit_file.begun < _FIRST_DAY:
        yield ClaimRemark(ClaimRemarkKind.TIMES_IN_DISORDER)


def _length_remarks(audit: Audit, signatures: tuple[ReadSignature, ...]) -> Iterator[ClaimRemark]:
    """A text that the program takes from nobody. Its first versions had no limits, so this is no fault."""
    signers = (signature.cms.signer for signature in signatures if signature.cms.signer is not None)
    names = (text for one in signers for text in (one.name, one.job_title, one.organisation, one.email))
    texts = (*texts_of_audit(audit), *(LimitedText(name, LINE_LIMIT) for name in names))
    if first_too_long(texts) is not None:
        yield ClaimRemark(ClaimRemarkKind.TEXT_TOO_LONG)


def _agency_remarks(audit_file: AuditFile, signatures: tuple[ReadSignature, ...]) -> Iterator[ClaimRemark]:
    """Each other organisation of a certificate. Part of a name is enough: "Riverside" signs for "Riverside Trust"."""
    agency, signers = comparable_name(audit_file.agency), (signature.cms.signer for signature in signatures)
    for organisation in dict.fromkeys(one.organisation if one is not None else "" for one in signers):
        folded = comparable_name(organisation)
        if not agency or (folded not in agency and agency not in folded):
            yield ClaimRemark(ClaimRemarkKind.OTHER_ORGANISATION, organisation)
