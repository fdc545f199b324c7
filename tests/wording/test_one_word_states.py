"""One word for each state: the same thing never has two names, and no other module names a state."""

from __future__ import annotations

import re
from pathlib import Path

import s11desk
from s11desk.domain.matrix.answer_matrix import AnswerState
from s11desk.domain.receiving.desk_agencies import AgencyProgress
from s11desk.domain.receiving.desk_lines import LineState
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.wording.one_word_states import AGENCIES, CELLS, FILE_STATES, LINES, OUTCOMES, PROGRESSES, REVIEWS

TABLES = (FILE_STATES, OUTCOMES, REVIEWS, LINES, PROGRESSES, AGENCIES)
ENUMERATIONS = "|".join(type(next(iter(table))).__name__ for table in TABLES)
NAMED = re.compile(rf'(?:{ENUMERATIONS})\.[A-Z_]+: f?"(?!")[^"\n]*[^."]"')
"""A state with words that are no sentence."""


def test_a_state_of_one_name_has_one_word() -> None:
    words: dict[str, set[str]] = {}
    for table in TABLES:
        for state, word in table.items():
            words.setdefault(str(state.value), set()).add(word)
    assert {name: some for name, some in words.items() if len(some) > 1} == {}


def test_states_that_are_the_same_thing_have_one_word() -> None:
    sent_back = {
        REVIEWS[ReviewState.SENT_BACK],
        LINES[LineState.SENT_BACK],
        PROGRESSES[AgencyProgress.CORRECTING],
        CELLS[AnswerState.CORRECTING],
    }
    assert sent_back == {"sent back"}
    assert REVIEWS[ReviewState.RECEIVED] == LINES[LineState.NEW]


def test_every_state_has_a_word() -> None:
    for table in (*TABLES, CELLS):
        assert set(table) == set(type(next(iter(table))))
        assert all(word == word[:1].lower() + word[1:] for word in table.values())


def test_no_other_module_names_a_state() -> None:
    package = Path(s11desk.__file__).parent
    found = {
        path.name: NAMED.findall(path.read_text("utf-8"))
        for path in package.rglob("*.py")
        if path.name != "one_word_states.py"
    }
    assert {name: some for name, some in found.items() if some} == {}
