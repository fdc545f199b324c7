"""What can be said of envelopes and recipients. Imports nothing heavy."""

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
    """Altered, or made by another program: the file is whole, and of the right kind."""


class RecipientProblem(StrEnum):
    """Why nothing can be encrypted to a certificate."""

    UNREADABLE = "unreadable"
    KEY_KIND = "key-kind"
    NOT_FOR_ENCRYPTION = "not-for-encryption"
    AMBIGUOUS = "ambiguous"
    """Another certificate, by the same issuer, has the same number, so an envelope could not tell them apart."""


class Addressee(msgspec.Struct, frozen=True):
    """Whose certificate an envelope is for, as far as the envelope says.

    ``name`` and ``organisation`` are those of the certificate's issuer, which for a certificate made by this program is
    its holder; one line each, safe to show, empty where there is none. ``serial``: the certificate's number, in
    lower-case hexadecimal digits. Anyone can put any name there.
    """

    name: str
    organisation: str
    serial: str


class RecipientUnsuitable(UserError, code="input.recipient-unsuitable"):  # noqa: N818
    """Nothing can be encrypted to a certificate that a topic names."""

    problem: RecipientProblem


class EnvelopeUnreadable(UserError, code="input.envelope-unreadable"):  # noqa: N818
    """The file is not an encrypted return."""

    path: Path
    problem: EnvelopeFault


class EnvelopeNotForYou(UserError, code="input.envelope-not-for-you"):  # noqa: N818
    """The envelope was made for other keys. ``addressees``: whose they are, by the envelope's own account."""

    path: Path
    addressees: tuple[Addressee, ...]


class EnvelopeAltered(UserError, code="input.envelope-altered"):  # noqa: N818
    """The envelope was changed or damaged after it was made."""

    path: Path
