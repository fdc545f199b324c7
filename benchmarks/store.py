"""Saving, and what a home of many years costs: 300 drafts, 6,000 files and 200,000 journal lines beside an empty home.

A save is measured beside the least that is durable: one row and one COMMIT of bare SQLite under the same pragmas.
Opening and listing are measured in a process of their own each, as a person starts the program.
"""

from __future__ import annotations

import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.demo import AGENCY, TOPIC
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.store.rows.digests import row_digest
from s11desk.store.rows.journal import EventKind, JournalEntry

DRAFTS = 300
FILES_EACH = 20
JOURNAL_LINES = 200_000
LINES_OF_ONE = 100_000
"""So many of the lines belong to one audit, to which files are attached."""
SAVES = 300
_QUESTIONS = ("case-study", "family-toolbox", "family-hubs", "local-services")
ROUNDS = 7

_LIST = """
import sys
from pathlib import Path
from s11desk.app.audits.drafts import list_drafts
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
with open_home(Home(Path(sys.argv[1])), backs_up=False) as workspace:
    if sys.argv[2] == "backs up":
        workspace.back_up_beside(print)
    list_drafts(workspace)
"""
"""The window backs up when the list is on the screen; a command backs up beside its work."""


def saves() -> list[Figure]:
    """Median and 99th percentile of an acknowledged save against a bare commit, in turn."""
    with tempfile.TemporaryDirectory() as name, open_home(Home(Path(name) / "home")) as workspace:
        audit = begin_draft(workspace, TOPIC, AGENCY).audit.id
        with closing(_bare(Path(name) / "bare.db")) as bare:
            ours, floor = [], []
            for number in range(SAVES):
                answer = Answer("family-hubs", comment=f"We met {number} times. " + "What we agreed. " * 20)
                ours.append(_seconds(partial(save_answer, workspace, audit, answer, settled=False)))
                floor.append(_seconds(partial(_commit, bare, answer.comment)))
    figures = []
    for label, share in (("median", 0.5), ("99th percentile", 0.99)):
        mine, least = _quantile(ours, share), _quantile(floor, share)
        print(
            f"acknowledged save, {label}: {mine * 1000:.2f} ms, bare commit {least * 1000:.2f} ms, {mine / least:.2f}"
        )
        figures.append(Figure(f"acknowledged save, {label}", round(mine / least, 2), "x a bare commit", 1.5))
    return figures


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE answer (question TEXT PRIMARY KEY, body TEXT NOT NULL)")
    return connection


def _commit(connection: sqlite3.Connection, text: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO answer VALUES ('q', ?) ON CONFLICT DO UPDATE SET body = excluded.body", (text,))
    connection.execute("COMMIT")


def many_years(home: Home) -> str:
    """Fill ``home``. Return the id of the audit with most lines in its journal."""
    answers = read_answers_file(resources_folder() / "demo" / "answers.json")
    audit = ""
    with open_home(home) as workspace:
        quick = workspace.drafts._connection  # noqa: SLF001 - filling need not be durable, and takes minutes if it is
        quick.execute("PRAGMA synchronous = OFF")
        for number in range(DRAFTS):
            audit = _one_year(workspace, answers, number)
            lines = LINES_OF_ONE if number == DRAFTS - 1 else (JOURNAL_LINES - LINES_OF_ONE) // (DRAFTS - 1)
            _fill_journal(quick, audit, lines, workspace)
    return audit


def _one_year(workspace: Workspace, answers: bytes, number: int) -> str:
    audit = begin_draft(workspace, TOPIC, f"{AGENCY} {number}").audit.id
    apply_answers_file(workspace, audit, answers, "answers.json")
    for file in range(FILES_EACH):
        question = _QUESTIONS[file % len(_QUESTIONS)]
        attach_bytes(workspace, audit, question, PastedFile(f"photo {file}.png", _picture(f"{number}-{file}")))
    return audit


def _picture(text: str) -> bytes:
    """A PNG of one pixel that carries ``text``, so that no two are the same file."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"tEXt", b"Comment\0" + text.encode()),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def _fill_journal(connection: sqlite3.Connection, audit: str, lines: int, workspace: Workspace) -> None:
    stamp = workspace.stamp()
    entry = JournalEntry(stamp.at, stamp.who, EventKind.ANSWERED, "family-hubs", "x" * 200, "y" * 200)
    row = (audit, entry.at.isoformat(), entry.who, entry.what.value, entry.subject, entry.old, entry.new)
    digest = row_digest("journal", *row)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO journal (audit, at, who, what, subject, old, new, row_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row, digest) for _ in range(lines)),
    )
    connection.execute("COMMIT")


def old_against_new() -> list[Figure]:
    """``same``: an audit with as many answers and files as that of the old home, and without its years of changes."""
    with tempfile.TemporaryDirectory() as name:
        full, empty = Home(Path(name) / "full"), Home(Path(name) / "empty")
        in_full = many_years(full)
        with open_home(empty) as workspace:
            answers = read_answers_file(resources_folder() / "demo" / "answers.json")
            in_empty, same = begin_draft(workspace, TOPIC, AGENCY).audit.id, _one_year(workspace, answers, DRAFTS)
        print(f"drafts.db {full.database.stat().st_size / 1e6:.0f} MB")
        figures = [_ratio("start and list", 2.0, _start(full), _start(empty))]
        figures.append(_ratio("first command of the day", 2.0, _first_of_day(full), _first_of_day(empty)))
        with open_home(full) as old, open_home(empty) as new:
            figures.append(_ratio("save an answer", 1.5, _saving(old, in_full), _saving(new, same)))
            figures.append(_ratio("beside an empty audit", 1.5, _saving(old, in_full), _saving(new, in_empty)))
            figures.append(_ratio("attach a file", 1.5, _attaching(old, in_full), _attaching(new, in_empty)))
        figures.append(_ratio("close after a change", 2.0, _closing(full, in_full), _closing(empty, in_empty)))
    return figures


def _start(home: Home, backs_up: str = "") -> Callable[[], float]:
    command = [sys.executable, "-c", _LIST, str(home.folder), backs_up]
    return lambda: _seconds(lambda: subprocess.run(command, check=True))


def _first_of_day(home: Home) -> Callable[[], float]:
    def start() -> float:
        for backup in home.backups.glob("*.db"):
            backup.unlink()
        return _start(home, "backs up")()

    return start


def _saving(workspace: Workspace, audit: str) -> Callable[[], float]:
    def save() -> float:
        text = f"Agreed at {time.monotonic_ns()}"
        return _seconds(lambda: save_answer(workspace, audit, Answer("family-hubs", comment=text)))

    return save


def _attaching(workspace: Workspace, audit: str) -> Callable[[], float]:
    def attach() -> float:
        content = _picture(str(time.monotonic_ns()))
        return _seconds(lambda: attach_bytes(workspace, audit, "staff-understanding", PastedFile("photo.png", content)))

    return attach


def _closing(home: Home, audit: str) -> Callable[[], float]:
    def close() -> float:
        workspace = open_home(home)
        save_answer(workspace, audit, Answer("family-hubs", comment=f"Agreed at {time.monotonic_ns()}"))

        def end() -> None:
            workspace.back_up()
            workspace.close()

        return _seconds(end)

    return close


def _ratio(name: str, aim: float, ours: Callable[[], float], floor: Callable[[], float]) -> Figure:
    pairs = [(ours(), floor()) for _ in range(ROUNDS + 1)][1:]
    mine, least = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:32}{mine * 1000:9.1f} ms   empty home {least * 1000:8.1f} ms   {mine / least:7.2f}   aim {aim}")
    return Figure(name, round(mine / least, 2), "x an empty home", aim)


def _seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    print_all([*saves(), *old_against_new()])


if __name__ == "__main__":
    main()
