"""What was prepared for sending. Never "sent": no program can know what a mail program did with it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from s11desk.store.draft_store import Drafts


class PreparedAs(StrEnum):
    """MAIL_FILE: an ``.eml`` with the return in it; PDF_FILE: with its signed PDF alone.

    MAIL_LINK: a mail program was asked to begin a message.

    COPIED: address, subject or text were copied. FOLDER: the folder with the return was opened.
    """

    MAIL_FILE = "mail-file"
    PDF_FILE = "pdf-file"
    MAIL_LINK = "mail-link"
    COPIED = "copied"
    FOLDER = "folder"


class Prepared(msgspec.Struct, frozen=True):
    """``reference``: the return's; ``to``: addresses, none where the topic gives none."""

    at: dt.datetime
    reference: str
    how: PreparedAs
    to: tuple[str, ...] = ()


def keep_prepared(drafts: Drafts, audit_id: str, prepared: Prepared) -> None:
    """Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id) as connection:
        body = msgspec.json.encode(prepared).decode()
        connection.execute("INSERT INTO prepared (audit, body) VALUES (?, ?)", (audit_id, body))


def all_prepared(drafts: Drafts, audit_id: str) -> tuple[Prepared, ...]:
    """Oldest first. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        rows = connection.execute("SELECT body FROM prepared WHERE audit = ? ORDER BY number", (audit_id,)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=Prepared) for row in rows)
