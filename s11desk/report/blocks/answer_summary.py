"""The summary: how many questions are complete, and how often each judgement was given, in words and bars."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from s11desk.domain.audits.answer_counts import YES_OR_NO, AnswerCounts, answer_counts
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.summary import Summary, summarise
from s11desk.domain.audits.totals import scale_totals
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.report.blocks.table_cells import colour_of, option_colour
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.flowing_rows import Layout
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.page_layout import NEWEST, PageRules
from s11desk.report.page.structure_tree import Scope, Tag
from s11desk.wording.audits.total_words import total_name, total_words
from s11desk.wording.form_words import Say, say_english

_LABEL_WIDTH = 128.0
_COUNT_WIDTH = 26.0
_ROW_HEIGHT = 22.0
_TITLE_LENGTH = 120
_LABEL_LENGTH = 120
"""Characters of a label beside its bar. The whole label is at each question."""
_MOST_BREAKS = 20
"""Line breaks in a label; with many more it would be higher than a page."""
_TOTALS = Layout((190, design.COLUMN - 190), padding=4)


class CountBars(Flowable):  # type: ignore[misc]
    """A row for each judgement: its label, its count, and a bar in proportion to its share."""

    def __init__(self, rows: list[tuple[Text, Text, float, Color]]) -> None:
        super().__init__()
        self.rows = rows

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        heights = [label.wrap(_LABEL_WIDTH, 0)[1] + _ROW_HEIGHT - label.style.leading for label, *_ in self.rows]
        self.width, self.height = available_width, sum(heights)
        return self.width, self.height

    @override
    def getSpaceBefore(self) -> float:
        return 14.0

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Divide the rows between this page and the next; nothing if not even the first one fits."""
        height, fitting = 0.0, 0
        for label, *_ in self.rows:
            height += label.wrap(_LABEL_WIDTH, 0)[1] + _ROW_HEIGHT - label.style.leading
            if height > available_height:
                break
            fitting += 1
        return [CountBars(self.rows[:fitting]), CountBars(self.rows[fitting:])] if fitting else []

    @override
    def draw(self) -> None:
        top = self.height
        for label, count, share, colour in self.rows:
            height = label.height + _ROW_HEIGHT - label.style.leading
            label.drawOn(self.canv, 0, top - label.height)
            count.wrap(_COUNT_WIDTH, 0)
            count.drawOn(self.canv, _LABEL_WIDTH + 4, top - count.height)
            self._bar(top - label.style.leading / 2, share, colour)
            top -= height

    def _bar(self, middle: float, share: float, colour: Color) -> None:
        canvas: PageCanvas = self.canv
        left = _LABEL_WIDTH + _COUNT_WIDTH + 18
        bar_width = self.width - left
        canvas.setFillColor(design.TINT)
        canvas.rect(left, middle - 5, bar_width, 10, stroke=0, fill=1)
        if share:
            canvas.setFillColor(colour)
            canvas.rect(left, middle - 5, bar_width * share, 10, stroke=0, fill=1)


def compose_summary(composer: Composer, topic: Topic, audit: Audit) -> Story:
    """The heading, the sentence with the counts, and bars for each scale; yes and no are counted in a sentence."""
    summary = summarise(topic, audit)
    heading = composer.text(composer.say("Summary"), design.SECTION, Tag.HEADING)
    story: Story = [heading, composer.text(progress_sentence(topic, summary, audit, composer.rules))]
    groups, plain = split_counts(answer_counts(topic, audit))
    for group in groups:
        if len(groups) > 1:
            title = composer.text(shortened(group.title, _TITLE_LENGTH), design.SUBSECTION, Tag.SUBHEADING)
            story += keep_with_next([title])
        counts = [(one.label, one.count, colour_of(one.colour)) for one in group.counts]
        story.append(_bars(composer, [*counts, (composer.say("Not answered"), group.unanswered, design.FAINT)]))
    story += [composer.text(counts_sentence(group, composer.say)) for group in plain]
    return [*story, *compose_totals(composer, topic, audit)]


def compose_return_summary(composer: Composer, topic: Topic, audit: Audit) -> Story:
    """The summary of a return, in the form of layout 1: other pages would not be those of the returns made so far."""
    summary = summarise(topic, audit)
    heading = composer.text(composer.say("Summary"), design.SECTION, Tag.HEADING)
    evidence = counted(len(audit.evidence), "file of evidence", "files of evidence")
    actions = counted(len(audit.actions), "action planned", "actions planned")
    words = f"{summary.complete} of {summary.asked} questions complete, {evidence}, {actions}."
    story: Story = [heading, composer.text(words)]
    counts = [(one.option.label, one.count, option_colour(one.option)) for one in summary.judgements]
    if counts:
        story.append(_bars(composer, [*counts, (composer.say("Not answered"), summary.unanswered, design.FAINT)]))
    return [*story, *compose_totals(composer, topic, audit)]


def compose_totals(composer: Composer, topic: Topic, audit: Audit) -> Story:
    """A table of totals for each scale that has one, by sections; nothing if no scale has one."""
    story: Story = []
    percent = "%" if composer.rules.close_percent else " %"
    totals = scale_totals(topic, audit)
    for scale in dict.fromkeys(total.scale.id for total in totals):
        of_scale = [total for total in totals if total.scale.id == scale]
        heading = composer.text(composer.say("Total: {}", of_scale[0].scale.title), design.SUBSECTION, Tag.SUBHEADING)
        facts = [(total_name(total), total_words(total, percent=percent)) for total in of_scale]
        table = composer.facts(facts, _TOTALS, (design.CELL_STRONG, design.CELL))
        story += [*keep_with_next([heading]), table]
    return story


def _bars(composer: Composer, counts: list[tuple[str, int, Color]]) -> CountBars:
    total = sum(count for _, count, _ in counts) or 1
    rows = []
    with composer.inside(Tag.TABLE):
        for label, count, colour in counts:
            with composer.inside(Tag.ROW):
                short = label if len(label) <= _LABEL_LENGTH else f"{label[: _LABEL_LENGTH - 1]}…"
                short = shortened(label, _LABEL_LENGTH) if short.count("\n") > _MOST_BREAKS else short
                name = composer.cell(short, design.CELL_STRONG, Scope.ROW)
                number = composer.cell(str(count), design.CELL_NUMBER)
                rows.append((name, number, count / total, colour))
    return CountBars(rows)


def split_counts(groups: Sequence[AnswerCounts]) -> tuple[tuple[AnswerCounts, ...], tuple[AnswerCounts, ...]]:
    """The counts of the scales, and those of yes and no, which are few enough for a sentence."""
    plain = tuple(group for group in groups if group.title == YES_OR_NO)
    return tuple(group for group in groups if group not in plain), plain


def counts_sentence(group: AnswerCounts, say: Say = say_english) -> str:
    """For example: Yes or no: Yes 3, No 1, not answered 2."""
    listed = [f"{one.label} {one.count}" for one in group.counts]
    listed += [say("not answered {}", group.unanswered)] if group.unanswered else []
    title = say(group.title) if group.title == YES_OR_NO else group.title
    return f"{title}: {', '.join(listed)}."


def shortened(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit`` characters."""
    line = " ".join(text[: 2 * limit].split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def progress_sentence(topic: Topic, summary: Summary, audit: Audit, rules: PageRules = NEWEST) -> str:
    """The counts of complete questions, and of the files and actions that the form asks for, in one sentence."""
    left_empty = summary.optional if rules.counts_optional else 0
    parts = [f"{summary.complete} of {summary.asked + left_empty} questions complete"]
    if left_empty:
        parts.append(f"{counted(left_empty, 'optional question', 'optional questions')} left empty")
    if topic.takes_files:
        parts.append(counted(len(audit.evidence), "file of evidence", "files of evidence"))
    if topic.action_plan is not None:
        parts.append(counted(len(audit.actions), "action planned", "actions planned"))
    return f"{', '.join(parts)}."


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, such as ``1 action`` or ``no actions``. ``one`` and ``many``: the noun's two forms."""
    return f"{number or 'no'} {one if number == 1 else many}"
