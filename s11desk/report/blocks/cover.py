"""The top of a document's first page: its kind, its title, the agency, and facts such as the reference."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.topics.topic import Topic
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.flowing_rows import Layout
from s11desk.report.page.shapes import Band
from s11desk.report.page.structure_tree import Tag

Facts = Sequence[tuple[str, str]]

_FACTS = Layout((128, design.COLUMN - 128), padding=4.5, after=4)


def compose_cover(composer: Composer, topic: Topic, what: str, agency: str, facts: Facts) -> Story:
    """Title, agency and ``facts``; a fact with an empty value is left out."""
    known = [(composer.say(name), value) for name, value in facts if value]
    head = [
        composer.text(f"{topic.partnership.name} \u00b7 {what}", design.EYEBROW),
        composer.text(topic.title, design.TITLE, Tag.TITLE),
        composer.text(topic.year, design.SUBTITLE),
        Band(design.ACCENT),
    ]
    name = [composer.text(agency, design.AGENCY)] if agency else []
    table = [composer.facts(known, _FACTS, (design.CELL_LABEL, design.CELL))] if known else []
    return [*head, *name, *table]
