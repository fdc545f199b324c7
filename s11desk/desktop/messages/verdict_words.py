"""A verdict on a return in words: the answer first, then what it rests on.

Whoever made the file also chose the names in it, so each is shown as one short line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk.app.identity.known_signers import SignerStanding, Standing
from s11desk.bundle.audit_file import Role
from s11desk.bundle.container.container_facts import FaultKind
from s11desk.bundle.read_return import ContentFault, SignatureRead
from s11desk.domain.clean_text import clean_line
from s11desk.signing.signature_facts import CmsFault
from s11desk.wording.amounts import counted
from s11desk.wording.dates import local_day, local_moment
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.returns.verify import Verdict

_LONGEST = 200

FAULTS: dict[FaultKind, str] = {
    FaultKind.TRUNCATED: "The file is cut short. It may not have arrived whole.",
    FaultKind.NOT_A_ZIP: "It is not a return bundle.",
    FaultKind.TOO_LARGE: "It is larger than a return bundle can be.",
    FaultKind.TOO_MANY_ENTRIES: "It holds more files than a return bundle can.",
    FaultKind.ZIP64: "It is a kind of zip file that return bundles never are.",
    FaultKind.HIDDEN_BYTES: "It contains data that does not belong to any of its files.",
    FaultKind.OVERLAP: "Files inside it overlap.",
    FaultKind.WRONG_HEADER: "Its structure was changed.",
    FaultKind.FLAGS: "Its structure was changed.",
    FaultKind.COMPRESSED: "It was packed again by another program.",
    FaultKind.FORBIDDEN_NAME: "A file inside it has a name that is not allowed.",
    FaultKind.DUPLICATE_NAME: "It holds two files of the same name.",
    FaultKind.UNEXPECTED_PART: "It holds a file that does not belong there.",
    FaultKind.MISSING_PART: "A file is missing from it.",
    FaultKind.WRONG_ORDER: "Its files were put in another order.",
    FaultKind.WRONG_MIMETYPE: "It is a zip file, but not a return bundle.",
    FaultKind.CRC: "A file inside it was damaged or changed.",
    FaultKind.MANIFEST_DIFFERS: "A file inside it was changed after signing.",
    FaultKind.SIGNATURE_SIZE: "Its signature is not one this program makes.",
}

CONTENT_FAULTS: dict[ContentFault, str] = {
    ContentFault.AUDIT_UNREADABLE: "The answers in it cannot be read.",
    ContentFault.AUDIT_NEWER: "A newer version of s11desk made it. Install the newer version to read it.",
    ContentFault.TOPIC_TOO_LARGE: "The questions in it are larger than any topic can be.",
    ContentFault.TOPIC_DIFFERS: "The questions in it are not the ones its answers were given to.",
    ContentFault.EVIDENCE_DIFFERS: "Its evidence is not what its list of evidence says.",
    ContentFault.COUNTERSIGNED_DIFFERS: "The PDF its approver signed is not the one its completer signed.",
    ContentFault.APPROVER_SAME: "The same person completed it and approved it. Someone else has to approve.",
    ContentFault.SIGNER_DIFFERS: "It was signed by someone other than it says.",
}

SIGNATURE_FAULTS: dict[CmsFault, str] = {
    CmsFault.UNREADABLE: "A signature cannot be read.",
    CmsFault.NOT_CANONICAL: "A signature was tampered with, or made by another program.",
    CmsFault.KEY_UNSUITABLE: "A signature was made with a key that is not accepted.",
    CmsFault.CONTENT_ALTERED: "The list of its files was changed after signing.",
    CmsFault.SIGNATURE_WRONG: "A signature does not fit what it should have signed.",
    CmsFault.CERTIFICATE_NOT_VALID: "A signer's certificate was not valid at the time of signing.",
}

STANDINGS: dict[Standing, str] = {
    Standing.OWN: "Signed with a signing identity of this computer.",
    Standing.KNOWN: "You know this signer as {name}.",
    Standing.UNKNOWN: "You have not confirmed who this signer is. Telephone them and compare the fingerprint before "
    "you rely on their name.",
    Standing.OTHER_KEY: "You know {name} by a different key. Telephone them and ask whether this fingerprint is theirs "
    "too; someone else may be using the name.",
}

ROLES: dict[Role, str] = {Role.COMPLETER: "Completed and signed", Role.APPROVER: "Approved and signed"}


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """``facts``: what the return says of itself, a line each."""

    is_verified: bool
    headline: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignerWords:
    """``fingerprint``: the form that is read out. ``name``: what the signer is called, to begin a list entry with."""

    who: str
    signed: str
    standing: str
    is_known: bool
    name: str
    fingerprint: str


def verdict_words(verdict: Verdict) -> VerdictWords:
    reason = refusal(verdict)
    if reason:
        headline = "This file does not verify"
        text = f"{reason} Do not rely on it: ask whoever sent it to send it again."
    else:
        headline = "Verified: nothing has been changed since it was signed"
        is_approved = len(verdict.read.signatures) > 1
        text = f"The file is complete and {'both signatures are' if is_approved else 'its signature is'} valid."
    return VerdictWords(not reason, headline, text, _facts(verdict, is_verified=not reason))


def refusal(verdict: Verdict) -> str:
    """Why the file is not verified, as a sentence; empty where it is."""
    read = verdict.read
    if read.container.fault is not None:
        part = f" The part is called {read.container.fault.part}." if read.container.fault.part else ""
        return FAULTS[read.container.fault.kind] + part
    faults = [signature.cms.fault for signature in read.signatures if signature.cms.fault is not None]
    if faults:
        return SIGNATURE_FAULTS[faults[0]]
    if read.content_fault is not None:
        return CONTENT_FAULTS[read.content_fault]
    return _incomplete(verdict)


def signer_words(signature: SignatureRead, standing: SignerStanding) -> SignerWords:
    """For a signature that says who made it."""
    signer, signed_at = signature.cms.signer, signature.cms.signed_at
    assert signer is not None  # noqa: S101 - a standing is worked out only for a named signer
    when = f" on {local_moment(signed_at)}" if signed_at is not None else ""
    return SignerWords(
        who=", ".join(short(part) for part in (signer.name, signer.job_title, signer.organisation) if part),
        signed=f"{ROLES[signature.role]}{when}",
        standing=STANDINGS[standing.standing].format(name=short(standing.name)),
        is_known=standing.standing in {Standing.OWN, Standing.KNOWN},
        name=short(signer.name),
        fingerprint=signer.spoken,
    )


def short(text: str) -> str:
    """One line of a text from the file, not too long."""
    line = one_line(clean_line(text[: 4 * _LONGEST]))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _incomplete(verdict: Verdict) -> str:
    if verdict.topic is None:
        return "The questions in it are not a usable topic."
    if verdict.has_misfits:
        return "It holds answers that its questions do not allow."
    if verdict.gaps:
        return f"It is not complete: {counted(len(verdict.gaps), 'thing is', 'things are')} missing."
    return "" if verdict.pdf_agrees else "The signatures inside its PDF are not valid, or are someone else's."


def _facts(verdict: Verdict, *, is_verified: bool) -> tuple[str, ...]:
    audit_file = verdict.read.audit_file
    if audit_file is None:
        return ()
    said, topic = audit_file.return_facts, audit_file.topic
    says = "" if is_verified else "The file says: "
    lines = [
        f"{says}{short(topic.title)}, {short(topic.year)}, {short(topic.partnership)}",
        f"{says}Return {said.number}, reference {short(said.reference)}, made on {local_day(said.made)}",
    ]
    if said.replaces and is_verified:
        lines.append("It replaces an earlier return of this audit.")
    if is_verified and len(verdict.read.signatures) == 1:
        lines.append("No approver has signed it yet.")
    return tuple(lines)
