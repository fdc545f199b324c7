"""A verdict on a return in words: first the answer, then its reasons.

The maker of the file also chose the names in it, so each name is shown as one short line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk.app.identity.signer_standings import SignerStanding
from s11desk.bundle.read_return import ReadSignature
from s11desk.domain.returns.approval_remarks import ApprovalRemarkKind
from s11desk.domain.returns.return_verdict import Outcome, Standing, Unverified
from s11desk.wording.dates import local_day, local_moment
from s11desk.wording.plain_text import one_line, short_line
from s11desk.wording.returns.role_words import signed_as, to_sign_sentence
from s11desk.wording.returns.signer_name import signer_name
from s11desk.wording.returns.verdict_sentences import (
    NOT_A_RETURN,
    PAGES,
    ROLES,
    UNCHANGED,
    approval_sentences,
    claim_sentences,
    outcome_headline,
    reason_sentence,
    remark_sentences,
    standing_sentence,
    unverified_sentence,
)

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.domain.topics.topic import Topic


UNSIGNED = "Nobody has approved it yet."
"""Said of a file with one signature."""
_REPLACES = "It replaces an earlier return of this audit."
_CALM_FACTS = frozenset({UNSIGNED, _REPLACES})
_SIGNATURES = {1: "its signature is", 2: "both signatures are", 3: "all three signatures are"}


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """A verdict in words.

    ``facts``: the return's statements about itself, one line each. ``to_fold``: those lines of ``text`` and ``facts``
    that ask nothing of their reader.
    """

    outcome: Outcome
    headline: str
    text: str
    facts: tuple[str, ...]
    to_fold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignerWords:
    """A signer in words.

    ``fingerprint`` is in the form that people read out. ``name`` fills in the form for a known signer. ``is_wrong``:
    the key is not the one that is known for this name. A signer whom nobody has checked yet is no fault.
    """

    who: str
    signed: str
    standing: str
    is_known: bool
    is_wrong: bool
    name: str
    fingerprint: str


def verdict_words(verdict: Verdict, *, is_approved_here: bool = False, is_first: bool = True) -> VerdictWords:
    """Put a verdict into words. ``is_approved_here``: the person has just signed another file of the same return.

    ``is_first``: it is the first that its reader sees. Below what the file is for, it says what is sure, and the card
    says who signed it.
    """
    why = verdict.unverified
    if why is not None:
        advice = "" if why.is_foreign else " Do not rely on it: ask the person who sent it to send it again."
        text = f"{unverified_sentence(why) if why.is_foreign else reason_sentence(why)}{advice}"
    elif verdict.comparison.pages in PAGES:
        text = PAGES[verdict.comparison.pages]
    else:
        text = f"The file arrived whole, and {_SIGNATURES[len(verdict.read.signatures)]} valid."
    unknown = _unknown(verdict)
    headline = NOT_A_RETURN if why is not None and why.is_foreign else outcome_headline(verdict.outcome, unknown)
    if not is_first and verdict.outcome is Outcome.UNCONFIRMED:
        headline = UNCHANGED
    facts = tuple(line for line in _facts(verdict, is_first=is_first) if not (is_approved_here and line == UNSIGNED))
    calm = () if verdict.comparison.pages in PAGES else (text,)
    to_fold = () if why is not None else (*calm, *(line for line in facts if line in _CALM_FACTS))
    return VerdictWords(verdict.outcome, headline, text, (*facts, *_details(why)), to_fold)


def signer_words(signature: ReadSignature, standing: SignerStanding, topic: Topic | None = None) -> SignerWords:
    """Describe a signature that names its signer. ``topic``: says what the signer's role is called."""
    signer, signed_at = signature.cms.valid_signer, signature.cms.signed_at
    when = f" on {local_moment(signed_at)}" if signed_at is not None else ""
    return SignerWords(
        who=signer_name(signer.name, signer.job_title, signer.organisation),
        signed=f"{signed_as(topic, signature.role, ROLES[signature.role])}{when}",
        standing=standing_sentence(standing.standing, standing.name, signer.name),
        is_known=standing.standing in {Standing.OWN, Standing.KNOWN},
        is_wrong=standing.standing is Standing.OTHER_KEY,
        name=short_line(signer.name),
        fingerprint=signer.fingerprint_spoken,
    )


def _unknown(verdict: Verdict) -> tuple[str, ...]:
    """The names of the signers whom the person has not checked."""
    pairs = zip(verdict.read.signatures, verdict.standings, strict=False)
    signers = (one.cms.signer for one, found in pairs if found.standing is Standing.UNKNOWN)
    return tuple(signer.name for signer in signers if signer is not None)


def _details(why: Unverified | None) -> tuple[str, ...]:
    """The part of a changed return. In a stranger's file the sentence itself names the file to look at."""
    if why is None or why.is_foreign or not why.part:
        return ()
    return (f"For the person who helps you: it is about the part {one_line(why.part)}.",)


def _facts(verdict: Verdict, *, is_first: bool) -> tuple[str, ...]:
    """``is_first``: also that the answers name the approver, which only the partnership has to judge."""
    audit_file = verdict.read.audit_file
    if audit_file is None:
        return ()
    facts, topic = audit_file.return_facts, audit_file.topic
    says = "" if verdict.is_unchanged else "The file says: "
    lines = [
        f"{says}{short_line(topic.title)}, {short_line(topic.year)}, {short_line(topic.partnership)}",
        f"{says}Return {facts.number}, reference {short_line(facts.reference)}, made on {local_day(facts.made)}",
    ]
    if facts.replaces and verdict.is_unchanged:
        lines.append(_REPLACES)
    if verdict.is_unchanged and len(verdict.read.signatures) == 1:
        lines.append(UNSIGNED)
    still = to_sign_sentence(verdict.topic, verdict.roles_to_sign) if verdict.is_unchanged else ""
    lines += [still] if still else []
    named = ApprovalRemarkKind.NAMED_IN_ANSWERS
    remarks = tuple(one for one in verdict.approval_remarks if is_first or one.kind is not named)
    claims = claim_sentences(verdict.claims.remarks, verdict.topic_standing)
    return (
        *lines,
        *claims,
        *approval_sentences(remarks),
        *remark_sentences(verdict.remarks),
    )
