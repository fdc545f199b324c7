"""Makes the rows of the sheet ``choices`` from a topic: scales, choice lists, and the rows of tables."""

from __future__ import annotations

from s11desk.domain.topics.questions import QuestionKind
from s11desk.domain.topics.scales import Option, Scale
from s11desk.domain.topics.topic import Origin, Topic
from s11desk.topics.workbook.shared_columns import origin_text
from s11desk.topics.workbook.xlsform_names import xlsform_name

RowTexts = dict[str, str]
"""The cells of one row, by the headers of their columns. Only this package uses it."""

YES_NO_LIST = "yes_no"
"""The list of a question that takes yes or no, without a scale of its own."""


def choice_rows(topic: Topic) -> list[RowTexts]:
    """Make all rows of the sheet."""
    uses_yes_no = any(one.kind is QuestionKind.YES_NO and not one.scale for one in topic.questions)
    yes_no = (("yes", "Yes"), ("no", "No")) if uses_yes_no else ()
    return [
        *({"list_name": YES_NO_LIST, "name": code, "label": label} for code, label in yes_no),
        *(row for scale in topic.scales for row in _scale_rows(topic, scale)),
        *_list_rows(topic),
        *_fixed_rows(topic),
    ]


def own_origin(topic: Topic, origin: Origin | None) -> str:
    """The cell for ``origin``; empty if it is that of the whole topic."""
    return "" if origin == topic.origin else origin_text(origin)


def yes_or_no(*, is_yes: bool) -> str:
    """The word for a cell: yes or no."""
    return "yes" if is_yes else "no"


def _scale_rows(topic: Topic, scale: Scale) -> list[RowTexts]:
    rows = [{"list_name": xlsform_name(scale.id), **_option(option)} for option in scale.options]
    rows[0] |= {
        "title": scale.title,
        "moderated": "yes" if scale.moderated else "",
        "origin": own_origin(topic, scale.origin),
    }
    return rows


def _option(option: Option) -> RowTexts:
    return {
        "name": xlsform_name(option.code),
        "label": option.label,
        "descriptor": option.descriptor,
        "score": "" if option.score is None else str(option.score),
        "colour": option.colour,
        "asks": option.asks,
        "needs_action": yes_or_no(is_yes=option.needs_action),
        "needs_reason": yes_or_no(is_yes=option.needs_reason),
        "needs_evidence": yes_or_no(is_yes=option.needs_evidence),
        "needs_reason_or_file": yes_or_no(is_yes=option.needs_reason_or_file),
        "left_out": yes_or_no(is_yes=option.left_out_of_totals),
    }


def _list_rows(topic: Topic) -> list[RowTexts]:
    rows: list[RowTexts] = []
    for choices in topic.choice_lists:
        own = [{"name": xlsform_name(choice.code), "label": choice.label} for choice in choices.choices]
        own[0]["origin"] = own_origin(topic, choices.origin)
        rows += [{"list_name": xlsform_name(choices.id), **row} for row in own]
    return rows


def _fixed_rows(topic: Topic) -> list[RowTexts]:
    return [
        {"list_name": f"{xlsform_name(question.id)}_rows", "name": xlsform_name(row.id), "label": row.label}
        for question in topic.questions
        for row in question.rows
    ]
