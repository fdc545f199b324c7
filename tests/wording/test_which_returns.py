"""Which returns are in the tables: one sentence, and a choice only where there is one."""

from __future__ import annotations

import pytest

from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.wording.desk.which_returns import has_choice, inside_sentence, which_choices, which_text

LONGEST = 9
"""Letters of a button, so that four have room beside each other at twice the size."""


@pytest.mark.parametrize(
    ("came", "new", "accepted", "second", "sentence", "choices"),
    [
        (0, 0, 0, 0, "In the tables: 0 returns that are new or accepted.", 0),
        (3, 3, 3, 0, "In the tables: 3 returns that are new or accepted.", 1),
        (3, 3, 0, 0, "In the tables: 3 returns that are new or accepted.", 1),
        (3, 3, 1, 0, "In the tables: 3 returns that are new or accepted.", 2),
        (1, 0, 0, 0, "In the tables: 0 returns that are new or accepted, without 1 that was sent back and not "
         "corrected yet.", 1),
        (4, 3, 1, 1, "In the tables: 3 returns that are new or accepted, without 1 that was sent back and not "
         "corrected yet and 1 second return of an agency.", 3),
    ],
)  # fmt: skip
def test_one_sentence_says_what_is_in_and_a_choice_is_there_only_where_it_changes_something(
    came: int, new: int, accepted: int, second: int, sentence: str, choices: int
) -> None:
    by_rule = {CountingRule.CAME: came, CountingRule.OPEN: new, CountingRule.ACCEPTED: accepted}
    assert inside_sentence(by_rule, second) == sentence
    found = which_choices(by_rule)
    assert len(found) == choices
    assert len({by_rule[rule] for _, rule in found}) == choices, "no two choices have the same returns"
    assert has_choice(by_rule) == (choices > 1)
    assert all(len(words) <= LONGEST for words, _ in found), "else the buttons are cut with large text"
    for words, rule in found:
        assert f"{words}: {by_rule[rule]} return" in which_text(by_rule)
