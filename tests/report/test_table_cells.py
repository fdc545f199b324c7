"""The contents of the cells in the documents' tables."""

from __future__ import annotations

from s11desk.domain.topics.topic import Option
from s11desk.report.blocks.table_cells import option_colour
from s11desk.report.page.design import NEUTRAL


def test_an_option_without_a_colour_is_grey() -> None:
    assert option_colour(Option("na", "Not applicable")) == NEUTRAL
    assert option_colour(Option("yes", "Yes", colour="#1e7b4b")) != NEUTRAL
