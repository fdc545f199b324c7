"""Full-text search with SQLite's FTS5, over texts that are indexed in memory for one question and then forgotten.

No index is kept in the database: everything a person wrote would stand there twice, be written on every save, and have
to be kept in step. Indexing 200 texts of 1,000 words and asking takes about 30 ms.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

EXCERPT_WORDS = 14
MOST_WORDS = 20
"""Words of a query that count; the rest of a pasted page would only slow the search."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """``place``: which of the texts, from 0. ``excerpt``: the words around what was found."""

    place: int
    excerpt: str


def search_texts(texts: Sequence[str], query: str) -> tuple[Match, ...]:
    """The texts that hold every word of ``query``, the best first; the last word may be a beginning.

    Upper and lower case and accents are one. Nothing in ``query`` is an operator: signs only part words, as they do in
    the texts. Empty where ``query`` holds no word.
    """
    expression = _expression(query)
    if not expression:
        return ()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("CREATE VIRTUAL TABLE piece USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
        connection.execute("BEGIN")
        rows = ((place + 1, text) for place, text in enumerate(texts))
        connection.executemany("INSERT INTO piece (rowid, text) VALUES (?, ?)", rows)
        found = connection.execute(
            "SELECT rowid, snippet(piece, 0, '', '', '…', ?) FROM piece WHERE piece MATCH ? ORDER BY rank, rowid",
            (EXCERPT_WORDS, expression),
        ).fetchall()
    finally:
        connection.close()
    return tuple(Match(rowid - 1, " ".join(excerpt.split())) for rowid, excerpt in found)


def _expression(query: str) -> str:
    """Each word quoted, so that AND, NEAR, *, ^, :, - and quotes are words or nothing."""
    words = _WORD.findall(query)[:MOST_WORDS]
    return " ".join(f'"{word}"' for word in words) + "*" if words else ""
