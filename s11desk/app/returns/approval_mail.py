"""The letters of the person who approves a return: with the approved file, or with what has to change first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from s11desk.app.returns.mail import Letter, Mail, plain_address
from s11desk.app.returns.mail_headers import header_text
from s11desk.app.returns.verify import Verdict
from s11desk.domain.mail_size import mail_fit
from s11desk.wording.amounts import listed
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.returns.make import MadeReturn

_MANY_BREAKS = re.compile(r"\n{3,}")


def approved_mail(approved: MadeReturn, to_sign: tuple[str, ...] = ()) -> Mail:
    """The e-mail that takes an approved return back to the person who completed it. Raises what reading raises.

    ``to_sign``: the titles of those whose signature is still missing.
    """
    completer = approved.signers[0] if approved.signers else None
    approver = approved.signers[-1].name if approved.signers else ""
    name, attachment = (completer.name if completer is not None else ""), approved.to_send
    lock = ["It is locked with the passphrase that you told me."] if approved.encrypted is not None else []
    then = "Then send it to the partnership."
    if to_sign:
        then = f"Then have this very file signed by: {listed(to_sign, 'and')}."
    paragraphs = (
        f"Hello {short_line(name)},",
        f"I have approved our return {approved.reference}. The approved file {attachment.name} is attached.",
        *lock,
        f"Save it, and open it in s11desk with “Open a file you were sent”. {then}",
        f"Kind regards\n{short_line(approver)}",
    )
    return Mail(
        plain_address(completer.email) if completer is not None else (),
        header_text(f"Approved: our return {approved.reference}"),
        "\n\n".join(paragraphs) + "\n",
        attachment,
        approved.sha256_to_send,
        mail_fit(approved.size_to_send),
    )


def changes_letter(verdict: Verdict, words: str) -> Letter:
    """The letter that asks the person who completed a return to change it first. ``words``: what has to change."""
    first = verdict.read.signatures[0].cms.signer if verdict.read.signatures else None
    audit_file = verdict.read.audit_file
    reference = short_line(audit_file.return_facts.reference) if audit_file is not None else ""
    paragraphs = (
        f"Hello {short_line(first.name) if first is not None else ''},",
        f"I have read our return {reference}. I have not approved it yet. Please change this first:",
        _MANY_BREAKS.sub("\n\n", words.strip()),
        "Then make a new return and send it to me again.",
        "Kind regards",
    )
    to = plain_address(first.email) if first is not None else ()
    return Letter(to, header_text(f"Please change our return {reference}"), "\n\n".join(paragraphs) + "\n")
