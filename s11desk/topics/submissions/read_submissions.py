"""Reads the files that ODK Central and Kobo export: CSV with a row for each submission, and JSON.

Sources: ODK Central, "OData" and "Exporting CSV"; Kobo, "Exporting data" and API v2. In CSV, groups stand before a
name, joined by a hyphen (ODK) or a stroke (Kobo), and a repeat has a file of its own. These are files of strangers:
nothing in them raises.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TypeGuard

import msgspec

from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.submissions.submission import ReadSubmissions, Submission, SubmittedTable, SubmittedValue

MAX_SUBMISSIONS = 2_000
_MAX_FIELD = 1_000_000
_MAX_DEPTH = 6
_IDS = ("meta-instanceid", "meta/instanceid", "instanceid", "_uuid", "__id", "key", "_id")
"""The names under which a submission has its id, in lower case; the first that is there counts."""
_LISTS = ("value", "results")
"""Where JSON has the submissions: OData of ODK, and Kobo's API."""
_QUOTED = ("'=", "'+", "'-", "'@")
"""How a text is written that a spreadsheet would take for a formula."""


class _RowTooWide(Exception):  # noqa: N818 - a finding about the file
    """A row with more cells than headings: a comma somewhere in it has moved answers under other headings."""


@run_in_reader
def read_submissions(content: bytes, names: tuple[str, ...]) -> ReadSubmissions:
    """The submissions in the bytes of a CSV or JSON file. ``names``: those of the form's questions."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ReadSubmissions(problem="it is not UTF-8 text")
    try:
        found = _from_json(text) if text.lstrip().startswith(("{", "[")) else _from_csv(text, names)
    except (msgspec.DecodeError, RecursionError):
        return ReadSubmissions(problem="it is no JSON")
    except csv.Error:
        return ReadSubmissions(problem="it is no table as CSV")
    except _RowTooWide as error:
        return ReadSubmissions(problem=f"row {error} has more cells than there are headings")
    if not found:
        return ReadSubmissions(problem="there is no submission in it")
    if len(found) > MAX_SUBMISSIONS:
        return ReadSubmissions(problem=f"there are more than {MAX_SUBMISSIONS:,} submissions in it")
    return ReadSubmissions(found)


def _from_csv(text: str, names: tuple[str, ...]) -> tuple[Submission, ...]:
    csv.field_size_limit(_MAX_FIELD)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [one.strip() for one in next(rows, [])]
    plain = [_plain_name(one, names) for one in header]
    found = []
    for number, row in zip(range(2, MAX_SUBMISSIONS + 3), rows, strict=False):
        if any(cell.strip() for cell in row[len(header) :]):
            raise _RowTooWide(number)
        if row:
            found.append(_csv_row(header, plain, row))
    return tuple(found)


def _csv_row(header: list[str], plain: list[str], row: list[str]) -> Submission:
    by_header = dict(zip((one.lower() for one in header), row, strict=False))
    values = (SubmittedValue(name, _unquoted(text)) for name, text in zip(plain, row, strict=False) if text.strip())
    return Submission(_id_of(by_header), tuple(values))


def _plain_name(header: str, names: tuple[str, ...]) -> str:
    """The name without its groups; for the column of one option, the name and the option's code."""
    *_, parent, last = ("", *header.split("/"))
    question = _known_ending(parent, names)
    return f"{question}/{last}" if question in names else _known_ending(last, names)


def _known_ending(header: str, names: tuple[str, ...]) -> str:
    """The longest ending after a hyphen that is a known name: a name may hold hyphens itself."""
    parts = header.split("-")
    endings = ("-".join(parts[start:]) for start in range(len(parts)))
    return next((ending for ending in endings if ending in names), header)


def _unquoted(text: str) -> str:
    return text[1:] if text.startswith(_QUOTED) else text


def _from_json(text: str) -> tuple[Submission, ...]:
    value = msgspec.json.decode(text)
    if _is_object(value):
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), [value])
    entries = value if isinstance(value, list) else []
    return tuple(_json_entry(entry) for entry in entries[: MAX_SUBMISSIONS + 1] if _is_object(entry))


def _json_entry(entry: dict[str, object]) -> Submission:
    values: list[SubmittedValue] = []
    tables: list[SubmittedTable] = []
    _collect(entry, values, tables, _MAX_DEPTH)
    ids = {name.lower(): text for name, text in entry.items() if isinstance(text, str | int)}
    return Submission(_id_of(ids), tuple(values), tuple(tables))


def _collect(entry: dict[str, object], values: list[SubmittedValue], tables: list[SubmittedTable], depth: int) -> None:
    """Go through the groups: nested objects in ODK, paths with strokes in Kobo."""
    for path, value in entry.items():
        name = path.rpartition("/")[2]
        if _is_object(value):
            if depth and not name.startswith("__"):
                _collect(value, values, tables, depth - 1)
        elif isinstance(value, list) and any(map(_is_object, value)):
            tables.append(SubmittedTable(name, tuple(tuple(_row_values(row)) for row in value if _is_object(row))))
        elif (text := _text(value)).strip():
            values.append(SubmittedValue(name, text))


def _row_values(row: dict[str, object]) -> Iterator[SubmittedValue]:
    for path, value in row.items():
        if _is_object(value):
            yield from _row_values(value)
        elif (text := _text(value)).strip():
            yield SubmittedValue(path.rpartition("/")[2], text)


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):  # the options that were chosen, or the two numbers of a place
        return " ".join(_text(one) for one in value if not isinstance(one, dict | list))
    return "" if value is None else str(value)


def _id_of(values: dict[str, str] | dict[str, str | int]) -> str:
    return next((str(values[name])[:100] for name in _IDS if values.get(name)), "")
