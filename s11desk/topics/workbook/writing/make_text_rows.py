"""Makes the rows of the sheets with texts, such as introduction, guidance, definitions, sources and action plan."""

from __future__ import annotations

from s11desk.domain.topics.topic import Topic
from s11desk.topics.workbook.shared_columns import origin_text
from s11desk.topics.workbook.writing.make_choice_rows import RowTexts, own_origin, yes_or_no
from s11desk.topics.workbook.xlsform_names import xlsform_name


def text_rows(topic: Topic) -> tuple[tuple[str, list[RowTexts]], ...]:
    """Make the rows of each sheet, with its name, in the order of the sheets."""
    return (
        ("introduction", _introduction(topic)),
        ("guidance", _guidance(topic)),
        ("definitions", _definitions(topic)),
        ("sources", _sources(topic)),
        ("frameworks", [{"name": xlsform_name(one.id), "title": one.title} for one in topic.frameworks]),
        ("links", [{"name": xlsform_name(one.id), "title": one.title, "address": one.address} for one in topic.links]),
        ("action_plan", _plan(topic)),
    )


def _introduction(topic: Topic) -> list[RowTexts]:
    return [
        {
            "name": xlsform_name(one.id),
            "heading": one.heading,
            "text": one.body,
            "origin": own_origin(topic, one.origin),
        }
        for one in topic.introduction
    ]


def _guidance(topic: Topic) -> list[RowTexts]:
    return [
        {
            "name": xlsform_name(one.id),
            "title": one.title,
            "text": one.text,
            "origin": "\n".join(origin_text(origin) for origin in one.rests_on),
        }
        for one in topic.guidance
    ]


def _definitions(topic: Topic) -> list[RowTexts]:
    return [
        {"term": one.term, "meaning": one.meaning, "origin": own_origin(topic, one.origin)} for one in topic.definitions
    ]


def _sources(topic: Topic) -> list[RowTexts]:
    return [
        {
            "name": xlsform_name(one.id),
            "title": one.title,
            "publisher": one.publisher,
            "year": one.year,
            "licence": one.licence,
        }
        for one in topic.sources
    ]


def _plan(topic: Topic) -> list[RowTexts]:
    if topic.action_plan is None:
        return []
    rows = [
        {"field": one.field.value, "label": one.label, "required": yes_or_no(is_yes=one.required)}
        for one in topic.action_plan.columns
    ]
    rows[0] |= {"origin": own_origin(topic, topic.action_plan.origin)}
    return rows
