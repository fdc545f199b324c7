"""A file gets its name only when it is whole."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.errors import IntegrityError, UserError
from s11desk.errors.file_errors import (
    DiskFull,
    FileExists,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    FolderUnwritable,
    PathTooLong,
)
from s11desk.files.durable import make_folder, write_bytes, writing
from s11desk.files.partial_files import ABANDONED_AFTER, PARTIAL_SUFFIX, clear_abandoned
from s11desk.files.presence import Presence, file_presence, folder_presence, is_folder, is_name_free, is_there, presence
from s11desk.files.system_errors import reading_errors
from s11desk.files.write_warnings import WarningKind, WriteWarning, collect_warnings


def test_a_file_gets_its_name_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "answer.bin"
    with writing(path) as stream:
        stream.write(b"first")
        assert not path.exists()
    assert path.read_bytes() == b"first"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, IntegrityError])
def test_a_failed_write_leaves_only_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "answer.bin"
    write_bytes(path, b"old")
    with pytest.raises(error), writing(path) as stream:
        stream.write(b"new")
        raise error
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("answer.bin", b"old")]


def test_a_file_that_fails_its_check_gets_no_name(tmp_path: Path) -> None:
    def refuse(written: Path) -> None:
        assert written.read_bytes() == b"new"
        raise IntegrityError("no")

    with pytest.raises(IntegrityError), writing(tmp_path / "answer.bin", check=refuse) as stream:
        stream.write(b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "error_class"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EROFS, FolderUnwritable)],
)
def test_errors_of_the_system_become_user_errors(tmp_path: Path, number: int, error_class: type[UserError]) -> None:
    with pytest.raises(error_class), writing(tmp_path / "answer.bin"):
        raise OSError(number, os.strerror(number))
    assert list(tmp_path.iterdir()) == []


def test_writing_into_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable):
        write_bytes(tmp_path / "no" / "answer.bin", b"")


def test_reading_a_missing_file_and_a_folder_raise_different_codes(tmp_path: Path) -> None:
    for path, error_class in ((tmp_path / "none", FileMissing), (tmp_path, FileIsFolder)):
        with pytest.raises(error_class), reading_errors(path), path.open("rb"):
            pytest.fail("there is nothing to open")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_owner_can_read_private_files_and_their_new_folders(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b", private=True)
    write_bytes(tmp_path / "a" / "b" / "secret", b"", private=True)
    modes = [
        path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "secret")
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    for path in (tmp_path / "a", tmp_path / "a" / "b"):
        with pytest.raises(FolderUnwritable):
            make_folder(path)


def test_a_fresh_file_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    with writing(path, fresh=True) as stream:
        stream.write(b"first")
    with pytest.raises(UserError) as refused, writing(path, fresh=True) as stream:
        stream.write(b"second")
    assert isinstance(refused.value, FileExists)
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("return.zip", b"first")]


KILLED = """
import os, signal, sys
from pathlib import Path
from s11desk.files.durable import writing
with writing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("written", flush=True)
    os.kill(os.getpid(), signal.SIGKILL) if sys.argv[2] == "killed" else sys.stdin.read()
"""


def started(out: Path, ending: str) -> subprocess.Popen[bytes]:
    """Another program that has begun to write ``out``; it then kills itself or waits."""
    command = [sys.executable, "-c", KILLED, str(out), ending]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"written\n"
    return other


def aged(path: Path, seconds: float = ABANDONED_AFTER + 60) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then), follow_symlinks=False)
    return path


def partials(folder: Path) -> list[Path]:
    return list(folder.glob(f".*{PARTIAL_SUFFIX}"))


def test_the_next_write_removes_an_old_partial_file_of_a_killed_program(tmp_path: Path) -> None:
    with started(tmp_path / "return.zip", "killed") as other:
        assert other.wait() == -signal.SIGKILL
    (left,) = partials(tmp_path)
    write_bytes(tmp_path / "soon.zip", b"whole")
    assert partials(tmp_path) == [left]
    aged(left)
    write_bytes(tmp_path / "later.zip", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["later.zip", "soon.zip"]


def test_a_file_that_another_program_is_writing_is_never_removed(tmp_path: Path) -> None:
    with started(tmp_path / "return.zip", "waits") as other:
        (live,) = partials(tmp_path)
        clear_abandoned(tmp_path)
        aged(live)
        clear_abandoned(tmp_path)
        assert live.exists()
        other.communicate(b"")
    assert (tmp_path / "return.zip").read_bytes() == b"half"


@pytest.mark.parametrize("log", ["-wal", "-shm", "-journal"])
def test_the_log_of_a_database_that_is_being_written_stays_as_long_as_that(tmp_path: Path, log: str) -> None:
    with started(tmp_path / "copy.db", "waits") as other:
        (live,) = partials(tmp_path)
        beside = tmp_path / f"{live.name}{log}"
        beside.write_bytes(b"of the copy")
        for path in (live, beside):
            aged(path)
        clear_abandoned(tmp_path)
        assert (live.exists(), beside.exists()) == (True, True)
        other.communicate(b"")
    clear_abandoned(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]


def test_a_file_that_is_being_checked_is_never_removed(tmp_path: Path) -> None:
    def look(written: Path) -> None:
        aged(written)
        clear_abandoned(tmp_path)
        assert written.exists()

    with writing(tmp_path / "return.zip", check=look) as stream:
        stream.write(b"whole")
    assert (tmp_path / "return.zip").read_bytes() == b"whole"


def test_a_file_that_may_belong_to_a_person_is_never_removed(tmp_path: Path) -> None:
    ours = ".s11desk-0123456789ab.part"
    names = [".part", "film.part", ".0123456789ab.part", ".s11desk-0123456789AB.part", ".s11desk-0123.part",
             "s11desk-0123456789ab.part", ".s11desk-0123456789ab.part.pdf", "-wal",
             "film.part-wal", ".s11desk-0123456789ab.part-wal.pdf", ".s11desk-0123456789ab.part\n"]  # fmt: skip
    kept = [tmp_path / name for name in names]
    for path in kept:
        path.write_bytes(b"mine")
        aged(path)
    folder, letter = tmp_path / "folder", tmp_path / "letter.txt"
    (folder / ours).mkdir(parents=True)
    aged(folder / ours)
    letter.write_bytes(b"mine")
    (tmp_path / ours).symlink_to(aged(letter))
    aged(tmp_path / ours)
    clear_abandoned(tmp_path)
    clear_abandoned(folder)
    assert all(path.read_bytes() == b"mine" for path in [*kept, letter, tmp_path / ours])
    assert (folder / ours).is_dir()


def test_a_file_with_both_names_keeps_the_final_one(tmp_path: Path) -> None:
    """A program killed between the two steps leaves a whole file with both names; only the hidden name is removed."""
    left = tmp_path / ".s11desk-0123456789ab.part"
    left.write_bytes(b"whole")
    (tmp_path / "return.zip").hardlink_to(left)
    aged(left)
    clear_abandoned(tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("return.zip", b"whole")]


def test_a_folder_that_cannot_be_listed_is_left_alone(tmp_path: Path) -> None:
    clear_abandoned(tmp_path / "none")


def failing_stat(number: int) -> Callable[..., os.stat_result]:
    def stat(path: Path, **_: object) -> os.stat_result:
        raise OSError(number, os.strerror(number), str(path))

    return stat


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN])
def test_a_place_that_does_not_answer_is_neither_there_nor_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(Path, "stat", failing_stat(number))
    answers = (presence(tmp_path), file_presence(tmp_path), folder_presence(tmp_path))
    assert set(answers) == {Presence.UNKNOWN}
    for question in (is_there, is_folder, is_name_free):
        with pytest.raises(FileUnreadable):
            question(tmp_path)


def test_presence_tells_files_folders_and_nothing_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    names = ("file", "", "gone", "file/below", "a" * 300, "nul\0")
    paths = [tmp_path / name for name in names]
    yes, no = Presence.YES, Presence.NO
    assert [presence(path) for path in paths] == [yes, yes, no, no, no, no]
    assert [file_presence(path) for path in paths] == [yes, no, no, no, no, no]
    assert [folder_presence(path) for path in paths] == [no, yes, no, no, no, no]
    assert presence(tmp_path / "link") is no
    assert not is_name_free(tmp_path / "link")


@pytest.mark.parametrize("name", ["a" * 300, "/".join(["folder"] * 1000)])
def test_a_name_that_is_too_long_is_reported_as_too_long(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for use in (lambda: make_folder(path), lambda: write_bytes(path, b"x"), lambda: _read(path)):
        with pytest.raises(PathTooLong):
            use()
    assert list(tmp_path.iterdir()) == []


def _read(path: Path) -> bytes:
    with reading_errors(path):
        return path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows renames in one step")
def test_of_two_programs_on_a_disk_without_hard_links_only_one_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links")

    monkeypatch.setattr(os, "link", refuse)
    path, outcomes, together = tmp_path / "return.zip", [], threading.Barrier(4)

    def write(content: bytes) -> None:
        try:
            with writing(path, fresh=True) as stream:
                stream.write(content)
                together.wait()
        except FileExists:
            outcomes.append(b"")
        else:
            outcomes.append(content)

    threads = [threading.Thread(target=write, args=(bytes([65 + number]),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[:3] == [b""] * 3
    assert path.read_bytes() == max(outcomes)
    assert [found.name for found in tmp_path.iterdir()] == ["return.zip"]


def test_an_error_is_not_hidden_by_a_temporary_file_that_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise OSError(errno.EIO, "cannot remove", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with collect_warnings() as warnings, pytest.raises(DiskFull), writing(tmp_path / "answer.bin"):
        raise OSError(errno.ENOSPC, "no room")
    (left,) = partials(tmp_path)
    assert warnings.take() == (WriteWarning(WarningKind.LEFT_BEHIND, left),)
