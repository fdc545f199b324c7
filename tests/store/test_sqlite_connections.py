"""Every connection to SQLite is made in one place."""

from __future__ import annotations

import ast
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from s11desk.store.opening.connection import open_drafts, open_second
from s11desk.store.saved_copies.reading_copies import reading_copy
from s11desk.store.sqlite.sqlite_connections import connect_file, connect_memory, file_address
from tests.samples import NOON

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/a b/drafts.db"), "file:///home/a%20b/drafts.db"),
        (PurePosixPath("/home/50%?#/drafts.db"), "file:///home/50%25%3F%23/drafts.db"),
        (PureWindowsPath(r"C:\Users\Amina\drafts.db"), "file:///C:/Users/Amina/drafts.db"),
        (PureWindowsPath(r"\\school\staff$\amina\drafts.db"), "file:////school/staff%24/amina/drafts.db"),
    ],
)
def test_the_address_names_no_server(path: PurePath, address: str) -> None:
    assert file_address(path) == address


@pytest.mark.parametrize("name", ["a b", "50%?#&=", "Zoë’s ünï", "mode=ro"])
def test_a_file_in_a_folder_with_any_name_is_opened(tmp_path: Path, name: str) -> None:
    database = tmp_path / name / "drafts.db"
    open_drafts(database, tmp_path / "backups", NOON).close()
    with closing(open_second(database)) as connection, reading_copy(database) as copy:
        assert connection.execute("SELECT id FROM home").fetchone() == copy.execute("SELECT id FROM home").fetchone()


def test_no_connection_uses_a_temporary_file_or_trusts_a_schema(tmp_path: Path) -> None:
    for connection in (connect_memory(), connect_file(tmp_path / "new.db", "rwc")):
        with closing(connection):
            assert connection.execute("PRAGMA temp_store").fetchone() == (2,)
            assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)


def test_no_other_module_connects_to_sqlite() -> None:
    connecting = {
        path.name
        for path in (CHECKOUT / "s11desk").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "connect" and ast.unparse(node.value) == "sqlite3"
    }
    assert connecting == {"sqlite_connections.py"}
