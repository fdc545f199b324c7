"""The standards that a question answers to, in words."""

from __future__ import annotations

from s11desk.domain.topics.questions import Question
from s11desk.domain.topics.topic import Topic


def reference_words(topic: Topic, question: Question) -> str:
    """Each framework with the places in it: ``Keeping children safe in education Part two, 84``. Empty if none."""
    return "; ".join(reference_lines(topic, question))


def reference_lines(topic: Topic, question: Question) -> tuple[str, ...]:
    """The references of :func:`reference_words`, each on its own."""
    titles = {framework.id: framework.title for framework in topic.frameworks}
    return tuple(f"{titles.get(one.framework, one.framework)} {one.reference}" for one in question.references)
