"""Real keys, made once for all tests of this folder. openssl and poppler check the results as well."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.signing.identity.lifecycle import create_identity, import_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.signing import authority, documents

NOW = dt.datetime(2026, 3, 2, 9, 30, 15, tzinfo=dt.UTC)
PASSPHRASE = "correct horse"
DETAILS = IdentityDetails("Zoë ☃ O’Neil", "Designated safeguarding lead", "Sandfield Surgery", "zoe@example.org")
CONTENT = b"<ASiCManifest/>" * 40


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An identity that tests only read."""
    path = tmp_path_factory.mktemp("identity") / "identity.p12"
    create_identity(path, DETAILS, PASSPHRASE, NOW)
    return path


@pytest.fixture(scope="session")
def signer(identity: Path) -> Signer:
    return unlock(identity, PASSPHRASE, NOW)


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> authority.Issued:
    """An RSA key with a certificate from an authority of three levels."""
    return authority.issue(tmp_path_factory.mktemp("authority"), NOW)


@pytest.fixture(scope="session")
def issued_signer(issued: authority.Issued, tmp_path_factory: pytest.TempPathFactory) -> Signer:
    path = tmp_path_factory.mktemp("imported") / "identity.p12"
    import_identity(issued.p12, path, PASSPHRASE)
    return unlock(path, PASSPHRASE, NOW)


@pytest.fixture(scope="session")
def pss_key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key that its certificate binds to RSA-PSS."""
    return authority.self_signed(tmp_path_factory.mktemp("pss"), "rsa-pss", "rsa_keygen_bits:2048")


@pytest.fixture(scope="session")
def pss_signer(pss_key_file: Path) -> Signer:
    path = pss_key_file.with_name("identity.p12")
    import_identity(pss_key_file, path, PASSPHRASE)
    return unlock(path, PASSPHRASE, dt.datetime.now(dt.UTC))


@pytest.fixture(scope="session")
def report() -> bytes:
    return documents.report()


@pytest.fixture(scope="session")
def certified(report: bytes, signer: Signer) -> bytes:
    return documents.certified(report, signer, NOW)


@pytest.fixture(scope="session")
def countersigned(certified: bytes, issued_signer: Signer) -> bytes:
    return documents.countersigned(certified, issued_signer, NOW)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a checking tool without the settings of the person at this computer. A missing tool is a failure."""
    home = tmp_path_factory.mktemp("home")

    def _run(tool: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        found = shutil.which(tool)
        assert found is not None, f"{tool} is not installed: the tests need openssl and poppler-utils"
        command = [found, *map(str, arguments)]
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)

    return _run
