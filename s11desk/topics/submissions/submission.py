"""A submission as ODK and Kobo export it: texts by the names of the form, without any meaning yet."""

from __future__ import annotations

import msgspec


class SubmittedValue(msgspec.Struct, frozen=True):
    """One value. ``name``: that of the question in the form, without its groups. ``text``: as it was exported."""

    name: str
    text: str


class SubmittedTable(msgspec.Struct, frozen=True):
    """The rows of a repeat."""

    name: str
    rows: tuple[tuple[SubmittedValue, ...], ...]


class Submission(msgspec.Struct, frozen=True):
    """One filled-in form. ``id``: what the server calls it, to show to a person; may be empty."""

    id: str
    values: tuple[SubmittedValue, ...]
    tables: tuple[SubmittedTable, ...] = ()


class ReadSubmissions(msgspec.Struct, frozen=True):
    """What a file holds. ``problem``: why it could not be read, in lower case; empty if it could."""

    submissions: tuple[Submission, ...] = ()
    problem: str = ""
