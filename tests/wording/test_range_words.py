"""What is said of a number or a date that is outside of what its question takes."""

from __future__ import annotations

import pytest

from s11desk.domain.topics.questions import ColumnKind, TableColumn
from s11desk.domain.topics.topic import QuestionKind
from s11desk.wording.audits.range_words import outside_day, outside_number
from tests.samples import question


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"minimum": 0, "maximum": 100}, "Enter a number from 0 to 100"),
        ({"minimum": 0, "maximum": 100, "whole": True}, "Enter a whole number from 0 to 100"),
        ({"minimum": 0.5}, "Enter a number that is 0.5 or more"),
        ({"maximum": 20}, "Enter a number up to 20"),
        ({"whole": True}, "Enter a whole number"),
        ({}, "Enter another number"),
    ],
)
def test_a_number_outside_of_the_range_is_told_which_to_enter(rule: dict[str, object], said: str) -> None:
    assert outside_number(question("staff", QuestionKind.NUMBER, **rule)) == said
    cell = TableColumn(id="staff", label="Staff", kind=ColumnKind.NUMBER, **rule)  # type: ignore[arg-type]
    assert outside_number(cell) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"earliest": "2026-04-01", "latest": "2027-03-31"}, "Enter a date from 1 April 2026 to 31 March 2027"),
        ({"earliest": "2026-04-01"}, "Enter a date that is 1 April 2026 or later"),
        ({"latest": "today"}, "Enter a date that is today or earlier"),
    ],
)
def test_a_date_outside_of_the_days_asked_for_is_told_which_to_enter(rule: dict[str, object], said: str) -> None:
    assert outside_day(question("reviewed", QuestionKind.DATE, **rule)) == said
