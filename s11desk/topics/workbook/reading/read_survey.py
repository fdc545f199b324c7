"""Reads the sheet ``survey``: questions, sections (``begin_group``) and tables (``begin_repeat``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.workbook.conditions import parse_conditions, parse_limits
from s11desk.topics.workbook.expressions import CURLY_QUOTES, BoundUnusable, ExpressionUnusable
from s11desk.topics.workbook.reading.list_uses import OR_OTHER
from s11desk.topics.workbook.reading.question_cells import put_descriptors, put_guidance, put_people, put_references
from s11desk.topics.workbook.reading.read_workbook import SheetRow, SheetTable
from s11desk.topics.workbook.reading.sheet_lists import SheetList
from s11desk.topics.workbook.reading.unused_cells import (
    UNUSED_AT_END,
    UNUSED_IN_COLUMN,
    UNUSED_IN_GROUP,
    UNUSED_IN_TABLE,
    name_unused_cells,
    unused_in_question,
)
from s11desk.topics.workbook.reading.value_builder import TopicObject, ValueBuilder
from s11desk.topics.workbook.shared_columns import put_evidence, put_origin
from s11desk.topics.workbook.sheet_columns import IGNORED_COLUMNS
from s11desk.topics.workbook.survey_types import METADATA, PLAIN_TYPES, TYPES, usual_type
from s11desk.topics.workbook.xlsform_names import id_from_name

_TEXT_KINDS = ("people", "long-text", "short-text")
_NAMED_KINDS = ("agency", "people", "judgement", "single-choice", "long-text", "short-text", "yes-no")
_Value = TypeVar("_Value")


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
    ``numbers``: the ids of the questions so far that ask for a number, and whether it is a whole one.
    """

    builder: ValueBuilder
    lists: dict[str, SheetList]
    groups: list[_OpenGroup] = field(default_factory=list)
    table: TopicObject | None = None
    columns: list[TopicObject] = field(default_factory=list)
    names: dict[str, bool] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)
    asked: int = 0
    numbers: dict[str, bool] = field(default_factory=dict)

    def read(self, row: SheetRow) -> None:
        """Read one row, whose type is not empty."""
        kind, _, rest = usual_type(row.text("type")).partition(" ")
        word = f"{kind} {rest}".replace("_", " ")
        if kind in METADATA and not rest:
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
        if self.builder.yes_or_no_in(row, "required"):
            self.builder.problem(ProblemCode.CELL_UNUSED, row.location("required"), row.text("required"))
        self.groups.append(_OpenGroup(row, self._conditions(row), begun_at=self.asked))

    def _end_group(self, row: SheetRow) -> None:
        if not self.groups or self.table is not None:
            self.builder.problem(ProblemCode.GROUP_OPEN, row.location("type"), row.text("type"))
        else:
            name_unused_cells(self.builder, row, UNUSED_AT_END)
            group = self.groups.pop()
            self._check_end(row, group.row.text("name"))
            if not group.holds_groups and group.begun_at == self.asked:
                self.builder.problem(ProblemCode.SECTION_UNUSED, group.row.location("name"), group.row.text("name"))

    def _check_end(self, row: SheetRow, name: str) -> None:
        """Name an end that has the name of another section or table. XLSForm lets the name be left out there."""
        if row.text("name") not in {"", name}:
            location = row.location("name")
            self.builder.problem(ProblemCode.END_MISNAMED, location, row.text("name"), (name,))

    def _begin_table(self, row: SheetRow) -> None:
        if self.table is not None:
            self.builder.problem(ProblemCode.GROUP_DEEP, row.location("type"), row.text("name"))
            return
        self.asked += 1
        self.table = self._begin_entry(row, "table")
        name_unused_cells(self.builder, row, UNUSED_IN_TABLE)
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
        self._check_end(row, self.table.row.text("name"))
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
        name_unused_cells(self.builder, row, UNUSED_IN_COLUMN)
        is_select = kind == "select_one" and rest in self.lists
        found = "single-choice" if is_select else PLAIN_TYPES.get(kind, "")
        if is_select and self.lists[rest].is_scale:
            self._name_scale(row, self.lists[rest])
        elif found not in {"short-text", "number", "date", "single-choice"}:
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), TYPES[:5])
        column.put("kind", found, "type")
        column.put("choices", id_from_name(rest) if is_select else "", "type")
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
        if found == "number":
            self.numbers[id_from_name(row.text("name"))] = kind != "decimal"
        entry = self._begin_entry(row, found)
        if choices is not None:
            entry.put("scale" if choices.is_scale else "choices", id_from_name(choices.name), "type")
        entry.put("whole", kind in {"integer", "int"}, "type")
        entry.text("unit", "unit")
        self._put_limits(entry, found)
        name_unused_cells(self.builder, row, unused_in_question(found))
        put_people(self.builder, entry, found)
        put_descriptors(self.builder, entry, self.lists)
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
        put_guidance(self.builder, entry)
        put_references(self.builder, entry)
        put_evidence(self.builder, entry)
        put_origin(self.builder, entry)
        put_origin(self.builder, entry, "help_origin")
        return entry

    def _kind(self, row: SheetRow, kind: str, rest: str) -> tuple[str, SheetList | None]:
        named = row.text("kind")
        if named and named not in _NAMED_KINDS:
            self.builder.problem(ProblemCode.WORD_UNKNOWN, row.location("kind"), named, _NAMED_KINDS)
        if kind in {"select_one", "select_multiple"}:
            found, choices = self._list_kind(row, kind, rest)
        else:
            found, choices = self._plain_kind(row, kind, rest), None
        if found and named in _NAMED_KINDS and named != found:
            self.builder.problem(ProblemCode.CELL_UNUSED, row.location("kind"), named)
        return found, choices

    def _plain_kind(self, row: SheetRow, kind: str, rest: str) -> str:
        named = row.text("kind")
        found = PLAIN_TYPES.get(kind)
        if found is None or rest:
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), TYPES)
            return ""
        if found == "short-text" and "multiline" in row.text("appearance"):
            found = "long-text"
        return named if found.endswith("text") and named in _TEXT_KINDS else found

    def _list_kind(self, row: SheetRow, kind: str, rest: str) -> tuple[str, SheetList | None]:
        name, has_other, named = rest.removesuffix(OR_OTHER).strip(), rest.endswith(OR_OTHER), row.text("kind")
        choices = self.lists.get(name)
        if not name:
            wanted = tuple(f"{kind} {one}" for one in self.lists)
            self.builder.problem(ProblemCode.TYPE_UNSUPPORTED, row.location("type"), row.text("type"), wanted)
            return "", None
        if choices is None:
            self.builder.problem(ProblemCode.CHOICES_UNKNOWN, row.location("type"), name, tuple(self.lists))
            return "", None
        if choices.is_scale and (kind == "select_multiple" or named == "agency"):
            self._name_scale(row, choices)
            return "", None
        if choices.is_scale and has_other:
            self.builder.problem(ProblemCode.OTHER_UNFIT, row.location("type"), name)
        if kind == "select_multiple" or named == "agency":
            return ("agency" if named == "agency" else "multiple-choice"), choices
        is_plain = choices.is_scale or not has_other
        if choices.is_yes_no and is_plain and named not in {"single-choice", "judgement"}:
            return "yes-no", choices if choices.is_scale else None
        return ("judgement" if choices.is_scale else "single-choice"), choices

    def _name_scale(self, row: SheetRow, scale: SheetList) -> None:
        cell = scale.scale_cell.words()
        self.builder.problem(ProblemCode.SCALE_UNFIT, row.location("type"), scale.name, (cell,))

    def _conditions(self, row: SheetRow) -> list[dict[str, object]]:
        parse = partial(parse_conditions, numbers=self.numbers)
        return self._parse_cell(row, "relevant", parse) or []

    def _put_limits(self, entry: TopicObject, kind: str) -> None:
        if entry.row.text("constraint") and kind not in {"number", "date"}:
            self.builder.problem(
                ProblemCode.CELL_UNUSED, entry.row.location("constraint"), entry.row.text("constraint")
            )
            return
        parse = partial(parse_limits, is_whole="whole" in entry.value)
        limits = self._parse_cell(entry.row, "constraint", parse) or {}
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
            is_bound = isinstance(error, BoundUnusable)
            code = ProblemCode.EXPRESSION_BOUND if is_bound else ProblemCode.EXPRESSION_WRONG
            self.builder.problem(code, row.location(column), error.found)
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


def read_survey(builder: ValueBuilder, sheet: SheetTable, lists: dict[str, SheetList]) -> None:
    """Add the questions and sections of ``sheet``. ``lists``: the lists of the sheet ``choices``, by their names."""
    reader = _SurveyReader(builder, lists)
    for row in sheet.rows:
        if row.text("type") and not row.text("type").startswith("#"):
            reader.read(row)
        elif not row.text("type") and any(header not in IGNORED_COLUMNS for header, _ in row.cells):
            builder.problem(ProblemCode.KEY_MISSING, row.location("type"), "type")
    reader.finish()
