"""A desk that is moved keeps its backups, a copy leaves its original's alone, and a stick is known by its note."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from s11desk.app.home.known_desks import choose_watched, known_desks, remember_desk
from s11desk.app.home.paths import Home
from s11desk.app.receiving.desk import own_place
from s11desk.app.receiving.desk.desk_copies import known_desk_now
from s11desk.app.receiving.desk.desk_sitting import DeskSitting
from s11desk.app.receiving.desk.place_note import NAME, read_note, write_note
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.desk.set_up_steps import SetUpStep
from s11desk.app.receiving.keeping.care_sitting import CareSitting
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.desk_values import DeskFacts
from s11desk.errors.desk_errors import BackupPlaceNewer, BackupPlaceTaken
from s11desk.wording.desk.desk_backup_words import backed_up_sentence, copies_kept_sentences, copies_sentences
from tests.desk.conftest import Post, take_one
from tests.samples import NOON

RULE = "Kept for one year."


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def drives_are(monkeypatch: pytest.MonkeyPatch, *drives: Path) -> None:
    monkeypatch.setattr("s11desk.app.home.other_drives.drives", lambda: drives)


@pytest.fixture
def folder(desk: ReceivingDesk, post: Post, tmp_path: Path) -> Path:
    """The folder of a closed desk with one return, which a person opened and backed up to ``tmp_path / "stick"``."""
    take_one(desk, post["riverside"])
    desk.close()
    (tmp_path / "stick").mkdir()
    first = CareSitting(desk.folder.folder, desk.officer)
    first.back_up(tmp_path / "stick")
    return desk.folder.folder


@pytest.fixture
def officer(officer: Officer, tmp_path: Path) -> Officer:
    """At a computer that knows no desk yet."""
    return replace(officer, home=Home(tmp_path / "computer"))


def open_in_window(folder: Path, officer: Officer) -> None:
    remember_desk(officer.home, folder, "Sample", DeskSitting(folder, officer).settle())


def test_a_desk_that_was_moved_keeps_its_backups_and_its_watched_folder(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    open_in_window(folder, officer)
    choose_watched(officer.home, folder, tmp_path, is_on=True)
    (place,) = CareSitting(folder, officer).look().places
    moved = folder.rename(tmp_path / "moved")
    open_in_window(moved, officer)
    (known,) = known_desks(officer.home).desks
    assert (known.folder, known.watched) == (str(moved), str(tmp_path))
    care = CareSitting(moved, officer)
    made = care.back_up(tmp_path / "stick")
    assert (made.path.parent, made.passed_over) == (place.folder, None)
    seen = care.look()
    assert [one.folder for one in seen.places] == [place.folder]
    assert copies_sentences(seen.copies) == ()


@pytest.mark.parametrize("how", ["copied", "brought back"])
def test_a_copy_has_backups_of_its_own_and_nothing_of_either_is_deleted_because_of_the_other(
    how: str, folder: Path, officer: Officer, tmp_path: Path
) -> None:
    (theirs,) = (tmp_path / "stick").iterdir()
    copy = tmp_path / "copy"
    if how == "copied":
        shutil.copytree(folder, copy)
    else:
        restore_desk(copy, max(theirs.glob("register-*.db")), NOON)
    before, at_desk, care = content(theirs), content(folder), CareSitting(copy, officer)
    with ReceivingDesk(copy, officer) as opened:
        (sha256,) = opened.files.digests()
    erased = care.erase(sha256, RULE)
    told = " ".join(copies_kept_sentences(erased.copies))
    assert f"in {folder}, and may still have it" in told
    assert f"The backups in {theirs} are those of another copy" in told
    assert erased.unreached == ()
    made = care.back_up(tmp_path / "stick")
    assert made.path.parent == theirs.with_name(f"{theirs.name} 2")
    assert f"{theirs} has backups of another copy" in backed_up_sentence(made)
    assert care.back_up(theirs).path.parent == made.path.parent, "beside that of the other, not in it"
    seen = care.look()
    assert [one.folder for one in seen.places] == [made.path.parent]
    assert any(f"a copy of another desk. The other is in {folder}." in one for one in copies_sentences(seen.copies))
    assert content(theirs) == before, "for either a person must be able to go back"
    assert content(folder) == at_desk
    open_in_window(copy, officer)
    original = CareSitting(folder, officer)
    assert original.look().copies.folders == (copy,)
    assert original.erase(sha256, RULE).copies.folders == (copy,)
    assert original.back_up(tmp_path / "stick").path.parent == theirs
    assert len(list(made.path.parent.glob("register-*.db"))) > 1, "the backups of the copy are not thinned out by it"


def test_of_two_copies_that_never_met_the_second_at_a_stick_leaves_the_backups_of_the_first_alone(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    (theirs,) = (tmp_path / "stick").iterdir()
    shutil.copytree(folder, tmp_path / "elsewhere")
    away = folder.rename(tmp_path / "away")
    copy = CareSitting(tmp_path / "elsewhere", officer)
    assert copy.back_up(tmp_path / "stick").path.parent == theirs, "it looks as if it was moved"
    away.rename(folder)
    before, other = content(theirs), replace(officer, home=Home(tmp_path / "another"))
    original = CareSitting(folder, other)
    assert theirs in original.look().copies.backups
    with ReceivingDesk(folder, other) as opened:
        (sha256,) = opened.files.digests()
        with pytest.raises(BackupPlaceTaken):
            back_up_desk(opened, theirs)
    assert original.erase(sha256, RULE).copies.backups == (theirs,)
    made = original.back_up(tmp_path / "stick")
    assert (made.path.parent.name, made.passed_over) == (f"{theirs.name} 2", theirs)
    assert original.back_up(tmp_path / "stick").passed_over is None, "said once"
    assert content(theirs) == before


def test_a_copy_of_a_copy_leaves_the_backups_of_the_first_copy_alone_even_if_copies_swap_folders(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    (sha256,) = (path.stem for path in folder.glob("returns/*/*"))
    copies = [tmp_path / "copy", tmp_path / "copy of it"]
    made: list[Path] = []
    for before, copy in zip((folder, *copies), copies, strict=False):
        shutil.copytree(before, copy)
        open_in_window(copy, officer)
        made.append(CareSitting(copy, officer).back_up(tmp_path / "stick").path.parent)
    assert len({*made}) == len(copies)
    first, second = copies
    first.rename(tmp_path / "aside")
    second.rename(first)
    (tmp_path / "aside").rename(second)
    kept = content(made[0])
    assert CareSitting(first, officer).erase(sha256, RULE).unreached == ()
    assert (content(made[0]), list(made[1].glob("returns/*/*"))) == (kept, [])
    assert CareSitting(second, officer).erase(sha256, RULE).unreached == ()
    assert not list(made[0].glob("returns/*/*"))


def test_a_file_that_is_too_large_for_a_note_is_not_read_as_one(folder: Path, officer: Officer, tmp_path: Path) -> None:
    (theirs,) = (tmp_path / "stick").iterdir()
    note = read_note(theirs)
    assert note is not None
    write_note(theirs, note.desk, "another place", note.mark)
    assert CareSitting(folder, officer).look().places[0].is_there is False
    (theirs / NAME).write_bytes((theirs / NAME).read_bytes() + b" " * 200_000)
    assert CareSitting(folder, officer).look().places[0].is_there


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("as_now", [True, False])
def test_nothing_is_written_where_a_newer_version_keeps_backups(
    as_now: bool, is_known: bool, folder: Path, officer: Officer, tmp_path: Path
) -> None:
    (theirs,) = (tmp_path / "stick").iterdir()
    note = json.loads((theirs / NAME).read_text("utf-8")) if as_now else {"desk": ["7"], "drives": {}}
    (theirs / NAME).write_text(json.dumps({**note, "format": 2}), "utf-8")
    if not is_known:
        for path in theirs.glob("register-*.db"):
            path.unlink()
    before, care = content(theirs), CareSitting(folder, officer)
    for chosen in (tmp_path / "stick", theirs):
        with pytest.raises(BackupPlaceNewer) as raised:
            care.back_up(chosen)
        assert "A newer s11desk keeps backups in" in sentence(raised.value)
    (sha256,) = (path.stem for path in folder.glob("returns/*/*"))
    assert care.erase(sha256, RULE).unreached == (theirs,)
    assert content(theirs) == before


def test_a_desk_that_is_lost_goes_on_with_its_backups_once_it_is_brought_back(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    (theirs,) = (tmp_path / "stick").iterdir()
    backup = max(theirs.glob("register-*.db"))
    CareSitting(folder, officer).back_up(tmp_path / "stick")
    shutil.rmtree(folder)
    restore_desk(tmp_path / "again", backup, NOON)
    made = CareSitting(tmp_path / "again", officer).back_up(tmp_path / "stick")
    assert (made.path.parent, made.passed_over) == (theirs, None)


def test_a_stick_with_another_drive_letter_is_the_same_place(
    folder: Path, officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    care, other = CareSitting(folder, officer), tmp_path / "E"
    (before,) = care.look().places
    (tmp_path / "stick").rename(other)
    (absent,) = care.look().places
    assert (absent.is_there, absent.folder, absent.last) == (False, before.folder, before.last)
    drives_are(monkeypatch, other)
    (found,) = care.look().places
    assert (found.is_there, found.folder) == (True, other / before.folder.name)
    with ReceivingDesk(folder, officer) as opened:
        (sha256,) = opened.files.digests()
    assert care.erase(sha256, RULE).unreached == (), "a deletion finds it too"
    assert not list(found.folder.glob("returns/*/*"))
    drives_are(monkeypatch)
    care.back_up(other)
    assert [one.folder for one in care.look().places] == [found.folder]


def test_a_place_of_before_notes_is_one_place_under_another_drive_letter(
    folder: Path, officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place,) = (tmp_path / "stick").iterdir()
    (place / NAME).unlink()
    with ReceivingDesk(folder, officer) as opened:
        opened.register.change_facts(lambda facts: DeskFacts(facts.partnership, facts.created, (str(place),)))
    other = place.parent.rename(tmp_path / "E")
    drives_are(monkeypatch, other)
    care = CareSitting(folder, officer)
    assert [(one.folder, one.is_there) for one in care.look().places] == [(other / place.name, True)]
    drives_are(monkeypatch)
    care.back_up(other)
    assert [one.folder for one in care.look().places] == [other / place.name]


def test_two_sticks_that_take_turns_at_one_letter_are_two_places(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    care, stick = CareSitting(folder, officer), tmp_path / "stick"
    stick.rename(tmp_path / "first")
    stick.mkdir()
    care.back_up(stick)
    seen = care.look().places
    assert [one.is_there for one in seen] == [False, True]
    assert seen[0].folder == seen[1].folder, "each was last seen there"


def test_a_place_that_is_lost_is_not_named_until_it_is_there_again(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    care, away = CareSitting(folder, officer), tmp_path / "away"
    (tmp_path / "stick").rename(away)
    (place,) = care.look().places
    care.give_up(place)
    seen = care.look()
    assert (seen.places, SetUpStep.SECOND_BACKUP in seen.to_set_up) == ((), True)
    with ReceivingDesk(folder, officer) as opened:
        (sha256,) = opened.files.digests()
    assert care.erase(sha256, RULE).unreached == ()
    away.rename(tmp_path / "stick")
    assert [one.is_there for one in care.look().places] == [True]
    care.check()
    assert not list(place.folder.glob("returns/*/*")), "found again, it is reached by deletions again"
    assert care.back_up(tmp_path / "stick").path.parent == place.folder


def test_a_desk_on_a_stick_with_another_drive_letter_is_found_and_keeps_its_watched_folder(
    folder: Path, officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_stick = folder.rename(tmp_path / "stick" / "desk")
    open_in_window(on_stick, officer)
    choose_watched(officer.home, on_stick, tmp_path, is_on=True)
    (tmp_path / "stick").rename(tmp_path / "E")
    (known,) = known_desks(officer.home).desks
    assert known_desk_now(known) == on_stick, "it is nowhere"
    drives_are(monkeypatch, tmp_path, tmp_path / "E")
    assert known_desk_now(known) == tmp_path / "E" / "desk"
    open_in_window(tmp_path / "E" / "desk", officer)
    (known,) = known_desks(officer.home).desks
    assert (known.folder, known.watched) == (str(tmp_path / "E" / "desk"), str(tmp_path))


def test_a_kill_between_register_and_note_costs_no_place(
    folder: Path, officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    care = CareSitting(folder, officer)
    (place,) = care.look().places
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(own_place, "write_note", killed)
        care.back_up(tmp_path / "stick")
    made = care.back_up(tmp_path / "stick")
    assert (made.path.parent, made.passed_over) == (place.folder, None)
    assert [one.folder for one in care.look().places] == [place.folder]


def test_what_a_killed_backup_left_half_written_on_a_stick_goes_with_a_deletion(
    folder: Path, officer: Officer, tmp_path: Path
) -> None:
    (place,) = (tmp_path / "stick").iterdir()
    (stored,) = place.glob("returns/*/*")
    left = [where / ".s11desk-0123456789ab.part" for where in (place, stored.parent)]
    for path in left:
        path.write_bytes(stored.read_bytes())
        os.utime(path, (0, 0))
    fresh = left[0].with_name(".s11desk-ba9876543210.part")
    fresh.write_bytes(b"of a program that writes just now")
    os.utime(fresh, (4_102_444_800, 4_102_444_800))
    CareSitting(folder, officer).erase(stored.stem, RULE)
    assert [path.exists() for path in (*left, fresh)] == [False, False, True]
