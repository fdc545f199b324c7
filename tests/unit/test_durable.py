"""A file stands under its name whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from s11desk.durable import make_folder, reading_errors, write_bytes, writing
from s11desk.errors import Code, IntegrityError, UserError


def test_a_file_gets_its_name_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "answer.bin"
    with writing(path) as stream:
        stream.write(b"first")
        assert not path.exists()
    assert path.read_bytes() == b"first"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, IntegrityError])
def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "answer.bin"
    write_bytes(path, b"old")
    with pytest.raises(error), writing(path) as stream:
        stream.write(b"new")
        raise error
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("answer.bin", b"old")]


def test_a_check_that_refuses_keeps_the_name_back(tmp_path: Path) -> None:
    def refuse(written: Path) -> None:
        assert written.read_bytes() == b"new"
        raise IntegrityError("no")

    with pytest.raises(IntegrityError), writing(tmp_path / "answer.bin", check=refuse) as stream:
        stream.write(b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, Code.DISK_FULL), (errno.EDQUOT, Code.DISK_FULL), (errno.EROFS, Code.FOLDER_UNWRITABLE)],
)
def test_refusals_of_the_system_become_sentences(tmp_path: Path, number: int, code: Code) -> None:
    with pytest.raises(UserError) as refused, writing(tmp_path / "answer.bin"):
        raise OSError(number, os.strerror(number))
    assert refused.value.code is code
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        write_bytes(tmp_path / "no" / "answer.bin", b"")
    assert refused.value.code is Code.FOLDER_UNWRITABLE


def test_reading_refusals_are_told_apart(tmp_path: Path) -> None:
    codes = []
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UserError) as refused, reading_errors(path), path.open("rb"):
            pytest.fail("there is nothing to open")
        codes.append(refused.value.code)
    assert codes == [Code.FILE_MISSING, Code.FILE_IS_FOLDER]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_private_files_and_every_folder_made_for_them_are_the_owners_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b", private=True)
    write_bytes(tmp_path / "a" / "b" / "secret", b"", private=True)
    modes = [
        path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "secret")
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    for path in (tmp_path / "a", tmp_path / "a" / "b"):
        with pytest.raises(UserError) as refused:
            make_folder(path)
        assert refused.value.code is Code.FOLDER_UNWRITABLE


def test_a_fresh_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    with writing(path, fresh=True) as stream:
        stream.write(b"first")
    with pytest.raises(UserError) as refused, writing(path, fresh=True) as stream:
        stream.write(b"second")
    assert refused.value.code is Code.FILE_EXISTS
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("return.zip", b"first")]
