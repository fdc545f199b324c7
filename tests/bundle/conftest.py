"""Two genuine returns from an earlier version (``tests/golden/make_returns.py``), and a stranger who can sign too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.bundle.forging import (
    GOLDEN,
    Files,
    audit_file_of,
    files_of,
    pack,
    signed_by,
    signed_off_by,
    with_audit_changes,
    with_file,
)
from tests.samples import NOON

PASSPHRASE = "correct horse battery"
NAMESAKE = IdentityDetails("Zoë O’Neill", "Designated safeguarding lead", "Riverside Trust", "zoe@riverside.example")

VerdictOf = Callable[..., Verdict]
"""Verifies the bytes of a return; with ``deep=True`` also its PDF."""
VerdictOn = Callable[..., Verdict]
"""Verifies a return with this ``topic.json``, and with another ``audit.json`` or changed fields in it if given."""


@pytest.fixture(scope="session")
def signed_return() -> bytes:
    """Return 1 of an audit, signed by its completer."""
    return (GOLDEN / "one-signature.zip").read_bytes()


@pytest.fixture(scope="session")
def countersigned_return() -> bytes:
    """Return 2 of the same audit, by the same completer, and countersigned."""
    return (GOLDEN / "two-signatures.zip").read_bytes()


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """Another person with their own key, whose certificate has the same details as the completer's."""
    path = tmp_path_factory.mktemp("stranger") / "identity.p12"
    create_identity(path, NAMESAKE, PASSPHRASE, NOON)
    return unlock(path, PASSPHRASE, NOON)


@pytest.fixture(scope="session")
def approver(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """A second person of the stranger's organisation."""
    path = tmp_path_factory.mktemp("approver") / "identity.p12"
    create_identity(path, IdentityDetails("Bo", "Chair", "Riverside Trust", "bo@riverside.example"), PASSPHRASE, NOON)
    return unlock(path, PASSPHRASE, NOON)


@pytest.fixture
def verdict_of(tmp_path: Path) -> VerdictOf:
    def verdict_of(content: bytes, *, deep: bool = False) -> Verdict:
        path = tmp_path / "return.zip"
        path.write_bytes(content)
        return verify_return(path, deep=deep)

    return verdict_of


@pytest.fixture
def stranger_files(signed_return: bytes, stranger: Signer) -> Files:
    return signed_off_by(stranger, files_of(signed_return))


@pytest.fixture
def verdict_on(stranger: Signer, stranger_files: Files, verdict_of: VerdictOf) -> VerdictOn:
    """The verdict on a topic and an audit that a stranger wrote and signed."""

    def verdict_on(topic: bytes, audit: bytes | None = None, **values: object) -> Verdict:
        named = msgspec.structs.replace(
            audit_file_of(stranger_files).topic, digest=hashlib.sha256(topic).hexdigest(), id="sample", version=1
        )
        files = with_file(with_audit_changes(stranger_files, topic=named, **values), "topic.json", topic)
        return verdict_of(pack(signed_by(stranger, files if audit is None else with_file(files, "audit.json", audit))))

    return verdict_on
