"""The letters of the person who approves a return: with the approved file, or with what has to change first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from s11desk.app.returns.mailing.mail import Letter, Mail, plain_address
from s11desk.app.returns.mailing.mail_headers import header_text
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.domain.returns.mail_size import mail_fit
from s11desk.files.system_errors import reading_errors
from s11desk.wording.amounts import listed
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.role_words import role_titles

if TYPE_CHECKING:
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.signing.signature_facts import SignerFacts

_MANY_BREAKS = re.compile(r"\n{3,}")


class _ApprovedFile(NamedTuple):
    """The file that goes back. ``size`` in bytes; ``sha256`` of it, hexadecimal; ``is_locked``: with a passphrase."""

    path: Path
    size: int
    sha256: str
    is_locked: bool


def approved_mail(approved: MadeReturn, to_sign: tuple[str, ...] = ()) -> Mail:
    """The e-mail that takes an approved return back to the person who completed it. Raises what reading raises.

    ``to_sign``: the titles of those whose signature is still missing.
    """
    file = _ApprovedFile(
        approved.to_send, approved.size_to_send, approved.sha256_to_send, approved.encrypted is not None
    )
    return _mail_with(file, approved.reference, approved.signers, to_sign)


def _mail_with(file: _ApprovedFile, reference: str, signers: tuple[SignerFacts, ...], to_sign: tuple[str, ...]) -> Mail:
    completer = signers[0] if signers else None
    approver = signers[-1].name if signers else ""
    name = completer.name if completer is not None else ""
    lock = ["It is locked with the passphrase that you told me."] if file.is_locked else []
    then = "Then send it to the partnership."
    if to_sign:
        then = f"Then have this very file signed by: {listed(to_sign, 'and')}."
    paragraphs = (
        f"Hello {short_line(name)},",
        f"I have approved our return {reference}. The approved file {file.path.name} is attached.",
        *lock,
        "Save it. Then start s11desk and choose “Open the approved file they sent back…”. “Open a file you were sent…” "
        f"does the same. {then}",
        f"Kind regards\n{short_line(approver)}",
    )
    return Mail(
        plain_address(completer.email) if completer is not None else (),
        header_text(f"Approved: our return {reference}"),
        "\n\n".join(paragraphs) + "\n",
        file.path,
        file.sha256,
        mail_fit(file.size),
    )


def approved_again_mail(verdict: Verdict) -> Mail:
    """The same e-mail, for an approved file that its approver opens again. Reads it all; raises what reading raises."""
    path, signatures = verdict.path, verdict.read.signatures
    audit_file, topic = verdict.read.audit_file, verdict.topic
    reference = short_line(audit_file.return_facts.reference) if audit_file is not None else ""
    with reading_errors(path):
        size = path.stat().st_size
    signers = tuple(one.cms.signer for one in signatures if one.cms.signer is not None)
    to_sign = role_titles(topic, topic.roles_to_sign([one.role for one in signatures])) if topic is not None else ()
    file = _ApprovedFile(path, size, file_digest(path), is_locked=verdict.copy is not None)
    return _mail_with(file, reference, signers, to_sign)


def changes_letter(verdict: Verdict, words: str, reader: str) -> Letter:
    """The letter that asks the person who completed a return to change it first.

    ``words``: what has to change. ``reader``: the name of who asks; empty if the program does not know it.
    """
    first = verdict.read.signatures[0].cms.signer if verdict.read.signatures else None
    audit_file = verdict.read.audit_file
    reference = short_line(audit_file.return_facts.reference) if audit_file is not None else ""
    paragraphs = (
        f"Hello {short_line(first.name) if first is not None else ''},",
        f"I have read our return {reference}. I have not approved it yet. Please change this first:",
        _MANY_BREAKS.sub("\n\n", words.strip()),
        "Then make a new return and send it to me again.",
        f"Kind regards\n{short_line(reader)}".strip(),
    )
    to = plain_address(first.email) if first is not None else ()
    return Letter(to, header_text(f"Please change our return {reference}"), "\n\n".join(paragraphs) + "\n")
