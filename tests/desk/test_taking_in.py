"""What comes is verified, stored whole and recorded; each file ends as counted, held or refused, with a reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest

from s11desk.app.home.paths import Home
from s11desk.app.receiving.arrivals.look_again import compare_waiting, look_again_at_held
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.arrivals.watched_folder import WatchedFolder
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, ask_topics, create_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.returns.desk_attention import look_at_overview
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import TakeOutcome
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.errors.desk_errors import (
    DeskFolderShared,
    DeskFolderUsed,
    DeskMissing,
    RegisterDamaged,
    RegisterForeign,
)
from s11desk.errors.file_errors import DiskFull, FolderUnwritable
from s11desk.register.received_rows import all_files, all_returns, sources_of
from tests.damage import damage_rows
from tests.desk.conftest import Post, take, take_one
from tests.samples import NOON, small_topic

ROOT = Path(__file__).resolve().parents[2]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stored(desk: ReceivingDesk) -> set[str]:
    return set(desk.files.digests())


def test_every_kind_of_file_ends_as_counted_held_or_refused(desk: ReceivingDesk, post: Post) -> None:
    taken = take(desk, post.base / "in")
    found = {Path(one.name).name: one for one in taken.files}
    outcomes = Counter(one.outcome for one in taken.files)
    assert outcomes[TakeOutcome.REFUSED] == 2
    assert outcomes[TakeOutcome.HELD] == 1
    assert outcomes[TakeOutcome.AGAIN] == 2, "the copy, and the attachment of the e-mail"
    assert "cut short" in " ".join(found["cut.zip"].remarks)
    assert "plain text" in " ".join(found["letter.txt"].remarks)
    assert taken.to_look_at == 3
    assert {one.agency for one in list_returns(desk) if one.counts} == {
        "Riverside Trust",
        "=Harbour School",
        "Hilltop Club",
    }


def test_each_return_is_stored_whole_under_its_digest_and_nothing_else_is(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post.base / "in")
    whole = {digest(path) for name, path in post.files.items() if name not in {"letter", "mail"}}
    assert stored(desk) == whole
    for sha256 in whole:
        assert hashlib.sha256(desk.files.path(sha256).read_bytes()).hexdigest() == sha256


def test_the_arrival_order_has_no_effect_on_what_counts(tmp_path: Path, officer: Officer, post: Post) -> None:
    files = [post[name] for name in ("riverside", "first", "second", "approved", "again", "mail")]
    expected = None
    for number in range(3):
        random.Random(number).shuffle(files)  # noqa: S311 - the same orders in every run
        create_desk(tmp_path / str(number), officer, "Sample Partnership")
        with ReceivingDesk(tmp_path / str(number), officer) as desk:
            take(desk, *files)
            counted = {one.sha256 for one in list_returns(desk) if one.counts}
        expected = expected or counted
        assert counted == expected == {digest(post[name]) for name in ("riverside", "approved", "harbour")}


def test_replaced_older_and_copies_with_fewer_signatures_are_said(desk: ReceivingDesk, post: Post) -> None:
    assert take_one(desk, post["second"]).outcome is TakeOutcome.COUNTED
    assert take_one(desk, post["first"]).outcome is TakeOutcome.OLDER
    approved = take_one(desk, post["approved"])
    assert approved.outcome is TakeOutcome.REPLACING
    assert " ".join(approved.remarks).count("for another organisation") == 1, "both signers are of it"
    again = take_one(desk, post["second"])
    assert again.outcome is TakeOutcome.OLDER
    assert "more signatures" in again.remarks[0]


def test_a_file_seen_twice_is_one_and_both_places_are_kept(desk: ReceivingDesk, post: Post) -> None:
    take_one(desk, post["riverside"])
    assert take_one(desk, post["again"]).outcome is TakeOutcome.AGAIN
    assert take_one(desk, post["riverside"]).outcome is TakeOutcome.COUNTED, "the same file from the same place"
    assert len(all_files(desk.register)) == 1
    assert sources_of(desk.register, digest(post["again"])) == (str(post["riverside"]), str(post["again"]))


def test_an_encrypted_return_is_held_until_the_key_is_open(with_key: ReceivingDesk, post: Post) -> None:
    desk, key = with_key, with_key.officer.key
    desk.officer = without_key(desk.officer)
    held = take_one(desk, post["encrypted"])
    assert held.outcome is TakeOutcome.HELD
    assert "encrypted" in held.remarks[0]
    desk.officer = Officer(desk.officer.home, sentence, key, "Kim", desk.officer.clock)
    (opened,) = look_again_at_held(desk).files
    assert (opened.outcome, opened.agency) == (TakeOutcome.COUNTED, "Quay Nursery")
    (received,) = all_returns(desk.register)
    assert stored(desk) == {digest(post["encrypted"]), received.sha256}
    assert not list(desk.folder.work.glob("*")), "nothing decrypted is left lying about"


def without_key(officer: Officer) -> Officer:
    return Officer(officer.home, officer.explain, None, officer.who, officer.clock)


def test_pages_are_compared_after_the_rest_and_a_return_can_fall_back(desk: ReceivingDesk, post: Post) -> None:
    taken = take_one(desk, post["riverside"])
    assert "not compared with its answers yet" in " ".join(taken.remarks)
    desk.files.path(digest(post["riverside"])).unlink()
    take_one(desk, post["harbour"])
    compared = {one.agency: one for one in compare_waiting(desk).files}
    assert compared["=Harbour School"].outcome is TakeOutcome.COUNTED
    assert compared["Riverside Trust"].outcome is TakeOutcome.HELD, "its stored file is gone"
    pages = {one.agency: one.pages for one in all_returns(desk.register)}
    assert pages["=Harbour School"] is PagesCompared.SAME
    assert compare_waiting(desk).files[0].agency == "Riverside Trust", "what was compared is not compared again"


def test_other_questions_another_year_and_another_version_are_recognised(desk: ReceivingDesk, post: Post) -> None:
    other_year = msgspec.structs.replace(small_topic(), id="other", year="2030")
    ask_topics(desk, (other_year,))
    result = take_one(desk, post["riverside"])
    assert result.outcome is TakeOutcome.HELD
    assert result.remarks[0].startswith("It is about 2026. This desk asks about 2030.")
    ask_topics(desk, (msgspec.structs.replace(small_topic(), id="third"),))
    assert "not the questions" in take_one(desk, post["harbour"]).remarks[0]
    ask_topics(desk, (msgspec.structs.replace(small_topic(), version=2),))
    newer = take_one(desk, post["second"])
    assert newer.outcome is TakeOutcome.COUNTED
    assert any("another version" in remark for remark in newer.remarks)


def test_a_late_return_counts_and_says_so(desk: ReceivingDesk, post: Post) -> None:
    ask_topics(desk, (msgspec.structs.replace(small_topic(), deadline=NOON.date() - dt.timedelta(days=3)),))
    late = take_one(desk, post["riverside"])
    assert late.outcome is TakeOutcome.COUNTED
    assert "It was made 3 days late." in late.remarks


def test_progress_counts_those_that_need_a_look_and_stopping_keeps_what_is_done(
    desk: ReceivingDesk, post: Post
) -> None:
    seen: list[tuple[int, int, int]] = []
    files = find_incoming([post["cut"], post["letter"], post["riverside"]])
    stopped = take_in_returns(
        desk,
        files,
        show=lambda done, total, look: seen.append((done, total, look)),
        cancel=lambda: len(seen) == 2,
    )
    assert seen == [(1, 3, 1), (2, 3, 2)]
    assert stopped.is_stopped
    assert len(all_files(desk.register)) == 2
    rest = take_in_returns(desk, files)
    assert [one.outcome for one in rest.files] == [TakeOutcome.REFUSED, TakeOutcome.REFUSED, TakeOutcome.COUNTED]


def test_a_watched_folder_offers_a_file_once_it_is_whole(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path)
    (tmp_path / "a.zip").write_bytes(b"half")
    assert watched.look() == ()
    (tmp_path / "a.zip").write_bytes(b"half and half")
    assert watched.look() == ()
    assert [one.name for one in watched.look()] == ["a.zip"]
    assert watched.look() == ()
    (tmp_path / "a.zip").write_bytes(b"corrected")
    assert watched.look() == ()
    assert [one.name for one in watched.look()] == ["a.zip"]


def test_a_watched_file_that_is_closed_or_was_not_taken_in_is_offered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> BinaryIO:
        raise PermissionError(13, "another program has it", str(path))

    watched = WatchedFolder(tmp_path)
    (tmp_path / "a.zip").write_bytes(b"whole")
    watched.look()
    with monkeypatch.context() as patch:
        patch.setattr("s11desk.app.receiving.arrivals.watched_folder.open_regular", closed)
        offered = [bool(watched.look()) for _ in range(30)]
    assert offered.index(True) > 5, "it may be open for a moment only"
    assert sum(offered) == 1, "a person hears of it once"
    (again,) = watched.look()
    assert watched.look() == ()
    watched.put_back((again,))
    assert watched.look() == (again,)
    assert watched.look() == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from s11desk.files import durable
from s11desk.app.home.paths import Home
from s11desk.app.receiving.arrivals import record_file
from s11desk.register.files_together import FilesTogether
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns

folder, home, received, moment, number = sys.argv[1:]
left = [int(number)]

def killing(function):
    def call(*given, **how):
        left[0] -= 1
        if left[0] == 0 and moment.endswith("before"):
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*given, **how)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

if moment.startswith("name"):
    durable._name = killing(durable._name)
    os.replace = killing(os.replace)
elif moment.startswith("group"):
    FilesTogether.name_all = killing(FilesTogether.name_all)
else:
    record_file.add_arrival = killing(record_file.add_arrival)
with ReceivingDesk(Path(folder), Officer(Home(Path(home)), str)) as desk:
    take_in_returns(desk, find_incoming([Path(received)]), compares="alone" in moment)
"""


MOMENTS = (
    ("name before", 1),
    ("row alone before", 2),
    ("name after", 2),
    ("group before", 1),
    ("group after", 1),
    ("row after", 3),
)
"""When a run is killed, one after the other over one desk. ``alone``: it takes the files in one by one."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")
def test_taking_in_that_is_killed_goes_on_with_the_same_result(tmp_path: Path, officer: Officer, post: Post) -> None:
    folder, home = tmp_path / "desk", Home(tmp_path / "home")
    create_desk(folder, officer, "Sample Partnership")
    for moment, number in MOMENTS:
        command = [
            sys.executable,
            "-c",
            KILLED,
            str(folder),
            str(home.folder),
            str(post.base / "in"),
            moment,
            str(number),
        ]
        ran = subprocess.run(command, cwd=ROOT, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)})
        assert ran.returncode == -signal.SIGKILL
    with ReceivingDesk(folder, Officer(home, sentence)) as desk:
        take(desk, post.base / "in")
        counted = {one.agency for one in list_returns(desk) if one.counts}
        assert counted == {"Riverside Trust", "=Harbour School", "Hilltop Club"}
        assert {one.sha256 for one in all_files(desk.register) if one.is_kept} == stored(desk)


def test_a_full_disk_stops_the_run_and_keeps_what_was_recorded(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_one(desk, post["riverside"])

    def full(*_: object, **__: object) -> None:
        raise DiskFull(path=desk.folder.returns)

    monkeypatch.setattr("s11desk.app.receiving.arrivals.intake.record_with_others", full)
    with pytest.raises(DiskFull):
        take(desk, post["first"], post["letter"])
    monkeypatch.undo()
    assert [one.agency for one in list_returns(desk)] == ["Riverside Trust"]
    assert take_one(desk, post["first"]).outcome is TakeOutcome.COUNTED


def test_a_desk_is_made_only_in_an_empty_folder_of_this_computer(tmp_path: Path, officer: Officer) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("mine")
    with pytest.raises(DeskFolderUsed):
        create_desk(tmp_path / "used", officer, "P")
    with pytest.raises(DeskFolderShared) as refused:
        create_desk(tmp_path / "OneDrive - Council" / "desk", officer, "P")
    assert refused.value.program == "OneDrive"
    create_desk(tmp_path / "OneDrive - Council" / "desk", officer, "P", shared_is_meant=True)
    with pytest.raises(DeskMissing):
        ReceivingDesk(tmp_path / "nowhere", officer)


@pytest.mark.parametrize("compares", [False, True])
def test_a_desk_whose_returns_are_gone_stores_them_again_and_one_that_was_moved_meanwhile_records_nothing(
    desk: ReceivingDesk, post: Post, tmp_path: Path, *, compares: bool
) -> None:
    take_one(desk, post["riverside"])
    shutil.rmtree(desk.folder.returns)
    with ReceivingDesk(desk.folder.folder, desk.officer) as opened:
        take_one(opened, post["riverside"], compares=compares)
        assert check_desk(opened).is_sound
    desk.folder.folder.rename(tmp_path / "moved")
    with pytest.raises(FolderUnwritable):
        take_one(desk, post["first"], compares=compares)
    with ReceivingDesk(tmp_path / "moved", desk.officer) as moved:
        assert [one.agency for one in list_returns(moved)] == ["Riverside Trust"]
        assert check_desk(moved).is_sound


@pytest.mark.parametrize("body", [b'{"facts\xe9":1}', b'{"facts'])
def test_damage_that_sqlite_has_no_code_for_is_said_to_be_damage(desk: ReceivingDesk, post: Post, body: bytes) -> None:
    received = take_one(desk, post["riverside"]).received
    for table in ("received", "file"):
        damage_rows(desk.register.connection, f"UPDATE {table} SET body = CAST(? AS TEXT)", [body])  # noqa: S608 - ours
    for step in (list_returns, look_at_overview, check_desk, lambda one: accept_return(one, received)):
        with pytest.raises(RegisterDamaged):
            step(desk)


def test_a_register_that_is_not_ours_or_was_changed_is_refused(desk: ReceivingDesk, post: Post) -> None:
    take_one(desk, post["riverside"])
    damage_rows(desk.register.connection, "UPDATE received SET body = replace(body, 'Riverside', 'Hillside')")
    with pytest.raises(RegisterDamaged):
        list_returns(desk)
    desk.register.connection.execute("CREATE TRIGGER t AFTER INSERT ON review BEGIN SELECT 1; END")
    with pytest.raises(RegisterDamaged):
        ReceivingDesk(desk.folder.folder, desk.officer)
    desk.register.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RegisterForeign):
        ReceivingDesk(desk.folder.folder, desk.officer)


def test_refused_and_held_files_keep_their_state(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["cut"], post["letter"])
    states = {one.name: (one.state, one.is_kept) for one in all_files(desk.register)}
    assert states == {"cut.zip": (FileState.REFUSED, True), "letter.txt": (FileState.REFUSED, False)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_no_text_and_the_first_name_of_a_file_are_kept(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    odd = tmp_path / os.fsdecode(b"in\xff") / os.fsdecode(b"a\xfe.zip")
    odd.parent.mkdir()
    odd.write_bytes(post["letter"].read_bytes())
    take(desk, odd.parent, odd, post["letter"])
    (file,) = all_files(desk.register)
    assert file.name == "in\\xff/a\\xfe.zip", "the first place from which it came"
    assert len(sources_of(desk.register, file.sha256)) == 2
