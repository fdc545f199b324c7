"""Make a drafts file as the first version of the program made it. The self-test opens it, which migrates it."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from s11desk.files.durable import make_folder
from s11desk.store.checks.check_file import APPLICATION_ID
from s11desk.store.opening.schema import migrations
from s11desk.store.sqlite.sqlite_connections import connect_file

FIRST_VERSION = 1
_NEXT = "0002_company"


def write_first_drafts(database: Path) -> None:
    """Write an empty drafts file of schema 1. Raises what making a folder raises, and sqlite3.Error."""
    make_folder(database.parent, private=True)
    connection = connect_file(database, "rwc")
    try:
        migrations.apply(Database(connection, execute_plugins=False), stop_before=_NEXT)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FIRST_VERSION}")
    finally:
        connection.close()
