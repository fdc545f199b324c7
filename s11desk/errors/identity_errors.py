"""Signing identities and keys for receiving: making them, opening them, using them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

from s11desk.errors import UserError

DetailField: TypeAlias = Literal["name", "job_title", "organisation", "email"]
"""The details of a person that a certificate holds, by their names in ``IdentityDetails``."""


class DetailProblem(StrEnum):
    """Why a person's detail cannot go into a certificate."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    NOT_AN_ADDRESS = "not-an-address"


class Unsuitable(StrEnum):
    """Why an identity from elsewhere cannot be used here."""

    NO_KEY = "no-key"
    KEY_KIND = "key-kind"
    NOT_FOR_SIGNING = "not-for-signing"


class IdentityMissing(UserError, code="input.identity-missing"):
    """The home has no signing identity yet."""

    path: Path


class IdentityExists(UserError, code="input.identity-exists"):
    """There is an identity already, and it is not to be replaced."""

    path: Path


class IdentityDetailRefused(UserError, code="input.identity-detail"):
    """A detail does not fit a certificate. ``limit`` in characters."""

    field: DetailField
    problem: DetailProblem
    limit: int


class IdentityUnreadable(UserError, code="input.identity-unreadable"):
    """The file is not a key file, or is damaged."""

    path: Path


class IdentityCostly(UserError, code="input.identity-costly"):
    """The key file asks for more than ``most`` rounds of work."""

    path: Path
    most: int


class IdentityUnmatched(UserError, code="input.identity-unmatched"):
    """The certificate beside the key is missing or belongs to another key."""

    path: Path


class IdentityUnsuitable(UserError, code="input.identity-unsuitable"):
    """The key file can be read, but not used."""

    path: Path
    problem: Unsuitable


class IdentityNotValid(UserError, code="input.identity-not-valid"):
    """The certificate is valid at another time than now."""

    not_before: dt.datetime
    not_after: dt.datetime


class ReceivingKeyMissing(UserError, code="input.receiver-missing"):
    """There is no key at ``path`` to open encrypted returns with."""

    path: Path
