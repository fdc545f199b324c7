"""The head of a section of questions: its part, its title and its text."""

from __future__ import annotations

from s11desk.domain.topics.questions import Question
from s11desk.domain.topics.topic import Topic
from s11desk.report.blocks.prose_blocks import compose_prose
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.structure_tree import Tag

MODERATED_SCORE = "Score given by the partnership"
"""The label of the line on which the partnership writes its own score."""


def compose_section_head(
    composer: Composer, topic: Topic, question: Question, before: Question | None, *, explains: bool = True
) -> Story:
    """The head of the section that begins with ``question``; empty if its section began earlier.

    ``before``: the question that is printed before it. ``explains``: with the text of the section.
    """
    section = topic.section_of(question)
    if section is None or (before is not None and before.section == question.section):
        return []
    last = topic.section_of(before) if before is not None else None
    begins_part = section.part and (last is None or last.part != section.part)
    part = [composer.text(section.part, design.PART)] if begins_part else []
    style = design.SECTION_IN_PART if begins_part else design.QUESTION_SECTION
    title = composer.text(section.title, style, Tag.HEADING)
    text = compose_prose(composer, section.text) if section.text and explains else []
    return [*keep_with_next([*part, title]), *text]
