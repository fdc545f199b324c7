"""Errors about passphrases."""

from __future__ import annotations

from s11desk.errors import UserError


class PassphraseMissing(UserError, code="input.passphrase-missing"):
    """A task needs a passphrase, and nobody gave one."""


class PassphraseTooShort(UserError, code="input.passphrase-short"):
    """A new passphrase needs at least ``shortest`` characters."""

    shortest: int


class PassphraseTooSimple(UserError, code="input.passphrase-simple"):
    """A new passphrase is one that everybody who guesses tries first, such as eight equal letters."""


class PassphraseUnusable(UserError, code="input.passphrase-unusable"):
    """A new passphrase is longer than ``longest`` bytes, or has a character that a key file cannot hold."""

    longest: int


class PassphraseWrong(UserError, code="input.passphrase-wrong"):
    """The passphrase does not unlock the key."""
