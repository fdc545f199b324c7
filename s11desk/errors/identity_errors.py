"""Errors in making, opening and using signing identities and receivers' keys."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

from s11desk.errors import UserError

DetailField: TypeAlias = Literal["name", "job_title", "organisation", "email"]
"""The details of a person in a certificate, by their names in ``IdentityDetails``."""


class DetailProblem(StrEnum):
    """The reason why a certificate cannot hold a person's detail."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    NOT_AN_ADDRESS = "not-an-address"


class Unsuitable(StrEnum):
    """The reason why this program cannot use an imported identity."""

    NO_KEY = "no-key"
    KEY_KIND = "key-kind"
    NOT_FOR_SIGNING = "not-for-signing"


class IdentityMissing(UserError, code="input.identity-missing"):
    """The home has no signing identity yet."""

    path: Path


class IdentityExists(UserError, code="input.identity-exists"):
    """There is already an identity at ``path``, and the program does not replace it."""

    path: Path


class IdentityDetailRefused(UserError, code="input.identity-detail"):
    """A certificate cannot hold a detail. ``limit``: in characters."""

    field: DetailField
    problem: DetailProblem
    limit: int


class IdentityUnreadable(UserError, code="input.identity-unreadable"):
    """The file is damaged or is not a key file."""

    path: Path


class IdentityCostly(UserError, code="input.identity-costly"):
    """The key file needs more than ``most`` rounds of key derivation, which would take too long."""

    path: Path
    most: int


class IdentityUnmatched(UserError, code="input.identity-unmatched"):
    """The certificate beside the key is missing or belongs to another key."""

    path: Path


class IdentityUnsuitable(UserError, code="input.identity-unsuitable"):
    """The program can read the key file but not use it."""

    path: Path
    problem: Unsuitable


class IdentityNotValid(UserError, code="input.identity-not-valid"):
    """The certificate is not valid now."""

    not_before: dt.datetime
    not_after: dt.datetime


class ReceivingKeyMissing(UserError, code="input.receiver-missing"):
    """There is no key at ``path`` that decrypts returns."""

    path: Path
