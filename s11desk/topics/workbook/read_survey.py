"""Reads the sheet ``survey``: questions, sections (``begin_group``) and tables (``begin_repeat``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from s11desk.domain.pack_problems import ProblemCode
from s11desk.topics.workbook.conditions import parse_conditions, parse_limits
from s11desk.topics.workbook.expressions import CURLY_QUOTES, ExpressionUnusable
from s11desk.topics.workbook.read_workbook import SheetRow, SheetTable
from s11desk.topics.workbook.shared_columns import parse_origin, put_evidence, put_origin
from s11desk.topics.workbook.sheet_columns import DESCRIPTOR_PREFIX, IGNORED_COLUMNS
from s11desk.topics.workbook.sheet_lists import SheetList
from s11desk.topics.workbook.unused_cells import UNUSED_AT_END, UNUSED_IN_GROUP, name_unused_cells
from s11desk.topics.workbook.value_builder import TopicObject, ValueBuilder
from s11desk.topics.workbook.xlsform_names import id_from_name

_PLAIN_TYPES = {
    "text": "short-text",
    "string": "short-text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "date": "date",
    "file": "file",
    "image": "file",
    "photo": "file",
}
"""For each XLSForm type that needs no list, the kind of question."""
TYPES = (
    *("text", "integer", "decimal", "date", "select_one LIST", "select_multiple LIST", "file"),
    *("begin_group", "end_group", "begin_repeat", "end_repeat"),
)
"""The types that a topic can have, as a person would write them."""
_METADATA = {
    *("start", "end", "today", "deviceid", "username", "simserial", "phonenumber", "email", "audit", "subscriberid"),
}
"""Types of XLSForm that record facts about the device or the session. They ask no question."""
_OLD_TYPES = (
    (
        re.compile(r"(?:add )?select (?:all that apply|multiple)(?: from| prompt using)? (\S+(?: or.other)?)"),
        "select_multiple",
    ),
    (re.compile(r"(?:add )?select (?:one|1)(?: from| prompt using)? (\S+(?: or.other)?)"), "select_one"),
    (re.compile(r"select1 (\S+(?: or.other)?)"), "select_one"),
)
"""Older spellings that ODK still accepts (pyxform, ``aliases.py``)."""
_LIST_KINDS = ("agency", "judgement", "single-choice", "yes-no")
_TEXT_KINDS = ("people", "long-text", "short-text")
_NAMED_KINDS = ("agency", "people", "judgement", "single-choice", "long-text", "short-text", "yes-no")
_Value = TypeVar("_Value")
_GUIDANCE_ENDING = "-guidance"


def usual_type(text: str) -> str:
    """The type with one space between its words, and the older spellings of lists as they are written today."""
    words = " ".join(text.split())
    for pattern, usual in _OLD_TYPES:
        if match := pattern.fullmatch(words):
            return f"{usual} {match[1]}"
    return words


@dataclass(slots=True)
class _OpenGroup:
    row: SheetRow
    conditions: list[dict[str, object]]
    begun_at: int
    holds_groups: bool = False


@dataclass(slots=True)
class _SurveyReader:
    """Reads the rows from top to bottom. ``groups``: the groups that are open, the outermost first.

    ``names``: those of the questions so far, and whether one of that name is left out for its type.
    """

    builder: ValueBuilder
    lists: dict[str, SheetList]
    groups: list[_OpenGroup] = field(default_factory=list)
    table: TopicObject | None = None
    columns: list[TopicObject] = field(default_factory=list)
    names: dict[str, bool] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)
    asked: int = 0

    def read(self, row: SheetRow) -> None:
        """Read one row, whose type is not empty."""
        kind, _, rest = usual_type(row.text("type")).partition(" ")
        word = f"{kind} {rest}".replace("_", " ")
        if kind in _METADATA and not rest:
            return
        if word.startswith(("begin", "end")):
            self._structure(row, word.rstrip())
        elif self.table is not None:
            self._column(row, kind, rest)
        else:
            self.asked += 1
            self._question(row, kind, rest)

    def _structure(self, row: SheetRow, word: str) -> None:
        actions: dict[str, Callable[[SheetRow], None]] = {
            "begin group": self._begin_group,
            "end group": self._end_group,
            "begin repeat": self._begin_table,
            "end repeat": self._end_table,
        }
        action = actions.get(word)
        if action is None:
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), TYPES)
        else:
            action(row)

    def _begin_group(self, row: SheetRow) -> None:
        if len(self.groups) >= 2:
            self.builder.problem(ProblemCode.GROUP_DEEP, row.location("type"), row.text("name"))
        if self.groups:
            self.groups[-1].holds_groups = True
        name = id_from_name(row.text("name"))
        if name and name in self.sections:
            self.builder.problem(ProblemCode.ID_REPEATED, row.location("name"), name)
        self.sections.add(name)
        name_unused_cells(self.builder, row, UNUSED_IN_GROUP)
        self.groups.append(_OpenGroup(row, self._conditions(row), begun_at=self.asked))

    def _end_group(self, row: SheetRow) -> None:
        if not self.groups or self.table is not None:
            self.builder.problem(ProblemCode.GROUP_OPEN, row.location("type"), row.text("type"))
        else:
            name_unused_cells(self.builder, row, UNUSED_AT_END)
            group = self.groups.pop()
            if not group.holds_groups and group.begun_at == self.asked:
                self.builder.problem(ProblemCode.SECTION_UNUSED, group.row.location("name"), group.row.text("name"))

    def _begin_table(self, row: SheetRow) -> None:
        if self.table is not None:
            self.builder.problem(ProblemCode.GROUP_DEEP, row.location("type"), row.text("name"))
            return
        self.asked += 1
        self.table = self._begin_entry(row, "table")
        for key in ("least_rows", "most_rows"):
            self.table.put(key, self.builder.whole_number(row, key), key)
        rows = self.lists.get(row.text("rows"))
        if rows is not None:
            self.table.put("rows", [{"id": code, "label": label} for code, label in rows.entries], "rows")
        elif row.text("rows"):
            self.builder.problem(ProblemCode.CHOICES_UNKNOWN, row.location("rows"), row.text("rows"), tuple(self.lists))
        self.columns = []

    def _end_table(self, row: SheetRow) -> None:
        if self.table is None:
            self.builder.problem(ProblemCode.GROUP_OPEN, row.location("type"), row.text("type"))
            return
        name_unused_cells(self.builder, row, UNUSED_AT_END)
        self.table.value["columns"] = [column.value for column in self.columns]
        for index, column in enumerate(self.columns):
            self.table.locations |= {
                ("columns", index, *inner): location for inner, location in column.locations.items()
            }
        self.builder.add("questions", self.table)
        self.table = None

    def finish(self) -> None:
        """Add a problem for each group or table that is still open at the end."""
        still_open = [*(group.row for group in self.groups), *([self.table.row] if self.table else [])]
        for row in still_open:
            self.builder.problem(ProblemCode.GROUP_OPEN, row.location("type"), row.text("name") or row.text("type"))

    def _column(self, row: SheetRow, kind: str, rest: str) -> None:
        column = TopicObject(row)
        column.put("id", id_from_name(row.text("name")), "name")
        column.text("label", "label")
        is_select = kind == "select_one" and rest in self.lists
        found = "single-choice" if is_select else _PLAIN_TYPES.get(kind, "")
        if found not in {"short-text", "number", "date", "single-choice"}:
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), TYPES[:5])
        column.put("kind", found, "type")
        column.put("choices", rest if is_select else "", "type")
        column.put("whole", kind in {"integer", "int"}, "type")
        column.put("required", self.builder.yes_or_no_in(row, "required"), "required")
        column.text("unit", "unit")
        self._put_limits(column, found)
        self.columns.append(column)

    def _question(self, row: SheetRow, kind: str, rest: str) -> None:
        found, choices = self._kind(row, kind, rest)
        self._check_name(row, is_left_out=not found)
        if not found:
            return
        entry = self._begin_entry(row, found)
        if choices is not None:
            entry.put("scale" if choices.is_scale else "choices", choices.name, "type")
        entry.put("whole", kind in {"integer", "int"}, "type")
        entry.text("unit", "unit")
        self._put_limits(entry, found)
        self._put_people(entry, found)
        self._put_descriptors(entry)
        self.builder.add("questions", entry)

    def _check_name(self, row: SheetRow, *, is_left_out: bool) -> None:
        """Name a name that a row repeats, if one of the two is left out for its type. Others are found later."""
        name = id_from_name(row.text("name"))
        if name and name in self.names and (is_left_out or self.names[name]):
            self.builder.problem(ProblemCode.ID_REPEATED, row.location("name"), name)
        self.names[name] = is_left_out or self.names.get(name, False)

    def _begin_entry(self, row: SheetRow, kind: str) -> TopicObject:
        """Begin an entry with the values that questions of every kind have."""
        entry = TopicObject(row)
        entry.put("id", id_from_name(row.text("name")), "name")
        entry.put("kind", kind, "type")
        entry.text("text", "label")
        entry.text("help", "hint")
        entry.text("short", "short")
        entry.text("number", "number")
        is_required = self.builder.yes_or_no_in(row, "required")
        entry.value["required"] = is_required
        inherited = [condition for group in self.groups for condition in group.conditions]
        entry.put("show_when", [*inherited, *self._conditions(row)], "relevant")
        self._put_section(entry)
        self._put_guidance(entry)
        self._put_references(entry)
        put_evidence(self.builder, entry)
        put_origin(self.builder, entry)
        put_origin(self.builder, entry, "help_origin")
        return entry

    def _kind(self, row: SheetRow, kind: str, rest: str) -> tuple[str, SheetList | None]:
        named = row.text("kind")
        if named and named not in _NAMED_KINDS:
            self.builder.problem(ProblemCode.WORD_UNKNOWN, row.location("kind"), named, _NAMED_KINDS)
        is_list = kind in {"select_one", "select_multiple"}
        if named in (_TEXT_KINDS if is_list else _LIST_KINDS):
            self.builder.problem(ProblemCode.CELL_UNUSED, row.location("kind"), named)
        if is_list:
            return self._list_kind(row, kind, rest.removesuffix("or_other").strip(), named)
        found = _PLAIN_TYPES.get(kind)
        if found is None or rest:
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), TYPES)
            return "", None
        if found == "short-text" and "multiline" in row.text("appearance"):
            found = "long-text"
        return (named if named in {"people", "long-text", "short-text"} else found), None

    def _list_kind(self, row: SheetRow, kind: str, name: str, named: str) -> tuple[str, SheetList | None]:
        choices = self.lists.get(name)
        if not name:
            wanted = tuple(f"{kind} {one}" for one in self.lists)
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), wanted)
            return "", None
        if choices is None:
            self.builder.problem(ProblemCode.CHOICES_UNKNOWN, row.location("type"), name, tuple(self.lists))
            return "", None
        if kind == "select_multiple":
            if choices.is_scale:
                self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), TYPES[4:5])
            return "multiple-choice", choices
        if named == "agency":
            return "agency", choices
        if choices.is_yes_no and named not in {"single-choice", "judgement"}:
            return "yes-no", choices if choices.is_scale else None
        return ("judgement" if choices.is_scale else "single-choice"), choices

    def _conditions(self, row: SheetRow) -> list[dict[str, object]]:
        return self._parse_cell(row, "relevant", parse_conditions) or []

    def _put_limits(self, entry: TopicObject, kind: str) -> None:
        if entry.row.text("constraint") and kind not in {"number", "date"}:
            self.builder.problem(
                ProblemCode.CELL_UNUSED, entry.row.location("constraint"), entry.row.text("constraint")
            )
            return
        limits = self._parse_cell(entry.row, "constraint", parse_limits) or {}
        for key, value in limits.items():
            entry.value[key] = value
            entry.locations[key,] = entry.row.location("constraint")

    def _parse_cell(self, row: SheetRow, column: str, parse: Callable[[str], _Value]) -> _Value | None:
        text = row.text(column)
        if not text:
            return None
        if curly := CURLY_QUOTES.search(text):
            self.builder.problem(ProblemCode.EXPRESSION_CURLY, row.location(column), curly[0])
            return None
        try:
            return parse(text)
        except ExpressionUnusable as error:
            self.builder.problem(ProblemCode.EXPRESSION_WRONG, row.location(column), error.found)
            return None

    def _put_section(self, entry: TopicObject) -> None:
        if self.groups:
            group = self.groups[-1].row
            entry.put("section", id_from_name(group.text("name")), "name")
            entry.locations["section",] = group.location("name")  # a wrong name is wrong there, and only once
            self._add_section()

    def _add_section(self) -> None:
        group = self.groups[-1]
        section = TopicObject(group.row)
        section.put("id", id_from_name(group.row.text("name")), "name")
        sections = self.builder.value.get("sections", [])
        if isinstance(sections, list) and any(one.get("id") == section.value.get("id") for one in sections):
            return
        section.text("title", "label")
        section.text("text", "hint")
        part = self.groups[-2].row.text("label") if len(self.groups) > 1 else group.row.text("part")
        section.put("part", part, "part")
        put_origin(self.builder, section)
        self.builder.add("sections", section)

    def _put_guidance(self, entry: TopicObject) -> None:
        listed = entry.row.text("guidance").replace(";", ",").split(",")
        names = [id_from_name(name.strip()) for name in listed if name.strip()]
        hint = entry.row.text("guidance_hint")
        if hint:
            guidance = TopicObject(entry.row)
            guidance.put("id", f"{entry.value.get('id', '')}"[:31] + _GUIDANCE_ENDING, "guidance_hint")
            guidance.put("title", "About this question", "guidance_hint")
            guidance.put("text", hint, "guidance_hint")
            self.builder.add("guidance", guidance)
            names.append(str(guidance.value["id"]))
        entry.put("guidance", names, "guidance" if not hint else "guidance_hint")

    def _put_references(self, entry: TopicObject) -> None:
        references = []
        for piece in entry.row.text("references").replace("\n", ";").split(";"):
            framework, colon, location = piece.partition(":")
            if colon and location.strip():
                references.append({"framework": id_from_name(framework.strip()), "reference": location.strip()})
            elif piece.strip():
                self.builder.problem(ProblemCode.REFERENCE_WRONG, entry.row.location("references"), piece.strip())
        entry.put("references", references, "references")

    def _put_people(self, entry: TopicObject, kind: str) -> None:
        if kind != "people":
            return
        people = []
        for line in entry.row.text("people").splitlines():
            parts = [part.strip() for part in line.split("|")]
            origin = parse_origin(parts[3]) if len(parts) == 4 else None
            if not 2 <= len(parts) <= 4 or not all(parts[:2]) or (len(parts) == 4 and origin is None):
                self.builder.problem(ProblemCode.PERSON_WRONG, entry.row.location("people"), line)
                continue
            wanted = [name.strip().replace(" ", "_") for name in (parts[2] if len(parts) > 2 else "").split(",")]
            person = {"id": id_from_name(parts[0]), "label": parts[1], "required": [name for name in wanted if name]}
            people.append(person | ({"origin": origin} if origin is not None else {}))
        entry.put("people", people, "people")

    def _put_descriptors(self, entry: TopicObject) -> None:
        descriptors = []
        for header, cell in entry.row.cells:
            if header.startswith(DESCRIPTOR_PREFIX):
                code = id_from_name(header.removeprefix(DESCRIPTOR_PREFIX).strip())
                if "scale" not in entry.value:
                    self.builder.problem(ProblemCode.CELL_UNUSED, entry.row.location(header), cell.text)
                    continue
                descriptors.append({"code": code, "text": cell.text.strip()})
                entry.locations["descriptors", len(descriptors) - 1] = entry.row.location(header)
        entry.put("descriptors", _with_true_case(descriptors, self.lists.get(str(entry.value.get("scale", "")))), "")


def _with_true_case(descriptors: list[dict[str, str]], scale: SheetList | None) -> list[dict[str, str]]:
    """Give the codes the case that they have in the scale, because headers are read in lower case."""
    codes = {code.casefold(): code for code, _ in scale.entries} if scale is not None else {}
    return [one | {"code": codes.get(one["code"].casefold(), one["code"])} for one in descriptors]


def read_survey(builder: ValueBuilder, sheet: SheetTable, lists: dict[str, SheetList]) -> None:
    """Add the questions and sections of ``sheet``. ``lists``: the lists of the sheet ``choices``, by their names."""
    reader = _SurveyReader(builder, lists)
    for row in sheet.rows:
        if row.text("type") and not row.text("type").startswith("#"):
            reader.read(row)
        elif not row.text("type") and any(header not in IGNORED_COLUMNS for header, _ in row.cells):
            builder.problem(ProblemCode.KEY_MISSING, row.location("type"), "type")
    reader.finish()
