"""Drafts are read back as they were stored, and a change is stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.audit import Action, Answer, Person, ReturnRecord
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged, AuditUnknown, DraftsLocked
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.journal import ATTACHED_IDS, EventKind, Stamp
from tests.samples import NOON, audit_with, evidence_on
from tests.store.conftest import Opener

STAMP = Stamp(NOON, "amina")
EMPTY = audit_with()
FULL = Answer(
    "people",
    choice="c",
    choices=("a", "b"),
    other="ö",
    text="line\nline 🙂",
    number=1.5,
    date=dt.date(2026, 3, 2),
    people=(Person("completer", "N", "J", "E", "T"),),
    comment="c",
    reason="r",
    marked_for_review=True,
    unconfirmed=True,
)


def begin_sample_draft(drafts: Drafts) -> str:
    return drafts.begin(EMPTY, b"{}", STAMP).id


def test_a_draft_is_read_back_by_another_connection_as_it_was_kept(opened: Opener) -> None:
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    record = ReturnRecord(1, "K7M3-9QXD-1", NOON, "d", "c")
    with drafts.changing(audit_id, STAMP) as change:
        change.put_answer(FULL, settled=True)
        change.put_actions((Action("A2", "policy", due=dt.date(2026, 9, 1)), Action("A1")), settled=True)
        change.put_evidence(evidence_on("policy", "people"))
        change.record_return(record)
    read = opened().read(audit_id).audit
    assert read.answers == (FULL,)
    assert [action.id for action in read.actions] == ["A2", "A1"]
    assert read.evidence == (evidence_on("policy", "people"),)
    assert read.exports == (record,)
    assert (read.revision, read.begun, read.agency) == (2, NOON, "Riverside Trust")


def test_a_change_that_fails_half_way_changes_nothing(opened: Opener) -> None:
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    with pytest.raises(RuntimeError), drafts.changing(audit_id, STAMP) as change:
        change.put_answer(FULL, settled=True)
        raise RuntimeError
    assert drafts.read(audit_id).audit == EMPTY
    assert [entry.what for entry in drafts.history(audit_id)] == [EventKind.BEGUN]


def test_a_change_reads_back_what_the_database_holds(opened: Opener) -> None:
    """A trigger alters the written row; the change must see the altered row, not the value it was given."""
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    drafts._connection.execute(
        """CREATE TEMP TRIGGER other_words AFTER INSERT ON answer
        BEGIN UPDATE answer SET body = json_set(body, '$.text', 'Other words') WHERE audit = new.audit; END"""
    )
    with pytest.raises(AuditDamaged), drafts.changing(audit_id, STAMP) as change:
        change.put_answer(Answer("story", text="We do"), settled=True)
    with pytest.raises(RuntimeError, match="not committed"):
        _ = change.saved
    assert drafts.read(audit_id).audit == opened().read(audit_id).audit == EMPTY


def test_a_change_is_not_saved_before_commit_returns(opened: Opener) -> None:
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    with pytest.raises(sqlite3.IntegrityError), drafts.changing(audit_id, STAMP) as change:
        change.put_answer(FULL, settled=True)
        with pytest.raises(RuntimeError, match="not committed"):
            _ = change.saved
        drafts._connection.execute("PRAGMA defer_foreign_keys = ON")  # COMMIT itself then refuses the next row
        drafts._connection.execute("INSERT INTO answer (audit, question, body) VALUES ('nothing', 'story', '{}')")
    with pytest.raises(RuntimeError, match="not committed"):
        _ = change.saved
    assert drafts.read(audit_id).audit == EMPTY


def test_the_journal_records_typing_once_when_the_answer_settles(opened: Opener) -> None:
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    for text in ("W", "We", "We do"):
        with drafts.changing(audit_id, STAMP) as change:
            change.put_answer(Answer("story", text=text), settled=False)
    assert [entry.what for entry in drafts.history(audit_id)] == [EventKind.BEGUN]
    with drafts.changing(audit_id, STAMP, new_revision=False) as change:
        change.settle()
    with drafts.changing(audit_id, STAMP, new_revision=False) as change:
        change.settle()
    entries = drafts.history(audit_id)[1:]
    assert [(entry.what, entry.subject, entry.old) for entry in entries] == [(EventKind.ANSWERED, "story", "")]
    assert msgspec.json.decode(entries[0].new, type=Answer).text == "We do"
    with drafts.changing(audit_id, STAMP) as change:
        change.put_answer(Answer("story", text="No"), settled=True)
    assert msgspec.json.decode(drafts.history(audit_id)[-1].old, type=Answer).text == "We do"


def test_the_journal_cannot_be_rewritten(opened: Opener, tmp_path: Path) -> None:
    begin_sample_draft(opened())
    connection = sqlite3.connect(tmp_path / "drafts.db")
    for statement in ("DELETE FROM journal", "UPDATE journal SET who = 'someone else'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_the_journal_keeps_the_old_values_of_removed_actions_and_files(opened: Opener) -> None:
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    with drafts.changing(audit_id, STAMP) as change:
        change.put_actions((Action("A1", action="Train"),), settled=True)
        change.put_evidence(evidence_on("policy"))
    with drafts.changing(audit_id, STAMP) as change:
        change.put_actions((), settled=True)
        change.remove_evidence(evidence_on("policy"))
    removed = {entry.what: entry.old for entry in drafts.history(audit_id)[-2:]}
    assert "Train" in removed[EventKind.UNPLANNED]
    assert "minutes.pdf" in removed[EventKind.DETACHED]
    assert drafts.evidence_digests() == frozenset()


def test_reading_an_unknown_draft_lists_the_known_ones(opened: Opener) -> None:
    drafts = opened()
    begin_sample_draft(drafts)
    with pytest.raises(AuditUnknown) as refused:
        drafts.read("nothing")
    assert refused.value.known == (EMPTY.id,)


def test_a_second_writer_waits_and_is_then_refused(opened: Opener, tmp_path: Path) -> None:
    drafts = opened()
    audit_id = begin_sample_draft(drafts)
    other = sqlite3.connect(tmp_path / "drafts.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    drafts._connection.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(UserError) as refused, drafts.changing(audit_id, STAMP):
        pytest.fail("two writers at once")
    assert isinstance(refused.value, DraftsLocked)
    other.execute("ROLLBACK")
    other.close()
    with drafts.changing(audit_id, STAMP) as change:
        change.put_answer(FULL, settled=True)
    assert drafts.read(audit_id).audit.answers == (FULL,)


def test_ids_of_files_are_found_without_reading_the_whole_journal(opened: Opener) -> None:
    with opened().read_transaction() as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {ATTACHED_IDS}", ("a",)).fetchall()
    assert [row[3].replace("COVERING ", "") for row in plan] == [
        "SEARCH journal USING INDEX journal_of_evidence (audit=?)"
    ]
