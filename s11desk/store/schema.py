"""The migrations of the schema. Each is frozen once released: it imports nothing of ours and its SQL is never edited.

``user_version`` counts the migrations applied, so that opening an up-to-date file does not import sqlite-utils.
"""

from __future__ import annotations

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
