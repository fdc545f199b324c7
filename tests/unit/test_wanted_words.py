"""What is asked to change: one text in an e-mail, and the words of each question taken out of it again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from s11desk.domain.returns.wanted_words import WHOLE, join_wanted, split_wanted, words_by_question
from tests.samples import small_topic

TOPIC = small_topic()
IDS = [one.id for one in TOPIC.questions]


def test_words_are_put_together_by_question_and_taken_apart_again() -> None:
    wanted = {IDS[2]: "Which policy?\n\nSay its date", WHOLE: "Shorter, please", IDS[0]: " "}
    words = join_wanted(TOPIC, wanted)
    number = TOPIC.number_of(IDS[2])
    assert words == f"Shorter, please\n\nQuestion {number}: Which policy?\nSay its date"
    assert split_wanted(TOPIC, words) == {WHOLE: "Shorter, please", IDS[2]: "Which policy?\nSay its date"}
    assert words_by_question(TOPIC, words) == {IDS[2]: f"Question {number}: Which policy?\nSay its date"}


def test_words_of_another_day_that_name_no_question_are_about_the_whole_return() -> None:
    assert split_wanted(TOPIC, "Name the lead\nquestion 99: what?") == {WHOLE: "Name the lead\nquestion 99: what?"}
    assert split_wanted(TOPIC, "") == {}


@given(st.dictionaries(st.sampled_from([WHOLE, *IDS]), st.text("ab \n"), max_size=4))
def test_no_words_are_lost_on_the_way(wanted: dict[str, str]) -> None:
    again = split_wanted(TOPIC, join_wanted(TOPIC, wanted))
    assert {one: words.split() for one, words in wanted.items() if words.split()} == {
        one: words.split() for one, words in again.items()
    }
