"""The numbers by which people call questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, product
from string import ascii_uppercase

from s11desk.domain.topics.questions import Question


def numbers_of(questions: Iterable[Question]) -> Mapping[str, str]:
    """The number of each question by its id: the form's own, a running number, or a letter beside own numbers."""
    listed = list({question.id: question for question in reversed(list(questions))}.values())[::-1]
    taken = {question.number for question in listed if question.number}
    free = _letters(taken) if taken else (str(number) for number in count(1))
    return {question.id: question.number or next(free) for question in listed}


def _letters(taken: set[str]) -> Iterator[str]:
    """A, B, … Z, AA, AB, … without those that a question has as its own number."""
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            if (name := "".join(letters)) not in taken:
                yield name
