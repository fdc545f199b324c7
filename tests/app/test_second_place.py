"""Backups in a second place are encrypted, come back on another computer, and say when the place is not there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.backing_up import BackupReport
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import SecondReport, SecondState, decline_second_place, read_second_place
from s11desk.app.home.second_place import (
    KEY,
    MAX_BACKUPS,
    back_up_to_second_place,
    choose_second_place,
    restore_from_second_place,
)
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.messages.backup_words import backup_words
from s11desk.domain.audits.audit import Answer
from s11desk.errors.draft_errors import SecondKeyChanged, SecondPlaceInHome
from s11desk.errors.file_errors import FileMissing, FolderUnwritable
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.errors.passphrase_errors import PassphraseTooShort, PassphraseWrong
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered
from s11desk.wording.keeping.copy_sentences import other_copy_words
from tests.app.conftest import SteppingClock
from tests.app.test_attaching import picture
from tests.samples import NOON

PASSPHRASE = "a quiet river in spring"
SECRET = "What the child said to nobody else"


@pytest.fixture
def stick(workspace: Workspace, audit_id: str, tmp_path: Path) -> Path:
    """The folder in the second place, up to date with one audit and one file."""
    (tmp_path / "stick").mkdir()
    place = choose_second_place(workspace.home, tmp_path / "stick", PASSPHRASE, NOON)
    save_answer(workspace, audit_id, Answer("story", text=SECRET))
    attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture()))
    workspace.back_up()
    assert back_up_to_second_place(workspace.home).state is SecondState.DONE
    return place


def drafts_in(place: Path) -> list[Path]:
    return sorted(place.glob("drafts-*.s11"))


def test_another_computer_gets_drafts_and_evidence_back(
    workspace: Workspace, audit_id: str, stick: Path, tmp_path: Path
) -> None:
    audit = open_draft(workspace, audit_id).audit
    other = Home(tmp_path / "another computer")
    carried = shutil.copytree(stick, tmp_path / "carried")
    restored = restore_from_second_place(other, drafts_in(carried)[-1], PASSPHRASE, NOON)
    assert restored.missing == ()
    assert restored.set_aside is None
    with Workspace(other, SteppingClock()) as there:
        assert open_draft(there, audit_id).audit == audit
        there.vault.verify(audit.evidence[0].sha256, audit.evidence[0].size)


def test_nothing_in_the_second_place_is_plain(workspace: Workspace, audit_id: str, stick: Path) -> None:
    sha256 = open_draft(workspace, audit_id).audit.evidence[0].sha256
    for path in stick.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()
            assert b"SQLite format" not in path.read_bytes()
            assert sha256 not in path.name
    assert PASSPHRASE not in (workspace.home.folder / "second-place.json").read_text()


def test_only_what_is_new_is_written(workspace: Workspace, audit_id: str, stick: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in stick.rglob("*")}
    back_up_to_second_place(workspace.home)
    assert {path: path.stat().st_mtime_ns for path in stick.rglob("*")} == before
    attach_bytes(workspace, audit_id, "policy", PastedFile("new.png", picture("blue")))
    back_up_to_second_place(workspace.home)
    assert len(list((stick / "evidence").iterdir())) == 2


def test_what_is_in_no_backup_yet_is_backed_up_first(workspace: Workspace, audit_id: str, stick: Path) -> None:
    before = drafts_in(stick)
    save_answer(workspace, audit_id, Answer("story", text="Typed a minute ago"))
    assert back_up_to_second_place(workspace.home, NOON).state is SecondState.DONE
    (new,) = set(drafts_in(stick)) - set(before)
    other = Home(stick.with_name("other"))
    restore_from_second_place(other, new, PASSPHRASE, NOON)
    with Workspace(other) as there:
        assert open_draft(there, audit_id).audit.answer("story").text == "Typed a minute ago"


def test_an_envelope_that_was_cut_short_is_written_again(workspace: Workspace, stick: Path) -> None:
    whole = {path: path.stat().st_size for path in stick.rglob("*.s11")}
    for path, size in whole.items():
        os.truncate(path, size // 2)
    assert back_up_to_second_place(workspace.home).state is SecondState.DONE
    assert {path: path.stat().st_size for path in stick.rglob("*.s11")} == whole


def test_a_file_that_is_not_there_is_called_missing(stick: Path, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        restore_from_second_place(Home(tmp_path / "other"), stick / "nothing.db.s11", PASSPHRASE, NOON)


@pytest.mark.parametrize("damage", ["cut short", "one byte", "empty", "a folder"])
def test_one_damaged_file_does_not_stop_the_others(
    workspace: Workspace, audit_id: str, stick: Path, tmp_path: Path, damage: str
) -> None:
    attach_bytes(workspace, audit_id, "policy", PastedFile("second.png", picture("blue")))
    assert back_up_to_second_place(workspace.home, NOON).state is SecondState.DONE
    damaged = sorted((stick / "evidence").iterdir())[0]
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    changed = {"cut short": content[:-40], "one byte": content}.get(damage, b"")
    damaged.write_bytes(changed)
    if damage == "a folder":
        damaged.unlink()
        damaged.mkdir()
    other = Home(tmp_path / "other")
    restored = restore_from_second_place(other, drafts_in(stick)[-1], PASSPHRASE, NOON)
    assert restored.unread == (damaged,)
    assert [file.audit for file in restored.missing] == [audit_id]
    with Workspace(other) as there:
        evidence = open_draft(there, audit_id).audit.evidence
        assert {item.name for item in evidence} == {"minutes.png", "second.png"}
        (whole,) = (item for item in evidence if item.name != restored.missing[0].name)
        there.vault.verify(whole.sha256, whole.size)


def test_drafts_come_back_where_all_evidence_is_lost(stick: Path, audit_id: str, tmp_path: Path) -> None:
    shutil.rmtree(stick / "evidence")
    restored = restore_from_second_place(Home(tmp_path / "other"), drafts_in(stick)[-1], PASSPHRASE, NOON)
    assert [file.audit for file in restored.missing] == [audit_id]


@pytest.mark.parametrize("where", ["home", "home/backups", "home/made/here", ".", "link", "link/backups"])
def test_a_second_place_near_the_home_is_refused(workspace: Workspace, tmp_path: Path, where: str) -> None:
    (tmp_path / "link").symlink_to(workspace.home.folder)
    (tmp_path / where).mkdir(parents=True, exist_ok=True)
    before = {path.name for path in (tmp_path / where).iterdir()}
    with pytest.raises(SecondPlaceInHome):
        choose_second_place(workspace.home, tmp_path / where, PASSPHRASE, NOON)
    assert {path.name for path in (tmp_path / where).iterdir()} == before
    assert read_second_place(workspace.home) is None


def test_a_second_place_that_came_into_the_home_gets_no_more_backups(workspace: Workspace, stick: Path) -> None:
    moved = stick.rename(workspace.home.folder / stick.name)
    stick.symlink_to(moved)
    report = back_up_to_second_place(workspace.home)
    assert report.state is SecondState.FAILED
    assert isinstance(report.failure, SecondPlaceInHome)


def test_a_limited_number_of_backups_stays(workspace: Workspace, audit_id: str, stick: Path) -> None:
    for number in range(MAX_BACKUPS + 3):
        save_answer(workspace, audit_id, Answer("story", text=f"{number}"))
        workspace.back_up()
        back_up_to_second_place(workspace.home)
    assert len(drafts_in(stick)) == MAX_BACKUPS


def test_a_stick_that_is_away_is_absent_and_brought_up_to_date_later(workspace: Workspace, stick: Path) -> None:
    away = stick.rename(stick.with_name("unplugged"))
    report = back_up_to_second_place(workspace.home)
    assert (report.state, report.folder) == (SecondState.ABSENT, stick)
    assert not stick.exists()
    away.rename(stick)
    assert back_up_to_second_place(workspace.home).state is SecondState.DONE


def test_a_home_that_was_copied_leaves_the_second_place_of_its_original_alone(
    workspace: Workspace, audit_id: str, stick: Path, tmp_path: Path
) -> None:
    other = Home(Path(shutil.copytree(workspace.home.folder, tmp_path / "copy")))

    def write(home: Workspace, text: str) -> SecondReport:
        save_answer(home, audit_id, Answer("story", text=text))
        home.back_up()
        return back_up_to_second_place(home.home)

    with Workspace(other, SteppingClock()) as copy:
        first = write(copy, "in the copy")
        assert (first.state, first.folder, first.passed_over) == (SecondState.DONE, stick, None), "nobody knows yet"
        before = {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}
        second = write(workspace, "in the original")
        assert (second.state, second.passed_over) == (SecondState.DONE, stick)
        own = second.folder
        assert own is not None
        assert own.parent == stick.parent
        assert other_copy_words(stick) in backup_words(BackupReport(None, None, second))
        assert {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()} == before
        assert (write(copy, "again").folder, write(workspace, "again").folder) == (stick, own)
        assert back_up_to_second_place(workspace.home) == SecondReport(SecondState.DONE, own), "said once"
    restored = restore_from_second_place(Home(tmp_path / "another computer"), drafts_in(own)[-1], PASSPHRASE, NOON)
    assert (restored.unread, restored.missing) == ((), ()), "everything is in the new folder, under the same passphrase"


@pytest.mark.parametrize("content", ['{"format": 2, "homes": []}', '{"format": 2, "mark": 7}'])
def test_a_second_place_that_a_newer_program_wrote_to_stays_as_it_is(
    workspace: Workspace, audit_id: str, stick: Path, content: str
) -> None:
    (stick / "last-home.json").write_text(content)
    before = {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}
    save_answer(workspace, audit_id, Answer("story", text="later"))
    report = back_up_to_second_place(workspace.home, NOON)
    assert (report.state, report.passed_over) == (SecondState.DONE, stick)
    assert {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()} == before


def test_a_kill_between_home_and_second_place_costs_no_place(
    workspace: Workspace, audit_id: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    save_answer(workspace, audit_id, Answer("story", text="later"))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("s11desk.app.home.second_note.write_bytes", killed)
        back_up_to_second_place(workspace.home, NOON)
    assert back_up_to_second_place(workspace.home, NOON) == SecondReport(SecondState.DONE, stick)


def test_a_stick_with_another_drive_letter_is_found_and_its_damaged_files_too(
    workspace: Workspace, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = stick.parent.rename(tmp_path / "E")
    monkeypatch.setattr("s11desk.app.home.other_drives.drives", lambda: (tmp_path, other))
    moved = other / stick.name
    (newest,) = drafts_in(moved)
    newest.write_bytes(newest.read_bytes()[:-1])
    report = back_up_to_second_place(workspace.home)
    assert (report.state, report.folder) == (SecondState.DONE, moved)
    chosen = read_second_place(workspace.home)
    assert chosen is not None
    assert chosen.folder == str(moved)
    restore_from_second_place(Home(tmp_path / "another computer"), newest, PASSPHRASE, NOON)


def test_a_second_place_that_cannot_be_written_says_why(workspace: Workspace, audit_id: str, stick: Path) -> None:
    shutil.rmtree(stick / "evidence")
    (stick / "evidence").write_text("a file where the folder should be")
    attach_bytes(workspace, audit_id, "policy", PastedFile("new.png", picture("blue")))
    report = back_up_to_second_place(workspace.home)
    assert report.state is SecondState.FAILED
    assert isinstance(report.failure, FolderUnwritable)


def test_a_wrong_passphrase_or_a_missing_key_brings_nothing_back(stick: Path, tmp_path: Path) -> None:
    other = Home(tmp_path / "another computer")
    with pytest.raises(PassphraseWrong):
        restore_from_second_place(other, drafts_in(stick)[-1], "a quiet river in autumn", NOON)
    (stick / KEY).unlink()
    with pytest.raises(ReceivingKeyMissing):
        restore_from_second_place(other, drafts_in(stick)[-1], PASSPHRASE, NOON)
    assert not other.database.exists()


def test_an_altered_backup_is_refused_and_the_drafts_stay(workspace: Workspace, audit_id: str, stick: Path) -> None:
    newest = drafts_in(stick)[-1]
    content = bytearray(newest.read_bytes())
    content[len(content) // 2] ^= 1
    newest.write_bytes(content)
    workspace.close()
    with pytest.raises(EnvelopeAltered):
        restore_from_second_place(workspace.home, newest, PASSPHRASE, NOON)
    with Workspace(workspace.home, SteppingClock()) as again:
        assert open_draft(again, audit_id).audit.answer("story").text == SECRET


def test_the_choice_is_remembered(workspace: Workspace, tmp_path: Path) -> None:
    home = workspace.home
    assert read_second_place(home) is None
    assert back_up_to_second_place(home).state is SecondState.NOT_CHOSEN
    decline_second_place(home)
    assert back_up_to_second_place(home).state is SecondState.DECLINED
    with pytest.raises(PassphraseTooShort):
        choose_second_place(home, tmp_path, "short", NOON)
    assert back_up_to_second_place(home).state is SecondState.DECLINED
    (home.folder / "second-place.json").write_text("{")
    assert read_second_place(home) is None


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the program openssl")
def test_openssl_opens_a_backup_as_the_format_describes(stick: Path, tmp_path: Path) -> None:
    key, out = tmp_path / "key.pem", tmp_path / "drafts.db"
    take = (
        "pkcs12",
        "-nomacver",
        "-in",
        stick / KEY,
        "-nocerts",
        "-nodes",
        "-passin",
        f"pass:{PASSPHRASE}",
        "-out",
        key,
    )
    opened = ("cms", "-decrypt", "-binary", "-inform", "DER", "-in", drafts_in(stick)[-1], "-inkey", key, "-out", out)
    for arguments in (take, opened):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)
    assert out.read_bytes().startswith(b"SQLite format 3\0")


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("with_certificate", [False, True])
def test_a_key_that_was_replaced_is_told(
    workspace: Workspace, stick: Path, tmp_path: Path, with_certificate: bool
) -> None:
    (tmp_path / "other").mkdir()
    other = choose_second_place(Home(tmp_path / "other home"), tmp_path / "other", PASSPHRASE, NOON)
    for ending in ("p12", "crt") if with_certificate else ("p12",):
        shutil.copy(other / f"backup-key.{ending}", stick)
    report = back_up_to_second_place(workspace.home, NOON)
    assert isinstance(report.failure, SecondKeyChanged)


def test_a_key_that_is_damaged_is_told(workspace: Workspace, stick: Path) -> None:
    flip_a_bit(stick / "backup-key.p12")
    assert isinstance(back_up_to_second_place(workspace.home, NOON).failure, SecondKeyChanged)


def test_a_damaged_backup_and_damaged_evidence_are_written_again(
    workspace: Workspace, audit_id: str, stick: Path, tmp_path: Path
) -> None:
    flip_a_bit(drafts_in(stick)[-1])
    (evidence,) = (stick / "evidence").iterdir()
    flip_a_bit(evidence)
    for number in range(20):  # evidence is read in turn, one turn for each backup
        save_answer(workspace, audit_id, Answer("story", text=f"Changed {number}"))
        assert back_up_to_second_place(workspace.home, NOON).state is SecondState.DONE
        workspace.back_up()
    other = Home(tmp_path / "another computer")
    restored = restore_from_second_place(other, drafts_in(stick)[-1], PASSPHRASE, NOON)
    assert (restored.missing, restored.unread) == ((), ())


def test_the_newest_backup_there_is_read_each_time(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    newest = drafts_in(stick)[-1]
    flip_a_bit(newest)
    assert back_up_to_second_place(workspace.home).state is SecondState.DONE
    restore_from_second_place(Home(tmp_path / "another computer"), newest, PASSPHRASE, NOON)


def test_a_place_of_an_earlier_version_is_watched_from_now_on(workspace: Workspace, stick: Path) -> None:
    (workspace.home.folder / "second-place-files.json").unlink()
    assert back_up_to_second_place(workspace.home).state is SecondState.DONE
    flip_a_bit(stick / "backup-key.p12")
    assert isinstance(back_up_to_second_place(workspace.home).failure, SecondKeyChanged)
