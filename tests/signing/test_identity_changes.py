"""Changing the passphrase of an identity, backing it up and replacing it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from s11desk.errors import IntegrityError, UserError
from s11desk.errors.file_errors import DiskFull, FileExists, FileIsFolder, FileMissing, FolderUnwritable
from s11desk.errors.identity_errors import IdentityDetailRefused, IdentityNotValid, IdentityUnreadable
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseUnusable, PassphraseWrong
from s11desk.signing.cms import sign_detached, verify_detached
from s11desk.signing.identity import keyfile
from s11desk.signing.identity.identity_files import rewrite_key_file
from s11desk.signing.identity.lifecycle import (
    back_up,
    change_passphrase,
    create_identity,
    import_identity,
    replace_by_import,
    replace_identity,
    require_passphrase,
    show,
    unlock,
)
from s11desk.signing.identity.open_identity import open_identity
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH
from tests.signing.authority import Issued
from tests.signing.conftest import CONTENT, DETAILS, NOW, PASSPHRASE
from tests.signing.killed import FEW_ROUNDS

NEW = "battery staple"
OTHER_DETAILS = msgspec.structs.replace(DETAILS, name="Amina Yusuf")


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypt quickly. Other tests check the strength of the encryption."""
    monkeypatch.setattr(keyfile, "ROUNDS", FEW_ROUNDS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "home" / "identity.p12"
    create_identity(made, DETAILS, PASSPHRASE, NOW)
    return made


def files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


_Refusal = TypeVar("_Refusal", bound=UserError)


def refused(error_class: type[_Refusal], action: object, *arguments: object) -> _Refusal:
    assert callable(action)
    with pytest.raises(error_class) as refusal:
        action(*arguments)
    return refusal.value


def test_after_a_change_only_the_new_passphrase_opens_the_key(path: Path) -> None:
    summary, public = show(path), path.with_suffix(".crt").read_bytes()
    assert change_passphrase(path, PASSPHRASE, NEW) == summary == show(path)
    refused(PassphraseWrong, unlock, path, PASSPHRASE, NOW)
    signed = sign_detached(CONTENT, unlock(path, NEW, NOW), NOW)
    facts = verify_detached(CONTENT, signed).signer
    assert facts is not None
    assert facts.fingerprint == summary.fingerprint
    assert files(path).keys() == {"identity.p12", "identity.crt"}
    assert path.with_suffix(".crt").read_bytes() == public


@pytest.mark.skipif(os.name == "nt", reason="on Windows the rights of the folder keep other people out")
def test_only_the_owner_can_read_the_key_and_its_copies(path: Path, tmp_path: Path) -> None:
    change_passphrase(path, PASSPHRASE, NEW)
    copy = back_up(path, tmp_path / "copy.p12").path
    kept = replace_identity(path, DETAILS, NEW, NOW).kept
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, copy, kept)] == [0o600] * 3


@pytest.mark.parametrize(
    ("old", "new", "error_class"),
    [
        ("incorrect horse", NEW, PassphraseWrong),
        ("", NEW, PassphraseWrong),
        (PASSPHRASE, "seven 7", PassphraseTooShort),
        (PASSPHRASE, "", PassphraseTooShort),
        (PASSPHRASE, "battery\0staple", PassphraseUnusable),
        (PASSPHRASE, "battery staple " * 100, PassphraseUnusable),
    ],
)
def test_a_refused_passphrase_change_changes_nothing(
    path: Path, old: str, new: str, error_class: type[UserError]
) -> None:
    before = files(path)
    error = refused(error_class, change_passphrase, path, old, new)
    assert files(path) == before
    if isinstance(error, PassphraseTooShort):
        assert error.shortest == MIN_PASSPHRASE_LENGTH
    if isinstance(error, PassphraseUnusable):
        assert error.longest == 1023


def test_a_wrong_passphrase_locks_nothing(path: Path) -> None:
    for _ in range(5):
        refused(PassphraseWrong, require_passphrase, path, "incorrect horse")
    require_passphrase(path, PASSPHRASE)


def test_an_imported_key_keeps_its_chain_under_a_new_passphrase(issued: Issued, tmp_path: Path) -> None:
    path = tmp_path / "identity.p12"
    import_identity(issued.p12, path, PASSPHRASE)
    chain = unlock(path, PASSPHRASE, NOW).chain
    change_passphrase(path, PASSPHRASE, NEW)
    assert unlock(path, NEW, NOW).chain == chain
    assert len(chain) == 2


def test_an_expired_identity_can_have_its_passphrase_changed(path: Path) -> None:
    change_passphrase(path, PASSPHRASE, NEW)
    refused(IdentityNotValid, unlock, path, NEW, NOW + dt.timedelta(days=9999))


def test_a_change_by_somebody_else_is_not_overwritten(path: Path) -> None:
    opened = open_identity(path, PASSPHRASE)
    replace_identity(path, OTHER_DETAILS, NEW, NOW)
    with pytest.raises(IntegrityError):
        rewrite_key_file(path, opened, NEW)
    assert show(path).name == unlock(path, NEW, NOW).facts.name == "Amina Yusuf"


def test_a_backup_is_a_copy_of_the_key_file_and_can_be_imported(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "stick.p12")
    content = path.read_bytes()
    assert made.path.read_bytes() == content
    assert (made.size, made.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert import_identity(made.path, tmp_path / "new" / "identity.p12", PASSPHRASE) == show(path)


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "stick.p12"
    made = back_up(path, target)
    before = target.stat().st_mtime_ns
    assert back_up(path, target) == made
    assert target.stat().st_mtime_ns == before
    change_passphrase(path, PASSPHRASE, NEW)
    old = target.read_bytes()
    error = refused(FileExists, back_up, path, target)
    assert (error.path, target.read_bytes()) == (target, old)


def test_a_backup_is_never_the_identity_itself(path: Path, tmp_path: Path) -> None:
    before = files(path)
    link = tmp_path / "link.p12"
    link.hardlink_to(path)
    for target in (path, path.with_suffix(".crt"), path.parent / ".." / "home" / "identity.p12", link):
        refused(FileExists, back_up, path, target)
    assert files(path) == before


def test_a_backup_needs_an_existing_folder(path: Path, tmp_path: Path) -> None:
    """If a drive is not plugged in, the backup must not make a folder on this disk instead."""
    refused(FileIsFolder, back_up, path, tmp_path)
    refused(FolderUnwritable, back_up, path, tmp_path / "stick" / "identity.p12")
    assert not (tmp_path / "stick").exists()


def test_an_identity_without_its_certificate_can_be_backed_up(path: Path, tmp_path: Path) -> None:
    path.with_suffix(".crt").unlink()
    assert back_up(path, tmp_path / "copy.p12").path.read_bytes() == path.read_bytes()


def test_a_replaced_identity_is_kept_under_a_dated_name(path: Path) -> None:
    old, key, public = show(path), path.read_bytes(), path.with_suffix(".crt").read_bytes()
    made = replace_identity(path, OTHER_DETAILS, NEW, NOW)
    assert made.identity == show(path)
    assert (made.before, made.is_new_signer, made.identity.name) == (old, True, "Amina Yusuf")
    assert made.kept == path.with_name("identity-until-2026-03-02.p12")
    assert (made.kept.read_bytes(), made.kept.with_suffix(".crt").read_bytes()) == (key, public)
    assert len(files(path)) == 4
    assert unlock(path, NEW, NOW).facts.fingerprint == made.identity.fingerprint
    assert unlock(made.kept, PASSPHRASE, NOW).facts.fingerprint == old.fingerprint


def test_every_replaced_identity_is_kept(path: Path) -> None:
    fingerprints = [show(path).fingerprint]
    for _ in range(3):
        fingerprints.append(replace_identity(path, DETAILS, NEW, NOW).identity.fingerprint)
    replace_identity(path, DETAILS, NEW, NOW + dt.timedelta(days=1))
    names = ["-2026-03-02", "-2026-03-02-2", "-2026-03-02-3", "-2026-03-03"]
    assert [show(path.with_name(f"identity-until{name}.p12")).fingerprint for name in names] == fingerprints
    assert len(files(path)) == 10


def test_an_organisations_key_can_replace_the_identity(path: Path, issued: Issued) -> None:
    made = replace_by_import(issued.p12, path, PASSPHRASE, NOW)
    assert (made.identity.name, made.identity.kind) == ("Amina Shah", "RSA-2048")
    assert (made.is_new_signer, len(unlock(path, PASSPHRASE, NOW).chain)) == (True, 2)


def test_a_restored_backup_is_not_a_new_signer(path: Path, tmp_path: Path) -> None:
    copy = back_up(path, tmp_path / "copy.p12").path
    change_passphrase(path, PASSPHRASE, NEW)
    made = replace_by_import(copy, path, PASSPHRASE, NOW)
    assert (made.before, made.is_new_signer) == (made.identity, False)
    assert unlock(path, PASSPHRASE, NOW)
    assert unlock(made.kept, NEW, NOW)


def test_a_kept_identity_can_be_restored(path: Path) -> None:
    old = show(path)
    kept = replace_identity(path, OTHER_DETAILS, NEW, NOW).kept
    assert replace_by_import(kept, path, PASSPHRASE, NOW).identity == old == show(path)


@pytest.mark.parametrize("damaged", [b"", b"PK\3\4", b"0\x80\0\0", b"x" * 2_000_000])
def test_a_damaged_identity_can_be_replaced_and_is_kept_as_it_is(path: Path, damaged: bytes) -> None:
    public = path.with_suffix(".crt").read_bytes()
    path.write_bytes(damaged)
    made = replace_identity(path, DETAILS, NEW, NOW)
    assert (made.before, made.is_new_signer) == (None, True)
    assert (made.kept.read_bytes(), made.kept.with_suffix(".crt").read_bytes()) == (damaged, public)
    assert unlock(path, NEW, NOW).facts.fingerprint == show(path).fingerprint


def test_a_refused_replacement_changes_nothing(path: Path, issued: Issued, tmp_path: Path) -> None:
    before = files(path)
    no_name = msgspec.structs.replace(DETAILS, name=" ")
    refused(IdentityDetailRefused, replace_identity, path, no_name, NEW, NOW)
    refused(PassphraseTooShort, replace_identity, path, DETAILS, "short", NOW)
    refused(PassphraseUnusable, replace_identity, path, DETAILS, "long" * 1000, NOW)
    refused(PassphraseMissing, replace_by_import, issued.p12, path, "", NOW)
    refused(PassphraseWrong, replace_by_import, issued.p12, path, "incorrect horse", NOW)
    refused(FileMissing, replace_by_import, tmp_path / "none.p12", path, PASSPHRASE, NOW)
    refused(IdentityUnreadable, replace_by_import, path.with_suffix(".crt"), path, PASSPHRASE, NOW)
    assert files(path) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a read-only folder")
def test_the_identity_is_unchanged_if_the_folder_is_read_only(path: Path) -> None:
    before = files(path)
    path.parent.chmod(0o500)
    try:
        refused(FolderUnwritable, change_passphrase, path, PASSPHRASE, NEW)
        refused(FolderUnwritable, replace_identity, path, DETAILS, NEW, NOW)
    finally:
        path.parent.chmod(0o700)
    assert files(path) == before


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_the_identity_is_unchanged_if_the_disk_is_full(path: Path) -> None:
    import resource

    before, limits = files(path), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        refused(DiskFull, change_passphrase, path, PASSPHRASE, NEW)
        refused(DiskFull, replace_identity, path, DETAILS, NEW, NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files(path) == before
