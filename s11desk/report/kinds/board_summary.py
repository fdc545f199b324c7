"""One page for the people who approve: the state of the audit, weak answers and planned actions."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.audits.action_plan import needs_action
from s11desk.domain.audits.answer_counts import AnswerCounts, answer_counts
from s11desk.domain.audits.audit import Action, ActionStatus, Audit
from s11desk.domain.audits.since_earlier import SinceEarlier
from s11desk.domain.audits.summary import summarise
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Topic, label_of
from s11desk.report.blocks.answer_summary import counted, counts_sentence, progress_sentence, split_counts
from s11desk.report.blocks.cover import Facts, compose_cover
from s11desk.report.blocks.judgement_chart import answer_chart
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, full_height
from s11desk.report.page.flowing_rows import Layout
from s11desk.report.page.structure_tree import Tag
from s11desk.wording.dates import short_day
from s11desk.wording.field_words import STATUSES
from s11desk.wording.returns.since_sentences import since_heading, since_lines

_PAGE = design.PAGE_HEIGHT - design.COVER_TOP - design.BOTTOM
_MAX_TEXT_LENGTH = 220
_MAX_ACTION_LENGTH = 120
"""The largest number of characters of one text, to leave space for the next."""

_WEAK = Layout((28, design.COLUMN - 128, 100), padding=4)
_WEAK_STYLES = (design.CELL_STRONG, design.CELL, design.CELL_STRONG)
_ACTIONS = Layout((28, design.COLUMN - 276, 100, 76, 72), padding=4)
_ACTION_STYLES = (design.CELL_STRONG, design.CELL, design.CELL, design.CELL, design.CELL)
_MIN_ACTIONS = 3
"""The number of actions for which space is always reserved below the weak answers."""

_MIN_WEAK = 2
"""The number of weak answers for which space is always reserved below the charts."""
_LINE = 44.0
"""Points for a line with the number of what does not fit, below the charts and below each table."""
_MORE_SCALES = "The answers on {} more scales are in the audit itself."
_MORE = "{} more in the audit itself."
_NONE_FITS = "See the audit itself."

Cells = tuple[str, ...]


def compose_board_summary(
    composer: Composer, topic: Topic, audit: Audit, what: str, facts: Facts, since: SinceEarlier | None = None
) -> Story:
    """The whole page. The page gives only the number of rows that do not fit."""
    summary = summarise(topic, audit)
    story = compose_cover(composer, topic, what, audit.agency, facts)
    story += [composer.text("How the audit stands", design.BOARD_HEADING, Tag.HEADING)]
    story += [composer.text(progress_sentence(topic, summary, audit))]
    scales, plain = split_counts(answer_counts(topic, audit))
    story += [composer.text(counts_sentence(group)) for group in plain]
    story += _since(composer, topic, since)
    weak, planned = _weak_rows(topic, audit), _action_rows(topic, audit.actions)
    measuring = composer.measuring_composer()
    kept_free = 0.0
    if topic.action_plan is not None:
        kept_free = _height(_planned_actions(measuring, audit.actions, planned[:_MIN_ACTIONS], _PAGE))
    least = _height(_weak(measuring, weak[:_MIN_WEAK], _PAGE)) + kept_free + _LINE
    story += _charts(composer, scales, _PAGE - _height(story) - least)
    if weak or topic.action_plan is not None:
        story += _weak(composer, weak, _PAGE - _height(story) - kept_free)
    if topic.action_plan is None:
        return story
    return [*story, *_planned_actions(composer, audit.actions, planned, _PAGE - _height(story))]


def _since(composer: Composer, topic: Topic, since: SinceEarlier | None) -> Story:
    """What has changed since the audit was begun with earlier answers."""
    if since is None:
        return []
    lines = [composer.text(line) for line in since_lines(topic, since)]
    return [composer.text(since_heading(since), design.BOARD_HEADING, Tag.HEADING), *lines]


def _charts(composer: Composer, groups: Sequence[AnswerCounts], left: float) -> Story:
    """A chart for each scale, as long as there is room for them, and a line with the number of the others."""
    story: Story = []
    for number, group in enumerate(groups):
        tried = _chart(composer.measuring_composer(), group, titled=len(groups) > 1)
        left -= _height(tried)
        if number and left < 0:
            return [*story, composer.text(_MORE_SCALES.format(len(groups) - number), design.HELP)]
        story += _chart(composer, group, titled=len(groups) > 1)
    return story


def _chart(composer: Composer, group: AnswerCounts, *, titled: bool) -> Story:
    title = [composer.text(_short(group.title, _MAX_ACTION_LENGTH), design.PROSE_HEADING)] if titled else []
    chart = answer_chart(composer, group)
    return [*title, chart] if chart is not None else []


def _weak_rows(topic: Topic, audit: Audit) -> list[Cells]:
    return [
        (str(topic.number_of(question.id)), _short(question.text), label_of(topic, question, answer.choice))
        for question in asked_questions(topic, audit)
        if needs_action(topic, audit, question)
        for answer in (audit.answer(question.id),)
    ]


def _subject(topic: Topic, action: Action) -> str:
    """What is to be done; what it is about, until somebody writes that."""
    question = topic.question(action.question)
    return action.action or action.area or (question.text if question is not None else "")


def _action_rows(topic: Topic, actions: Sequence[Action]) -> list[Cells]:
    """A row for each action that is not done; the earliest due date comes first."""
    waiting = [action for action in actions if action.status is not ActionStatus.DONE]
    waiting.sort(key=lambda action: (action.due is None, action.due))
    return [
        (
            action.id,
            _short(_subject(topic, action), _MAX_ACTION_LENGTH),
            _short(action.lead, _MAX_ACTION_LENGTH),
            short_day(action.due) if action.due else "No date",
            STATUSES[action.status],
        )
        for action in waiting
    ]


def _height(story: Story) -> float:
    return sum(full_height(part, design.COLUMN) for part in story)


def _weak(composer: Composer, rows: list[Cells], left: float) -> Story:
    heading = composer.text("What needs attention", design.BOARD_HEADING, Tag.HEADING)
    if not rows:
        return [heading, composer.text("No answer given calls for an action.")]
    words = f"{counted(len(rows), 'answer calls', 'answers call')} for an action."
    story: Story = [heading, composer.text(words)]
    header = ("No.", "Question", "Judgement")
    return story + _fitting(composer, header, rows, _WEAK, _WEAK_STYLES, left - _height(story))


def _planned_actions(composer: Composer, actions: Sequence[Action], rows: list[Cells], left: float) -> Story:
    heading = composer.text("What is planned", design.BOARD_HEADING, Tag.HEADING)
    if not actions:
        return [heading, composer.text("No actions are planned.")]
    counts = [(STATUSES[status], sum(action.status is status for action in actions)) for status in ActionStatus]
    words = ", ".join(f"{label.lower()} {count}" for label, count in counts)
    story: Story = [heading, composer.text(f"{counted(len(actions), 'action', 'actions')}: {words}.")]
    header = ("No.", "Action", "Lead", "Due", "Status")
    if not rows:
        return story
    return story + _fitting(composer, header, rows, _ACTIONS, _ACTION_STYLES, left - _height(story))


def _fitting(
    composer: Composer,
    header: Cells,
    rows: list[Cells],
    layout: Layout,
    styles: Sequence[design.TextStyle],
    left: float,
) -> Story:
    """A table of as many ``rows`` as fit into ``left`` points, and a line with the number of the others.

    Without room for one row, the line alone: the page stays one page.
    """
    whole = composer.measuring_composer().table(header, rows, layout, styles)
    if full_height(whole, design.COLUMN) <= left:
        return [composer.table(header, rows, layout, styles)]
    line = full_height(composer.measuring_composer().text(_MORE, design.HELP), design.COLUMN)
    fit = whole.rows_within(left - layout.after - line)
    if not fit:
        return [composer.text(_NONE_FITS, design.HELP)]
    table = composer.table(header, rows[:fit], layout, styles)
    return [table, composer.text(_MORE.format(len(rows) - fit), design.HELP)]


def _short(text: str, limit: int = _MAX_TEXT_LENGTH) -> str:
    line = " ".join(text[: 2 * limit].split())
    return line if len(line) <= limit else f"{line[:limit].rstrip()}\u2026"
