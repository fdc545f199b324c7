"""Full-text search over what agencies wrote, with an index that is kept (SQLite's FTS5)."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from s11desk.register.register import Register
from s11desk.store.sqlite.full_text import EXCERPT_WORDS, match_expression, phrase_expression

_LAST_LETTER = re.compile(r'"."\*$')
"""A single letter at the end. The words that begin with it are a large part of all words."""


@dataclass(frozen=True, slots=True)
class WordsFound:
    """A text that has the words. ``received``: the SHA-256 of its return. ``excerpt``: the words around it."""

    received: str
    question: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class WordsWanted:
    """What is looked for. ``question``, ``topic``: ids. ``agency``: words of its name. Empty for any.

    ``names``: whole names that fit, too, if words of a name are looked for.
    """

    text: str
    question: str = ""
    topic: str = ""
    agency: str = ""
    names: tuple[str, ...] = ()


def search_words(register: Register, wanted: WordsWanted) -> Iterator[WordsFound]:
    """Yield the texts with every word of ``wanted.text``, the last return first; the last word may be incomplete.

    A single letter is a whole word. Case and accents are ignored, and no text is an operator. Nothing that does not
    fit is read, so the time does not grow with it. Raises what :func:`register_faults` raises.
    """
    expression = _expression(wanted)
    if not expression:
        return
    statement = (
        "SELECT received, question, snippet(found_words, 2, '', '', '…', ?) FROM found_words WHERE found_words MATCH ? "
        "ORDER BY rowid DESC"
    )
    with register.reading() as connection:
        for received, question, excerpt in connection.execute(statement, (EXCERPT_WORDS, expression)):
            yield WordsFound(str(received), str(question), " ".join(str(excerpt).split()))


def _expression(wanted: WordsWanted) -> str:
    """The query for FTS5; empty if no word is looked for."""
    text = match_expression(wanted.text)
    if not text:
        return ""
    if _LAST_LETTER.search(text):
        text = text.removesuffix("*")
    marks = " ".join(
        _mark(kind, name) for kind, name in (("question", wanted.question), ("topic", wanted.topic)) if name
    )
    parts = (("text", text), ("marks", marks), ("agency", _of_agency(wanted)))
    return " AND ".join(f"{column} : ({words})" for column, words in parts if words)


def _of_agency(wanted: WordsWanted) -> str:
    """The part of the query for the name of the agency; empty for any."""
    typed = match_expression(wanted.agency)
    if not typed or not wanted.names:
        return typed
    names = filter(None, map(phrase_expression, wanted.names))
    return " OR ".join((f"({typed})", *dict.fromkeys(names)))


@lru_cache(1024)
def _marks(question: str, topic: str) -> str:
    """The words for a question of a topic. All returns that answer it have the same."""
    return f"{_mark('question', question)} {_mark('topic', topic)}"


def _mark(kind: str, name: str) -> str:
    """A word for a question or a topic. Its id may have signs that separate words; one that is no text fits nothing."""
    return f"{kind}{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:20]}"


class WaitingWords:
    """The texts of returns that are put into the index together.

    Whenever a part of a transaction begins, SQLite writes the words so far as a piece of the index of its own, which it
    has to merge with the others later. So the words of many returns come last.
    """

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, str, str]] = []

    def add(self, sha256: str, topic: str, agency: str, words: Iterable[tuple[str, str]]) -> None:
        """Add the texts of a return: the id of the question and the text."""
        self._rows += ((sha256, question, text, _marks(question, topic), agency) for question, text in words)

    def write(self, connection: sqlite3.Connection) -> None:
        """Put them into the index. Inside a transaction."""
        connection.executemany("INSERT INTO found_words VALUES (?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()


def remove_words(connection: sqlite3.Connection, sha256: str, topic: str, agency: str) -> None:
    """Remove the words of a return from the index. ``topic`` and ``agency``: its own. Inside a transaction.

    The index finds the texts of one agency about one topic, so the others are not read. :func:`forget_words` is to
    follow.
    """
    parts = (("marks", _mark("topic", topic)), ("agency", match_expression(agency)))
    fitting = " AND ".join(f"{column} : ({words})" for column, words in parts if words)
    found = "SELECT rowid FROM found_words WHERE found_words MATCH ? AND received = ?"
    connection.execute(f"DELETE FROM found_words WHERE rowid IN ({found})", (fitting, sha256))  # noqa: S608 - ours


def forget_words(connection: sqlite3.Connection) -> None:
    """Merge the index, which would else keep removed words until it merges them by itself. Inside a transaction."""
    connection.execute("INSERT INTO found_words (found_words) VALUES ('optimize')")
