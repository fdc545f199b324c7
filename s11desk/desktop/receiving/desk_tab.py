"""The pages of a receiving desk, in the order in which they are offered at the head of each."""

from __future__ import annotations

from enum import Enum


class DeskTab(Enum):
    """A page of the desk. The value is its name on the screen."""

    OVERVIEW = "Overview"
    RETURNS = "Returns"
    AGENCIES = "Agencies"
    REPLIES = "Replies"
    ANSWERS = "Answers"
    LOOK_AFTER = "Look after"
