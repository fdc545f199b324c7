"""A damaged row that an index names locks out its own audit only, and can be brought back from a copy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.bring_back_audit import bring_audit_back
from s11desk.app.audits.drafts import archive_draft, begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.identifier_review import accept_identifier, review_identifiers
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.resume import ResumePoint, find_resume_point, remember_resume_point
from s11desk.app.home.notices import new_notices
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail import list_prepared, record_prepared
from s11desk.domain.audits.audit import Answer, Evidence, PrivateNote, ReturnRecord
from s11desk.domain.audits.flow import CHECK
from s11desk.domain.keeping.home_notice import NoticeKind
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.drafts.return_files import ReturnFile, keep_return_file, recorded_files
from s11desk.store.rows.journal import Stamp
from s11desk.topics.pack import encode_topic, topic_digest
from tests.app.conftest import SteppingClock
from tests.damage import damage_rows
from tests.golden_archives import unpack_home
from tests.samples import NOON, small_topic

POINT = ResumePoint(CHECK, scroll=7)
RECORD = ReturnRecord(1, "R-1", NOON, "d" * 64, "c" * 64)
EVIDENCE = Evidence("E1", "minutes.pdf", "pdf", 10, "a" * 64, ("policy",), NOON)


class TwoAudits:
    """A home with two audits that have something in every table, a backup of it, and damage to the first audit."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "home")
        topic = small_topic()
        with Workspace(self.home, SteppingClock()) as workspace:
            body = encode_topic(topic)
            workspace.drafts.keep_topic(topic_digest(topic), topic.id, topic.version, body, installed=True, at=NOON)
            self.hurt, self.other = (_fill(workspace, name) for name in ("Hurt", "Other"))
            workspace.back_up()
        self.backup = max(self.home.backups.glob("*.db"))  # the first one was made when the home was new

    def patch(self, table: str, old: bytes, new: bytes) -> None:
        """Replace bytes in the page of a table, and not in its index, as a failing disk does."""
        with closing(sqlite3.connect(self.home.database)) as connection:
            (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            (size,) = connection.execute("PRAGMA page_size").fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = self.home.database.read_bytes()
        place = content.rindex(old, (root - 1) * size, root * size)  # the oldest row is last in a page
        assert new != old
        self.home.database.write_bytes(content[:place] + new + content[place + len(old) :])

    def patch_sql(self, statement: str) -> None:
        """Change a row and its index, but not its digest."""
        with closing(sqlite3.connect(self.home.database, isolation_level=None)) as connection:
            damage_rows(connection, statement, {"audit": self.hurt})

    def marked(self, workspace: Workspace) -> dict[str, bool]:
        return {line.id: line.is_damaged for line in list_drafts(workspace)}


def _fill(workspace: Workspace, agency: str) -> str:
    audit = begin_draft(workspace, "sample", agency).audit.id
    save_answer(workspace, audit, Answer("policy", choice="no", comment="Call 943 476 5919"))
    save_answer(workspace, audit, Answer("training", choice="no"))
    save_note(workspace, audit, PrivateNote("policy", "Ask Kim"))
    with workspace.drafts.changing(audit, Stamp(NOON, "amina")) as change:
        change.put_evidence(EVIDENCE)
        change.put_evidence(Evidence("E2", "plan.pdf", "pdf", 10, "b" * 64, ("policy",), NOON))
        change.record_return(RECORD)
    (found,) = review_identifiers(workspace, audit)
    accept_identifier(workspace, audit, found.finding, Stamp(NOON, "amina"))
    remember_resume_point(workspace, audit, POINT)
    keep_return_file(workspace.drafts, ReturnFile(audit, b"/nowhere/return.zip", RECORD))
    record_prepared(workspace, audit, "R-1", PreparedAs.MAIL_FILE, ("a@b.example",))
    archive_draft(workspace, audit)
    return audit


def _beside(workspace: Workspace, audit: str) -> tuple[object, ...]:
    return (
        review_identifiers(workspace, audit),
        find_resume_point(workspace, audit),
        list_prepared(workspace, audit),
        recorded_files(workspace.drafts, audit),
    )


@pytest.fixture
def two(tmp_path: Path) -> TwoAudits:
    return TwoAudits(tmp_path)


@pytest.mark.parametrize("table", ["answer", "evidence", "export", "private_note"])
def test_a_row_that_names_another_audit_damages_its_own_audit_and_comes_back(two: TwoAudits, table: str) -> None:
    two.patch(table, two.hurt.encode(), b"zzzz-zzzz")
    with open_home(two.home, SteppingClock()) as workspace:
        assert two.marked(workspace) == {two.hurt: True, two.other: False}
        assert NoticeKind.ROWS_DAMAGED in {notice.kind for notice in new_notices(workspace)}
        save_answer(workspace, two.other, Answer("policy", choice="yes"))
        bring_audit_back(workspace, two.backup, two.hurt)
    assert len(list(two.home.folder.glob("drafts-damaged-rows-*.db"))) == 1
    with open_home(two.home, SteppingClock()) as workspace:
        assert two.marked(workspace) == {two.hurt: False, two.other: False}
        assert open_draft(workspace, two.hurt).audit.answer("policy").comment == "Call 943 476 5919"
        assert open_draft(workspace, two.other).audit.answer("policy").choice == "yes"
        assert draft_history(workspace, two.hurt)
    assert len(list(two.home.folder.glob("drafts-damaged-rows-*.db"))) == 1, "the indexes are made again once"


def test_a_row_that_has_the_key_of_another_damages_its_own_audit(two: TwoAudits) -> None:
    two.patch("evidence", two.hurt.encode() + b"E1", two.hurt.encode() + b"E2")
    with open_home(two.home, SteppingClock()) as workspace:
        assert two.marked(workspace) == {two.hurt: True, two.other: False}
        save_answer(workspace, two.other, Answer("policy", choice="yes"))
        bring_audit_back(workspace, two.backup, two.hurt)
        assert two.marked(workspace) == {two.hurt: False, two.other: False}


def test_an_audit_whose_own_id_is_damaged_comes_back_beside_what_is_left_of_it(two: TwoAudits) -> None:
    two.patch("audit", two.hurt.encode(), b"zzzz-zzzz")
    with open_home(two.home, SteppingClock()) as workspace:
        assert two.marked(workspace) == {"zzzz-zzzz": True, two.other: False}
        bring_audit_back(workspace, two.backup, two.hurt)
        assert two.marked(workspace) == {"zzzz-zzzz": True, two.hurt: False, two.other: False}
        assert _beside(workspace, two.hurt)[1] == POINT


BESIDE = {
    "identifier_salt": "UPDATE identifier_salt SET salt = x'00' WHERE audit = :audit",
    "identifier_accepted": "UPDATE identifier_accepted SET who = 'someone' WHERE audit = :audit",
    "place": "UPDATE place SET body = replace(body, '7', '8') WHERE audit = :audit",
    "put_away": "UPDATE put_away SET row_digest = NULL WHERE audit = :audit",
    "prepared": "UPDATE prepared SET body = replace(body, 'b.', 'c.') WHERE audit = :audit",
    "export_file": "UPDATE export_file SET body = replace(body, 'd', 'e') WHERE audit = :audit",
}


@pytest.mark.parametrize("table", BESIDE)
def test_damage_beside_an_audit_is_reported_and_stops_no_answer(two: TwoAudits, table: str) -> None:
    two.patch_sql(BESIDE[table])
    with open_home(two.home, SteppingClock()) as workspace:
        before = _beside(workspace, two.other)
        assert two.marked(workspace) == {two.hurt: False, two.other: False}
        assert [notice.detail for notice in new_notices(workspace)] == ["Hurt"]
        assert {line.id for line in list_drafts(workspace) if line.is_archived} >= {two.other}
        save_answer(workspace, two.hurt, Answer("policy", choice="no", comment="Call 943 476 5919!"))
        (found,) = review_identifiers(workspace, two.hurt)
        accept_identifier(workspace, two.hurt, found.finding, Stamp(NOON, "amina"))
        remember_resume_point(workspace, two.hurt, POINT)
        archive_draft(workspace, two.hurt)
        (found,) = review_identifiers(workspace, two.hurt)
        assert found.decision is not None
        assert find_resume_point(workspace, two.hurt) == POINT
        assert all(line.is_archived for line in list_drafts(workspace))
        assert _beside(workspace, two.other) == before


@pytest.mark.parametrize("table", BESIDE)
def test_what_is_damaged_beside_an_audit_comes_back_with_it(two: TwoAudits, table: str) -> None:
    with open_home(two.home, SteppingClock()) as workspace:
        before = _beside(workspace, two.hurt)
        save_answer(workspace, two.hurt, Answer("training", choice="yes"))
    two.patch_sql(BESIDE[table])
    with open_home(two.home, SteppingClock()) as workspace:
        bring_audit_back(workspace, two.backup, two.hurt)
        assert _beside(workspace, two.hurt) == before
        assert workspace.drafts.damaged_beside() == ()


def test_a_row_beside_an_audit_that_names_no_audit_is_reported(two: TwoAudits) -> None:
    two.patch("put_away", two.hurt.encode(), b"zzzz-zzzz")
    with open_home(two.home, SteppingClock()) as workspace:
        notices = {notice.kind: notice.detail for notice in new_notices(workspace)}
        assert notices[NoticeKind.BESIDE_DAMAGED] == "zzzz-zzzz"
        assert {line.id for line in list_drafts(workspace) if line.is_archived} == {two.other}


def test_a_line_of_the_journal_that_names_another_audit_is_reported(two: TwoAudits) -> None:
    two.patch("journal", two.hurt.encode(), b"zzzz-zzzz")
    with open_home(two.home, SteppingClock()) as workspace:
        assert two.marked(workspace) == {two.hurt: False, two.other: False}
        assert NoticeKind.ROWS_DAMAGED in {notice.kind for notice in new_notices(workspace)}


def test_a_topic_whose_mark_is_damaged_is_offered_and_reported(two: TwoAudits) -> None:
    two.patch_sql("UPDATE topic SET installed = 0 WHERE id = 'sample' OR :audit = ''")
    with open_home(two.home, SteppingClock()) as workspace:
        assert workspace.drafts.damaged_topics() == ("sample",)
        begin_draft(workspace, "sample", "Third")
        topic = small_topic()
        body = encode_topic(topic)
        workspace.drafts.keep_topic(topic_digest(topic), topic.id, topic.version, body, installed=True, at=NOON)
        assert workspace.drafts.damaged_topics() == ()
        workspace.drafts.uninstall_topic(topic_digest(topic))
        assert workspace.drafts.damaged_topics() == ()
        assert workspace.drafts.installed_topics() == ()


def test_a_line_of_the_journal_without_a_digest_is_damage(two: TwoAudits) -> None:
    with closing(sqlite3.connect(two.home.database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER journal_keeps_words")
        damage_rows(connection, "UPDATE journal SET row_digest = NULL WHERE audit = ?", (two.hurt,))
        connection.execute(
            """CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
        BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END"""
        )
    with open_home(two.home, SteppingClock()) as workspace:
        with pytest.raises(AuditDamaged):
            draft_history(workspace, two.hurt)
        assert draft_history(workspace, two.other)


def test_an_upgrade_does_not_depend_on_the_names_in_the_list_of_migrations(tmp_path: Path) -> None:
    """The number in the file says which migrations it had. A damaged name would be applied a second time."""
    unpack_home("schema-6.tar.xz", tmp_path / "old")
    home = Home(tmp_path / "old")
    with closing(sqlite3.connect(home.database, isolation_level=None)) as connection:
        damage_rows(connection, "UPDATE _sqlite_migrations SET name = 'x' || name WHERE name LIKE '0004%'")
    with open_home(home, SteppingClock()) as workspace:
        assert [line.is_damaged for line in list_drafts(workspace)] == [False]


@pytest.mark.parametrize("number", [9223372036854775807, 1 << 62])
def test_saving_goes_on_where_the_next_number_of_the_journal_is_damaged(two: TwoAudits, number: int) -> None:
    """SQLite gives no higher number and says that the disk is full."""
    two.patch_sql("UPDATE sqlite_sequence SET seq = NUMBER WHERE :audit <> ''".replace("NUMBER", str(number)))
    with open_home(two.home, SteppingClock()) as workspace:
        save_answer(workspace, two.hurt, Answer("training", choice="yes"))
        record_prepared(workspace, two.hurt, "R-1", PreparedAs.MAIL_FILE, ("a@b.example",))
        assert [entry.subject for entry in draft_history(workspace, two.hurt)].count("training") == 2


@pytest.mark.parametrize("new", [b"ZZZZ-ZZZZ", b"\xff\xfezz-zzzz", b"\x00\x00zz-zz\x00z", b"l0O1-}{[]"])
def test_an_audit_whose_own_id_is_damaged_in_any_way_is_marked_and_the_others_open(two: TwoAudits, new: bytes) -> None:
    two.patch("audit", two.hurt.encode(), new)
    with open_home(two.home, SteppingClock()) as workspace:
        marked = two.marked(workspace)
        assert marked.pop(two.other) is False
        assert list(marked.values()) == [True]
        assert NoticeKind.ROWS_DAMAGED in {notice.kind for notice in new_notices(workspace)}
        save_answer(workspace, two.other, Answer("policy", choice="yes"))
        bring_audit_back(workspace, two.backup, two.hurt)
        assert two.marked(workspace)[two.hurt] is False


@pytest.mark.parametrize("table", ["put_away", "place", "prepared", "export_file", "journal", "topic"])
def test_an_id_that_is_no_text_any_more_stops_nothing(two: TwoAudits, table: str) -> None:
    old = b"sample" if table == "topic" else two.hurt.encode()
    two.patch(table, old, b"\xff" + old[1:])
    with open_home(two.home, SteppingClock()) as workspace:
        assert {notice.kind for notice in new_notices(workspace)}
        if table != "topic":
            assert two.marked(workspace) == {two.hurt: False, two.other: False}
            save_answer(workspace, two.hurt, Answer("policy", choice="yes"))
        assert len(list_drafts(workspace)) == 2
