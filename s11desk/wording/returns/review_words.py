"""The words about questions that a person marked for review."""

from __future__ import annotations

from collections.abc import Sequence

MARK_IS_PRIVATE = "The mark is only for you. The return does not show it."


def marked_words(numbers: Sequence[str]) -> str:
    """For example: Question 6 is marked for review. Empty if there are no ``numbers``."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Question {numbers[0]} is marked for review."
    return f"Questions {', '.join(numbers[:-1])} and {numbers[-1]} are marked for review."
