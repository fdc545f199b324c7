"""Columns that several sheets share: the origin of a text, and rules for files."""

from __future__ import annotations

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Origin, OriginKind
from s11desk.domain.topics.topic_limits import EVIDENCE_BYTES_CEILING
from s11desk.topics.workbook.reading.read_workbook import SheetRow
from s11desk.topics.workbook.reading.value_builder import NUMBER, TopicObject, ValueBuilder
from s11desk.topics.workbook.xlsform_names import id_from_name, xlsform_name

_MEGABYTE = 1_000_000
_DEFAULT_FILES, _DEFAULT_MEGABYTES = 10, 10
_MOST_MEGABYTES = EVIDENCE_BYTES_CEILING / _MEGABYTE
_HOW = tuple(kind.value for kind in OriginKind)


def put_origin(builder: ValueBuilder, entry: TopicObject, column: str = "origin") -> None:
    """Set the entry's origin if its cell gives one, as ``source how`` or ``source how: note``."""
    origin = require_origin(builder, entry.row, column)
    if origin is not None:
        entry.put(column, origin, column)


def require_origin(builder: ValueBuilder, row: SheetRow, column: str = "origin") -> dict[str, object] | None:
    """The origin in the cell; None for an empty cell. Anything else is a problem, and None."""
    text = row.text(column)
    found = parse_origin(text) if text else None
    if text and found is None:
        builder.problem(ProblemCode.ORIGIN_WRONG, row.location(column), text, _HOW)
    return found


def parse_origin(text: str) -> dict[str, object] | None:
    """Parse ``source how: note`` into the JSON of an origin; None if ``text`` has another form."""
    words, _, note = text.partition(":")
    source, _, how = words.strip().partition(" ")
    if how.strip() not in _HOW:
        return None
    return {"source": id_from_name(source), "how": how.strip(), **({"note": note.strip()} if note.strip() else {})}


def origin_text(origin: Origin | None) -> str:
    """Write an origin as ``source how: note``; empty for None."""
    if origin is None:
        return ""
    return f"{xlsform_name(origin.source)} {origin.how.value}" + (f": {origin.note}" if origin.note else "")


def _megabytes(builder: ValueBuilder, row: SheetRow) -> float:
    """The limit of a file. Anything but a number of megabytes in the allowed range is a problem."""
    text = row.text("evidence_max_mb")
    if not text:
        return _DEFAULT_MEGABYTES
    megabytes = float(text) if NUMBER.fullmatch(text) else 0
    if not 0 < megabytes <= _MOST_MEGABYTES:
        builder.problem(ProblemCode.MEGABYTES_WRONG, row.location("evidence_max_mb"), text)
        return _DEFAULT_MEGABYTES
    return megabytes


def put_evidence(builder: ValueBuilder, entry: TopicObject) -> None:
    """Set the rule for files if the row names types. Without other limits: at most 10 files of 10 MB each."""
    row = entry.row
    types = [name.strip().lstrip(".").lower() for name in row.text("evidence_types").replace(";", ",").split(",")]
    if not any(types):
        for column in ("evidence_max_mb", "evidence_max_files", "evidence_origin"):
            if row.text(column):
                builder.problem(ProblemCode.LIMIT_WITHOUT_TYPES, row.location(column), row.text(column))
        return
    megabytes = _megabytes(builder, row)
    files = builder.whole_number(row, "evidence_max_files")
    rule: dict[str, object] = {
        "types": [name for name in types if name],
        "max_file_bytes": round(megabytes * _MEGABYTE),
        "max_files": _DEFAULT_FILES if files is None else files,
    }
    origin = require_origin(builder, row, "evidence_origin")
    if origin is not None:
        rule["origin"] = origin
    entry.put("evidence", rule, "evidence_types")
    entry.locations["evidence", "max_file_bytes"] = row.location("evidence_max_mb")
    entry.locations["evidence", "max_files"] = row.location("evidence_max_files")
