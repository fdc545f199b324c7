"""A verdict in words: one plain paragraph for each file.

Whoever made the file also chose its names and texts, and a terminal obeys some characters: whatever comes out of the
file is shown as one short line of plain text.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.app.identity.known_signers import SignerStanding
from s11desk.app.returns.verify import Verdict
from s11desk.bundle.read_return import SignatureRead
from s11desk.domain.clean_text import REPLACEMENT, clean_line
from s11desk.domain.return_verdict import Standing
from s11desk.wording.dates import moment_in_zone
from s11desk.wording.verdict_sentences import ROLES, STANDINGS, unverified_sentence

_LONGEST = 200
"""Characters of a text from the file that are shown."""


def verdict_paragraph(verdict: Verdict) -> str:
    """What a person needs to know of one file, the answer first."""
    return f"{_shown(verdict.path.name)}: {' '.join(_sentences(verdict))}"


def _shown(text: str) -> str:
    line = "".join(c if c.isprintable() else REPLACEMENT for c in clean_line(text[: 4 * _LONGEST]))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _sentences(verdict: Verdict) -> Iterator[str]:
    why = verdict.unverified
    if why is not None:
        yield f"NOT VERIFIED. {unverified_sentence(why)} Do not rely on this file."
    else:
        yield "Verified. Nothing in it has been changed since it was signed."
    yield from _return_sentences(verdict)
    if why is None:
        for signature, standing in zip(verdict.read.signatures, verdict.standings, strict=True):
            yield _signed(signature)
            yield _known(signature, standing)
        if len(verdict.read.signatures) == 1:
            yield "No approver has signed it."


def _return_sentences(verdict: Verdict) -> Iterator[str]:
    audit_file = verdict.read.audit_file
    if audit_file is None:
        return
    says = "It is" if verdict.is_verified else "It says it is"
    said = audit_file.return_facts
    topic = audit_file.topic
    yield (
        f"{says} return {said.number} of {_shown(audit_file.agency)} on {_shown(topic.title)}, {_shown(topic.year)}, "
        f"reference {_shown(said.reference)}."
    )
    if said.replaces and verdict.is_verified:
        yield f"It replaces an earlier return of this audit (bundle {_shown(said.replaces[:16])}…)."


def _signed(signature: SignatureRead) -> str:
    signer = signature.cms.signer
    if signer is None or signature.cms.signed_at is None:
        return ""
    who = ", ".join(_shown(part) for part in (signer.name, signer.job_title, signer.organisation) if part)
    return f"{ROLES[signature.role]} by {who} on {moment_in_zone(signature.cms.signed_at)}."


def _known(signature: SignatureRead, standing: SignerStanding) -> str:
    sentence = STANDINGS[standing.standing].format(name=_shown(standing.name))
    if signature.cms.signer is None or standing.standing in {Standing.OWN, Standing.KNOWN}:
        return sentence
    return f"{sentence} Fingerprint: {signature.cms.signer.spoken}."
