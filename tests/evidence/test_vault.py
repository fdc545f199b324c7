"""The vault keeps one whole copy of each accepted file, and nothing of a refused one."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from s11desk.errors import Cancelled, IntegrityError, UserError
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceEmpty,
    EvidenceGone,
    EvidenceMislabelled,
    EvidenceTooLarge,
    EvidenceTypeRefused,
)
from s11desk.errors.file_errors import FileChanged, FileIsFolder, FileMissing, FileUnreadable, FolderUnwritable
from s11desk.evidence.vault import CleanUpResult, FileRule, StoredFile, UnreferencedFile, Vault
from tests.evidence import samples

RULE = FileRule(("pdf", "docx", "txt"), 50 << 20)
NOBODY = 65534
on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files or rights")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "home" / "evidence")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Letter.PDF"
    path.write_bytes(samples.pdf())
    return path


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """More than two blocks of text."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"We listened to the child.\n" * 100_000)
    return path


def files_in(vault: Vault) -> list[str]:
    return sorted(path.relative_to(vault.folder).as_posix() for path in vault.folder.rglob("*") if path.is_file())


def code_of(action: Callable[[], object]) -> type[UserError]:
    with pytest.raises(UserError) as caught:
        action()
    return type(caught.value)


@contextmanager
def without_permissions() -> Iterator[None]:
    """Run the block as another user where the tests run as root, whom permissions do not stop."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can open, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_file_is_copied_under_the_hash_of_its_content(vault: Vault, letter: Path) -> None:
    raw = letter.read_bytes()
    sha256 = hashlib.sha256(raw).hexdigest()
    assert vault.copy_in(letter, RULE) == StoredFile(sha256, len(raw), "pdf", letter.name)
    assert files_in(vault) == [f"{sha256[:2]}/{sha256}"]
    with vault.open(sha256) as stream:
        assert stream.read() == raw
    assert letter.read_bytes() == raw


@on_posix
def test_only_its_owner_can_read_a_file_in_the_vault(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    assert stat.S_IMODE(vault.path(stored.sha256).stat().st_mode) == 0o600


def test_the_same_content_is_stored_once(vault: Vault, letter: Path, tmp_path: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    kept = vault.path(stored.sha256)
    os.utime(kept, (0, 0))
    before = kept.stat().st_ino
    again = tmp_path / "Copy of letter.pdf"
    again.write_bytes(letter.read_bytes())
    assert vault.copy_in(again, RULE) == replace(stored, name=again.name)
    assert kept.stat().st_ino == before
    assert time.time() - kept.stat().st_mtime < 60, "attaching it again must protect it from a clean-up"
    assert len(files_in(vault)) == 1


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.4 something else", samples.pdf()[:-1], samples.pdf() + b"\n"])
def test_attaching_an_altered_file_again_repairs_it(vault: Vault, letter: Path, damage: bytes) -> None:
    stored = vault.copy_in(letter, RULE)
    vault.path(stored.sha256).write_bytes(damage)
    assert code_of(lambda: vault.verify(stored.sha256, stored.size)) is EvidenceAltered
    assert vault.copy_in(letter, RULE) == stored
    vault.verify(stored.sha256, stored.size)


def test_progress_counts_up_to_the_size_of_the_file(vault: Vault, notes: Path) -> None:
    seen: list[tuple[int, int]] = []
    size = vault.copy_in(notes, RULE, progress=lambda done, total: seen.append((done, total))).size
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {size}
    assert seen[-1] == (size, size)


def test_memory_does_not_grow_with_the_file(vault: Vault, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"We listened to the child.\n" * 800_000)
    tracemalloc.start()
    try:
        vault.copy_in(large, RULE)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.parametrize("after", [0, 1, 2])
def test_cancelling_while_reading_leaves_no_file(vault: Vault, notes: Path, after: int) -> None:
    answers = iter([False] * after + [True] * 10)
    with pytest.raises(Cancelled):
        vault.copy_in(notes, RULE, cancel=lambda: next(answers))
    assert files_in(vault) == []


def partial_files(vault: Vault) -> list[Path]:
    return list(vault.folder.glob("*/.*.part"))


def test_cancelling_while_writing_leaves_no_file(vault: Vault, notes: Path) -> None:
    with pytest.raises(Cancelled):
        vault.copy_in(notes, RULE, cancel=lambda: bool(partial_files(vault)))
    assert files_in(vault) == []


def test_a_copy_that_differs_from_its_source_is_not_kept(vault: Vault, notes: Path) -> None:
    """The test overwrites a part of the copy, as a failing disk would."""

    def spoil() -> bool:
        for partial in partial_files(vault):
            with partial.open("r+b") as stream:
                stream.write(b"X")
        return False

    with pytest.raises(IntegrityError):
        vault.copy_in(notes, RULE, cancel=spoil)
    assert files_in(vault) == []


def test_a_file_of_the_wrong_kind_is_not_kept(vault: Vault, tmp_path: Path) -> None:
    program = tmp_path / "Letter.pdf"
    program.write_bytes(samples.PROGRAM)
    assert code_of(lambda: vault.copy_in(program, RULE)) is EvidenceMislabelled
    assert files_in(vault) == []


@pytest.mark.parametrize(
    ("name", "raw", "error_class"),
    [
        ("empty.pdf", b"", EvidenceEmpty),
        ("large.pdf", samples.pdf() + bytes(2000), EvidenceTooLarge),
        ("film.mov", bytes(9000), EvidenceTypeRefused),
    ],
)
def test_name_and_size_are_checked_before_anything_is_copied(
    vault: Vault, tmp_path: Path, name: str, raw: bytes, error_class: type[UserError]
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert code_of(lambda: vault.copy_in(path, FileRule(RULE.types, 2500))) is error_class
    assert not vault.folder.exists()


def test_a_file_of_exactly_the_size_limit_is_allowed(vault: Vault, letter: Path) -> None:
    size = letter.stat().st_size
    assert vault.copy_in(letter, FileRule(RULE.types, size)).size == size
    assert code_of(lambda: vault.copy_in(letter, FileRule(RULE.types, size - 1))) is EvidenceTooLarge


def append(path: Path, raw: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(raw)


def overwrite(path: Path, raw: bytes) -> None:
    with path.open("r+b") as stream:
        stream.write(raw)
    os.utime(path, (1, 1))


@pytest.mark.parametrize("change", [append, overwrite])
def test_a_file_that_changes_during_copying_is_refused(
    vault: Vault, notes: Path, change: Callable[[Path, bytes], None]
) -> None:
    assert code_of(lambda: vault.copy_in(notes, RULE, progress=lambda *_: change(notes, b"!"))) is FileChanged
    assert files_in(vault) == []


def test_a_missing_file_and_a_folder_are_refused(vault: Vault, tmp_path: Path) -> None:
    assert code_of(lambda: vault.copy_in(tmp_path / "gone.pdf", RULE)) is FileMissing
    assert code_of(lambda: vault.copy_in(tmp_path, RULE)) is FileIsFolder


@on_posix
@pytest.mark.timeout(10)
def test_a_named_pipe_is_refused_without_waiting(vault: Vault, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    assert code_of(lambda: vault.copy_in(pipe, RULE)) is FileUnreadable


@on_posix
def test_a_file_without_read_permission_is_refused(vault: Vault, open_folder: Path) -> None:
    secret = open_folder / "secret.pdf"
    secret.write_bytes(samples.pdf())
    secret.chmod(0)
    with without_permissions():
        assert code_of(lambda: vault.copy_in(secret, RULE)) is FileUnreadable


@on_posix
def test_a_vault_in_a_read_only_folder_is_reported(open_folder: Path, letter: Path) -> None:
    readable = open_folder / letter.name
    readable.write_bytes(letter.read_bytes())
    readable.chmod(0o644)
    open_folder.chmod(0o555)
    with without_permissions():
        action = lambda: Vault(open_folder / "evidence").copy_in(readable, RULE)  # noqa: E731
        assert code_of(action) is FolderUnwritable
    open_folder.chmod(0o755)


def test_altered_and_missing_files_fail_verification(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    vault.verify(stored.sha256, stored.size)
    assert code_of(lambda: vault.verify(stored.sha256, stored.size + 1)) is EvidenceAltered
    raw = bytearray(letter.read_bytes())
    raw[100] ^= 1
    vault.path(stored.sha256).write_bytes(raw)
    assert code_of(lambda: vault.verify(stored.sha256, stored.size)) is EvidenceAltered
    vault.path(stored.sha256).unlink()
    assert code_of(lambda: vault.verify(stored.sha256, stored.size)) is EvidenceGone
    assert code_of(lambda: vault.open(stored.sha256)) is EvidenceGone


BAD_NAMES = ["", "..", "../../etc/passwd", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "aa/" + "a" * 61]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_string_that_is_not_a_hash_never_becomes_a_path(vault: Vault, letter: Path, name: str) -> None:
    stored = vault.copy_in(letter, RULE)
    for action in (vault.path, vault.open, lambda n: vault.verify(n, 1), lambda n: vault.clean_up([n])):
        with pytest.raises(ValueError, match="SHA-256"):
            action(name)
    vault.verify(stored.sha256, stored.size)


def aged(path: Path) -> Path:
    os.utime(path, (1_000_000, 1_000_000))
    return path


def test_clean_up_removes_only_files_to_which_no_draft_refers(vault: Vault, letter: Path, notes: Path) -> None:
    kept, unreferenced_file = vault.copy_in(letter, RULE), vault.copy_in(notes, RULE)
    aged(vault.path(kept.sha256))
    aged(vault.path(unreferenced_file.sha256))
    stray = vault.path(kept.sha256).parent / ("f" * 64)  # a right name in a wrong subfolder is not ours
    for foreign in (vault.folder / ".DS_Store", vault.folder / "notes.part", stray):
        foreign.write_bytes(b"not ours")
        aged(foreign)
    expected = UnreferencedFile(unreferenced_file.sha256, unreferenced_file.size)
    assert vault.unreferenced([kept.sha256]) == (expected,)
    assert vault.clean_up([kept.sha256]) == CleanUpResult((expected,), ())
    vault.verify(kept.sha256, kept.size)
    assert len(files_in(vault)) == 4
    assert vault.unreferenced([kept.sha256]) == ()


def test_clean_up_keeps_recent_files(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    assert vault.unreferenced([]) == ()
    assert vault.clean_up([]) == CleanUpResult((), ())
    vault.verify(stored.sha256, stored.size)
    assert vault.clean_up([], settling_seconds=0).removed == (UnreferencedFile(stored.sha256, stored.size),)
    assert files_in(vault) == []


def test_clean_up_removes_old_partial_copies(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    subfolder = vault.path(stored.sha256).parent
    stale = [
        aged(path) for path in (vault.folder / ".0a1b.part", subfolder / ".0a1b.part") if path.write_bytes(b"half")
    ]
    fresh = subfolder / ".2c3d.part"
    fresh.write_bytes(b"half")
    vault.copy_in(letter, RULE)
    assert all(path.exists() for path in stale), "only a clean-up that was asked for removes anything"
    assert vault.clean_up([stored.sha256]) == CleanUpResult((), ())
    assert not any(path.exists() for path in stale)
    assert fresh.exists()
    vault.verify(stored.sha256, stored.size)


def test_an_unused_vault_has_nothing_to_clean_up(vault: Vault) -> None:
    assert vault.unreferenced([]) == ()
    assert vault.clean_up([]) == CleanUpResult((), ())
    assert not vault.folder.exists()


@on_posix
def test_clean_up_lists_the_files_that_it_could_not_remove(open_folder: Path, letter: Path) -> None:
    vault = Vault(open_folder)
    stored = vault.copy_in(letter, RULE)
    vault.path(stored.sha256).parent.chmod(0o555)
    with without_permissions():
        assert vault.clean_up([], settling_seconds=0) == CleanUpResult(
            (), (UnreferencedFile(stored.sha256, stored.size),)
        )
    vault.path(stored.sha256).parent.chmod(0o755)
