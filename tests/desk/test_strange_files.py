"""What other programs do in and around a desk's folder: conflicted copies, half files, a second program at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.receiving.agencies.remind import keep_reminder_words
from s11desk.app.receiving.arrivals import found_files
from s11desk.app.receiving.arrivals.found_files import find_files
from s11desk.app.receiving.arrivals.take_in import find_incoming
from s11desk.app.receiving.arrivals.unfinished import NAME, note_take_in, read_unfinished
from s11desk.app.receiving.arrivals.watched_folder import WatchedFolder
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.keeping.desk_retention import keep_for
from s11desk.app.receiving.keeping.erasing import erase
from s11desk.app.receiving.returns.desk_attention import note_dealt_with
from s11desk.domain.receiving.desk_values import RetentionClass, RetentionRule, TakeOutcome
from s11desk.domain.receiving.reminders import ReminderWords
from s11desk.errors.file_errors import FileMissing
from s11desk.files.presence import Presence
from s11desk.wording.desk.desk_words import check_lines
from tests.desk.conftest import Post, take, take_one
from tests.samples import NOON


def test_the_check_names_every_file_that_the_desk_did_not_make_and_none_of_its_own(
    desk: ReceivingDesk, post: Post
) -> None:
    received = take_one(desk, post["riverside"]).received
    back_up_desk(desk)
    folder, stored = desk.folder.folder, desk.files.path(received)
    note_take_in(folder, [post.base], NOON)
    for own in ("register-set-aside-2026-03-03-120000.db", ".s11desk-0123456789ab.part-wal", "Thumbs.db"):
        (folder / own).write_bytes(b"")
    assert check_desk(desk).strange == ()
    copies = (
        folder / "register (Kim's conflicted copy 2026-03-03).db",
        desk.folder.backups / "register-2026-03-03-120000-000 (1).db",
        stored.with_name(f"{stored.name}~1"),
        stored.parent.with_name(stored.parent.name + "-PC7"),
    )
    for path in copies:
        path.write_bytes(b"We listen")
    found = check_desk(desk)
    assert found.strange == tuple(sorted(path.relative_to(folder).as_posix() for path in copies))
    assert found.is_sound, "the desk itself is whole"
    lines = check_lines(found)
    assert all(any(name in line and "by hand" in line for line in lines) for name in found.strange)


def test_a_desk_among_the_files_is_no_post(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post["riverside"])
    (tmp_path / "letter.txt").write_text("Hello")
    (tmp_path / "register.db").write_text("no desk")
    assert [one.name for one in find_files(tmp_path)] == ["letter.txt", "register.db"]
    stored = tuple(one.path.name for one in find_incoming([desk.folder.returns]))
    assert stored == desk.files.digests(), "asked for itself, it is looked into"
    back_up_desk(desk)
    assert tuple(one.path.name for one in find_incoming([desk.folder.folder])) == stored, "and its other files are not"


def refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_one_of_several_that_is_gone_or_closed_does_not_stop_the_others(
    desk: ReceivingDesk, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(found_files, "next", refuse, raising=False)
    (tmp_path / "dead.zip").symlink_to("nowhere")
    lost = (tmp_path / "gone.zip", tmp_path / "dead.zip", tmp_path / ("n" * 300))
    taken = take(desk, *lost[:2], post["riverside"], lost[2], tmp_path / "closed")
    outcomes = [one.outcome for one in taken.files]
    assert [outcome is TakeOutcome.COUNTED for outcome in outcomes] == [False, False, True, False, False]
    assert "There is no file" in taken.files[0].remarks[0]
    assert "not allowed to open" in taken.files[4].remarks[0]
    with pytest.raises(FileMissing):
        find_incoming(lost[:1])


def test_a_file_that_a_browser_is_still_writing_is_not_taken_in(post: Post, tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path)
    half, whole = tmp_path / "return.zip.crdownload", tmp_path / "return.zip"
    half.write_bytes(post["riverside"].read_bytes()[:5000])
    assert (watched.look(), watched.look(), watched.look()) == ((), (), ())
    half.write_bytes(post["riverside"].read_bytes())
    half.rename(whole)
    assert watched.look() == ()
    assert [one.path for one in watched.look()] == [whole]


def test_what_two_programs_set_at_one_desk_is_all_kept(desk: ReceivingDesk, officer: Officer, tmp_path: Path) -> None:
    with ReceivingDesk(desk.folder.folder, officer) as other:
        back_up_desk(desk, tmp_path / "stick")
        keep_for(other, RetentionClass.BUNDLE, 12)
        keep_reminder_words(desk, ReminderWords("Please send it."))
        back_up_desk(other, tmp_path / "disk")
    facts = desk.facts
    assert [one.folder for one in facts.kept_at] == [str(tmp_path / "stick"), str(tmp_path / "disk")]
    assert (facts.rules, facts.reminder) == ((RetentionRule(RetentionClass.BUNDLE, 12),), "Please send it.")


def test_a_file_is_noted_as_dealt_with_as_it_is_then(desk: ReceivingDesk, post: Post) -> None:
    """What another program read in it at the same moment, such as the return in an encrypted file, stays."""
    taken, statements = take_one(desk, post["letter"]), list[str]()
    desk.register.connection.set_trace_callback(statements.append)
    note_dealt_with(desk, taken.file)
    at = {word: next(n for n, one in enumerate(statements) if word in one) for word in ("BEGIN", "FROM file", "UPDATE")}
    assert at["BEGIN"] < at["FROM file"] < at["UPDATE"]


def test_a_change_that_begins_while_another_is_made_does_not_undo_it(desk: ReceivingDesk, tmp_path: Path) -> None:
    """The place of a backup that is forgotten would not be reached by a deletion."""
    statements: list[str] = []
    desk.register.connection.set_trace_callback(statements.append)
    back_up_desk(desk, tmp_path / "stick")
    written = next(at for at, one in enumerate(statements) if one.startswith("UPDATE desk"))
    begun = max(at for at, one in enumerate(statements[:written]) if one.startswith("BEGIN IMMEDIATE"))
    assert any("FROM desk" in one for one in statements[begun:written]), "read in the transaction that writes"


def test_a_name_that_is_no_text_keeps_no_other_file_from_being_taken_in_after_a_kill(
    desk: ReceivingDesk, tmp_path: Path
) -> None:
    names = ("a\nb.zip", "\N{RIGHT-TO-LEFT OVERRIDE}piz.exe", "no\udcfftext.zip", "é" * 120)
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    note_take_in(desk.folder.folder, [tmp_path / name for name in names], NOON)
    assert [path.name for path in read_unfinished(desk.folder.folder)] == [names[0], names[1], names[3]]


def test_what_is_deleted_is_not_named_among_what_was_being_taken_in(desk: ReceivingDesk, tmp_path: Path) -> None:
    (mail := tmp_path / "About a child.zip").write_bytes(b"PK\x03\x04 half of a return")
    (waits := tmp_path / "waits.zip").write_bytes(b"x")
    take_one(desk, mail)
    note_take_in(desk.folder.folder, [mail, waits], NOON)
    erase(desk, mail.name, "Kept for one year.")
    assert read_unfinished(desk.folder.folder) == (waits,)
    assert "child" not in (desk.folder.folder / NAME).read_text("utf-8")


def test_a_list_of_countless_depth_is_as_none(desk: ReceivingDesk, tmp_path: Path) -> None:
    (desk.folder.folder / NAME).write_text(f'{{"more": {"[" * 100_000}')
    assert read_unfinished(desk.folder.folder) == ()
    note_take_in(desk.folder.folder, [tmp_path], NOON)
    assert read_unfinished(desk.folder.folder) == (tmp_path,)


def test_two_programs_may_make_the_same_folder_for_a_return(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s11desk.register.files_together.presence", lambda _: Presence.NO)
    stored = tuple(desk.files.path(f"{number:02x}" * 32).parent for number in range(256))
    for folder in stored:
        folder.mkdir()
    assert take_one(desk, post["riverside"]).received
