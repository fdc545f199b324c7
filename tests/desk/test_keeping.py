"""Search, tables, check, backups, and deleting for good."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.receiving.agencies.agency_register import require_return, take_in_agencies
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.app.receiving.keeping.desk_retention import (
    hold_return,
    keep_for,
    release_return,
    returns_past_their_date,
    set_retention,
)
from s11desk.app.receiving.keeping.erasing import erase_return, finish_erasures
from s11desk.app.receiving.replies.send_replies import write_due_replies
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.desk_search import DeskSearch, search_desk
from s11desk.app.receiving.returns.review_return import accept_return, leave_out
from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import CountingRule, RetentionClass, RetentionRule, TakeOutcome
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.receiving.retention import last_day_to_keep
from s11desk.errors.desk_errors import BackupInsideDesk, DeskMissing, RegisterForeign, TablesInsideDesk
from s11desk.errors.reply_errors import ReasonMissing, ReturnOnHold
from s11desk.files.durable import UnnamedFile
from s11desk.register.erasure_rows import all_erasures
from s11desk.register.received_rows import all_files
from s11desk.signing.identity.lifecycle import unlock
from tests.damage import damage_rows
from tests.desk.conftest import PASSPHRASE, Post, take, take_one
from tests.samples import NOON

BUNDLE = RetentionClass.BUNDLE
SECRET = b"We listen"
"""Words that are only in the second return of Hilltop."""


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_search_finds_words_of_every_return_and_nothing_is_an_operator(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"], post["harbour"], post["second"])
    found = search_desk(desk, DeskSearch("CAFE regis"))
    assert {one.agency for one in found} == {"Riverside Trust", "=Harbour School", "Hilltop Club"}
    assert found[0].question == "story"
    assert {one.where for one in found} == {TextPlace.TEXT}, "an answer, and no comment or action"
    assert [one.where for one in search_desk(desk, DeskSearch("building"))] == [TextPlace.REASON]
    assert [one.agency for one in search_desk(desk, DeskSearch("listen"))] == ["Hilltop Club"]
    assert search_desk(desk, DeskSearch("register", agency="hilltop"))[0].agency == "Hilltop Club"
    assert search_desk(desk, DeskSearch("register", question="motto")) == ()
    assert search_desk(desk, DeskSearch("register", topic="other")) == ()
    assert len(search_desk(desk, DeskSearch("register", topic="sample", question="story"))) == 3
    assert search_desk(desk, DeskSearch("register", agency="club NEAR")) == ()
    assert search_desk(desk, DeskSearch("story")) == search_desk(desk, DeskSearch("hilltop")) == (), "no text has it"
    assert search_desk(desk, DeskSearch("a of")), "a single letter is a word"
    assert search_desk(desk, DeskSearch("r")) == (), "and not the beginning of one"
    for nothing in ('" OR *', "NEAR(", "-", "café AND nobody"):
        assert search_desk(desk, DeskSearch(nothing)) == ()
    leave_out(desk, found[0].reference, "A rehearsal.")
    counted = search_desk(desk, DeskSearch("register", counted_only=True))
    assert {one.received for one in counted} == {
        one.received for one in search_desk(desk, DeskSearch("register")) if one.counts
    }
    assert found[0].reference not in {one.reference for one in counted}


def test_the_tables_agree_with_the_files_themselves(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post.base / "in")
    take_in_agencies(
        desk, (ExpectedAgency("Riverside Trust", "Charity"), ExpectedAgency("Quayside Nursery", "Nursery"))
    )
    out = tmp_path / "tables"
    assert write_desk_tables(desk, out) == 3
    policies = {}
    for name in ("riverside", "harbour", "approved"):
        with zipfile.ZipFile(post[name]) as archive:
            data = json.loads(archive.read("audit.json"))
        policies[data["return"]["reference"]] = next(
            one.get("choice") for one in data["answers"] if one["question"] == "policy"
        )
    answers = {row["reference"]: row["answer_code"] for row in rows(out, "answers") if row["question_id"] == "policy"}
    assert answers == policies
    files = rows(out, "files")
    assert sum(row["state"] == "counted" for row in files) == 3
    assert {row["state"] for row in files} == {"counted", "replaced", "unapproved-copy", "held", "refused"}
    assert {row["agency"]: row["state"] for row in rows(out, "desk_agencies")} == {
        "Riverside Trust": "returned",
        "Quayside Nursery": "outstanding",
    }
    assert (out / "returns.xlsx").is_file()


def test_tables_of_accepted_returns_have_only_those_and_every_decision(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    take(desk, post["riverside"], post["harbour"])
    accept_return(desk, take_one(desk, post["harbour"]).reference)
    assert write_desk_tables(desk, tmp_path / "tables", CountingRule.ACCEPTED) == 1
    assert {row["agency"] for row in rows(tmp_path / "tables", "answers")} == {"=Harbour School"}
    assert [(row["agency"], row["state"], row["by"]) for row in rows(tmp_path / "tables", "reviews")] == [
        ("=Harbour School", "accepted", "Kim")
    ]
    with pytest.raises(TablesInsideDesk):
        write_desk_tables(desk, desk.folder.outgoing / "tables")


def test_the_check_names_what_is_missing_altered_and_not_recorded(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"], post["harbour"], post["cut"])
    assert check_desk(desk).is_sound
    altered, missing = (take_one(desk, post[name]).received for name in ("riverside", "harbour"))
    desk.files.path(altered).write_bytes(b"changed")
    desk.files.path(missing).unlink()
    stranger = desk.files.path("ab" * 32)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"x")
    found = check_desk(desk)
    assert (found.altered, found.missing, found.unnamed) == ((altered,), (missing,), ("ab" * 32,))
    assert not found.is_sound
    take(desk, post["riverside"], post["harbour"])
    assert check_desk(desk).is_sound, "taking the same files in again mends the desk"
    take_in_agencies(desk, (ExpectedAgency("Riverside Trust", "Charity"),))
    damage_rows(desk.register.connection, "UPDATE agency SET body = '{}'")
    damage_rows(desk.register.connection, "UPDATE arrival SET source = 'x' WHERE number = 1")
    assert check_desk(desk).damaged_rows == 2


def test_a_backup_elsewhere_brings_register_and_returns_back(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post["riverside"], post["harbour"])
    before = list_returns(desk)
    written = back_up_desk(desk, tmp_path / "stick")
    take_one(desk, post["second"])
    desk.files.path(before[0].sha256).unlink()
    desk.close()
    aside = restore_desk(desk.folder.folder, written, NOON)
    assert aside is not None
    assert aside.is_file()
    with ReceivingDesk(desk.folder.folder, desk.officer) as opened:
        assert list_returns(opened) == before
        assert check_desk(opened).missing == ()


def test_a_desk_that_was_lost_is_made_again_from_a_backup(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post["riverside"])
    written = back_up_desk(desk, tmp_path / "stick")
    desk.close()
    shutil.rmtree(desk.folder.folder)
    assert restore_desk(tmp_path / "new", written, NOON) is None
    with ReceivingDesk(tmp_path / "new", desk.officer) as opened:
        assert check_desk(opened).is_sound
        assert [one.agency for one in list_returns(opened)] == ["Riverside Trust"]


def test_a_restore_that_is_killed_before_the_name_leaves_the_register_of_today(
    desk: ReceivingDesk, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The register of today has a second name by then. It must not be missing under its own."""
    written = back_up_desk(desk, tmp_path / "stick")
    take(desk, post["riverside"])
    desk.close()

    class Killed(BaseException):
        pass

    def die(_file: UnnamedFile) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(UnnamedFile, "name", die)
        with pytest.raises(Killed):
            restore_desk(desk.folder.folder, written, NOON)
    with ReceivingDesk(desk.folder.folder, desk.officer) as opened:
        assert len(list_returns(opened)) == 1


_KILLED = """
import os, signal, sys
from pathlib import Path
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.register import erasure_rows
from tests.samples import NOON
erasure_rows.forget_deleted_pages = lambda _: os.kill(os.getpid(), signal.SIGKILL)
restore_desk(Path(sys.argv[1]), Path(sys.argv[2]), NOON)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it kills as Linux and macOS do")
def test_nothing_stays_of_the_copy_that_a_killed_restore_made(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    """SQLite writes a log beside the copy, and the log has what the returns say."""
    received = require_return(desk, take_one(desk, post["second"]).received)
    written = back_up_desk(desk, tmp_path / "stick")
    desk.close()
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(desk.folder.folder), str(written)], check=False)
    left = [path.name for path in desk.folder.folder.glob(".s11desk-*")]
    assert (killed.returncode, sorted(name[-4:] for name in left)) == (-signal.SIGKILL, ["-shm", "-wal", "part"])
    for name in left:
        os.utime(desk.folder.folder / name, (0, 0))
    with ReceivingDesk(desk.folder.folder, desk.officer) as opened:
        erase_return(opened, received, "Kept for one year.")
    assert list(desk.folder.folder.glob(".s11desk-*")) == []


def test_what_is_no_backup_is_not_restored(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post["riverside"])
    with pytest.raises(BackupInsideDesk):
        back_up_desk(desk, desk.folder.outgoing)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    desk.close()
    for path, error in ((tmp_path / "other.db", RegisterForeign), (tmp_path / "none.db", DeskMissing)):
        with pytest.raises(error):
            restore_desk(desk.folder.folder, path, NOON)
    with ReceivingDesk(desk.folder.folder, desk.officer) as opened:
        assert len(list_returns(opened)) == 1


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_deleted_return_is_nowhere_and_its_record_stays(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post["riverside"], post["approved"])
    second = take_one(desk, post["second"])
    accept_return(desk, second.received)
    write_due_replies(desk, unlock(post.partnership.identity, PASSPHRASE, NOON))
    back_up_desk(desk)
    back_up_desk(desk, tmp_path / "stick")
    assert SECRET in every_byte(desk.folder.folder)
    for one in list_returns(desk):
        if one.agency == "Hilltop Club":
            erased = erase_return(desk, require_return(desk, one.sha256), "Kept for one year.")
            assert erased.unreached == ()
    for folder in (desk.folder.folder, tmp_path / "stick"):
        found = every_byte(folder)
        assert SECRET not in found
        assert b"Hilltop" not in found
    assert search_desk(desk, DeskSearch("listen")) == ()
    assert {one.rule for one in all_erasures(desk.register)} == {"Kept for one year."}
    assert check_desk(desk).is_sound
    assert [one.agency for one in list_returns(desk)] == ["Riverside Trust"]
    again = take_one(desk, post["second"])
    assert again.outcome is TakeOutcome.REFUSED
    assert "deleted here" in again.remarks[0]
    (taken,) = take_in_returns(desk, find_incoming([post["second"]]), compares=False, takes_deleted=True).files
    assert taken.outcome is TakeOutcome.COUNTED


def test_deleting_that_was_interrupted_is_finished_later(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    received = require_return(desk, take_one(desk, post["second"]).received)
    back_up_desk(desk, tmp_path / "stick")
    monkeypatch.setattr("s11desk.app.receiving.keeping.erasing.finish_erasures", lambda _: ())
    erase_return(desk, received, "Kept for one year.")
    monkeypatch.undo()
    assert SECRET in every_byte(tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "away")
    assert finish_erasures(desk) == (tmp_path / "stick",), "the place is not there"
    (tmp_path / "away").rename(tmp_path / "stick")
    assert finish_erasures(desk) == ()
    assert SECRET not in every_byte(tmp_path / "stick") + every_byte(desk.folder.folder)
    with pytest.raises(ReasonMissing):
        erase_return(desk, received, " ")


def test_class_and_last_day_are_recorded_when_a_return_is_taken_in(desk: ReceivingDesk, post: Post) -> None:
    keep_for(desk, RetentionClass.EVIDENCE, 12)
    keep_for(desk, RetentionClass.BUNDLE, 6)
    recorded = require_return(desk, take_one(desk, post["riverside"]).received)
    day = england_day(recorded.taken)
    assert (recorded.retention, recorded.kept_until) == ("bundle", last_day_to_keep(desk.facts.rules, BUNDLE, day))
    keep_for(desk, RetentionClass.BUNDLE, None)
    without = require_return(desk, take_one(desk, post["harbour"]).received)
    assert (without.retention, without.kept_until) == ("bundle", None)
    again = require_return(desk, take_one(desk, post["again"]).received)
    assert again.kept_until == recorded.kept_until, "a later rule does not change what was recorded"
    with pytest.raises(ValueError, match="0"):
        keep_for(desk, RetentionClass.BUNDLE, 0)


@pytest.mark.parametrize(
    ("taken", "months", "until"),
    [("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-12-15", 1, "2027-01-15")],
)
def test_months_are_counted_as_people_count_them(taken: str, months: int, until: str) -> None:
    rules = (RetentionRule(BUNDLE, months),)
    assert last_day_to_keep(rules, BUNDLE, dt.date.fromisoformat(taken)) == dt.date.fromisoformat(until)
    assert last_day_to_keep(rules, RetentionClass.EVIDENCE, dt.date.fromisoformat(taken)) is None


def test_a_hold_overrides_the_last_day_until_it_is_taken_off(desk: ReceivingDesk, post: Post) -> None:
    after = NOON.date() + dt.timedelta(days=1)
    received = require_return(desk, take_one(desk, post["riverside"]).received)
    set_retention(desk, received, "bundle", NOON.date())
    held = hold_return(desk, require_return(desk, received.sha256), "A review asks for it")
    assert returns_past_their_date(desk, after) == ()
    for look in (held, require_return(desk, take_one(desk, post["again"]).received)):
        with pytest.raises(ReturnOnHold):
            erase_return(desk, look, "Kept for one year.")
    assert require_return(desk, received.sha256).hold == "A review asks for it"
    with pytest.raises(ReasonMissing):
        hold_return(desk, held, "  ")
    release_return(desk, held)
    assert returns_past_their_date(desk, after) == (require_return(desk, received.sha256),)


def test_the_last_day_of_a_return_is_recorded_and_a_hold_has_none(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"], post["harbour"])
    riverside, harbour = (
        require_return(desk, take_one(desk, post[name]).received) for name in ("riverside", "harbour")
    )
    set_retention(desk, riverside, "bundle", NOON.date())
    set_retention(desk, harbour, "hold", None)
    tomorrow = NOON.date() + dt.timedelta(days=1)
    assert [one.agency for one in returns_past_their_date(desk, tomorrow)] == ["Riverside Trust"]
    assert returns_past_their_date(desk, NOON.date()) == ()
    assert len(all_files(desk.register)) == 2
