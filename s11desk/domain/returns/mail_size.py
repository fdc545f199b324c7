"""Decides whether a return is small enough for e-mail. Sizes are in bytes; a megabyte is a million bytes.

An e-mail carries an attachment as base64 with line ends, which makes it 1.37 times as large. Many mailboxes refuse
more than 25 MB of that, NHSmail more than 35 MB.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.audits.audit import Audit

EASY_LIMIT = 10_000_000
"""Any mailbox takes evidence up to this size: green."""
TIGHT_LIMIT = 15_000_000
"""Most mailboxes take evidence up to this size: amber; larger is red. This is the return's e-mail budget."""
SPLIT_LIMIT = 18_000_000
"""For a return larger than this, the program offers to split it or to send only its signed PDF."""
COMMON_MAILBOX = 25_000_000
LARGE_MAILBOX = 35_000_000

_TEXT_ALLOWANCE = 20_000
"""Bytes for the headers and the text of the message itself."""


class Budget(StrEnum):
    """The state of the running total. The screen never shows it by colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class MailFit:
    """Whether a file fits into an e-mail.

    ``encoded``: the file's size inside an e-mail. ``to_split``: large enough to offer another way to send it.
    """

    size: int
    encoded: int
    fits_common: bool
    fits_large: bool
    to_split: bool


def evidence_total(audit: Audit) -> int:
    """Bytes of all attached files. Files with the same content count once."""
    return sum({item.sha256: item.size for item in audit.evidence}.values())


def budget_state(total: int) -> Budget:
    """The budget state for ``total`` bytes of evidence."""
    if total <= EASY_LIMIT:
        return Budget.GREEN
    return Budget.AMBER if total <= TIGHT_LIMIT else Budget.RED


def encoded_size(size: int) -> int:
    """Bytes of an e-mail with one attachment of ``size`` bytes: 4 for each 3, a line end after each 76 of them."""
    letters = math.ceil(size / 3) * 4
    return letters + math.ceil(letters / 76) * 2 + _TEXT_ALLOWANCE


def mail_fit(size: int) -> MailFit:
    """Which mailboxes take a file of ``size`` bytes."""
    encoded = encoded_size(size)
    return MailFit(size, encoded, encoded <= COMMON_MAILBOX, encoded <= LARGE_MAILBOX, size > SPLIT_LIMIT)
