"""After a kill at any moment, there is one whole identity, and it shows its own certificate."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509

from s11desk.errors import UserError
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.signing.identity import keyfile
from s11desk.signing.identity.lifecycle import create_identity, replace_identity, show, unlock
from tests.signing.conftest import DETAILS, NOW, PASSPHRASE
from tests.signing.killed import FEW_ROUNDS, NEW_PASSPHRASE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs POSIX processes")

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "ROUNDS", FEW_ROUNDS)


@pytest.fixture
def before(tmp_path: Path) -> str:
    """The fingerprint of the identity in ``before``."""
    return create_identity(tmp_path / "before" / "identity.p12", DETAILS, PASSPHRASE, NOW).fingerprint


def killed_copies(folder: Path, action: str) -> list[Path]:
    """The path of the key file after each kill, and after the action has finished."""
    command = [sys.executable, "-m", "tests.signing.killed", str(folder), action]
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return [path / "identity.p12" for path in sorted(folder.glob("[0-9]*"), key=lambda each: int(each.name))]


def passphrase_of(path: Path) -> str:
    """The one passphrase that opens the identity."""
    old, new = unlock_error(path, PASSPHRASE), unlock_error(path, NEW_PASSPHRASE)
    assert {old, new} == {None, PassphraseWrong}, path
    return PASSPHRASE if old is None else NEW_PASSPHRASE


def unlock_error(path: Path, passphrase: str) -> type[UserError] | None:
    try:
        unlock(path, passphrase, NOW)
    except UserError as error:
        return type(error)
    return None


def test_a_killed_passphrase_change_leaves_one_passphrase_that_opens(before: str, tmp_path: Path) -> None:
    paths = killed_copies(tmp_path, "passphrase")
    assert [show(path).fingerprint for path in paths] == [before] * len(paths)
    opened = [passphrase_of(path) for path in paths]
    assert opened == sorted(opened, key=[PASSPHRASE, NEW_PASSPHRASE].index)
    assert (opened.count(PASSPHRASE) >= 3, opened.count(NEW_PASSPHRASE) >= 2) == (True, True)


def test_a_killed_replacement_leaves_one_identity_and_keeps_the_old_one(before: str, tmp_path: Path) -> None:
    outgoing: list[Path] = []
    incoming: list[Path] = []
    for path in killed_copies(tmp_path, "replace"):
        shown = show(path).fingerprint
        assert (passphrase_of(path) == PASSPHRASE) == (shown == before), path
        assert show(path).fingerprint == shown
        certificates = x509.load_pem_x509_certificates(path.with_suffix(".crt").read_bytes())
        assert len(certificates) == 1, "unlocking keeps only the certificate of the key"
        assert not list(path.parent.glob("*-2.*")), "unlocking keeps no second copy"
        (outgoing if shown == before else incoming).append(path)
    assert len(outgoing) >= 10
    assert len(incoming) >= 4
    for path in incoming:
        kept = path.with_name("identity-until-2026-03-02.p12")
        assert unlock(kept, PASSPHRASE, NOW).facts.fingerprint == show(kept).fingerprint == before


def test_a_killed_replacement_can_be_repeated(before: str, tmp_path: Path) -> None:
    for path in killed_copies(tmp_path, "replace"):
        if show(path).fingerprint != before:
            continue
        made = replace_identity(path, DETAILS, NEW_PASSPHRASE, NOW)
        assert show(path) == made.identity
        assert show(made.kept).fingerprint == before
        kept = [each.name for each in path.parent.glob("identity-until-*")]
        assert sorted(kept) == ["identity-until-2026-03-02.crt", "identity-until-2026-03-02.p12"]


@pytest.mark.parametrize("action", ["create", "import"])
def test_a_killed_first_identity_is_whole_or_missing(action: str, before: str, tmp_path: Path) -> None:
    folder = tmp_path / "before"
    shutil.copy(folder / "identity.p12", folder / "source.p12")
    for suffix in (".p12", ".crt"):
        (folder / "identity.p12").with_suffix(suffix).unlink()
    paths = killed_copies(tmp_path, action)
    there = [path.exists() for path in paths]
    assert (there == sorted(there), there[0], there[-1]) == (True, False, True)
    for path in (path for path in paths if path.exists()):
        assert unlock(path, PASSPHRASE, NOW).facts.fingerprint == show(path).fingerprint
    assert (before == show(paths[-1]).fingerprint) == (action == "import")


@pytest.mark.parametrize("suffix", [".p12", ".crt"])
def test_a_killed_repair_is_finished_by_the_next_one(suffix: str, before: str, tmp_path: Path) -> None:
    """Half of another identity was copied over this one. After a kill at any step, the next repair finishes."""
    other = tmp_path / "other" / "identity.p12"
    create_identity(other, DETAILS, PASSPHRASE, NOW)
    shutil.copy(other.with_suffix(suffix), (tmp_path / "before" / "identity.p12").with_suffix(suffix))
    paths = killed_copies(tmp_path, "unlock")
    assert len(paths) > 5
    for path in paths:
        fingerprint = unlock(path, PASSPHRASE, NOW).facts.fingerprint
        assert show(path).fingerprint == fingerprint
        assert (fingerprint == before) == (suffix == ".crt")
