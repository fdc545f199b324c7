"""Backups of a desk, a new desk and one that comes back each have one folder of their own; nothing lies loose."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.receiving.desk.desk_places import folder_to_restore, new_desk_folder
from s11desk.app.receiving.desk.place_note import NAME as NOTE
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.backup_place import EXPLAINED, folder_for_backups
from s11desk.app.receiving.keeping.care_sitting import CareSitting
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.errors.desk_errors import BackupPlaceTaken
from s11desk.register.register_backups import backups_in
from tests.desk.conftest import Post, take
from tests.samples import NOON


def test_backups_go_into_one_folder_of_their_own_and_say_what_they_are(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path
) -> None:
    take(desk, post["riverside"])
    (stick := tmp_path / "stick").mkdir()
    (stick / "holiday.jpg").write_text("x")
    care = CareSitting(desk.folder.folder, officer)
    first = care.back_up(stick)
    own = first.path.parent
    assert {path.name for path in stick.iterdir()} == {"holiday.jpg", own.name}
    assert own.name.startswith("s11desk-backup-of-")
    assert {path.name for path in own.iterdir()} == {first.path.name, "returns", EXPLAINED, NOTE}
    assert "“register-”" in (own / EXPLAINED).read_text("utf-8-sig")
    assert care.back_up(stick).path.parent == own, "the same disk again"
    assert care.back_up(own).path.parent == own, "that folder itself"
    (place,) = care.look().places
    assert (place.folder, len(place.backups)) == (own, len(backups_in(own)))
    assert place.size == sum(
        path.stat().st_size for path in own.rglob("*") if path.is_file() and path.name not in {EXPLAINED, NOTE}
    ), "what is shown is what it takes"
    assert folder_to_restore(own, first.path).parent == own
    restored = folder_to_restore(stick, first.path)
    restore_desk(restored, first.path, NOON)
    assert restored.parent == stick, "not loose on the stick"
    with ReceivingDesk(restored, officer) as again:
        assert again.facts.partnership == desk.facts.partnership
        assert len(again.files.digests()) == 1


def test_a_place_with_older_backups_stays_as_it_is(desk: ReceivingDesk, officer: Officer, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    written = back_up_desk(desk, stick)
    assert folder_for_backups(desk, stick) == stick
    desk.register.change_facts(lambda facts: type(facts)(facts.partnership, facts.created))
    (stick / NOTE).unlink()
    assert folder_for_backups(desk, stick) == stick, "it has backups of this desk, whatever the desk remembers"
    assert folder_to_restore(stick, written).parent == stick, "a desk among its backups would be lost with them"
    create_desk(tmp_path / "other", officer, desk.facts.partnership)
    with ReceivingDesk(tmp_path / "other", officer) as other:
        mine = folder_for_backups(desk, tmp_path)
        back_up_desk(desk, mine)
        assert folder_for_backups(other, tmp_path).name == f"{mine.name} 2", "two desks of one name on one stick"
        with pytest.raises(BackupPlaceTaken):
            folder_for_backups(desk, tmp_path / "other")


def test_a_file_with_the_name_of_the_folder_stays_and_the_folder_gets_a_number(
    desk: ReceivingDesk, tmp_path: Path
) -> None:
    folder = folder_for_backups(desk, tmp_path)
    folder.symlink_to(tmp_path / "nowhere")
    assert folder_for_backups(desk, tmp_path).name == f"{folder.name} 2"
    folder.unlink()
    folder.write_text("mine")
    back_up_desk(desk, folder_for_backups(desk, tmp_path))
    assert folder.read_text() == "mine"
    assert folder_for_backups(desk, tmp_path).name == f"{folder.name} 2"


def test_damaged_backups_of_a_desk_of_the_same_name_are_left_alone(
    desk: ReceivingDesk, officer: Officer, tmp_path: Path
) -> None:
    create_desk(tmp_path / "other", officer, desk.facts.partnership)
    with ReceivingDesk(tmp_path / "other", officer) as other:
        theirs = back_up_desk(other, folder_for_backups(other, tmp_path))
        theirs.write_bytes(b"damaged")
        assert folder_for_backups(desk, tmp_path).name == f"{theirs.parent.name} 2"
        assert folder_for_backups(other, tmp_path) == theirs.parent, "its own place, as it remembers"


def test_a_desk_gets_a_new_folder_and_one_that_comes_back_its_own(desk: ReceivingDesk, tmp_path: Path) -> None:
    backup, name = back_up_desk(desk), desk.facts.partnership
    (documents := tmp_path / "documents").mkdir()
    made = new_desk_folder(documents, name)
    assert made.parent == documents
    assert folder_to_restore(documents, backup) == documents, "an empty folder"
    made.mkdir()
    assert new_desk_folder(documents, name).name == f"{made.name}-2"
    assert folder_to_restore(documents, backup).name == f"{made.name}-2"
    assert folder_to_restore(desk.folder.folder, backup) == desk.folder.folder
    assert folder_to_restore(tmp_path / "gone", backup) == tmp_path / "gone"
    (tmp_path / "damaged.db").write_text("no database")
    assert folder_to_restore(documents, tmp_path / "damaged.db").name == "Receiving-desk"
