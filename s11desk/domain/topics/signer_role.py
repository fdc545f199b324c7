"""The roles in which people sign a return."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The roles in which people sign a return: those of its topic, in the topic's order.

    The completer signs first. The others sign in any order. Only a topic that names three roles has the last one.
    """

    COMPLETER = "completer"
    APPROVER = "approver"
    SECOND_APPROVER = "second-approver"
