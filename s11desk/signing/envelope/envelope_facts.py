"""The facts about envelopes and recipients, and their errors. Imports nothing slow."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.errors import UserError


class EnvelopeFault(StrEnum):
    """Why a file is not an envelope that this program would have written."""

    NOT_AN_ENVELOPE = "not-an-envelope"
    TRUNCATED = "truncated"
    EXTRA_BYTES = "extra-bytes"
    OTHER_FORM = "other-form"
    """The file is a whole envelope, but somebody altered it or another program made it."""


class RecipientProblem(StrEnum):
    """Why we cannot encrypt to a certificate."""

    UNREADABLE = "unreadable"
    KEY_KIND = "key-kind"
    NOT_FOR_ENCRYPTION = "not-for-encryption"
    AMBIGUOUS = "ambiguous"
    """Another certificate has the same issuer and the same number, so an envelope could not tell them apart."""


class Addressee(msgspec.Struct, frozen=True):
    """The holder of a certificate that an envelope is for, as the envelope names them. Anyone can write any name there.

    ``name`` and ``organisation`` belong to the certificate's issuer. A certificate made by this program is its own
    issuer. Each is one line that is safe to show, or empty. ``serial``: the certificate's number, in lower-case
    hexadecimal digits.
    """

    name: str
    organisation: str
    serial: str


class RecipientUnsuitable(UserError, code="input.recipient-unsuitable"):  # noqa: N818
    """We cannot encrypt to a certificate that a topic names."""

    problem: RecipientProblem


class EnvelopeUnreadable(UserError, code="input.envelope-unreadable"):  # noqa: N818
    """The file is not an encrypted return."""

    path: Path
    problem: EnvelopeFault


class EnvelopeNotForYou(UserError, code="input.envelope-not-for-you"):  # noqa: N818
    """The envelope is for other keys. ``addressees``: the holders of those keys, as the envelope names them."""

    path: Path
    addressees: tuple[Addressee, ...]


class EnvelopeAltered(UserError, code="input.envelope-altered"):  # noqa: N818
    """Somebody changed or damaged the envelope after it was made."""

    path: Path
