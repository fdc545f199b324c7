"""Prepare the e-mail with a return: its text, a draft as a file, and a record that it was prepared.

The program records "sent" only when the person says so, because it cannot know that.
"""

from __future__ import annotations

import datetime as dt
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
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail_headers import header_text, subject_line
from s11desk.app.returns.mailing.mail_text import approver_text, pdf_text, return_text
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.since_return import changes_for_next_signer
from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.bundle.safe_names import name_fault, safe_name
from s11desk.domain.returns.mail_size import MailFit, mail_fit
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.domain.text.text_limits import LONG_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_text
from s11desk.domain.topics.topic import Topic
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.errors.return_errors import ReturnChanged
from s11desk.files.durable import write_bytes
from s11desk.files.presence import is_name_free
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors
from s11desk.store.drafts.mail_log import (
    Prepared,
    all_prepared,
    keep_prepared,
    known_unsent,
    sent_times,
    wanted_changes,
)

if TYPE_CHECKING:
    from s11desk.app.returns.making.make import MadeReturn

__all__ = [
    "Letter",
    "Mail",
    "MailFit",
    "Prepared",
    "list_prepared",
    "mail_for",
    "mailto_link",
    "plain_address",
    "prepare_approver_mail",
    "prepare_mail",
    "prepare_pdf_mail",
    "recipients",
    "record_prepared",
    "remove_mail_file",
    "when_sent",
    "write_mail_draft",
    "write_mail_to_open",
]

_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

_PREFIX = "mail-"
_KINDS = {".zip": "zip", ".pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail without a file. ``to``: empty if there is no usable address."""

    to: tuple[str, ...]
    subject: str
    body: str


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
    return mail_for(open_draft(workspace, audit_id), made_return, _unsent(workspace, audit_id))


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
    body = pdf_text(draft, made_return, pdf.name, _unsent(workspace, audit_id))
    return Mail(recipients(draft.topic), _subject(draft, made_return), body, pdf, file_digest(pdf), _fit(pdf))


def prepare_approver_mail(workspace: Workspace, audit_id: str, made_return: MadeReturn) -> Mail:
    """Write the e-mail to the person who approves the return. It names nobody: the person adds the address.

    Raises ValueError for an encrypted return, which the approver cannot open; ``AuditUnknown`` and what reading raises.
    """
    if made_return.encrypted is not None:
        raise ValueError("only the partnership can open an encrypted return")
    draft, path = open_draft(workspace, audit_id), made_return.path
    subject = header_text(f"Please approve our return {made_return.reference}: {draft.topic.title}")
    since = changes_for_next_signer(workspace, draft, made_return.reference)
    body = approver_text(draft, made_return, path.name, since)
    return Mail((), subject, body, path, made_return.sha256, _fit(path))


def mail_for(draft: Draft, made_return: MadeReturn, unsent: frozenset[str] = frozenset()) -> Mail:
    """Write the e-mail for ``made_return``. ``unsent``: references of returns that the partnership never got.

    Raises what reading raises, and ValueError if the topic asks for encryption and ``made_return`` is not encrypted: it
    must not be sent.
    """
    if draft.topic.encrypt_to and made_return.encrypted is None:
        raise ValueError("a return to be encrypted does not travel in the clear")
    attachment = made_return.to_send
    body, sha256 = return_text(draft, made_return, attachment.name, unsent), made_return.sha256_to_send
    return Mail(recipients(draft.topic), _subject(draft, made_return), body, attachment, sha256, _fit(attachment))


def recipients(topic: Topic) -> tuple[str, ...]:
    """The topic's address for returns. Empty if some mail program might not understand it."""
    return plain_address(topic.return_to.email)


def plain_address(address: str) -> tuple[str, ...]:
    """``address`` alone. Empty if some mail program might not understand it."""
    return (address,) if _PLAIN_ADDRESS.fullmatch(address) else ()


def write_mail_draft(mail: Mail, out: Path) -> None:
    """Write an ``.eml`` file. ``X-Unsent`` makes mail programs open it as a message to send.

    Raises ``ReturnChanged`` if the attachment is no longer the file that was made, ValueError if it is too large for
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


def write_mail_to_open(home: Home, mail: Mail) -> Path:
    """Write the e-mail as a file in a private folder of the home, for the mail program to open. Returns its path.

    The folder stays while this program runs, because a mail program may read the file again; the next one removes it.
    Raises what :func:`write_mail_draft` raises.
    """
    folder = new_work_folder(home, _PREFIX)
    out = folder / f"{mail.attachment.stem}-e-mail.eml"
    try:
        write_mail_draft(mail, out)
    except BaseException:
        remove_folder(folder)
        raise
    return out


def remove_mail_file(home: Home, file: Path) -> None:
    """Remove a file of :func:`write_mail_to_open` that no mail program took. Any other path stays untouched."""
    if file.parent.parent == home.work and file.parent.name.startswith(_PREFIX):
        remove_folder(file.parent)


def mailto_link(mail: Mail | Letter) -> str:
    """A link that opens a new message with address, subject and text. The person has to attach a file."""
    body = quote(mail.body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(','.join(mail.to), safe='@,')}?subject={quote(mail.subject, safe='')}&body={body}"


def record_prepared(
    workspace: Workspace, audit_id: str, reference: str, how: PreparedAs, to: tuple[str, ...], *, by_hand: bool = False
) -> Prepared:
    """Record that an e-mail with a return was prepared, and how. Raises ``AuditUnknown``.

    ``by_hand``: nothing was prepared, but the person said that they sent it to the one who approves.
    """
    audit = open_draft(workspace, audit_id).audit
    prepared = Prepared(workspace.clock(), reference, how, to, by_hand=by_hand)
    keep_prepared(workspace.drafts, audit.id, prepared)
    return prepared


def record_wanted_changes(workspace: Workspace, audit_id: str, reference: str, words: str) -> Prepared:
    """Record what has to change before a return is approved. Raises ``AuditUnknown``, ``TextTooLong``."""
    text = typed_text(words).strip()
    require_kept_length([LimitedText(text, LONG_LIMIT)])
    prepared = Prepared(workspace.clock(), reference, PreparedAs.CHANGES, words=text)
    keep_prepared(workspace.drafts, open_draft(workspace, audit_id).audit.id, prepared)
    return prepared


def find_wanted_changes(workspace: Workspace, audit_id: str, reference: str) -> Prepared | None:
    """What has to change before this return is approved; None if nothing is asked. Raises ``AuditUnknown``."""
    return wanted_changes(list_prepared(workspace, audit_id)).get(reference)


def list_prepared(workspace: Workspace, audit_id: str) -> tuple[Prepared, ...]:
    """List the e-mails that were prepared for a draft, the oldest first. Raises ``AuditUnknown``."""
    return all_prepared(workspace.drafts, open_draft(workspace, audit_id).audit.id)


def _unsent(workspace: Workspace, audit_id: str) -> frozenset[str]:
    """The returns that the partnership never got. Damage to the log keeps no return from being sent."""
    try:
        return known_unsent(list_prepared(workspace, audit_id))
    except AuditDamaged:
        return frozenset()


def when_sent(workspace: Workspace, audit_id: str, reference: str) -> dt.datetime | None:
    """When the person said that they sent this return; None if they did not. Raises ``AuditUnknown``."""
    return sent_times(list_prepared(workspace, audit_id)).get(reference)


def _subject(draft: Draft, made_return: MadeReturn) -> str:
    form, title = draft.topic.form_name or "Section 11", draft.topic.title
    return_words = "Return" if title.casefold().startswith(form.casefold()) else f"{form} return"  # not said twice
    return header_text(f"{return_words} {made_return.reference}: {draft.audit.agency}, {title}")


def _fit(attachment: Path) -> MailFit:
    with reading_errors(attachment):
        return mail_fit(attachment.stat().st_size)


def _free_name(path: Path) -> Path:
    """``path``, with a number if the name is taken: the program replaces no file of a person without asking."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([path], numbered) if is_name_free(name))
