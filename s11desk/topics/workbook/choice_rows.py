"""The rows of the sheet ``choices``: scales, choice lists, and the rows of tables."""

from __future__ import annotations

from s11desk.domain.questions import QuestionKind
from s11desk.domain.scales import Option, Scale
from s11desk.domain.topic import Origin, Topic
from s11desk.topics.workbook.names import name_of
from s11desk.topics.workbook.shared_columns import origin_text

Row = dict[str, str]
"""The cells of one row, by the headers of their columns. Only this package uses it."""

YES_NO_LIST = "yes_no"
"""The list of a question that takes yes or no, without a scale of its own."""


def choice_rows(topic: Topic) -> list[Row]:
    """All rows of the sheet."""
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
    """The word that a cell holds."""
    return "yes" if is_yes else "no"


def _scale_rows(topic: Topic, scale: Scale) -> list[Row]:
    rows = [{"list_name": name_of(scale.id), **_option(option)} for option in scale.options]
    rows[0] |= {
        "title": scale.title,
        "moderated": "yes" if scale.moderated else "",
        "origin": own_origin(topic, scale.origin),
    }
    return rows


def _option(option: Option) -> Row:
    return {
        "name": name_of(option.code),
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


def _list_rows(topic: Topic) -> list[Row]:
    rows: list[Row] = []
    for choices in topic.choice_lists:
        own = [{"name": name_of(choice.code), "label": choice.label} for choice in choices.choices]
        own[0]["origin"] = own_origin(topic, choices.origin)
        rows += [{"list_name": name_of(choices.id), **row} for row in own]
    return rows


def _fixed_rows(topic: Topic) -> list[Row]:
    return [
        {"list_name": f"{name_of(question.id)}_rows", "name": name_of(row.id), "label": row.label}
        for question in topic.questions
        for row in question.rows
    ]
