"""Which new passphrases are refused because they are tried first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from s11desk.errors.passphrase_errors import PassphraseTooSimple
from s11desk.signing.envelope.recipient_keys import create_recipient
from s11desk.signing.identity.lifecycle import change_passphrase, create_identity
from s11desk.signing.identity.passphrase_rules import is_easy_to_guess
from s11desk.signing.identity.self_signed import IdentityDetails

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DETAILS = IdentityDetails("Amina Yusuf", "Lead", "Riverside Trust", "amina@riverside.example")

EASY = (
    "aaaaaaaa", "AAAAaaaa", "ａａａａａａａａ", "eeeeeeeééé", "        ", "abababab", "abcabcabc", "abcdabcd",
    "12345678",
    "87654321", "01012026", "07700900123", "abcdefgh", "qwertyui", "qwertz123", "asdfghjkl", "abcd1234", "zyxwvuts",
    "password", "Password1!", "p4$$w0rd", "passw0rd2026", "pass word", "safeguarding", "Safeguarding2026!",
    "section11", "s11desk123", "letmein!", "iloveyou2", "welcome123", "!!!!password", "........", "- - - - - -",
)  # fmt: skip
GOOD = (
    "correct horse battery", "three plain words", "a quiet river in spring", "battery staple", "Tr0ub4dor&3",
    "blaue Schafe zählen", "xk7vq2mw", "our password is long", "section eleven lights",
    "كلمة مرور طويلة", "七つの海を渡る船",
    "benchmark only", "sample passphrase",
)  # fmt: skip


@pytest.mark.parametrize("passphrase", EASY)
def test_what_everybody_tries_first_is_easy_to_guess(passphrase: str) -> None:
    assert is_easy_to_guess(passphrase)


@pytest.mark.parametrize("passphrase", GOOD)
def test_a_few_words_are_not_easy_to_guess(passphrase: str) -> None:
    assert not is_easy_to_guess(passphrase)


@pytest.mark.parametrize("passphrase", ["aaaaaaaa", "amina yusuf", "RIVERSIDE-TRUST", "Amina@Riverside.example"])
def test_no_key_is_made_under_an_easy_passphrase_or_its_owners_details(tmp_path: Path, passphrase: str) -> None:
    for make in (create_identity, create_recipient):
        with pytest.raises(PassphraseTooSimple):
            make(tmp_path / "key.p12", DETAILS, passphrase, NOW)
    assert not list(tmp_path.iterdir())


def test_a_passphrase_is_not_changed_to_an_easy_one(tmp_path: Path) -> None:
    create_identity(tmp_path / "key.p12", DETAILS, "three plain words", NOW)
    before = (tmp_path / "key.p12").read_bytes()
    with pytest.raises(PassphraseTooSimple):
        change_passphrase(tmp_path / "key.p12", "three plain words", "aaaaaaaa")
    assert (tmp_path / "key.p12").read_bytes() == before
