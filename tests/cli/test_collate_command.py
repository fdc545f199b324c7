"""``s11desk collate`` from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command


def test_a_refused_file_is_named_and_the_exit_code_says_so(s11desk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note\x1b[31m.txt").write_text("late")
    ran = s11desk("collate", folder, tmp_path / "out")
    assert ran.code == 1
    assert "refused. It is plain text, not a return." in ran.out
    assert "\x1b" not in ran.out
    assert (tmp_path / "out" / "returns.xlsx").is_file()


def test_the_facts_can_be_read_by_a_program(s11desk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text("late")
    ran = s11desk("collate", folder, tmp_path / "out", "--json")
    assert isinstance(ran.json, dict)
    assert ran.json["states"] == [{"state": "refused", "files": 1}]
    assert ran.json["uncounted"][0]["file"] == "note.txt"


def test_the_same_folder_twice_needs_another_place(s11desk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text("late")
    s11desk("collate", folder, tmp_path / "out")
    ran = s11desk("collate", folder, tmp_path / "out")
    assert ran.code == 2
    assert "out" in ran.err


def test_decrypting_without_a_receiving_key_says_so(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("a long passphrase of words\n")
    ran = s11desk("collate", tmp_path, tmp_path.parent / "o", "--decrypt", "--passphrase-file", tmp_path / "words")
    assert ran.code == 2
    assert "There is no key for receiving" in ran.err
