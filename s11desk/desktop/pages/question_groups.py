"""The questions of a topic in groups, as long pages list them: by section, or in runs of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from s11desk.domain.topics.topic import Question, Topic

MANY = 40
"""The number of questions up to which a page shows all of them at once."""
_RUN = 20
"""The number of questions in a group without a section of its own."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that a page lists together. ``title`` is empty if they need no heading."""

    title: str
    questions: tuple[Question, ...]


def question_groups(topic: Topic, questions: tuple[Question, ...]) -> tuple[QuestionGroup, ...]:
    """Put ``questions`` into groups. Each group has a title if there are more than :data:`MANY`."""
    is_long = len(questions) > MANY
    groups: list[QuestionGroup] = []
    for section_id, together in groupby(questions, lambda question: question.section):
        members = tuple(together)
        section = topic.section_of(members[0]) if section_id else None
        if section is not None:
            groups.append(QuestionGroup(section.title, members))
        elif is_long:
            runs = (members[first : first + _RUN] for first in range(0, len(members), _RUN))
            groups += [QuestionGroup(_run_title(topic, run), run) for run in runs]
        else:
            groups.append(QuestionGroup("", members))
    return tuple(groups)


def _run_title(topic: Topic, run: tuple[Question, ...]) -> str:
    first, last = (topic.number_of(question.id) for question in (run[0], run[-1]))
    return f"Questions {first} to {last}" if len(run) > 1 else f"Question {first}"
