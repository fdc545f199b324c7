"""How much may travel by e-mail. Sizes in bytes; a megabyte is a million of them.

An attachment is written in base64 with line ends, which makes it 1.37 times as large. Many mailboxes stop at 25 MB of
that, NHSmail at 35 MB.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.audit import Audit

EASY_LIMIT = 10_000_000
"""Evidence up to this travels by any mailbox: green."""
TIGHT_LIMIT = 15_000_000
"""Evidence up to this travels by most: amber; past it: red. This is the return's e-mail budget."""
SPLIT_LIMIT = 18_000_000
"""A return past this is offered to be split, or its signed PDF to be sent alone."""
COMMON_MAILBOX = 25_000_000
LARGE_MAILBOX = 35_000_000

_TEXT_ALLOWANCE = 20_000
"""Headers and words of the message itself."""


class Budget(StrEnum):
    """The state of the running total: never shown by its colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class MailFit:
    """``encoded``: what the file weighs in an e-mail. ``to_split``: large enough that another way should be offered."""

    size: int
    encoded: int
    fits_common: bool
    fits_large: bool
    to_split: bool


def evidence_total(audit: Audit) -> int:
    """Bytes of all files attached, each content counted once."""
    return sum({item.sha256: item.size for item in audit.evidence}.values())


def budget_state(total: int) -> Budget:
    """What a running total of ``total`` bytes of evidence means for sending the return."""
    if total <= EASY_LIMIT:
        return Budget.GREEN
    return Budget.AMBER if total <= TIGHT_LIMIT else Budget.RED


def encoded_size(size: int) -> int:
    """Bytes of an e-mail with one attachment of ``size`` bytes: 4 for each 3, a line end after each 76 of them."""
    letters = math.ceil(size / 3) * 4
    return letters + math.ceil(letters / 76) * 2 + _TEXT_ALLOWANCE


def mail_fit(size: int) -> MailFit:
    """How a file of ``size`` bytes fits into the mailboxes there are."""
    encoded = encoded_size(size)
    return MailFit(size, encoded, encoded <= COMMON_MAILBOX, encoded <= LARGE_MAILBOX, size > SPLIT_LIMIT)
