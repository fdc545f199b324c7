"""The vault: what is copied in is there, whole, once; what is refused leaves nothing."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from s11desk.evidence.vault import CleanedUp, FileRule, Stored, Unreferenced, Vault
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
def without_rights() -> Iterator[None]:
    """For root, who may do everything, as somebody else."""
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
    """A folder anybody can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_file_is_copied_under_the_hash_of_its_content(vault: Vault, letter: Path) -> None:
    raw = letter.read_bytes()
    sha256 = hashlib.sha256(raw).hexdigest()
    assert vault.copy_in(letter, RULE) == Stored(sha256, len(raw), "pdf")
    assert files_in(vault) == [f"{sha256[:2]}/{sha256}"]
    with vault.open(sha256) as stream:
        assert stream.read() == raw
    assert letter.read_bytes() == raw


@on_posix
def test_only_its_owner_can_read_it(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    assert stat.S_IMODE(vault.path(stored.sha256).stat().st_mode) == 0o600


def test_the_same_content_is_kept_once(vault: Vault, letter: Path, tmp_path: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    kept = vault.path(stored.sha256)
    os.utime(kept, (0, 0))
    before = kept.stat().st_ino
    again = tmp_path / "Copy of letter.pdf"
    again.write_bytes(letter.read_bytes())
    assert vault.copy_in(again, RULE) == stored
    assert kept.stat().st_ino == before
    assert time.time() - kept.stat().st_mtime < 60, "attached again, it is young again: no clean-up may take it"
    assert len(files_in(vault)) == 1


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.4 something else", samples.pdf()[:-1], samples.pdf() + b"\n"])
def test_a_file_that_was_altered_is_repaired_when_it_is_attached_again(
    vault: Vault, letter: Path, damage: bytes
) -> None:
    stored = vault.copy_in(letter, RULE)
    vault.path(stored.sha256).write_bytes(damage)
    assert code_of(lambda: vault.verify(stored.sha256, stored.size)) is EvidenceAltered
    assert vault.copy_in(letter, RULE) == stored
    vault.verify(stored.sha256, stored.size)


def test_progress_counts_bytes_up_to_the_whole(vault: Vault, notes: Path) -> None:
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
def test_cancelling_while_reading_leaves_nothing(vault: Vault, notes: Path, after: int) -> None:
    answers = iter([False] * after + [True] * 10)
    with pytest.raises(Cancelled):
        vault.copy_in(notes, RULE, cancelled=lambda: next(answers))
    assert files_in(vault) == []


def partial_files(vault: Vault) -> list[Path]:
    return list(vault.folder.glob("*/.*.part"))


def test_cancelling_while_writing_leaves_nothing(vault: Vault, notes: Path) -> None:
    with pytest.raises(Cancelled):
        vault.copy_in(notes, RULE, cancelled=lambda: bool(partial_files(vault)))
    assert files_in(vault) == []


def test_a_copy_that_does_not_read_back_the_same_gets_no_name(vault: Vault, notes: Path) -> None:
    """What a failing disk does, done here by writing into the copy behind the program's back."""

    def spoil() -> bool:
        for partial in partial_files(vault):
            with partial.open("r+b") as stream:
                stream.write(b"X")
        return False

    with pytest.raises(IntegrityError):
        vault.copy_in(notes, RULE, cancelled=spoil)
    assert files_in(vault) == []


def test_a_file_of_the_wrong_kind_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
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
def test_what_can_be_told_at_once_is_told_before_anything_is_copied(
    vault: Vault, tmp_path: Path, name: str, raw: bytes, error_class: type[UserError]
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert code_of(lambda: vault.copy_in(path, FileRule(RULE.types, 2500))) is error_class
    assert not vault.folder.exists()


def test_the_limit_itself_is_allowed(vault: Vault, letter: Path) -> None:
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
def test_a_file_that_changes_while_it_is_copied_is_not_taken(
    vault: Vault, notes: Path, change: Callable[[Path, bytes], None]
) -> None:
    assert code_of(lambda: vault.copy_in(notes, RULE, progress=lambda *_: change(notes, b"!"))) is FileChanged
    assert files_in(vault) == []


def test_a_missing_file_and_a_folder(vault: Vault, tmp_path: Path) -> None:
    assert code_of(lambda: vault.copy_in(tmp_path / "gone.pdf", RULE)) is FileMissing
    assert code_of(lambda: vault.copy_in(tmp_path, RULE)) is FileIsFolder


@on_posix
@pytest.mark.timeout(10)
def test_a_named_pipe_is_refused_without_waiting_for_its_other_end(vault: Vault, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    assert code_of(lambda: vault.copy_in(pipe, RULE)) is FileUnreadable


@on_posix
def test_a_file_one_may_not_read(vault: Vault, open_folder: Path) -> None:
    secret = open_folder / "secret.pdf"
    secret.write_bytes(samples.pdf())
    secret.chmod(0)
    with without_rights():
        assert code_of(lambda: vault.copy_in(secret, RULE)) is FileUnreadable


@on_posix
def test_a_vault_one_may_not_write(open_folder: Path, letter: Path) -> None:
    readable = open_folder / letter.name
    readable.write_bytes(letter.read_bytes())
    readable.chmod(0o644)
    open_folder.chmod(0o555)
    with without_rights():
        action = lambda: Vault(open_folder / "evidence").copy_in(readable, RULE)  # noqa: E731
        assert code_of(action) is FolderUnwritable
    open_folder.chmod(0o755)


def test_verify(vault: Vault, letter: Path) -> None:
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
def test_what_is_no_hash_never_becomes_a_path(vault: Vault, letter: Path, name: str) -> None:
    stored = vault.copy_in(letter, RULE)
    for action in (vault.path, vault.open, lambda n: vault.verify(n, 1), lambda n: vault.clean_up([n])):
        with pytest.raises(ValueError, match="SHA-256"):
            action(name)
    vault.verify(stored.sha256, stored.size)


def aged(path: Path) -> Path:
    os.utime(path, (1_000_000, 1_000_000))
    return path


def test_clean_up_takes_what_no_draft_refers_to_and_nothing_else(vault: Vault, letter: Path, notes: Path) -> None:
    kept, loose = vault.copy_in(letter, RULE), vault.copy_in(notes, RULE)
    aged(vault.path(kept.sha256))
    aged(vault.path(loose.sha256))
    stray = vault.path(kept.sha256).parent / ("f" * 64)  # right name, wrong subfolder: not ours
    for foreign in (vault.folder / ".DS_Store", vault.folder / "notes.part", stray):
        foreign.write_bytes(b"not ours")
        aged(foreign)
    expected = Unreferenced(loose.sha256, loose.size)
    assert vault.unreferenced([kept.sha256]) == (expected,)
    assert vault.clean_up([kept.sha256]) == CleanedUp((expected,), ())
    vault.verify(kept.sha256, kept.size)
    assert len(files_in(vault)) == 4
    assert vault.unreferenced([kept.sha256]) == ()


def test_clean_up_leaves_young_files_to_the_row_that_is_being_written(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    assert vault.unreferenced([]) == ()
    assert vault.clean_up([]) == CleanedUp((), ())
    vault.verify(stored.sha256, stored.size)
    assert vault.clean_up([], settling_seconds=0).removed == (Unreferenced(stored.sha256, stored.size),)
    assert files_in(vault) == []


def test_clean_up_takes_what_interrupted_copying_left(vault: Vault, letter: Path) -> None:
    stored = vault.copy_in(letter, RULE)
    shelf = vault.path(stored.sha256).parent
    stale = [aged(path) for path in (vault.folder / ".0a1b.part", shelf / ".0a1b.part") if path.write_bytes(b"half")]
    fresh = shelf / ".2c3d.part"
    fresh.write_bytes(b"half")
    vault.copy_in(letter, RULE)
    assert all(path.exists() for path in stale), "only a clean-up that was asked for removes anything"
    assert vault.clean_up([stored.sha256]) == CleanedUp((), ())
    assert not any(path.exists() for path in stale)
    assert fresh.exists()
    vault.verify(stored.sha256, stored.size)


def test_a_vault_that_was_never_used_has_nothing_to_clean_up(vault: Vault) -> None:
    assert vault.unreferenced([]) == ()
    assert vault.clean_up([]) == CleanedUp((), ())
    assert not vault.folder.exists()


@on_posix
def test_clean_up_says_what_it_could_not_remove(open_folder: Path, letter: Path) -> None:
    vault = Vault(open_folder)
    stored = vault.copy_in(letter, RULE)
    vault.path(stored.sha256).parent.chmod(0o555)
    with without_rights():
        assert vault.clean_up([], settling_seconds=0) == CleanedUp((), (Unreferenced(stored.sha256, stored.size),))
    vault.path(stored.sha256).parent.chmod(0o755)
