"""The migrations of the schema. Each is frozen once released: it imports nothing of ours and its SQL is never edited.

``user_version`` counts the migrations applied, so that opening an up-to-date file does not import sqlite-utils.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import closing

from sqlite_utils import Database, Migrations

migrations = Migrations("s11desk")


_DRAFTS = (
    """CREATE TABLE topic (
        digest TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        installed INTEGER NOT NULL,
        added TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE audit (
        id TEXT PRIMARY KEY,
        agency TEXT NOT NULL,
        topic TEXT NOT NULL REFERENCES topic (digest),
        begun TEXT NOT NULL,
        changed TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE answer (
        audit TEXT NOT NULL REFERENCES audit (id),
        question TEXT NOT NULL,
        body TEXT NOT NULL,
        settled TEXT,
        PRIMARY KEY (audit, question)
    ) STRICT""",
    """CREATE TABLE action (
        audit TEXT NOT NULL REFERENCES audit (id),
        id TEXT NOT NULL,
        place INTEGER NOT NULL,
        body TEXT NOT NULL,
        settled TEXT,
        PRIMARY KEY (audit, id)
    ) STRICT""",
    """CREATE TABLE evidence (
        audit TEXT NOT NULL REFERENCES audit (id),
        id TEXT NOT NULL,
        place INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (audit, id)
    ) STRICT""",
    """CREATE TABLE export (
        audit TEXT NOT NULL REFERENCES audit (id),
        number INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (audit, number)
    ) STRICT""",
    """CREATE TABLE journal (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        audit TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        subject TEXT NOT NULL,
        old TEXT,
        new TEXT
    ) STRICT""",
    "CREATE INDEX journal_of_audit ON journal (audit, number)",
    "CREATE INDEX evidence_content ON evidence (sha256)",
    """CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
        BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
        BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END""",
)
"""Migration 1: the first schema."""


@migrations(name="0001_drafts")
def _drafts(database: Database) -> None:
    for statement in _DRAFTS:
        database.execute(statement)


_COMPANY = (
    """CREATE TABLE private_note (
        audit TEXT NOT NULL REFERENCES audit (id),
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (audit, question)
    ) STRICT""",
    """CREATE TABLE identifier_salt (
        audit TEXT PRIMARY KEY REFERENCES audit (id),
        salt BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE identifier_accepted (
        audit TEXT NOT NULL REFERENCES audit (id),
        fingerprint TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        PRIMARY KEY (audit, fingerprint)
    ) STRICT""",
    """CREATE TABLE place (
        audit TEXT PRIMARY KEY REFERENCES audit (id),
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE prepared (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        audit TEXT NOT NULL REFERENCES audit (id),
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX prepared_of_audit ON prepared (audit, number)",
)
"""Migration 2: tables beside a draft that are not part of it."""


@migrations(name="0002_company")
def _company(database: Database) -> None:
    for statement in _COMPANY:
        database.execute(statement)


_WHEREABOUTS = (
    """CREATE TABLE export_file (
        audit TEXT NOT NULL REFERENCES audit (id),
        number INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (audit, number)
    ) STRICT""",
    "CREATE TABLE put_away (audit TEXT PRIMARY KEY REFERENCES audit (id)) STRICT",
)
"""Migration 3: the path of each return, and the audits that a person has put away."""


@migrations(name="0003_whereabouts")
def _whereabouts(database: Database) -> None:
    for statement in _WHEREABOUTS:
        database.execute(statement)


_HOME = """CREATE TABLE home (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    id TEXT NOT NULL,
    backup_counter INTEGER NOT NULL,
    schema_digest TEXT NOT NULL
) STRICT"""
"""Migration 4: one row about the home, and a digest of each stored row, which shows damage when the row is read."""

_DIGESTED = {
    "topic": ("digest", "id", "version", "body"),
    "answer": ("audit", "question", "body"),
    "action": ("audit", "id", "place", "body"),
    "evidence": ("audit", "id", "place", "sha256", "body"),
    "export": ("audit", "number", "body"),
    "private_note": ("audit", "question", "text"),
    "prepared": ("audit", "body"),
    "export_file": ("audit", "number", "body"),
}
"""For each table, the columns that its digest covers. A line of the journal gets a digest only from now on."""

_PARTS = ("answer", "action", "evidence", "export", "private_note")
"""The tables whose rows belong to a draft, so that the digest of the draft covers them."""


@migrations(name="0004_digests")
def _digests(database: Database) -> None:
    database.execute(_HOME)
    database.execute("INSERT INTO home VALUES (1, ?, 0, '')", (secrets.token_hex(16),))
    for table, columns in _DIGESTED.items():
        database.execute(f"ALTER TABLE {table} ADD COLUMN row_digest TEXT")
        values = ", ".join(f"CAST({column} AS BLOB)" for column in columns)
        rows = database.execute(f"SELECT rowid, {values} FROM {table}").fetchall()  # noqa: S608 - our own names
        for rowid, *row in rows:
            digest = _row_digest(table.encode(), *row)
            database.execute(f"UPDATE {table} SET row_digest = ? WHERE rowid = ?", (digest, rowid))  # noqa: S608
    database.execute("ALTER TABLE journal ADD COLUMN row_digest TEXT")
    database.execute("ALTER TABLE audit ADD COLUMN draft_digest TEXT")
    names = ("id", "agency", "topic", "begun", "changed", "revision")
    values = ", ".join(f"CAST({name} AS BLOB)" for name in names)
    for rowid, *row in database.execute(f"SELECT rowid, {values} FROM audit").fetchall():  # noqa: S608 - our own names
        digests = (_digests_of(database, table, row[0]) for table in _PARTS)
        digest = _row_digest(b"audit", *row, *sorted(one for some in digests for one in some))
        database.execute("UPDATE audit SET draft_digest = ? WHERE rowid = ?", (digest, rowid))


def _digests_of(database: Database, table: str, audit: bytes) -> list[bytes]:
    rows = database.execute(f"SELECT row_digest FROM {table} WHERE audit = CAST(? AS TEXT)", (audit,))  # noqa: S608
    return [row[0].encode() for row in rows]


def _row_digest(*values: bytes | None) -> str:
    """The digest of a row: SHA-256 over each value after its length; a value that is NULL has the length "-"."""
    hashed = hashlib.sha256()
    for value in values:
        hashed.update(b"-:" if value is None else b"%d:%b" % (len(value), value))
    return hashed.hexdigest()


_EVIDENCE_IDS = "CREATE INDEX journal_of_evidence ON journal (audit, subject) WHERE what = 'attached'"
"""Migration 5: the ids of files that a draft ever had are found without reading its whole journal."""


@migrations(name="0005_evidence_ids")
def _evidence_ids(database: Database) -> None:
    database.execute(_EVIDENCE_IDS)


@migrations(name="0006_settled_digests")
def _add_settled_digests(database: Database) -> None:
    """The value that the journal recorded last has a digest too. It becomes the old value of the next line."""
    for table in ("answer", "action"):
        database.execute(f"ALTER TABLE {table} ADD COLUMN settled_digest TEXT")
        query = f"SELECT rowid, CAST(settled AS BLOB) FROM {table} WHERE settled IS NOT NULL"  # noqa: S608 - our own names
        for rowid, settled in database.execute(query).fetchall():
            digest = _row_digest(b"settled", settled)
            database.execute(f"UPDATE {table} SET settled_digest = ? WHERE rowid = ?", (digest, rowid))  # noqa: S608


_DIGESTED_LATER = {
    "identifier_salt": ("audit", "salt"),
    "identifier_accepted": ("audit", "fingerprint", "at", "who"),
    "place": ("audit", "body"),
    "put_away": ("audit",),
}
"""Migration 7: the last tables whose rows had no digest, and for each the columns that its digest covers."""

_JOURNAL_COLUMNS = ("audit", "at", "who", "what", "subject", "old", "new")

_KEEPS_WORDS = _DRAFTS[-1]
"""The trigger against changes of the journal. It is taken off while lines of before migration 4 get their digest."""


@migrations(name="0007_every_row")
def _every_row(database: Database) -> None:
    """Every row has a digest now: also lines of the journal from before migration 4, and whether a topic is offered."""
    database.conn.create_function("digest_of_row", -1, _row_digest, deterministic=True)
    for table, columns in _DIGESTED_LATER.items():
        database.execute(f"ALTER TABLE {table} ADD COLUMN row_digest TEXT")
        _add_row_digests(database, table, columns)
    database.execute("DROP TRIGGER journal_keeps_words")
    _add_row_digests(database, "journal", _JOURNAL_COLUMNS)
    database.execute(_KEEPS_WORDS)
    database.execute("ALTER TABLE topic ADD COLUMN offer_digest TEXT")
    database.execute(
        """UPDATE topic SET offer_digest =
            digest_of_row(CAST('offer' AS BLOB), CAST(digest AS BLOB), CAST(installed AS BLOB))"""
    )


def _add_row_digests(database: Database, table: str, columns: tuple[str, ...]) -> None:
    """Give a digest to the rows that have none. A row with a digest keeps it, because the row may be damaged."""
    values = ", ".join(f"CAST({column} AS BLOB)" for column in columns)
    database.execute(
        f"""UPDATE {table} SET row_digest = digest_of_row(CAST('{table}' AS BLOB), {values})
        WHERE row_digest IS NULL"""  # noqa: S608 - our own names
    )


def mend_list(database: Database, version: int) -> None:
    """Write the list of migrations again if it names one that does not exist: a damaged name would be applied twice.

    ``version``: of the file, which counts the migrations that it had.
    """
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        names = [migration.name for migration in migrations.pending(empty)]
    if not {migration.name for migration in migrations.applied(database)} <= set(names):
        database.execute("DELETE FROM _sqlite_migrations")
        for name in names[:version]:
            row = (migrations.name, name, "")
            database.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", row)


_HANDED_OVER = """CREATE TABLE handed_over (
    audit TEXT PRIMARY KEY REFERENCES audit (id),
    at TEXT NOT NULL,
    row_digest TEXT
) STRICT"""
"""Migration 8: the audits that another computer goes on with. Here they can only be read."""


@migrations(name="0008_handed_over")
def _add_handed_over(database: Database) -> None:
    database.execute(_HANDED_OVER)
