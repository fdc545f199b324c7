"""One question to pass to a colleague: the question, its answer, and its actions in full."""

from __future__ import annotations

from s11desk.domain.audit import Action, Audit
from s11desk.domain.topic import Question, Topic
from s11desk.report import design
from s11desk.report.composer import Composer, Story, keep_with_next
from s11desk.report.cover import Facts, compose_cover
from s11desk.report.flowing_rows import Layout
from s11desk.report.pictures import Pictures
from s11desk.report.question_block import compose_question
from s11desk.report.structure_tree import Tag
from s11desk.report.table_cells import action_cell

_FACTS = Layout((128, design.COLUMN - 128), padding=4)


def compose_single_question(
    composer: Composer,
    topic: Topic,
    audit: Audit,
    question: Question,
    pictures: Pictures,
    what: str,
    facts: Facts,
) -> Story:
    number = f"Question {topic.number_of(question.id)} of {len(topic.questions)}"
    story = compose_cover(composer, topic, what, audit.agency, facts)
    story.append(composer.text(number, design.SECTION, Tag.HEADING))
    story += compose_question(composer, topic, audit, question, pictures)
    for action in audit.actions_for(question.id):
        story += _action(composer, topic, action)
    return story


def _action(composer: Composer, topic: Topic, action: Action) -> Story:
    heading = composer.text(f"Action {action.id}", design.SUBSECTION, Tag.SUBHEADING)
    columns = topic.action_plan.columns
    facts = [(column.label, action_cell(topic, action, column.field)) for column in columns]
    written = [(label, value) for label, value in facts if value]
    return [*keep_with_next([heading]), composer.facts(written, _FACTS, (design.CELL_LABEL, design.CELL))]
