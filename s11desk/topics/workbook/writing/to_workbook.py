"""Writes a topic as a workbook. ODK and Kobo read it as an XLSForm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from s11desk.domain.topics.questions import EvidenceRule, PersonAsked, Question, QuestionKind, TableColumn
from s11desk.domain.topics.topic import NO, YES, Origin, SigningRole, Topic
from s11desk.domain.topics.translations import OWN_LANGUAGE, Translation, with_texts
from s11desk.topics.workbook.conditions import write_relevant
from s11desk.topics.workbook.reading.languages import UNTRANSLATED
from s11desk.topics.workbook.reading.read_other_sheets import id_of_role
from s11desk.topics.workbook.shared_columns import origin_text
from s11desk.topics.workbook.sheet_columns import COLUMNS_BY_SHEET
from s11desk.topics.workbook.writing.explanations import EXPLANATIONS, SECOND_LANGUAGE
from s11desk.topics.workbook.writing.make_choice_rows import YES_NO_LIST, RowTexts, choice_rows, own_origin, yes_or_no
from s11desk.topics.workbook.writing.make_language_columns import own_language, plain_column, rows_in_languages
from s11desk.topics.workbook.writing.make_text_rows import text_rows
from s11desk.topics.workbook.writing.write_sheets import DropDown, WrittenSheet, write_sheets
from s11desk.topics.workbook.xlsform_names import COLUMN, SECTION, unique_xlsform_name, xlsform_name

_MEGABYTE = 1_000_000
_TYPES = {
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.SHORT_TEXT: "text",
    QuestionKind.PEOPLE: "text",
    QuestionKind.DATE: "date",
    QuestionKind.FILE: "file",
}
_DROP_DOWNS = (
    DropDown("survey", "required", ("yes", "no")),
    DropDown("survey", "kind", ("agency", "people")),
    *(DropDown("choices", column, ("yes", "no")) for column in ("needs_action", "needs_reason", "needs_evidence")),
    DropDown("choices", "left_out", ("yes", "no")),
    DropDown("settings", "total", ("none", "count", "sum", "percent")),
    DropDown("action_plan", "required", ("yes", "no")),
)


@dataclass(frozen=True, slots=True)
class _TopicSheet:
    """A sheet as rows. ``fixed_columns``: the columns that it has even if no row fills them."""

    name: str
    rows: list[RowTexts]
    fixed_columns: tuple[str, ...] = ()


def topic_workbook(topic: Topic, made_at: dt.datetime, *, is_template: bool = False) -> bytes:
    """The workbook of ``topic``. The same values give the same bytes.

    ``is_template``: it has every column and sheet that a topic can use, so that an author finds them.
    """
    sheets = _sheets(topic, is_template=is_template)
    if topic.translations:
        others = {one: _rows_by_sheet(_with_gaps(topic, one)) for one in topic.translations}
        rows = {sheet.name: rows_in_languages(topic, sheet.name, sheet.rows, others) for sheet in sheets}
        sheets = [_TopicSheet(sheet.name, rows[sheet.name]) for sheet in sheets]
    return _write_workbook(map(_with_all_columns, sheets) if is_template else sheets, made_at)


def _sheets(topic: Topic, *, is_template: bool) -> list[_TopicSheet]:
    writer = _RowMaker(topic)
    return [
        _TopicSheet("survey", writer.survey(), ("type", "name", "label", "hint", "required", "relevant", "number")),
        _TopicSheet("choices", choice_rows(topic), ("list_name", "name", "label")),
        _TopicSheet("settings", [writer.settings()]),
        *(_TopicSheet(name, rows) for name, rows in text_rows(topic) if rows or is_template),
    ]


def _rows_by_sheet(topic: Topic) -> dict[str, list[RowTexts]]:
    return {sheet.name: sheet.rows for sheet in _sheets(topic, is_template=False)}


def _with_gaps(topic: Topic, translation: Translation) -> Topic:
    """The topic in this language, with a mark in place of each text that has no translation."""
    texts = {one.at: one.text for one in translation.texts}
    return with_texts(topic, lambda at, text: texts.get(at, UNTRANSLATED) if text else text)


def _with_all_columns(sheet: _TopicSheet) -> _TopicSheet:
    """Leave out only the columns for texts of other sources, which few authors need."""
    columns = (column for column in COLUMNS_BY_SHEET[sheet.name] if not column.endswith("origin"))
    return _TopicSheet(sheet.name, sheet.rows, tuple(columns))


def _write_workbook(sheets: Iterable[_TopicSheet], made_at: dt.datetime) -> bytes:
    """The bytes of a workbook with these sheets, drop-downs, and a sheet that explains every column."""
    written = [_with_columns(sheet) for sheet in sheets]
    explained = [
        (sheet.name, column, EXPLANATIONS[sheet.name, _header_of(column)])
        for sheet in written
        for column in sheet.columns
    ]
    about = WrittenSheet("explained", ("sheet", "column", "what to write"), (*explained, SECOND_LANGUAGE))
    return write_sheets((*written, about), _DROP_DOWNS, made_at)


def _header_of(column: str) -> str:
    return "descriptor:" if column.startswith("descriptor:") else plain_column(column)


def _with_columns(sheet: _TopicSheet) -> WrittenSheet:
    used = dict.fromkeys(column for row in sheet.rows for column, text in row.items() if text)
    order = COLUMNS_BY_SHEET[sheet.name]
    own = [column for column in order if column in used or column in sheet.fixed_columns]
    more = [column for column in used if column not in order]
    if any(plain_column(column) != column for column in used):  # a translation comes beside the words it translates
        own, more = sorted(used, key=lambda column: _place_in(order, plain_column(column))), []
    columns = (*own, *more)
    return WrittenSheet(
        sheet.name, columns, tuple(tuple(row.get(column, "") for column in columns) for row in sheet.rows)
    )


def _place_in(order: tuple[str, ...], column: str) -> int:
    return order.index(column) if column in order else len(order)


class _RowMaker:
    """Makes the rows of the sheets ``survey`` and ``settings`` from one topic."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        kinds = (QuestionKind.MULTIPLE_CHOICE,)
        self._multiple_choice = frozenset(question.id for question in topic.questions if question.kind in kinds)
        self._ids = frozenset(question.id for question in topic.questions)

    def survey(self) -> list[RowTexts]:
        rows: list[RowTexts] = []
        open_section = ""
        for question in self._topic.questions:
            if question.section != open_section:
                rows += [{"type": "end_group"}] if open_section else []
                rows += [self._section(question.section)] if question.section else []
                open_section = question.section
            rows += self._question(question)
        return [*rows, *([{"type": "end_group"}] if open_section else [])]

    def _section(self, section_id: str) -> RowTexts:
        section = next(one for one in self._topic.sections if one.id == section_id)
        return {
            "type": "begin_group",
            "name": unique_xlsform_name(section.id, self._ids, SECTION),
            "label": section.title,
            "hint": section.text,
            "part": section.part,
            "origin": self._origin(section.origin),
        }

    def _question(self, question: Question) -> list[RowTexts]:
        row = {
            "type": self._type(question),
            "name": xlsform_name(question.id),
            "label": question.text,
            "hint": question.help,
            "required": yes_or_no(is_yes=question.required),
            "relevant": write_relevant(question.show_when, self._multiple_choice),
            "constraint": _constraint(question),
            "number": question.number,
            "short": question.short,
            "kind": question.kind.value if self._needs_kind(question) else "",
            "appearance": "multiline" if question.kind is QuestionKind.LONG_TEXT else "",
            "guidance": ", ".join(xlsform_name(name) for name in question.guidance),
            "references": "; ".join(f"{xlsform_name(one.framework)}: {one.reference}" for one in question.references),
            "unit": question.unit,
            "people": "\n".join(self._person(person) for person in question.people),
            "origin": self._origin(question.origin),
            "help_origin": self._origin(question.help_origin) if question.help else "",
            **self._evidence(question.evidence),
            **{f"descriptor: {xlsform_name(one.code)}": one.text for one in question.descriptors},
        }
        return [row] if question.kind is not QuestionKind.TABLE else self._table(question, row)

    def _needs_kind(self, question: Question) -> bool:
        """Whether the column ``kind`` is needed, because the type alone does not show the kind."""
        scale = self._topic.scale_of(question)
        looks_like_yes_no = scale is not None and set(scale.codes) == {YES, NO}
        is_named = question.kind in {QuestionKind.AGENCY, QuestionKind.PEOPLE}
        return is_named or (question.kind is QuestionKind.JUDGEMENT and looks_like_yes_no)

    def _person(self, person: PersonAsked) -> str:
        parts = [xlsform_name(person.id), person.label, ", ".join(person.required), self._origin(person.origin)]
        return " | ".join(parts if parts[3] else parts[:3] if parts[2] else parts[:2])

    def _evidence(self, rule: EvidenceRule | None) -> RowTexts:
        if rule is None:
            return {}
        return {
            "evidence_types": ", ".join(rule.types),
            "evidence_max_mb": f"{rule.max_file_bytes / _MEGABYTE:.15g}",
            "evidence_max_files": str(rule.max_files),
            "evidence_origin": self._origin(rule.origin),
        }

    def _table(self, question: Question, row: RowTexts) -> list[RowTexts]:
        begin = row | {"type": "begin_repeat", "rows": f"{xlsform_name(question.id)}_rows" if question.rows else ""}
        if not question.rows:
            begin |= {"least_rows": str(question.least_rows or ""), "most_rows": str(question.most_rows)}
        return [begin, *(self._column(column) for column in question.columns), {"type": "end_repeat"}]

    def _column(self, column: TableColumn) -> RowTexts:
        types = {"short-text": "text", "date": "date", "single-choice": f"select_one {xlsform_name(column.choices)}"}
        return {
            "type": types.get(column.kind.value, "integer" if column.whole else "decimal"),
            "name": unique_xlsform_name(column.id, self._ids, COLUMN),
            "label": column.label,
            "required": yes_or_no(is_yes=column.required),
            "constraint": _bounds(column.minimum, column.maximum),
            "unit": column.unit,
        }

    def _type(self, question: Question) -> str:
        if question.kind is QuestionKind.NUMBER:
            return "integer" if question.whole else "decimal"
        if question.kind is QuestionKind.YES_NO and not question.scale:
            return f"select_one {YES_NO_LIST}"
        if question.kind in _TYPES:
            return _TYPES[question.kind]
        choices = self._topic.choices_of(question)
        other = " or_other" if choices is not None and choices.other else ""
        word = "select_multiple" if question.kind is QuestionKind.MULTIPLE_CHOICE else "select_one"
        return f"{word} {xlsform_name(question.scale or question.choices)}{other}"

    def settings(self) -> RowTexts:
        topic, contact = self._topic, self._topic.contact
        return {
            "form_title": topic.title,
            "form_id": xlsform_name(topic.id),
            "version": str(topic.version),
            "form_name": topic.form_name,
            "year": topic.year,
            "partnership": topic.partnership.name,
            "partnership_short": topic.partnership.short_name,
            "contact": contact.name,
            "contact_email": contact.email,
            "contact_telephone": contact.telephone,
            "contact_note": contact.note,
            "deadline": topic.deadline.isoformat() if topic.deadline else "",
            "return_to": topic.return_to.email,
            "return_instructions": topic.return_to.instructions,
            **self._evidence(topic.evidence),
            "total": "; ".join(
                f"{xlsform_name(one.id)}: {one.total}" for one in topic.scales if one.total.value != "none"
            ),
            "default_language": own_language(topic) if topic.language != OWN_LANGUAGE else "",
            "sign_off": "\n".join(_role(one) for one in topic.sign_off),
            "contact_origin": self._origin(contact.origin),
            "return_origin": self._origin(topic.return_to.origin),
            "origin": origin_text(topic.origin) if topic.origin is not None else "",
        }

    def _origin(self, origin: Origin | None) -> str:
        return own_origin(self._topic, origin)


def _role(role: SigningRole) -> str:
    own = "" if id_of_role(role.title) == role.id else f"{xlsform_name(role.id)} | "
    return own + ": ".join(filter(None, (role.title, role.declaration)))


def _constraint(question: Question) -> str:
    parts = [_bounds(question.minimum, question.maximum)]
    parts += [f". <= ${{{xlsform_name(question.not_above)}}}"] if question.not_above else []
    parts += [f". >= {_day(question.earliest)}"] if question.earliest else []
    parts += [f". <= {_day(question.latest)}"] if question.latest else []
    return " and ".join(part for part in parts if part)


def _day(text: str) -> str:
    return "today()" if text == "today" else f"date('{text}')"


def _bounds(low: float | None, high: float | None) -> str:
    parts: Sequence[str] = [
        *([f". >= {low:.15g}"] if low is not None else []),
        *([f". <= {high:.15g}"] if high is not None else []),
    ]
    return " and ".join(parts)
