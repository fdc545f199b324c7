"""Trusted signers, known by a fingerprint or by a certificate."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk.errors import UserError
from s11desk.errors.signer_errors import FingerprintUnreadable
from s11desk.signing.fingerprints import is_same_fingerprint
from s11desk.signing.signer import Signer
from s11desk.signing.trusted_signers import TrustedSigner, load_trusted
from tests.signing import authority


def trusts(trusted: TrustedSigner, signer: Signer) -> bool:
    return is_same_fingerprint(signer.facts.fingerprint, trusted.fingerprint)


def test_the_spoken_form_is_enough_to_trust_a_signer(signer: Signer) -> None:
    trusted = load_trusted(signer.facts.fingerprint_spoken.lower().replace(" ", "-"))
    assert trusts(trusted, signer)


def test_the_full_fingerprint_is_read_in_any_case(signer: Signer) -> None:
    assert load_trusted(signer.facts.fingerprint.upper()) == TrustedSigner(signer.facts.fingerprint)


def test_a_signer_can_be_read_from_a_certificate_in_pem_or_der(
    identity: Path, issued: authority.Issued, issued_signer: Signer, signer: Signer, tmp_path: Path
) -> None:
    (tmp_path / "amina.cer").write_bytes(issued.certificate.public_bytes(Encoding.DER))
    trusted = [load_trusted(str(identity.with_suffix(".crt"))), load_trusted(str(tmp_path / "amina.cer"))]
    assert [known.fingerprint for known in trusted] == [signer.facts.fingerprint, issued_signer.facts.fingerprint]


def test_a_stranger_is_not_trusted(signer: Signer, issued_signer: Signer) -> None:
    assert not trusts(load_trusted(signer.facts.fingerprint), issued_signer)


@pytest.mark.parametrize("length", [0, 1, 31, 33, 63])
def test_part_of_a_fingerprint_trusts_nobody(signer: Signer, length: int) -> None:
    assert not trusts(TrustedSigner(signer.facts.fingerprint[:length]), signer)


def test_trusting_an_authority_does_not_trust_its_signers(
    issued: authority.Issued, issued_signer: Signer, tmp_path: Path
) -> None:
    (tmp_path / "root.pem").write_bytes(authority.pem(issued.root))
    assert not trusts(load_trusted(str(tmp_path / "root.pem")), issued_signer)


def test_other_texts_and_files_are_refused(identity: Path, issued: authority.Issued, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_bytes(b"")
    (tmp_path / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (tmp_path / "two.pem").write_bytes(b"".join(map(authority.pem, issued.chain)))
    (tmp_path / "long.der").write_bytes(issued.certificate.public_bytes(Encoding.DER) + bytes(70_000))
    files = [identity, tmp_path, *tmp_path.iterdir(), tmp_path / "none.pem"]
    for value in ["", "nobody", "\0", *map(str, files)]:
        with pytest.raises(UserError) as refusal:
            load_trusted(value)
        assert refusal.value == FingerprintUnreadable(value=value)
