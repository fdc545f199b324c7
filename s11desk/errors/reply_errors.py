"""Errors about a receipt, or a request to correct a return, that a partnership sent."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

from s11desk.errors import UserError


class ReplyFault(StrEnum):
    """What is wrong with the file. SIGNATURE: it was changed after it was signed, or was not signed."""

    FORM = "form"
    SIGNATURE = "signature"
    DATA = "data"


class ReplyRefused(UserError, code="input.reply-refused"):
    """The file at ``path`` is no receipt and no request, or it was changed."""

    path: Path
    fault: ReplyFault


class ReplyNewer(UserError, code="input.reply-newer"):
    """A newer program wrote the reply at ``path``."""

    path: Path


class ReplyForeign(UserError, code="input.reply-foreign"):
    """The reply at ``path`` is about a return that was not made here. ``reference``: of that return."""

    path: Path
    reference: str


class ReplySignerChanged(UserError, code="input.reply-signer-changed"):
    """The reply at ``path`` is signed with another key than the one that is known for ``name``."""

    path: Path
    name: str


class ReturnNotAcceptable(UserError, code="input.return-not-acceptable"):
    """The return ``reference`` was refused, so it cannot be accepted."""

    reference: str


class ReasonMissing(UserError, code="input.reason-missing"):
    """A return is sent back, or left out, without a reason."""


class DueDayPast(UserError, code="input.due-day-past"):
    """A return is sent back with ``due``, a day that is over, as the day by which to send the next one."""

    due: dt.date


class ReturnOnHold(UserError, code="input.return-on-hold"):
    """The return ``reference`` is on hold, so it is not deleted. ``why``: in the officer's words."""

    reference: str
    why: str


class ReceiptTooEarly(UserError, code="input.receipt-too-early"):
    """A receipt, or a request, is to be made of the return ``reference``, on which nothing was decided yet."""

    reference: str
