"""What is saved, printed, signed or sent is the return that was seen: a file that was exchanged stops each of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.make import MadeReturn
from s11desk.app.returns.verifying import opened_copy, verify
from s11desk.app.returns.verifying.opened_copy import copy_to_open, remove_opened_copies, remove_opened_copy
from s11desk.app.returns.verifying.seen_return import (
    SeenReturn,
    copy_unchanged,
    open_unchanged,
    save_part,
    save_signed_pdf,
)
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.errors.file_errors import DiskFull, FileMissing, FileUnreadable
from s11desk.errors.return_errors import ReturnChanged
from s11desk.files import regular_files
from s11desk.files.durable import writing
from tests.app.test_countersigning import PASSPHRASE, completed
from tests.samples import NOON

__all__ = ["completed"]

Change = Callable[[bytes], bytes]
CHANGES: dict[str, Change] = {
    "a byte": lambda whole: whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
    "cut short": lambda whole: whole[:-1],
    "longer": lambda whole: whole + b"\0",
    "emptied": lambda _: b"",
    "something else": lambda _: b"Dear partnership",
}


@pytest.fixture
def received(completed: tuple[Home, MadeReturn], tmp_path: Path) -> Path:
    path = tmp_path / "received.zip"
    path.write_bytes(completed[1].path.read_bytes())
    return path


def another_return(completed: tuple[Home, MadeReturn], folder: Path) -> bytes:
    """Another genuine return of the same audit: the countersigned one."""
    key = ApproverKey(completed[0].approver, PASSPHRASE, NOON)
    return countersign(completed[0], verify_return(completed[1].path), folder, key).path.read_bytes()


def seen_both_ways(completed: tuple[Home, MadeReturn], path: Path) -> tuple[SeenReturn, SeenReturn]:
    """The return as it is known after reading it, and as it is known after making it."""
    return verify_return(path).seen, replace(completed[1].seen, path=path)


def save_copy(seen: SeenReturn, out: Path) -> None:
    with writing(out) as target:
        copy_unchanged(seen, target)


USES: dict[str, Callable[[SeenReturn, Path], object]] = {
    "the PDF": save_signed_pdf,
    "a part": lambda seen, out: save_part(seen, "audit.json", out),
    "a copy": save_copy,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("change", [*CHANGES.values(), None], ids=[*CHANGES, "another genuine return"])
def test_an_exchanged_return_is_not_handed_on(
    completed: tuple[Home, MadeReturn],
    received: Path,
    tmp_path: Path,
    use: Callable[[SeenReturn, Path], object],
    change: Change | None,
) -> None:
    whole = received.read_bytes()
    for seen in seen_both_ways(completed, received):
        use(seen, tmp_path / "before")
        (tmp_path / "before").unlink()
        received.write_bytes(another_return(completed, tmp_path / "other") if change is None else change(whole))
        with pytest.raises(ReturnChanged) as refusal:
            use(seen, tmp_path / "after")
        assert refusal.value.path == received
        assert not (tmp_path / "after").exists()
        received.unlink()
        with pytest.raises(FileMissing):
            use(seen, tmp_path / "after")
        received.write_bytes(whole)


def test_a_return_that_is_overwritten_while_it_is_copied_is_not_handed_on(
    completed: tuple[Home, MadeReturn], received: Path, tmp_path: Path
) -> None:
    for seen in seen_both_ways(completed, received):
        whole = received.read_bytes()
        out = tmp_path / "audit.pdf"
        with pytest.raises(ReturnChanged), open_unchanged(seen) as opened, writing(out) as target:
            received.write_bytes(bytes(len(whole)))
            opened.contents.extract("audit.pdf", target)
        assert not out.exists()
        received.write_bytes(whole)


@pytest.mark.parametrize("change", [*CHANGES.values(), None], ids=[*CHANGES, "another genuine return"])
def test_an_approver_signs_only_what_they_read(
    completed: tuple[Home, MadeReturn], received: Path, tmp_path: Path, change: Change | None
) -> None:
    whole, seen = received.read_bytes(), verify_return(received)
    received.write_bytes(another_return(completed, tmp_path / "other") if change is None else change(whole))
    with pytest.raises(ReturnChanged):
        countersign(completed[0], seen, tmp_path / "out", ApproverKey(completed[0].approver, PASSPHRASE, NOON))
    assert not (tmp_path / "out").exists()


def test_a_small_return_is_copied_when_it_is_opened_and_stays_the_one_that_was_read(
    completed: tuple[Home, MadeReturn], received: Path, tmp_path: Path
) -> None:
    home, whole = Home(tmp_path / "home"), received.read_bytes()
    verdict = verify_received_return(home, received)
    assert verdict.path == received
    assert verdict.copy is not None
    assert home.work in verdict.copy.parents
    assert verdict.copy.stat().st_mode & 0o077 == 0
    received.write_bytes(b"Dear partnership")
    save_signed_pdf(verdict.seen, tmp_path / "signed.pdf")
    approved = countersign(home, verdict, tmp_path / "out", ApproverKey(completed[0].approver, PASSPHRASE, NOON))
    assert approved.path.name == "received-approved.zip"
    assert verify_return(approved.path).read.audit_file == verdict.read.audit_file
    assert verdict.copy.read_bytes() == whole
    remove_opened_copy(home, verdict.copy)
    assert list(home.work.iterdir()) == []


def test_a_copy_that_was_changed_stops_signing_too(
    completed: tuple[Home, MadeReturn], received: Path, tmp_path: Path
) -> None:
    verdict = verify_received_return(Home(tmp_path / "home"), received)
    assert verdict.copy is not None
    verdict.copy.write_bytes(another_return(completed, tmp_path / "other"))
    with pytest.raises(ReturnChanged):
        save_signed_pdf(verdict.seen, tmp_path / "signed.pdf")
    key = ApproverKey(completed[0].approver, PASSPHRASE, NOON)
    with pytest.raises(ReturnChanged):
        countersign(Home(tmp_path / "home"), verdict, tmp_path / "out", key)


def test_no_copy_is_kept_of_a_file_that_is_not_a_whole_return(received: Path, tmp_path: Path) -> None:
    home, whole = Home(tmp_path / "home"), received.read_bytes()
    for change in CHANGES.values():
        received.write_bytes(change(whole))
        assert verify_received_return(home, received).copy is None
    assert list(home.work.glob("*")) == []
    with pytest.raises(FileMissing):
        verify_received_return(home, tmp_path / "missing.zip")
    assert list(home.work.glob("*")) == []


def test_a_large_return_is_not_copied_but_compared(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_copy, "MAX_COPIED_SIZE", received.stat().st_size - 1)
    verdict = verify_received_return(Home(tmp_path / "home"), received)
    assert verdict.copy is None
    save_signed_pdf(verdict.seen, tmp_path / "signed.pdf")
    received.write_bytes(received.read_bytes() + b"\0")
    with pytest.raises(ReturnChanged):
        save_signed_pdf(verdict.seen, tmp_path / "signed.pdf")


def test_a_file_that_grows_while_it_is_copied_is_not_copied_for_ever(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file that is still being downloaded, or a log that another program writes."""
    home, most = Home(tmp_path / "home"), received.stat().st_size
    monkeypatch.setattr(opened_copy, "MAX_COPIED_SIZE", most)

    def append(home: Home, prefix: str) -> Path:
        with received.open("ab") as stream:
            stream.write(bytes(1 << 20))
        return new_work_folder(home, prefix)

    monkeypatch.setattr(opened_copy, "new_work_folder", append)
    assert copy_to_open(home, received) is None
    assert not list(home.work.glob("*/*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_file_that_becomes_a_named_pipe_before_it_is_opened_stops_nothing(
    received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exchange(path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

    monkeypatch.setattr(regular_files, "check_regular", exchange)
    with pytest.raises(FileUnreadable):
        verify_return(received)


@pytest.mark.parametrize("change", ["appended", "overwritten"])
def test_a_file_that_is_written_while_it_is_checked_is_not_verified(
    change: str, received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checks of a large file read it several times."""
    monkeypatch.setattr(verify, "_MAX_SIZE_IN_MEMORY", 0)
    before = verify.verify_stream

    def write(*arguments: object, **named: object) -> verify.Verdict:
        found = before(*arguments, **named)  # type: ignore[arg-type]
        with received.open("ab" if change == "appended" else "r+b") as stream:
            stream.write(b"x")
        os.utime(received, (1, 1))
        return found

    monkeypatch.setattr(verify, "verify_stream", write)
    with pytest.raises(ReturnChanged):
        verify_return(received)


def test_a_full_disk_lets_the_return_be_read_without_a_copy(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull(path=tmp_path)

    monkeypatch.setattr("s11desk.app.returns.verifying.opened_copy._copy_small", full)
    home = Home(tmp_path / "home")
    verdict = verify_received_return(home, received)
    assert verdict.is_verified
    assert verdict.copy is None
    assert list(home.work.glob("*")) == []


def test_copies_of_a_killed_program_are_erased_and_nothing_else(received: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    copy = copy_to_open(home, received)
    assert copy is not None
    paper = home.work / "paper-1" / "audit.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"%PDF")
    remove_opened_copy(home, paper)
    remove_opened_copy(home, received)
    remove_opened_copies(home)
    assert sorted(home.work.rglob("*")) == [paper.parent, paper]
    assert received.exists()


def test_files_of_a_return_that_is_not_whole_are_never_handed_on(received: Path) -> None:
    received.write_bytes(received.read_bytes()[:-1])
    with pytest.raises(ValueError, match="intact"):
        _ = verify_return(received).seen
