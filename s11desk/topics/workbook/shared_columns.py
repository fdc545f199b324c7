"""Columns that several sheets share: the origin of a text, and rules for files."""

from __future__ import annotations

from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.topic import Origin, OriginKind
from s11desk.topics.workbook.names import id_of, name_of
from s11desk.topics.workbook.value_builder import Entry, ValueBuilder

_MEGABYTE = 1_000_000
_MOST_FILES, _MOST_MEGABYTES = 10, 10
_HOW = tuple(kind.value for kind in OriginKind)


def put_origin(builder: ValueBuilder, entry: Entry, column: str = "origin") -> None:
    """Set the entry's origin if its cell gives one, as ``source how`` or ``source how: note``."""
    text = entry.row.text(column)
    if text:
        origin = origin_value(text)
        if origin is None:
            builder.problem(ProblemCode.ORIGIN_WRONG, entry.row.place(column), text, _HOW)
        else:
            entry.put(column, origin, column)


def origin_value(text: str) -> dict[str, object] | None:
    """The origin that ``text`` gives; None if it gives none."""
    words, _, note = text.partition(":")
    source, _, how = words.strip().partition(" ")
    if how.strip() not in _HOW:
        return None
    return {"source": id_of(source), "how": how.strip(), **({"note": note.strip()} if note.strip() else {})}


def origin_text(origin: Origin | None) -> str:
    """The origin as a cell holds it."""
    if origin is None:
        return ""
    return f"{name_of(origin.source)} {origin.how.value}" + (f": {origin.note}" if origin.note else "")


def put_evidence(builder: ValueBuilder, entry: Entry, key: str = "evidence") -> None:
    """Set the rule for files if the row names types: at most 10 files of 10 MB each, where it says no more."""
    row = entry.row
    types = [name.strip().lstrip(".").lower() for name in row.text("evidence_types").replace(";", ",").split(",")]
    if not any(types):
        return
    megabytes = builder.number(row, "evidence_max_mb")
    files = builder.whole_number(row, "evidence_max_files")
    rule: dict[str, object] = {
        "types": [name for name in types if name],
        "max_file_bytes": round((_MOST_MEGABYTES if megabytes is None else megabytes) * _MEGABYTE),
        "max_files": _MOST_FILES if files is None else files,
    }
    origin = origin_value(row.text("evidence_origin"))
    if origin is not None:
        rule["origin"] = origin
    elif row.text("evidence_origin"):
        builder.problem(ProblemCode.ORIGIN_WRONG, row.place("evidence_origin"), row.text("evidence_origin"), _HOW)
    entry.put(key, rule, "evidence_types")
    entry.places[key, "max_file_bytes"] = row.place("evidence_max_mb")
    entry.places[key, "max_files"] = row.place("evidence_max_files")
