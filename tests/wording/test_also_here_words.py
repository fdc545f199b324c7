"""What is said of the second return of an agency fits what became of the other one."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from s11desk.domain.receiving.also_here import AlsoHere
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.wording.desk.also_here_words import also_here_sentence, what_to_do_with_second

DUE = dt.date(2026, 12, 11)
ASKED = re.compile(r"\bYou asked them to correct the other\b")
SEND_BACK = re.compile(r"\bsend it back\b")
TABLE = {
    "new": (AlsoHere("A-1", ReviewState.RECEIVED), False, "Accept the one that counts."),
    "accepted": (AlsoHere("A-1", ReviewState.ACCEPTED), False, "You accepted the other."),
    "both accepted": (AlsoHere("A-1", ReviewState.ACCEPTED), True, "You accepted both."),
    "asked": (
        AlsoHere("A-1", ReviewState.SENT_BACK, due=DUE),
        False,
        "by 11 December 2026. If this is the corrected one",
    ),
    "asked, no day": (AlsoHere("A-1", ReviewState.SENT_BACK), False, "correct the other. If this is the corrected one"),
    "not told": (AlsoHere("A-1", ReviewState.SENT_BACK, is_told=False), False, "does not know yet"),
}


@pytest.mark.parametrize("state", TABLE)
def test_what_to_do_about_a_second_return_fits_the_state_of_the_other(state: str) -> None:
    also, is_accepted, expected = TABLE[state]
    found = what_to_do_with_second(also, is_accepted=is_accepted)
    assert expected in found
    assert bool(ASKED.search(found)) == (also.is_sent_back and also.is_told)
    assert not (also.is_sent_back and also.is_told and SEND_BACK.search(found)), "it is sent back already"
    said = also_here_sentence(also)
    assert ("to be sent back" in said) == (not also.is_told)
    assert ("cannot know if this is the corrected one" in said) == (also.is_sent_back and also.is_told)


def test_two_signatures_of_one_name_are_a_reason_to_ring() -> None:
    for is_correction in (False, True):
        also = AlsoHere("A-1", ReviewState.SENT_BACK, is_correction=is_correction, is_new_key=True)
        assert also_here_sentence(also).endswith("Ring them on a number you already have, and ask if both are theirs.")
