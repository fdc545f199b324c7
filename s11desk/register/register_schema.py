"""The migrations of the register. Each is frozen once released: it imports nothing of ours and is never edited.

``user_version`` counts the migrations applied. Every row has a digest of its other columns.
"""

from __future__ import annotations

import hashlib

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


KEEP_LAST_DAYS = """CREATE TRIGGER keep_last_days BEFORE UPDATE ON desk
    WHEN instr(OLD.body, '"last_days":') > 0 AND instr(NEW.body, '"last_days":') = 0
    BEGIN SELECT RAISE(ABORT, 'this desk has last days that only a newer s11desk keeps'); END"""
"""Refuses to write the desk without its last days. A register gets it with its first one, and never loses them.

An earlier program does not look at the version again while it has the desk open, and would write it without them. No
text of a person has these letters in JSON, where its quotation marks have a backslash before them.
"""


@register_migrations(name="0001_register")
def _register(database: Database) -> None:
    for statement in _TABLES:
        database.execute(statement)


_FOUND_WORDS = """CREATE VIRTUAL TABLE found_words USING fts5 (
    received UNINDEXED, question UNINDEXED, text, marks, agency,
    tokenize = "unicode61 remove_diacritics 2", prefix = "2 3"
)"""
"""``marks``: a word for the question and one for the topic, so that the index leaves the others out."""


@register_migrations(name="0002_marked_words")
def _marked_words(database: Database) -> None:
    database.execute(_FOUND_WORDS)
    rows = database.execute(
        "SELECT words.received, question, text, json_extract(body, '$.topic.id'), json_extract(body, '$.agency') "
        "FROM words JOIN received ON received.sha256 = words.received ORDER BY words.rowid"
    ).fetchall()
    for received, question, text, topic, agency in rows:
        kinds = (("question", question), ("topic", topic))
        marks = " ".join(f"{kind}{hashlib.sha256(str(name).encode()).hexdigest()[:20]}" for kind, name in kinds)
        database.execute("INSERT INTO found_words VALUES (?, ?, ?, ?, ?)", (received, question, text, marks, agency))
    database.execute("DROP TABLE words")
