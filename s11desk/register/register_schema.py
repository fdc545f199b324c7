"""The migrations of the register. Each is frozen once released: it imports nothing of ours and is never edited.

``user_version`` counts the migrations applied. Every row has a digest of its other columns.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

register_migrations = Migrations("s11desk-register")

_TABLES = (
    """CREATE TABLE desk (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        id TEXT NOT NULL,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE topic (
        digest TEXT PRIMARY KEY,
        asked INTEGER NOT NULL,
        body BLOB NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE received (
        sha256 TEXT PRIMARY KEY,
        audit TEXT NOT NULL,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX received_of_audit ON received (audit)",
    """CREATE TABLE received_data (
        received TEXT PRIMARY KEY REFERENCES received (sha256),
        data BLOB NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE file (
        sha256 TEXT PRIMARY KEY,
        received TEXT REFERENCES received (sha256),
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX file_of_received ON file (received)",
    """CREATE TABLE arrival (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        file TEXT NOT NULL REFERENCES file (sha256),
        source TEXT NOT NULL,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL,
        UNIQUE (file, source)
    ) STRICT""",
    """CREATE TABLE review (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        received TEXT NOT NULL REFERENCES received (sha256),
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX review_of_received ON review (received, number)",
    """CREATE TABLE agency (
        id TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE agency_match (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        audit TEXT NOT NULL,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE reminder (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        agency TEXT NOT NULL,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE receipt (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        received TEXT NOT NULL REFERENCES received (sha256),
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX receipt_of_received ON receipt (received)",
    """CREATE TABLE erasure (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL,
        row_digest TEXT NOT NULL
    ) STRICT""",
    """CREATE VIRTUAL TABLE words USING fts5 (
        received UNINDEXED, question UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2"
    )""",
)
"""Migration 1: the first schema."""


@register_migrations(name="0001_register")
def _register(database: Database) -> None:
    for statement in _TABLES:
        database.execute(statement)
