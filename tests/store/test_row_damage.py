"""A row that is not as it was written is noticed when it is read, and it locks out its own audit only."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.local_data import clean_up_evidence
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer, Evidence, PrivateNote
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged, TopicDamaged
from s11desk.store.checks.row_checks import BESIDE
from s11desk.store.opening.schema import _PARTS as PARTS
from s11desk.store.opening.schema import _row_digest
from s11desk.store.rows.digests import row_digest
from s11desk.store.rows.journal import Stamp
from s11desk.topics.pack import encode_topic, topic_digest
from tests.damage import damage_rows
from tests.samples import NOON, small_topic

EVIDENCE = Evidence(
    id="E1", name="minutes.pdf", type="pdf", size=10, sha256="a" * 64, questions=("policy",), attached=NOON
)


class Damaged:
    """A home with two audits. ``damage`` changes a row of the first, as a failing disk does."""

    def __init__(self, home: Home) -> None:
        self.home = home
        topic = small_topic()
        with Workspace(home) as workspace:
            body = encode_topic(topic)
            workspace.drafts.keep_topic(topic_digest(topic), topic.id, topic.version, body, installed=True, at=NOON)
            self.hurt, self.other = (begin_draft(workspace, "sample", name).audit.id for name in ("Hurt", "Other"))
            for audit in (self.hurt, self.other):
                save_answer(workspace, audit, Answer("policy", choice="no", comment="As it was"))
                save_note(workspace, audit, PrivateNote("policy", "Ask Kim"))
                with workspace.drafts.changing(audit, Stamp(NOON, "amina")) as change:
                    change.put_evidence(EVIDENCE)

    def damage(self, statement: str) -> None:
        with closing(sqlite3.connect(self.home.database, isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            damage_rows(connection, statement, {"audit": self.hurt})
            for _, made_by in triggers:
                connection.execute(made_by)


@pytest.fixture
def damaged(tmp_path: Path) -> Damaged:
    return Damaged(Home(tmp_path / "home"))


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE answer SET body = replace(body, 'was', 'wos') WHERE audit = :audit", id="another letter"),
        pytest.param("UPDATE answer SET body = '{' WHERE audit = :audit", id="no JSON"),
        pytest.param("UPDATE answer SET body = CAST(x'22ff22' AS TEXT) WHERE audit = :audit", id="no UTF-8"),
        pytest.param("UPDATE answer SET question = 'training' WHERE audit = :audit", id="another question"),
        pytest.param("UPDATE action SET body = replace(body, 'policy', 'motto') WHERE audit = :audit", id="the plan"),
        pytest.param("UPDATE evidence SET sha256 = 'b' WHERE audit = :audit", id="the digest of a file"),
        pytest.param("UPDATE private_note SET text = 'Ask Tim' WHERE audit = :audit", id="a note"),
        pytest.param("UPDATE audit SET agency = 'Hurd' WHERE id = :audit", id="the agency"),
        pytest.param("UPDATE audit SET begun = 'yesterday' WHERE id = :audit", id="no date"),
        pytest.param("UPDATE audit SET revision = 99 WHERE id = :audit", id="the revision"),
        pytest.param("UPDATE audit SET topic = 'x' WHERE id = :audit", id="the topic's digest"),
        pytest.param("DELETE FROM answer WHERE audit = :audit", id="an answer is missing"),
        pytest.param("DELETE FROM evidence WHERE audit = :audit", id="a file is missing"),
    ],
)
def test_damage_is_seen_and_the_other_audit_opens(damaged: Damaged, statement: str) -> None:
    damaged.damage(statement)
    with Workspace(damaged.home) as workspace:
        assert {line.id: line.is_damaged for line in list_drafts(workspace)} == {
            damaged.hurt: True,
            damaged.other: False,
        }
        with pytest.raises(AuditDamaged):
            open_draft(workspace, damaged.hurt)
        with pytest.raises(AuditDamaged):
            save_answer(workspace, damaged.hurt, Answer("policy", choice="yes"))
        save_answer(workspace, damaged.other, Answer("policy", choice="yes"))
        assert open_draft(workspace, damaged.other).notes == (PrivateNote("policy", "Ask Kim"),)


def test_a_damaged_topic_locks_out_its_audits_and_a_new_one_can_be_begun(damaged: Damaged) -> None:
    damaged.damage("UPDATE topic SET body = CAST(replace(CAST(body AS TEXT), 'policy', 'polity') AS BLOB)")
    with Workspace(damaged.home) as workspace:
        assert all(line.is_damaged for line in list_drafts(workspace))
        with pytest.raises(TopicDamaged):
            open_draft(workspace, damaged.hurt)
        begun = begin_draft(workspace, "wscp-early-help-2025-26", "Riverside").audit.id
    damaged.damage("UPDATE topic SET version = 7 WHERE id = 'wscp-early-help-2025-26'")
    with Workspace(damaged.home) as workspace:
        draft = open_draft(workspace, begun)
        assert draft.audit.topic_version == draft.topic.version != 7, "the program's own copy of the topic is used"


def test_a_damaged_journal_line_is_seen_in_the_history(damaged: Damaged) -> None:
    damaged.damage("UPDATE journal SET new = replace(new, 'was', 'wos') WHERE audit = :audit")
    with Workspace(damaged.home) as workspace:
        with pytest.raises(AuditDamaged):
            draft_history(workspace, damaged.hurt)
        assert draft_history(workspace, damaged.other)
        assert not any(line.is_damaged for line in list_drafts(workspace))


def test_no_evidence_is_cleaned_up_when_a_row_about_evidence_is_damaged(damaged: Damaged) -> None:
    damaged.damage("UPDATE evidence SET sha256 = 'b' WHERE audit = :audit")
    with Workspace(damaged.home), pytest.raises(UserError) as refused:
        clean_up_evidence(damaged.home)
    assert refused.value == AuditDamaged(damaged.hurt, "")


@pytest.mark.parametrize("counter", ["9223372036854775807", "9223372036854775806", "1000000000001", "-1"])
def test_a_backup_is_made_and_numbered_where_the_number_of_the_last_is_damaged(damaged: Damaged, counter: str) -> None:
    damaged.damage("UPDATE home SET backup_counter = COUNTER".replace("COUNTER", counter))
    with Workspace(damaged.home) as workspace:
        workspace.back_up()
    with closing(sqlite3.connect(damaged.home.database)) as connection:
        assert 0 < connection.execute("SELECT backup_counter FROM home").fetchone()[0] < 1_000


def test_the_migration_and_the_store_make_the_same_digest() -> None:
    for row in ((b"answer", b"k7m3-9qxd", "Zoë".encode(), b"{}"), (b"", None, b"7")):
        assert _row_digest(*row) == row_digest(*row)
    assert row_digest("a", 7, "Zoë", None) == row_digest(b"a", "7", "Zoë".encode(), None)
    assert row_digest("ab", "c") != row_digest("a", "bc")


def test_a_draft_of_version_3_is_whole_after_the_upgrade(damaged: Damaged) -> None:
    with closing(sqlite3.connect(damaged.home.database, isolation_level=None)) as old:
        digests = old.execute("SELECT draft_digest FROM audit ORDER BY id").fetchall()
        old.execute("DROP TABLE handed_over")
        for table in ("topic", *PARTS, *(name for name in BESIDE if name != "handed_over"), "journal"):
            old.execute(f"ALTER TABLE {table} DROP COLUMN row_digest")
        old.execute("ALTER TABLE audit DROP COLUMN draft_digest")
        old.execute("ALTER TABLE topic DROP COLUMN offer_digest")
        for table in ("answer", "action"):
            old.execute(f"ALTER TABLE {table} DROP COLUMN settled_digest")
        old.execute("DROP TABLE home")
        old.execute("DROP INDEX journal_of_evidence")
        old.execute("DELETE FROM _sqlite_migrations WHERE name >= '0004'")
        old.execute("PRAGMA user_version = 3")
    with Workspace(damaged.home) as workspace:
        assert not any(line.is_damaged for line in list_drafts(workspace))
        assert len(draft_history(workspace, damaged.hurt)) >= 4
    with closing(sqlite3.connect(damaged.home.database)) as upgraded:
        assert upgraded.execute("SELECT draft_digest FROM audit ORDER BY id").fetchall() == digests


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET body = replace(body, 'Hello', 'Jello')",
        "UPDATE answer SET row_digest = iif(row_digest LIKE '0%', '1', '0') || substr(row_digest, 2)",
        "UPDATE answer SET settled = 'other'",
        "DELETE FROM answer",
    ],
)
def test_damage_between_two_reads_is_seen_at_the_second(tmp_path: Path, statement: str) -> None:
    """The rows of the last read are remembered; one that is not the same is checked again."""
    with Workspace(Home(tmp_path / "home")) as workspace:
        topic = small_topic()
        workspace.drafts.keep_topic(topic_digest(topic), "sample", 1, encode_topic(topic), installed=True, at=NOON)
        audit = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        save_answer(workspace, audit, Answer("story", text="Hello"))
        assert open_draft(workspace, audit).audit.answer("story").text == "Hello"
        damage_rows(workspace.drafts._connection, statement)
        for _ in range(2):
            with pytest.raises(AuditDamaged):
                open_draft(workspace, audit)
        with pytest.raises(AuditDamaged):
            save_answer(workspace, audit, Answer("story", text="Hello again"))
