"""The fingerprint that people read out over the telephone."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.signing.fingerprints import fingerprint_of, normalise_fingerprint, spoken_form

FINGERPRINT = "3f2a91c0" * 8


def test_a_fingerprint_is_the_sha256_of_the_certificate() -> None:
    assert fingerprint_of(b"certificate") == hashlib.sha256(b"certificate").hexdigest()


def test_the_spoken_form_is_the_first_128_bits_in_eight_groups() -> None:
    assert spoken_form(FINGERPRINT) == "3F2A 91C0 3F2A 91C0 3F2A 91C0 3F2A 91C0"


@given(st.binary())
def test_the_spoken_form_has_39_characters_and_is_read_back(certificate: bytes) -> None:
    fingerprint = fingerprint_of(certificate)
    assert len(spoken_form(fingerprint)) == 39
    assert normalise_fingerprint(spoken_form(fingerprint)) == fingerprint[:32]


@pytest.mark.parametrize(
    "text",
    [
        FINGERPRINT,
        FINGERPRINT.upper(),
        f"  {FINGERPRINT}\n",
        ":".join(FINGERPRINT[i : i + 2] for i in range(0, 64, 2)).upper(),
        f"sha256 Fingerprint={FINGERPRINT}",
        f"SHA256:{FINGERPRINT}",
        f"SHA-256 {FINGERPRINT}",
        "\N{NO-BREAK SPACE}".join(FINGERPRINT[i : i + 4] for i in range(0, 64, 4)),
        "\N{NON-BREAKING HYPHEN}".join(FINGERPRINT[i : i + 8] for i in range(0, 64, 8)),
    ],
)
def test_any_grouping_and_case_gives_the_same_fingerprint(text: str) -> None:
    assert normalise_fingerprint(text) == FINGERPRINT


@pytest.mark.parametrize(
    "text",
    ["", "identity.crt", FINGERPRINT[:-1], FINGERPRINT + "0", FINGERPRINT[:31], FINGERPRINT[:40], "g" * 64, "٣" * 32],
)
def test_other_text_is_not_a_fingerprint(text: str) -> None:
    assert normalise_fingerprint(text) is None
