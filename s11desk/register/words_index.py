"""Full-text search over what agencies wrote, with an index that is kept (SQLite's FTS5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.register.register import Register
from s11desk.store.full_text import EXCERPT_WORDS, match_expression


@dataclass(frozen=True, slots=True)
class WordsFound:
    """A text that has the words. ``received``: the SHA-256 of its return. ``excerpt``: the words around it."""

    received: str
    question: str
    excerpt: str


def search_words(register: Register, text: str) -> Iterator[WordsFound]:
    """Yield the texts with every word of ``text``, the last return first; the last word may be incomplete.

    Case and accents are ignored, and nothing in ``text`` is an operator. Raises what :func:`register_faults` raises.
    """
    expression = match_expression(text)
    if not expression:
        return
    statement = (
        "SELECT received, question, snippet(words, 2, '', '', '…', ?) FROM words WHERE words MATCH ? "
        "ORDER BY rowid DESC"
    )
    with register.reading() as connection:
        for received, question, excerpt in connection.execute(statement, (EXCERPT_WORDS, expression)):
            yield WordsFound(str(received), str(question), " ".join(str(excerpt).split()))


def remove_words(connection: sqlite3.Connection, sha256: str) -> None:
    """Remove the words of a return from the index for good. Inside a transaction.

    Without merging the index would keep them until it is merged by itself.
    """
    connection.execute("DELETE FROM words WHERE received = ?", (sha256,))
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
