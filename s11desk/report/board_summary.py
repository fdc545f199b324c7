"""One page for those who approve: how the audit stands, what needs attention and what is planned."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.action_plan import needs_action
from s11desk.domain.audit import Action, ActionStatus, Audit
from s11desk.domain.summary import summarise
from s11desk.domain.topic import Topic, label_of
from s11desk.domain.visibility import asked_questions
from s11desk.report import design
from s11desk.report.answer_summary import counted, standing
from s11desk.report.composer import Composer, Story, room
from s11desk.report.cover import Facts, tell_cover
from s11desk.report.flowing_rows import Layout
from s11desk.report.judgement_chart import judgement_chart
from s11desk.report.structure_tree import Tag
from s11desk.wording.dates import short_day
from s11desk.wording.field_words import STATUSES

_PAGE = design.PAGE_HEIGHT - design.COVER_TOP - design.BOTTOM
_LONGEST = 220
_LONGEST_ACTION = 120
"""Characters shown of one text, so that there is room for the next."""

_WEAK = Layout((28, design.COLUMN - 128, 100), padding=4)
_WEAK_STYLES = (design.CELL_STRONG, design.CELL, design.CELL_STRONG)
_ACTIONS = Layout((28, design.COLUMN - 276, 100, 76, 72), padding=4)
_ACTION_STYLES = (design.CELL_STRONG, design.CELL, design.CELL, design.CELL, design.CELL)
_FEWEST = 3
"""Actions for which room is kept free, however many answers call for one."""

_MORE = "{} more in the audit itself."

Cells = tuple[str, ...]


def tell_board_summary(composer: Composer, topic: Topic, audit: Audit, what: str, facts: Facts) -> Story:
    """What does not fit on the page is counted, not shown."""
    summary = summarise(topic, audit)
    story = tell_cover(composer, topic, what, audit.agency, facts)
    story += [composer.text("How the audit stands", design.BOARD_HEADING, Tag.HEADING)]
    story += [composer.text(standing(summary, audit))]
    chart = judgement_chart(composer, summary)
    story += [chart] if chart else []
    weak, planned = _weak_rows(topic, audit), _action_rows(audit.actions)
    kept_free = _height(_planned(composer.tried(), audit.actions, planned[:_FEWEST], _PAGE))
    story += _weak(composer, weak, _PAGE - _height(story) - kept_free)
    return [*story, *_planned(composer, audit.actions, planned, _PAGE - _height(story))]


def _weak_rows(topic: Topic, audit: Audit) -> list[Cells]:
    return [
        (str(topic.number_of(question.id)), _short(question.text), label_of(topic, question, answer.choice))
        for question in asked_questions(topic, audit)
        if needs_action(topic, audit, question)
        for answer in (audit.answer(question.id),)
    ]


def _action_rows(actions: Sequence[Action]) -> list[Cells]:
    """Those that are not done, the next due first."""
    waiting = [action for action in actions if action.status is not ActionStatus.DONE]
    waiting.sort(key=lambda action: (action.due is None, action.due))
    return [
        (
            action.id,
            _short(action.action or action.area, _LONGEST_ACTION),
            _short(action.lead, _LONGEST_ACTION),
            short_day(action.due) if action.due else "No date",
            STATUSES[action.status],
        )
        for action in waiting
    ]


def _height(story: Story) -> float:
    return sum(room(part, design.COLUMN) for part in story)


def _weak(composer: Composer, rows: list[Cells], left: float) -> Story:
    heading = composer.text("What needs attention", design.BOARD_HEADING, Tag.HEADING)
    if not rows:
        return [heading, composer.text("No answer given calls for an action.")]
    words = f"{counted(len(rows), 'answer calls', 'answers call')} for an action."
    story: Story = [heading, composer.text(words)]
    header = ("No.", "Question", "Judgement")
    return story + _fitting(composer, header, rows, _WEAK, _WEAK_STYLES, left - _height(story))


def _planned(composer: Composer, actions: Sequence[Action], rows: list[Cells], left: float) -> Story:
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
    """A table of as many ``rows`` as fit into ``left`` points, and how many more there are."""
    whole = composer.tried().table(header, rows, layout, styles)
    if room(whole, design.COLUMN) <= left:
        return [composer.table(header, rows, layout, styles)]
    line = room(composer.tried().text(_MORE, design.HELP), design.COLUMN)
    fit = max(whole.rows_within(left - layout.after - line), 1)
    table = composer.table(header, rows[:fit], layout, styles)
    return [table, composer.text(_MORE.format(len(rows) - fit), design.HELP)]


def _short(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text[: 2 * longest].split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()}\u2026"
