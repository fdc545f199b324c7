"""Reads every sheet except ``survey``: choices, settings, introduction, guidance and the rest."""

from __future__ import annotations

import re

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import OriginKind
from s11desk.topics.workbook.reading.list_uses import ListUses
from s11desk.topics.workbook.reading.read_workbook import CellLocation, SheetRow, TopicWorkbook
from s11desk.topics.workbook.reading.sheet_lists import SheetList
from s11desk.topics.workbook.reading.value_builder import TopicObject, ValueBuilder
from s11desk.topics.workbook.shared_columns import parse_origin, put_evidence, put_origin, require_origin
from s11desk.topics.workbook.xlsform_names import id_from_name

_OPTION_FLAGS = {
    "needs_action": "needs_action",
    "needs_reason": "needs_reason",
    "needs_evidence": "needs_evidence",
    "needs_reason_or_file": "needs_reason_or_file",
    "left_out": "left_out_of_totals",
}
_TOTALS = ("none", "count", "sum", "percent")
_BETWEEN_ROLES = re.compile(r",|/|\+|&|\band\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:head(?:teacher|master|mistress)?|principal|chair\w*|governors?|trustees?|chief|director|manager|officer|owner|dsl)\b",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[^a-z0-9]+")
_WITHOUT_ORIGIN = {"frameworks", "links"}
_SOURCE = "form"
"""The id of the source that is the workbook itself, for a workbook that gives no source."""


def read_lists(builder: ValueBuilder, lists: dict[str, SheetList], uses: ListUses) -> None:
    """Add every list, as a scale or as a choice list, but not those that only give the rows of a table."""
    for choices in lists.values():
        if choices.name in uses.for_rows:
            continue
        entry = TopicObject(_first_with(choices, "origin"))
        entry.put("id", id_from_name(choices.name), "list_name")
        put_origin(builder, entry)
        _name_second(builder, choices, "origin")
        if choices.is_scale:
            title = choices.name.replace("_", " ").replace("-", " ").capitalize()
            entry.put("title", _first_with(choices, "title").text("title") or title, "title")
            _name_second(builder, choices, "title")
            entry.put("moderated", any(builder.yes_or_no_in(row, "moderated") for row in choices.rows), "moderated")
            _put_entries(builder, entry, choices, "options")
            builder.add("scales", entry)
        elif not choices.is_yes_no or choices.name in uses.for_choice:
            entry.put("other", choices.name in uses.with_other, "list_name")
            _put_entries(builder, entry, choices, "choices")
            builder.add("choice_lists", entry)


def _first_with(choices: SheetList, column: str) -> SheetRow:
    """The first row of the list that has something in this column; the first of all, if none has."""
    return next((row for row in choices.rows if row.text(column)), choices.rows[0])


def _name_second(builder: ValueBuilder, choices: SheetList, column: str) -> None:
    """Name each row with another text than the one that counts for the whole list."""
    taken = _first_with(choices, column).text(column)
    for row in choices.rows:
        if row.text(column) not in {"", taken}:
            builder.problem(ProblemCode.CELL_UNUSED, row.location(column), row.text(column))


def _put_entries(builder: ValueBuilder, entry: TopicObject, choices: SheetList, key: str) -> None:
    values = []
    for index, row in enumerate(choices.rows):
        option = _read_option(builder, row, is_scale=key == "options")
        values.append(option.value)
        entry.locations[key, index] = row.location()
        entry.locations |= {(key, index, *inner): location for inner, location in option.locations.items()}
    entry.value[key] = values


def _read_option(builder: ValueBuilder, row: SheetRow, *, is_scale: bool) -> TopicObject:
    option = TopicObject(row)
    option.put("code", id_from_name(row.text("name")), "name")
    option.text("label", "label")
    if is_scale:
        option.text("descriptor", "descriptor")
        option.put("colour", row.text("colour"), "colour")
        score = builder.whole_number(row, "score")
        if score is not None:
            option.value["score"] = score
        option.locations["score",] = row.location("score")
        option.text("asks", "asks")
        for column, flag in _OPTION_FLAGS.items():
            option.put(flag, builder.yes_or_no_in(row, column), column)
    return option


def read_settings(builder: ValueBuilder, workbook: TopicWorkbook) -> None:
    """Add the values in the first row of the sheet ``settings``. Each further row is a problem."""
    rows = workbook.sheet("settings").rows
    if not rows:
        return
    for row in rows[1:]:
        builder.problem(ProblemCode.CELL_UNUSED, row.location(), next((cell.text for _, cell in row.cells), ""))
    row = rows[0]
    _put_names(builder, row)
    contact = TopicObject(row)
    for key, column in (("name", "contact"), ("email", "contact_email"), ("telephone", "contact_telephone")):
        contact.text(key, column)
    contact.text("note", "contact_note")
    _put_own_origin(builder, contact, "contact_origin")
    _put_object(builder, "contact", contact)
    address = TopicObject(row)
    address.text("email", "return_to")
    address.text("instructions", "return_instructions")
    _put_own_origin(builder, address, "return_origin")
    if address.value:
        _put_object(builder, "return_to", address)
    evidence = TopicObject(row)
    put_evidence(builder, evidence)
    if "evidence" in evidence.value:
        builder.put("evidence", evidence.value["evidence"], row.location("evidence_types"))
        builder.locations |= evidence.locations
    _put_sign_off(builder, row)
    _put_total(builder, row)


def _put_own_origin(builder: ValueBuilder, entry: TopicObject, column: str) -> None:
    put_origin(builder, entry, column)
    if column in entry.value:
        entry.put("origin", entry.value.pop(column), column)


def _put_names(builder: ValueBuilder, row: SheetRow) -> None:
    builder.put("id", id_from_name(row.text("form_id")), row.location("form_id"))
    builder.put("version", builder.whole_number(row, "version"), row.location("version"))
    for key, column in (("title", "form_title"), ("year", "year"), ("form_name", "form_name")):
        builder.put(key, row.text(column), row.location(column))
    builder.put("deadline", builder.day(row, "deadline"), row.location("deadline"))
    partnership = TopicObject(row)
    partnership.text("name", "partnership")
    partnership.put("short_name", row.text("partnership_short") or row.text("partnership"), "partnership_short")
    _put_object(builder, "partnership", partnership)


def _put_object(builder: ValueBuilder, key: str, entry: TopicObject) -> None:
    builder.put(key, entry.value, entry.row.location())
    builder.locations |= {(key, *inner): location for inner, location in entry.locations.items()}


def _put_sign_off(builder: ValueBuilder, row: SheetRow) -> None:
    """Each line has a title and, after a colon, what that person declares. An id may come first, before a bar."""
    roles: list[dict[str, str]] = []
    for line in row.text("sign_off").splitlines():
        if names_several(line.partition("|")[2] or line):
            builder.problem(ProblemCode.ROLES_JOINED, row.location("sign_off"), line)
        own, bar, words = line.partition("|")
        title, _, declaration = (words if bar else line).partition(":")
        role_id = id_from_name(own.strip()) if bar else id_of_role(title) or f"role-{len(roles) + 1}"
        if bar and own.strip() != own.strip().lower():
            builder.problem(ProblemCode.ROLES_JOINED, row.location("sign_off"), line)
        if line.strip():
            role = {"id": role_id, "title": title.strip()}
            roles.append(role | ({"declaration": declaration.strip()} if declaration.strip() else {}))
    builder.put("sign_off", roles, row.location("sign_off"))


def names_several(line: str) -> bool:
    """Whether a line of ``sign_off`` seems to name several people, such as Head and Chair of governors."""
    title = line.partition(":")[0]
    parts = _BETWEEN_ROLES.split(title)
    return ";" in title or sum(_ROLE.search(part) is not None for part in parts) > 1


def id_of_role(title: str) -> str:
    """The id of a role without one of its own: its title in lower case with hyphens, at most 41 characters."""
    return _SLUG.sub("-", title.strip().lower()).strip("-")[:41]


def _put_total(builder: ValueBuilder, row: SheetRow) -> None:
    """One word for every scale, or ``list: word`` separated by semicolons."""
    scales = builder.value.get("scales")
    for piece in row.text("total").replace("\n", ";").split(";"):
        name, colon, word = piece.rpartition(":")
        word, name = word.strip().lower(), id_from_name(name.strip())
        if not word:
            continue
        if word not in _TOTALS:
            builder.problem(ProblemCode.WORD_UNKNOWN, row.location("total"), word, _TOTALS)
            continue
        known = tuple(str(scale["id"]) for scale in scales) if isinstance(scales, list) else ()
        if not colon and not known and word != "none":
            builder.problem(ProblemCode.CELL_UNUSED, row.location("total"), word)
        if colon and name not in known:
            builder.problem(ProblemCode.SCALE_UNKNOWN, row.location("total"), name, known)
        for scale in scales if isinstance(scales, list) else []:
            if not colon or scale["id"] == name:
                scale["total"] = word


def read_texts(builder: ValueBuilder, workbook: TopicWorkbook) -> None:
    """Add introduction, guidance, definitions, frameworks, links, sources and the action plan."""
    _read_list(builder, workbook, "introduction", {"heading": "heading", "body": "text"}, named=True)
    _read_list(builder, workbook, "guidance", {"title": "title", "text": "text"}, named=True)
    _read_list(builder, workbook, "definitions", {"term": "term", "meaning": "meaning"})
    _read_list(builder, workbook, "frameworks", {"title": "title"}, named=True)
    _read_list(builder, workbook, "links", {"title": "title", "address": "address"}, named=True)
    _read_plan(builder, workbook)
    _read_sources(builder, workbook)


def _read_list(
    builder: ValueBuilder, workbook: TopicWorkbook, name: str, columns: dict[str, str], *, named: bool = False
) -> None:
    for number, row in enumerate(workbook.sheet(name).rows, start=1):
        entry = TopicObject(row)
        if named:
            entry.put("id", id_from_name(row.text("name")) or f"{name}-{number}", "name")
        for key, column in columns.items():
            entry.text(key, column)
        if name == "guidance":
            _put_rests_on(builder, entry)
        elif name not in _WITHOUT_ORIGIN:
            put_origin(builder, entry)
        builder.add(name, entry)


def _put_rests_on(builder: ValueBuilder, entry: TopicObject) -> None:
    """Guidance may rest on several origins, one in each line."""
    origins = [parse_origin(line) for line in entry.row.text("origin").splitlines() if line.strip()]
    if None in origins:
        location, text = entry.row.location("origin"), entry.row.text("origin")
        builder.problem(ProblemCode.ORIGIN_WRONG, location, text, tuple(kind.value for kind in OriginKind))
    elif origins:
        entry.put("rests_on", origins, "origin")


def _read_plan(builder: ValueBuilder, workbook: TopicWorkbook) -> None:
    columns: list[dict[str, object]] = []
    for row in workbook.sheet("action_plan").rows:
        entry = TopicObject(row)
        entry.put("field", row.text("field"), "field")
        entry.text("label", "label")
        entry.put("required", builder.yes_or_no_in(row, "required"), "required")
        path = ("action_plan", "columns", len(columns))
        builder.locations |= {(*path, *inner): location for inner, location in entry.locations.items()}
        columns.append(entry.value)
    if columns:
        builder.put("action_plan", {"columns": columns}, CellLocation("action_plan"))
        with_origin = [row for row in workbook.sheet("action_plan").rows if row.text("origin")]
        found = require_origin(builder, with_origin[0]) if with_origin else None
        for row in with_origin[1:]:
            if row.text("origin") != with_origin[0].text("origin"):
                builder.problem(ProblemCode.CELL_UNUSED, row.location("origin"), row.text("origin"))
        if found is not None:
            builder.value["action_plan"] = {"columns": columns, "origin": found}


def _read_sources(builder: ValueBuilder, workbook: TopicWorkbook) -> None:
    """The first source is the origin of all texts that name none; without any, the workbook itself is the source."""
    keys = {"title": "title", "publisher": "publisher", "year": "year", "licence": "licence"}
    _read_list(builder, workbook, "sources", keys, named=True)
    sources = builder.value.get("sources")
    partnership = builder.value.get("partnership")
    publisher = str(partnership.get("name", "")) if isinstance(partnership, dict) else ""
    if not isinstance(sources, list):
        own = {
            "id": _SOURCE,
            "title": builder.value.get("title", ""),
            "publisher": publisher,
            "year": builder.value.get("year", ""),
            "licence": "None stated.",
        }
        sources = [own]
        builder.value["sources"] = sources
    rows = workbook.sheet("settings").rows
    stated = require_origin(builder, rows[0]) if rows else None
    builder.value["origin"] = stated or {"source": sources[0].get("id", _SOURCE), "how": "quoted"}
