"""The parts that the return and the draft copy share: the opening, the answers with the action plan, the last note."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import NextPageTemplate, PageBreak

from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.topic import Topic
from s11desk.report.blocks.cover import compose_cover
from s11desk.report.blocks.pictures import Pictures
from s11desk.report.blocks.plan_table import compose_plan
from s11desk.report.blocks.question_block import compose_answers
from s11desk.report.blocks.upright_plan import compose_upright_plan
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_block
from s11desk.report.page.margins import BODY, WIDE
from s11desk.report.page.structure_tree import Tag

_Compose = Callable[[Composer, Topic, Audit], Story]

_PLAIN_SIGNS = (
    "Some signs that the typeface does not have are written in a plain form, such as [tick], or as their Unicode "
    "number, such as [{}]. The data kept with it has every text as it was typed."
)


def compose_opening(
    composer: Composer, topic: Topic, audit: Audit, what: str, facts: list[tuple[str, str]], summary: _Compose
) -> Story:
    """The top of the first page, and the summary below it. ``what`` kind of document it is."""
    return [
        NextPageTemplate(BODY),
        *compose_cover(composer, topic, what, audit.agency, facts),
        *summary(composer, topic, audit),
        *([] if composer.rules.flows else [PageBreak()]),
    ]


def compose_answers_and_plan(composer: Composer, topic: Topic, audit: Audit, pictures: Pictures) -> Story:
    """All answers, then the action plan if the form asks for one or somebody planned an action."""
    heading = [composer.text(composer.say("Answers"), design.SECTION, Tag.HEADING)]
    questions = compose_answers(composer, topic, audit, pictures)
    if composer.rules.flows:
        answers = keep_with_block(heading, questions, composer.most_kept)
        return [*answers, *compose_upright_plan(composer, topic, audit.actions)]
    answers = [*heading, *questions]
    if not topic.plan_columns and not audit.actions:
        return answers
    plan = compose_plan(composer, topic, audit.actions)
    return [*answers, *([NextPageTemplate(WIDE), PageBreak()] if audit.actions else []), *plan]


def compose_note(composer: Composer) -> Story:
    """A note at the end that explains replaced characters; nothing if there are none."""
    if not composer.has_replacements:
        return []
    if composer.rules.plain_signs:
        example = "U+4E2D" if composer.rules.shapes_text else "U+05D0"
        return [composer.text(_PLAIN_SIGNS.format(example), design.HELP)]
    words = (
        "A character that this document\u2019s typeface does not have stands here as its Unicode number in "
        "brackets, for example [U+1F600]. The data kept with it holds the character as it was typed."
    )
    return [composer.text(words, design.HELP)]
