"""The agencies that a desk expects, the officer's word on whose a return is, and the reminders."""

from __future__ import annotations

import sqlite3

import msgspec

from s11desk.domain.receiving.desk_agencies import DeskAgency, MatchDecision
from s11desk.domain.receiving.reminders import Reminder
from s11desk.register.register import Register
from s11desk.register.register_rows import read_rows, replace_row, write_row


def keep_agency(connection: sqlite3.Connection, agency: DeskAgency) -> None:
    """Add the agency, or change what is recorded of it. Inside a transaction."""
    known = connection.execute("SELECT 1 FROM agency WHERE id = ?", (agency.id,)).fetchone()
    row = (agency.id, msgspec.json.encode(agency).decode())
    (write_row if known is None else replace_row)(connection, "agency", *row)


def all_agencies(register: Register) -> tuple[DeskAgency, ...]:
    """Every agency, by name."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "agency")
        found = [msgspec.json.decode(str(body), type=DeskAgency) for _, body in rows]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def add_match(connection: sqlite3.Connection, key: str, decision: MatchDecision) -> None:
    """Record the officer's word on whose the returns under ``key`` are. Inside a transaction."""
    write_row(connection, "agency_match", key, msgspec.json.encode(decision).decode())


def match_decisions(register: Register) -> dict[str, MatchDecision]:
    """The word that has effect, by :func:`s11desk.domain.receiving.desk_agencies.match_key`."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "agency_match", "ORDER BY number")
        return {str(key): msgspec.json.decode(str(body), type=MatchDecision) for key, body in rows}


def add_reminder(connection: sqlite3.Connection, agency: str, reminder: Reminder) -> None:
    """Record that an agency was reminded, or that it was not after all. ``agency``: its id. Inside a transaction."""
    write_row(connection, "reminder", agency, msgspec.json.encode(reminder).decode())


def all_reminders(register: Register) -> tuple[tuple[str, Reminder], ...]:
    """Every record of a reminder with the id of its agency, the first one first, also what does not hold any more."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "reminder", "ORDER BY number")
        return tuple((str(agency), msgspec.json.decode(str(body), type=Reminder)) for agency, body in rows)
