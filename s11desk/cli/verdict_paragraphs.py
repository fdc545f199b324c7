"""A verdict in words: one plain paragraph for each file.

Whoever made the file also chose its names and texts, and a terminal obeys some characters: whatever comes out of the
file is shown as one short line of plain text.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.app.identity.known_signers import SignerStanding, Standing
from s11desk.app.returns.verify import Verdict
from s11desk.bundle.audit_file import Role
from s11desk.bundle.container.container_facts import FaultKind
from s11desk.bundle.read_return import ContentFault, SignatureRead
from s11desk.domain.clean_text import REPLACEMENT, clean_line
from s11desk.signing.signature_facts import CmsFault
from s11desk.wording.dates import moment_in_zone

_LONGEST = 200
"""Characters of a text from the file that are shown."""

FAULTS = {
    FaultKind.TRUNCATED: "the file is cut short; it may not have arrived whole",
    FaultKind.NOT_A_ZIP: "it is not a return bundle",
    FaultKind.TOO_LARGE: "it is larger than a return bundle can be",
    FaultKind.TOO_MANY_ENTRIES: "it holds more files than a return bundle can",
    FaultKind.ZIP64: "it is a kind of zip file that return bundles never are",
    FaultKind.HIDDEN_BYTES: "it contains data that does not belong to any of its files",
    FaultKind.OVERLAP: "files inside it overlap",
    FaultKind.WRONG_HEADER: "its structure was changed",
    FaultKind.FLAGS: "its structure was changed",
    FaultKind.COMPRESSED: "it was packed again by another program",
    FaultKind.FORBIDDEN_NAME: "a file inside it has a name that is not allowed",
    FaultKind.DUPLICATE_NAME: "it holds two files of the same name",
    FaultKind.UNEXPECTED_PART: "it holds a file that does not belong there",
    FaultKind.MISSING_PART: "a file is missing from it",
    FaultKind.WRONG_ORDER: "its files were put in another order",
    FaultKind.WRONG_MIMETYPE: "it is a zip file, but not a return bundle",
    FaultKind.CRC: "a file inside it was damaged or changed",
    FaultKind.MANIFEST_DIFFERS: "a file inside it was changed after signing",
    FaultKind.SIGNATURE_SIZE: "its signature is not one this program makes",
}

CONTENT_FAULTS = {
    ContentFault.AUDIT_UNREADABLE: "its data file (audit.json) cannot be read",
    ContentFault.AUDIT_NEWER: "a newer s11desk made it; install the newer version to read it",
    ContentFault.TOPIC_TOO_LARGE: "its questions (topic.json) are larger than any topic can be",
    ContentFault.TOPIC_DIFFERS: "its questions (topic.json) are not the ones its answers were given to",
    ContentFault.EVIDENCE_DIFFERS: "its evidence is not what its data file lists",
    ContentFault.COUNTERSIGNED_DIFFERS: "the PDF its approver signed is not the one its completer signed",
    ContentFault.SIGNER_DIFFERS: "it was signed by someone other than it says",
    ContentFault.APPROVER_SAME: "whoever completed it signed it again as its approver",
}

SIGNATURE_FAULTS = {
    CmsFault.UNREADABLE: "the signature cannot be read",
    CmsFault.NOT_CANONICAL: "the signature was tampered with, or made by another program",
    CmsFault.KEY_UNSUITABLE: "the signature was made with a key that is not accepted",
    CmsFault.CONTENT_ALTERED: "the list of files was changed after signing",
    CmsFault.SIGNATURE_WRONG: "the signature does not fit what it should have signed",
    CmsFault.CERTIFICATE_NOT_VALID: "the signer's certificate was not valid at the time of signing",
}

STANDINGS = {
    Standing.OWN: "Signed with a signing identity of this computer.",
    Standing.KNOWN: "Known signer: you know this key as {name}.",
    Standing.UNKNOWN: "Unknown signer, fingerprint {fingerprint}. Compare it with them by telephone to be sure.",
    Standing.OTHER_KEY: (
        "Known name but another key: you know {name} by a different key. Ask them, by telephone, whether this one is "
        "theirs: fingerprint {fingerprint}."
    ),
}

ROLES = {Role.COMPLETER: "Completed and signed", Role.APPROVER: "Approved and signed"}


def verdict_paragraph(verdict: Verdict) -> str:
    """What a person needs to know of one file, the answer first."""
    return f"{_shown(verdict.path.name)}: {' '.join(_sentences(verdict))}"


def _shown(text: str) -> str:
    line = "".join(c if c.isprintable() else REPLACEMENT for c in clean_line(text[: 4 * _LONGEST]))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _sentences(verdict: Verdict) -> Iterator[str]:
    reason = _refusal(verdict)
    if reason:
        yield f"NOT VERIFIED. Do not rely on this file: {reason}."
    else:
        yield "Verified. Nothing in it has been changed since it was signed."
    yield from _return_sentences(verdict)
    if not reason:
        for signature, standing in zip(verdict.read.signatures, verdict.standings, strict=True):
            yield _signed(signature)
            yield _known(signature, standing)
        if len(verdict.read.signatures) == 1:
            yield "No approver has signed it."


def _refusal(verdict: Verdict) -> str:
    """Why the file is not verified; empty where it is."""
    read = verdict.read
    if read.container.fault is not None:
        inside = f" ({read.container.fault.part})" if read.container.fault.part else ""
        return f"{FAULTS[read.container.fault.kind]}{inside}"
    faults = [signature.cms.fault for signature in read.signatures if signature.cms.fault is not None]
    if faults:
        return SIGNATURE_FAULTS[faults[0]]
    if read.content_fault is not None:
        return CONTENT_FAULTS[read.content_fault]
    if verdict.topic is None:
        return "its questions (topic.json) are not a usable topic"
    if verdict.has_misfits:
        return "it holds answers that its questions do not allow"
    if verdict.gaps:
        return f"it is not complete; missing: {len(verdict.gaps)}"
    return "" if verdict.pdf_agrees else "the signatures inside its PDF are not valid, or are someone else's"


def _return_sentences(verdict: Verdict) -> Iterator[str]:
    audit_file = verdict.read.audit_file
    if audit_file is None:
        return
    says = "It says it is" if _refusal(verdict) else "It is"
    said = audit_file.return_facts
    topic = audit_file.topic
    yield (
        f"{says} return {said.number} of {_shown(audit_file.agency)} on {_shown(topic.title)}, {_shown(topic.year)}, "
        f"reference {_shown(said.reference)}."
    )
    if said.replaces and not _refusal(verdict):
        yield f"It replaces an earlier return of this audit (bundle {_shown(said.replaces[:16])}…)."


def _signed(signature: SignatureRead) -> str:
    signer = signature.cms.signer
    if signer is None or signature.cms.signed_at is None:
        return ""
    who = ", ".join(_shown(part) for part in (signer.name, signer.job_title, signer.organisation) if part)
    return f"{ROLES[signature.role]} by {who} on {moment_in_zone(signature.cms.signed_at)}."


def _known(signature: SignatureRead, standing: SignerStanding) -> str:
    fingerprint = signature.cms.signer.spoken if signature.cms.signer is not None else ""
    return STANDINGS[standing.standing].format(name=_shown(standing.name), fingerprint=fingerprint)
