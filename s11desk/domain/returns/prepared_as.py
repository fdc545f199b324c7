"""How a return was prepared for sending."""

from __future__ import annotations

from enum import StrEnum


class PreparedAs(StrEnum):
    """The ways to prepare a return for sending.

    MAIL_FILE: an ``.eml`` with the return. PDF_FILE: an ``.eml`` with its signed PDF. MAIL_LINK: a mail program was
    asked to begin a message. COPIED: address, subject or text were copied. FOLDER: the folder with the return was
    opened. TO_APPROVER: an e-mail to the person who approves was opened, or the person said that they have sent one.
    APPROVED: the approved file was taken in. CHANGES: the person who approves asks for changes first. SENT and
    NOT_SENT: the person said that they have sent the return, or that they have not after all. SIGNS_AFTER and
    SIGNS_ALONE: the person said that somebody signs after them, or that nobody does.
    """

    MAIL_FILE = "mail-file"
    PDF_FILE = "pdf-file"
    MAIL_LINK = "mail-link"
    COPIED = "copied"
    FOLDER = "folder"
    TO_APPROVER = "to-approver"
    APPROVED = "approved"
    CHANGES = "changes"
    SENT = "sent"
    NOT_SENT = "not-sent"
    SIGNS_AFTER = "signs-after"
    SIGNS_ALONE = "signs-alone"
