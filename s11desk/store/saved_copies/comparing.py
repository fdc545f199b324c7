"""Compares a copy of the drafts with the drafts as they are now, audit by audit."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from s11desk.domain.keeping.drafts_copy import Age, AuditDifference
from s11desk.errors import UserError
from s11desk.files.presence import Presence, presence
from s11desk.files.regular_files import read_regular
from s11desk.store.saved_copies.reading_copies import is_whole, reading_copy, reading_present


@dataclass(frozen=True)
class DraftContents:
    """The values to compare.

    ``audits``: by id, the agency, the title of the topic, the time of the last change and the revision.
    ``answers``, ``actions`` and ``files``: a number for each row's content, by audit and row.
    """

    audits: dict[str, tuple[str, str, str, int]] = field(default_factory=dict)
    answers: dict[tuple[str, str], int] = field(default_factory=dict)
    actions: dict[tuple[str, str], int] = field(default_factory=dict)
    files: dict[tuple[str, str], int] = field(default_factory=dict)


_AUDITS = """SELECT audit.id, agency, CASE WHEN json_valid(CAST(body AS TEXT))
        THEN coalesce(json_extract(CAST(body AS TEXT), '$.title'), topic.id) ELSE topic.id END, changed, revision
    FROM audit JOIN topic ON topic.digest = audit.topic"""
_NOT_BLANK = "body <> json_object('question', question)"
_LENIENT = ("utf-8", "surrogateescape")
_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def read_contents(connection: sqlite3.Connection) -> DraftContents:
    """Read the values to compare. Works with the database of every version."""
    audits = {row[0]: (row[1], row[2], row[3], int(row[4])) for row in connection.execute(_AUDITS)}
    answers = connection.execute(f"SELECT audit, question, body FROM answer WHERE {_NOT_BLANK}")  # noqa: S608 - our own text
    actions = connection.execute("SELECT audit, id, body FROM action")
    files = connection.execute("SELECT audit, id, body FROM evidence")
    return DraftContents(audits, _rows(answers), _rows(actions), _rows(files))


def read_copy_contents(path: Path) -> DraftContents | None:
    """Read the values to compare from a copy; None if it cannot be read. Raises nothing."""
    with suppress(UserError, OSError, sqlite3.Error), reading_copy(path) as connection:
        return read_contents(connection)
    return None


def read_present_contents(database: Path) -> DraftContents | None:
    """Read the values to compare from the drafts as they are now; None if they cannot be read. Raises nothing."""
    with suppress(UserError, OSError, sqlite3.Error), reading_present(database) as connection:
        return read_contents(connection)
    return None


def compare(copy: DraftContents, now: DraftContents) -> tuple[AuditDifference, ...]:
    """Compare each audit of the copy or of the present drafts. Agency, topic and time are those in the copy, if any."""
    answers = _differing(copy.answers, now.answers)
    actions = _differing(copy.actions, now.actions)
    files = _differing(copy.files, now.files)
    differences = []
    for audit in dict.fromkeys([*copy.audits, *now.audits]):
        in_copy, present = copy.audits.get(audit), now.audits.get(audit)
        agency, topic, changed, _ = in_copy or present or ("", "", "", 0)
        counts = (answers[audit], actions[audit], files[audit])
        age = _age(in_copy, present, is_same=not any(counts))
        differences.append(AuditDifference(audit, agency, topic, changed, age, *counts))
    return tuple(differences)


def evidence_in_copy(path: Path) -> frozenset[str]:
    """The SHA-256 of every evidence file that a copy names, even a damaged one. Raises OSError if it cannot be read.

    In a damaged copy each run of 64 hexadecimal digits counts: keeping one file too many does no harm.
    """
    with suppress(UserError, sqlite3.Error), reading_copy(path) as connection:
        if is_whole(connection):
            rows = connection.execute("SELECT sha256, body FROM evidence").fetchall()
            # the digest column and the body, because one of them may be damaged
            return frozenset(_digests_in("".join(f"{digest} {body} " for digest, body in rows).encode(*_LENIENT)))
    digests: set[str] = set()
    for file in (path, path.with_name(path.name + "-wal")):
        if file == path or presence(file) is not Presence.NO:
            digests.update(_digests_in(read_regular(file)))
    return frozenset(digests)


def _digests_in(content: bytes) -> set[str]:
    return {digest.decode() for digest in _DIGEST.findall(content)}


def _rows(rows: sqlite3.Cursor) -> dict[tuple[str, str], int]:
    return {(audit, name): hash(body) for audit, name, body in rows}


def _age(in_copy: tuple[str, str, str, int] | None, present: tuple[str, str, str, int] | None, *, is_same: bool) -> Age:
    """Compare by revision, which counts the changes of an audit: the clock may have been wrong."""
    if in_copy is None:
        return Age.ONLY_NOW
    if present is None:
        return Age.ONLY_THERE
    if is_same:
        return Age.SAME
    if in_copy[3] == present[3]:
        return Age.DIVERGED
    return Age.NEWER if in_copy[3] > present[3] else Age.OLDER


def _differing(one: dict[tuple[str, str], int], other: dict[tuple[str, str], int]) -> Counter[str]:
    """For each audit, how many rows differ."""
    return Counter(key[0] for key in one.keys() | other.keys() if one.get(key) != other.get(key))
