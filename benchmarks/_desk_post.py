"""Makes the post of a receiving desk for the benchmarks: many returns, some cut short, changed, replaced or doubled.

Pages take most of the time of making a return, so they are drawn once for each of four templates. Every return has its
own data, manifest and signature; its pages show another return's data, which only the comparison of pages can see.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import random
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from s11desk.bundle.audit_file import AuditFile, EarlierReturn, encode_audit_file
from s11desk.domain.audits.audit import Answer
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.bundle.forging import GOLDEN, Files, files_of, pack, signed_by
from tests.bundle.making import Content, Making, by, changed, golden_content
from tests.samples import NOON

SIGNATURES = 2
"""In each return: one over all files, one in the PDF."""
_PASSPHRASE = "benchmark only, no secret"  # noqa: S105 - its keys are deleted at the end
_AT = NOON + dt.timedelta(hours=1)
_LETTERS = "abcdefghjkmnpqrstvwxyz0123456789"
_SIGNERS = 10
_AT_ONCE = 250
_WORDS = [
    "training",
    "policy",
    "children",
    "visits",
    "volunteers",
    "record",
    "checks",
    "referral",
    "supervision",
    "concerns",
    "lead",
    "weekly",
]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the desk must say of one file. ``reason``: a part of it; empty for any."""

    file: str
    state: FileState
    agency: str = ""
    choice: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one return says. ``replaced``: the bytes of the first return of the audit, if this is the second."""

    audit_id: str
    agency: str
    choice: str
    comment: str
    has_evidence: bool
    signer: int
    replaced: bytes = b""


def write_post(folder: Path, numbers: range, agencies: int) -> tuple[Expected, ...]:
    """Write the files of the returns ``numbers`` into ``folder``. Gives the record of all files.

    Of a hundred each one is cut short, changed, a letter, doubled or replaced by a later return; ten have evidence.
    """
    context = multiprocessing.get_context("spawn")
    tasks = [(folder, numbers[at : at + _AT_ONCE], agencies) for at in range(0, len(numbers), _AT_ONCE)]
    with ProcessPoolExecutor(2, context) as pool:
        return tuple(each for some in pool.map(_write_some, tasks) for each in some)


def floor(folder: Path, returns: int) -> None:
    """Read every file, make its SHA-256, and verify as many ECDSA signatures as the returns have."""
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public = key.sign(b"floor", ec.ECDSA(hashes.SHA256())), key.public_key()
    for path in sorted(folder.iterdir()):
        hashlib.sha256(path.read_bytes())
    for _ in range(returns * SIGNATURES):
        public.verify(signature, b"floor", ec.ECDSA(hashes.SHA256()))


def _write_some(task: tuple[Path, range, int]) -> tuple[Expected, ...]:
    folder, numbers, agencies = task
    return tuple(each for number in numbers for each in _write_one(folder, number, f"Agency {number % agencies}"))


def _write_one(folder: Path, number: int, agency: str) -> tuple[Expected, ...]:
    chance = random.Random(number)  # noqa: S311 - the same files in every run
    audit_id = "-".join("".join(chance.choices(_LETTERS, k=4)) for _ in range(2))
    choice, kind, name = chance.choice(("yes", "na")), number % 100, f"{number:06}.zip"
    comment = " ".join(chance.choices(_WORDS, k=30))
    facts = _Facts(audit_id, agency, choice, comment, number % 10 == 5, number % _SIGNERS)
    content = _return(facts)
    if kind == 0:
        (folder / name).write_bytes(content[: len(content) * 2 // 3])
        return (Expected(name, FileState.REFUSED, reason="cut short"),)
    if kind == 1:
        (folder / name).write_bytes(_altered(content))
        return (Expected(name, FileState.REFUSED, reason="changed"),)
    if kind == 2:
        (folder / name).write_text(f"Please find our return {number} enclosed.\n")
        return (Expected(name, FileState.REFUSED, reason="plain text"),)
    (folder / name).write_bytes(content)
    if kind == 3:
        (folder / f"{number:06}-again.zip").write_bytes(content)
        again = Expected(f"{number:06}-again.zip", FileState.COUNTED, agency, choice)
        return again, Expected(name, FileState.REPEATED, agency, reason="in another file")
    if kind == 4:
        later = Expected(f"{number:06}-later.zip", FileState.COUNTED, agency, choice)
        (folder / later.file).write_bytes(_return(replace(facts, replaced=content)))
        return later, Expected(name, FileState.REPLACED, agency, reason="A later return")
    return (Expected(name, FileState.COUNTED, agency, choice),)


@cache
def _signer(number: int) -> Signer:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "identity.p12"
        details = IdentityDetails(f"Zoe {number}", "Lead", "Trust", f"zoe{number}@trust.example")
        create_identity(path, details, _PASSPHRASE, NOON)
        return unlock(path, _PASSPHRASE, NOON)


@cache
def _pattern() -> Content:
    """A return whose topic asks for a file, and does not need it."""
    content = golden_content((GOLDEN.parent / "format-2" / "one-signature.zip").read_bytes())
    questions = tuple(msgspec.structs.replace(one, required=one.id != "example") for one in content.topic.questions)
    return replace(content, topic=msgspec.structs.replace(content.topic, questions=questions))


@cache
def _template(choice: str, *, has_evidence: bool) -> Files:
    """The parts of a return with drawn pages, whose data is not the data of the returns that are made from it."""
    facts = _Facts("aaaa-aaaa", "Template", choice, "", has_evidence, 0)
    return Making(_signer(0), _content(facts), _AT).files()


def _content(facts: _Facts) -> Content:
    pattern, number = _pattern(), 2 if facts.replaced else 1
    at, reference = _AT + dt.timedelta(minutes=number), f"{facts.audit_id.upper()}-{number}"
    digest = hashlib.sha256(facts.replaced).hexdigest() if facts.replaced else ""
    returned = msgspec.structs.replace(
        pattern.audit_file.return_facts, number=number, reference=reference, replaces=digest
    )
    first = EarlierReturn(1, f"{facts.audit_id.upper()}-1", _AT + dt.timedelta(minutes=1), digest)
    said = changed(
        pattern,
        audit_id=facts.audit_id,
        agency=facts.agency,
        answers=_answers(pattern.audit_file, facts),
        return_facts=returned,
        earlier=(first,) if facts.replaced else (),
        evidence=pattern.audit_file.evidence if facts.has_evidence else (),
    )
    signed = by(_signer(facts.signer), said, at)
    return Content(signed.topic, signed.audit_file, pattern.evidence if facts.has_evidence else {})


def _answers(pattern: AuditFile, facts: _Facts) -> tuple[Answer, ...]:
    reason = "No building." if facts.choice == "na" else ""
    own = {"training": {"choice": facts.choice, "reason": reason}, "story": {"text": facts.comment or "None."}}
    return tuple(msgspec.structs.replace(each, **own.get(each.question, {})) for each in pattern.answers)


def _return(facts: _Facts) -> bytes:
    content = _content(facts)
    parts = {
        **_template(facts.choice, has_evidence=facts.has_evidence),
        "audit.json": encode_audit_file(content.audit_file),
    }
    return pack(signed_by(_signer(facts.signer), parts, content.audit_file.return_facts.made))


def _altered(content: bytes) -> bytes:
    """The return with another agency in its data, as someone with an editor and a zip program makes it."""
    files = dict(files_of(content))
    files["audit.json"] = files["audit.json"].replace(b'"agency": "Agency', b'"agency": "Someone', 1)
    return pack(files)
