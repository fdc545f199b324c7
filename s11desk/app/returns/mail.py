"""Prepare the e-mail with a return: its text, a draft as a file, and a record that it was prepared.

The program never records "sent", because it cannot know that. The text is here and in no shell, because it goes to the
partnership like the text of the report.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mail_headers import header_text, subject_line
from s11desk.app.returns.record import file_digest
from s11desk.app.returns.seen_return import save_signed_pdf
from s11desk.bundle.safe_names import name_fault, safe_name
from s11desk.domain.clean_text import clean_line
from s11desk.domain.mail_size import MailFit, mail_fit
from s11desk.domain.prepared_as import PreparedAs
from s11desk.domain.topic import Topic
from s11desk.durable import is_name_free, reading_errors, write_bytes
from s11desk.errors.return_errors import ReturnChanged
from s11desk.regular_files import read_regular
from s11desk.store.mail_log import Prepared, all_prepared, keep_prepared

if TYPE_CHECKING:
    from s11desk.app.returns.make import MadeReturn

__all__ = [
    "Mail",
    "MailFit",
    "Prepared",
    "list_prepared",
    "mail_for",
    "mailto_link",
    "prepare_mail",
    "prepare_pdf_mail",
    "recipients",
    "record_prepared",
    "write_mail_draft",
]

_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

_KINDS = {".zip": "zip", ".pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail that a person checks and sends. ``to``: empty if the topic has no usable address.

    ``attachment``: the return (encrypted if the topic asks for that), or only its signed PDF. ``sha256``: of the file
    that was made, hexadecimal. ``fit``: the mailboxes that are large enough for it.
    """

    to: tuple[str, ...]
    subject: str
    body: str
    attachment: Path
    sha256: str
    fit: MailFit


def prepare_mail(workspace: Workspace, audit_id: str, made_return: MadeReturn) -> Mail:
    """Write the e-mail for a new return. Raises ``AuditUnknown``, and what reading the file raises."""
    return mail_for(open_draft(workspace, audit_id), made_return)


def prepare_pdf_mail(workspace: Workspace, audit_id: str, made_return: MadeReturn, folder: Path) -> Mail:
    """Write the e-mail with only the signed PDF, for a return that is too large for mailboxes. Put it into ``folder``.

    Raises ValueError for an encrypted return, because only the partnership may read its PDF; ``AuditUnknown`` and what
    reading and writing raise.
    """
    if made_return.encrypted is not None:
        raise ValueError("the PDF of an encrypted return does not travel in the clear")
    draft = open_draft(workspace, audit_id)
    pdf = _free_name(folder / made_return.path.with_suffix(".pdf").name)
    save_signed_pdf(made_return.seen, pdf)
    body = _pdf_body(draft, made_return, pdf.name)
    return Mail(recipients(draft.topic), _subject(draft, made_return), body, pdf, file_digest(pdf), _fit(pdf))


def mail_for(draft: Draft, made_return: MadeReturn) -> Mail:
    """Write the e-mail for ``made_return``. Raises what reading raises.

    The signer's fingerprint is not in it: beside the file that it should prove, it proves nothing.

    Raises ValueError if the topic asks for encryption and ``made_return`` is not encrypted: it must not be sent.
    """
    if draft.topic.encrypt_to and made_return.encrypted is None:
        raise ValueError("a return to be encrypted does not travel in the clear")
    attachment = made_return.to_send
    body, sha256 = _body(draft, made_return, attachment.name), made_return.sha256_to_send
    return Mail(recipients(draft.topic), _subject(draft, made_return), body, attachment, sha256, _fit(attachment))


def recipients(topic: Topic) -> tuple[str, ...]:
    """The topic's address for returns. Empty if some mail program might not understand it."""
    address = topic.return_to.email
    return (address,) if _PLAIN_ADDRESS.fullmatch(address) else ()


def write_mail_draft(mail: Mail, out: Path) -> None:
    """Write an ``.eml`` file. ``X-Unsent`` makes mail programs open it as a message to send.

    Raises ``ReturnChanged`` if the attachment is not the file any more that was made, ValueError if it is too large for
    every mailbox, and what reading and writing raise.
    """
    if not mail.fit.fits_large:
        raise ValueError("larger than any mailbox takes")
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if mail.to:
        message["To"] = ", ".join(mail.to)
    message.set_content(mail.body)
    with reading_errors(mail.attachment):
        content = read_regular(mail.attachment)
    if hashlib.sha256(content).hexdigest() != mail.sha256:
        raise ReturnChanged(path=mail.attachment)
    kind = _KINDS.get(mail.attachment.suffix, "octet-stream")
    name = mail.attachment.name if name_fault(mail.attachment.name) is None else safe_name(mail.attachment.name, ())
    message.add_attachment(content, maintype="application", subtype=kind, filename=name)
    write_bytes(out, subject_line(mail.subject) + message.as_bytes(), private=True)


def mailto_link(mail: Mail) -> str:
    """A link that opens a new message with address, subject and text. The person has to attach the file."""
    body = quote(mail.body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(','.join(mail.to), safe='@,')}?subject={quote(mail.subject, safe='')}&body={body}"


def record_prepared(
    workspace: Workspace, audit_id: str, reference: str, how: PreparedAs, to: tuple[str, ...]
) -> Prepared:
    """Record that an e-mail with a return was prepared, and how. Raises ``AuditUnknown``."""
    audit = open_draft(workspace, audit_id).audit
    prepared = Prepared(workspace.clock(), reference, how, to)
    keep_prepared(workspace.drafts, audit.id, prepared)
    return prepared


def list_prepared(workspace: Workspace, audit_id: str) -> tuple[Prepared, ...]:
    """List the e-mails that were prepared for a draft, the oldest first. Raises ``AuditUnknown``."""
    return all_prepared(workspace.drafts, open_draft(workspace, audit_id).audit.id)


def _subject(draft: Draft, made_return: MadeReturn) -> str:
    form = draft.topic.form_name or "Section 11"
    return header_text(f"{form} return {made_return.reference}: {draft.audit.agency}, {draft.topic.title}")


def _fit(attachment: Path) -> MailFit:
    with reading_errors(attachment):
        return mail_fit(attachment.stat().st_size)


def _free_name(path: Path) -> Path:
    """``path``, with a number if the name is taken: the program replaces no file of a person without asking."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([path], numbered) if is_name_free(name))


def _body(draft: Draft, made_return: MadeReturn, file_name: str) -> str:
    paragraphs = (
        f"To {draft.topic.partnership.name}",
        "Our return is attached. It is one file and is signed.",
        _facts(draft, made_return, file_name),
        *_how_to_open(made_return),
        _how_to_verify(made_return),
        "To check who signed it, telephone us on a number you already have. We then read out the signer's fingerprint; "
        "compare it with the one that the check shows.",
    )
    return "\n\n".join(paragraphs) + "\n"


def _pdf_body(draft: Draft, made_return: MadeReturn, file_name: str) -> str:
    paragraphs = (
        f"To {draft.topic.partnership.name}",
        "Our return is too large for e-mail, so its signed PDF alone is attached. It holds every answer and the action "
        "plan. The files attached as evidence are in the whole return. Please tell us how to hand that over to you.",
        _facts(draft, made_return, file_name),
        "To read it, open the PDF.",
        f"The whole return is the file {made_return.path.name}. Its SHA-256 is:\n{made_return.sha256}",
    )
    return "\n\n".join(paragraphs) + "\n"


def _facts(draft: Draft, made_return: MadeReturn, file_name: str) -> str:
    facts = (
        f"Agency: {draft.audit.agency}",
        f"Audit: {clean_line(draft.topic.title)}, {draft.topic.year}",
        f"Reference: {made_return.reference}",
        f"File: {file_name}",
    )
    return "\n".join(facts)


def _how_to_open(made_return: MadeReturn) -> tuple[str, ...]:
    if made_return.encrypted is None:
        return ("To read it, open the file and then audit.pdf inside it.",)
    names = ", ".join(to.name for to in made_return.encrypted.recipients)
    return (f"It is encrypted to {names}. To read it: s11desk decrypt FILE FOLDER, then open audit.pdf.",)


def _how_to_verify(made_return: MadeReturn) -> str:
    what = "the .zip file" if made_return.encrypted is None else "the decrypted .zip file"
    return f"To check that nothing was changed: s11desk verify FILE. SHA-256 of {what}:\n{made_return.sha256}"
