"""Two genuine returns, made long ago (``tests/golden/make_returns.py``), and a stranger who can sign too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.app.verification import Verdict, verify_return
from s11desk.signing.identity import IdentityDetails, create_identity, unlock
from s11desk.signing.signer import Signer
from tests.bundle.forging import GOLDEN
from tests.samples import NOON

PASSPHRASE = "correct horse battery"
NAMESAKE = IdentityDetails("Zoë O’Neill", "Designated safeguarding lead", "Riverside Trust", "zoe@riverside.example")

VerdictOf = Callable[[bytes], Verdict]


@pytest.fixture(scope="session")
def one() -> bytes:
    """Return 1 of an audit, signed by its completer."""
    return (GOLDEN / "one-signature.zip").read_bytes()


@pytest.fixture(scope="session")
def two() -> bytes:
    """Return 2 of the same audit, by the same completer, and countersigned."""
    return (GOLDEN / "two-signatures.zip").read_bytes()


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """Someone with a key of their own, in a certificate that says everything the completer's says."""
    path = tmp_path_factory.mktemp("stranger") / "identity.p12"
    create_identity(path, NAMESAKE, PASSPHRASE, NOON)
    return unlock(path, PASSPHRASE, NOON)


@pytest.fixture
def verdict_of(tmp_path: Path) -> VerdictOf:
    def verdict_of(content: bytes, *, deep: bool = False) -> Verdict:
        path = tmp_path / "return.zip"
        path.write_bytes(content)
        return verify_return(path, deep=deep)

    return verdict_of
