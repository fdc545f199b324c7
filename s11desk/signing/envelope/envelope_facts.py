"""What can be said of envelopes and recipients. Imports nothing heavy."""

from __future__ import annotations

from enum import StrEnum

import msgspec


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
