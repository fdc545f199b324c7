"""Every figure of a desk is counted again from the files as they came, by code that knows nothing of the desk."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from s11desk.app.receiving.agencies.agency_register import overview_on, require_return, take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.figures.desk_figures import look_at_figures
from s11desk.app.receiving.figures.desk_matrix import desk_returns
from s11desk.app.receiving.keeping.erasing import erase_return
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.desk_search import DeskSearch, search_desk
from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
from s11desk.app.receiving.tables.desk_workbook import write_desk_workbook
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.register.register import Register
from tests.desk.conftest import Post, take
from tests.samples import NOON

LISTED = (
    ExpectedAgency("Riverside Trust", "Charity"),
    ExpectedAgency("Hilltop Club", "Charity"),
    ExpectedAgency("=Harbour School", "School"),
    ExpectedAgency("Quayside Nursery", "School"),
)
Raw = dict[str, Any]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, officer: Officer, post: Post) -> Path:
    """A desk that has everything, beside its tables in ``tables``."""
    folder = tmp_path_factory.mktemp("figures")
    create_desk(folder / "desk", officer, "Sample Partnership")
    with ReceivingDesk(folder / "desk", officer) as desk:
        take_in_agencies(desk, LISTED)
        take(desk, post.base / "in")
        write_desk_tables(desk, folder / "tables")
    return folder


@pytest.fixture(scope="module")
def raw(post: Post) -> dict[str, Raw]:
    """The newest return of each audit with the most signatures, by SHA-256, read from the files that came."""
    newest: dict[str, tuple[int, int, str, Raw]] = {}
    for path in sorted((post.base / "in").rglob("*.zip")):
        try:
            with zipfile.ZipFile(path) as archive:
                names, data = archive.namelist(), json.loads(archive.read("audit.json"))
        except zipfile.BadZipFile:
            continue
        signatures = sum(name.endswith(".p7s") for name in names)
        found = (data["return"]["number"], signatures, hashlib.sha256(path.read_bytes()).hexdigest(), data)
        newest[data["audit_id"]] = max(newest.get(data["audit_id"], (0, 0, "", {})), found, key=lambda one: one[:3])
    return {sha256: data for _, _, sha256, data in newest.values()}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def chosen(data: Raw, question: str) -> str:
    return next((str(one.get("choice", "")) for one in data["answers"] if one["question"] == question), "")


def test_the_returns_that_count_are_the_newest_of_each_audit(
    filled: Path, officer: Officer, raw: dict[str, Raw]
) -> None:
    with ReceivingDesk(filled / "desk", officer) as desk:
        assert {one.sha256 for one in list_returns(desk) if one.counts} == set(raw)
    states = Counter(row["state"] for row in rows(filled, "files"))
    assert states["counted"] == len(raw) == 3


def test_every_answer_and_every_count_of_options_is_in_the_files(filled: Path, raw: dict[str, Raw]) -> None:
    answers = {(row["reference"], row["question_id"]): row["answer_code"] for row in rows(filled, "answers")}
    for data in raw.values():
        for question in ("policy", "training"):
            assert answers.get((data["return"]["reference"], question), "") == chosen(data, question)
    seen = 0
    for row in rows(filled, "question_counts"):
        if row["question_id"] == "policy" and row["answer_code"]:
            given = Counter(chosen(data, "policy") for data in raw.values())
            base = sum(given.values()) - given["na"] - given[""]
            counted = (given[row["answer_code"]], base, given["na"], given[""], len(raw))
            names = ("returns", "base", "not_applicable", "not_answered", "all_returns")
            assert tuple(int(row[name]) for name in names) == counted, row
            has_part = base and row["answer_code"] != "na"
            assert row["percent"] == (str((200 * counted[0] + base) // (2 * base)) if has_part else "")
            seen += 1
    assert seen >= 2


def test_the_rates_of_overview_and_table_are_those_of_the_files(
    filled: Path, officer: Officer, raw: dict[str, Raw]
) -> None:
    returned = {data["agency"] for data in raw.values()}
    expected = {}
    for kind in ("", "Charity", "School"):
        names = [one.name for one in LISTED if kind in {"", one.type}]
        here = sum(name in returned for name in names)
        expected[kind] = (len(names), here, len(names) - here, (200 * here + len(names)) // (2 * len(names)))
    with ReceivingDesk(filled / "desk", officer) as desk:
        rates = overview_on(desk, NOON.date()).rates
        assert {one.type: (one.expected, one.returned, one.outstanding, one.percent) for one in rates} == expected
    written = {
        row["type"]: tuple(int(row[name]) for name in ("expected", "returned", "outstanding", "percent"))
        for row in rows(filled, "return_rates")
    }
    assert written == expected
    missing = {row["agency"] for row in rows(filled, "desk_agencies") if row["state"] == "outstanding"}
    assert missing == {one.name for one in LISTED} - returned


def test_the_database_of_the_tables_has_the_same_rows(filled: Path) -> None:
    database = sqlite3.connect(f"file:{filled / 'tables' / 'returns.db'}?mode=ro", uri=True)
    try:
        for path in (filled / "tables").glob("*.csv"):
            (count,) = database.execute(f"SELECT count(*) FROM {path.stem}").fetchone()  # noqa: S608 - our own names
            assert count == len(rows(filled, path.stem)), path.stem
    finally:
        database.close()


def test_a_register_of_the_first_schema_is_opened_and_its_words_are_found(
    filled: Path, officer: Officer, tmp_path: Path
) -> None:
    create_desk(tmp_path / "desk", officer, "Sample Partnership")
    with ReceivingDesk(filled / "desk", officer) as desk:
        before = search_desk(desk, DeskSearch("register", topic="sample", question="story", agency="club"))
        desk.register.connection.execute("VACUUM INTO ?", (str(tmp_path / "old.db"),))
    (tmp_path / "old.db").replace(tmp_path / "desk" / "register.db")
    _as_first_schema(tmp_path / "desk" / "register.db")
    with ReceivingDesk(tmp_path / "desk", officer) as desk:
        (version,) = desk.register.connection.execute("PRAGMA user_version").fetchone()
        assert version == 2, "the lowest that can say what is in it"
        assert before
        assert search_desk(desk, DeskSearch("register", topic="sample", question="story", agency="club")) == before


def _as_first_schema(register: Path) -> None:
    connection = sqlite3.connect(register)
    connection.executescript(
        """
        CREATE VIRTUAL TABLE words USING fts5 (
            received UNINDEXED, question UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2"
        );
        INSERT INTO words SELECT received, question, text FROM found_words;
        DROP TABLE found_words;
        DELETE FROM _sqlite_migrations WHERE name = '0002_marked_words';
        PRAGMA user_version = 1;
        """
    )
    connection.close()


def _tables(desk: ReceivingDesk, out: Path) -> object:
    write_desk_tables(desk, out)
    return {path.name: path.read_bytes() for path in out.glob("*.csv")}


def _workbook(desk: ReceivingDesk, out: Path) -> object:
    write_desk_workbook(desk, out)
    sheets = openpyxl.load_workbook(out).worksheets
    return {
        one.title: list(one.iter_rows(values_only=True)) for one in sheets if one.title not in {"Contents", "Notes"}
    }


def _matrix(desk: ReceivingDesk, _: Path) -> object:
    found = desk_returns(desk)
    assert found is not None
    return [one.reference for one in found.returns], found.uncounted, found.expected


def _figures(desk: ReceivingDesk, _: Path) -> object:
    seen = look_at_figures(desk)
    return seen.seen.overview.rates, [chart.points[-1:] for chart in seen.charts]


@pytest.mark.parametrize("make", [_tables, _workbook, _matrix, _figures])
@pytest.mark.parametrize("moment", [2, 4, 6])
def test_what_is_made_of_a_desk_is_of_one_moment_whatever_another_program_does_then(
    desk: ReceivingDesk,
    officer: Officer,
    post: Post,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[ReceivingDesk, Path], object],
    moment: int,
) -> None:
    take_in_agencies(desk, LISTED)
    take(desk, post["riverside"], post["second"])
    expected, real, times = make(desk, tmp_path / "before.xlsx"), Register.reading, count(1)

    def reading(register: Register) -> AbstractContextManager[sqlite3.Connection]:
        if register is desk.register and next(times) == moment:
            with ReceivingDesk(desk.folder.folder, officer) as other:
                take(other, post["harbour"], post["letter"])
                (riverside,) = (one for one in list_returns(other) if one.agency == "Riverside Trust")
                erase_return(other, require_return(other, riverside.sha256), "Kept for one year.")
        return real(register)

    monkeypatch.setattr(Register, "reading", reading)
    monkeypatch.setattr("s11desk.app.receiving.keeping.erasing.forget_deleted_pages", lambda _: None)  # waits for us
    assert make(desk, tmp_path / "during.xlsx") == expected
    assert next(times) > moment
    monkeypatch.undo()
    assert make(desk, tmp_path / "after.xlsx") != expected
