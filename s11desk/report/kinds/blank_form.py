"""The blank form on paper: the introduction, every question with every option, and space to write."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Indenter

from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import (
    OTHER,
    Option,
    Question,
    QuestionKind,
    Scale,
    Topic,
    answer_codes,
    label_of,
)
from s11desk.report.blocks.answer_tables import blank_table
from s11desk.report.blocks.plan_table import plan_table
from s11desk.report.blocks.prose_blocks import compose_prose
from s11desk.report.blocks.section_head import MODERATED_SCORE, compose_section_head
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_block, keep_with_next
from s11desk.report.page.flowing_rows import Layout
from s11desk.report.page.flowing_text import Label
from s11desk.report.page.shapes import Divider, FormField, WritingLines
from s11desk.report.page.structure_tree import Tag
from s11desk.wording.field_words import DETAILS
from s11desk.wording.topics.condition_words import condition_sentence

_INDENTED_WIDTH = design.COLUMN - design.HANG
_DEFINITIONS = Layout((128, design.COLUMN - 128), padding=4.5)
_LINKS = Layout((design.COLUMN / 2, design.COLUMN / 2), padding=4.5)
_PLAN_ROWS = 6
_PLAN_ROW_HEIGHT = 26.0
_LONG_TEXT_LINES = 8
_SHORT_TEXT_LINES = 1
_COMMENT_LINES = 2


def compose_introduction(composer: Composer, topic: Topic) -> Story:
    """The topic's introduction and its definitions."""
    story: Story = []
    for section in topic.introduction:
        with composer.inside(Tag.SECTION):
            heading = composer.text(section.heading, design.SUBSECTION, Tag.HEADING)
            story += [*keep_with_next([heading]), *compose_prose(composer, section.body)]
    return [*story, *_definitions(composer, topic)]


def compose_links(composer: Composer, topic: Topic) -> Story:
    """The links for people who have nobody to ask, each with its whole address; nothing if the topic has none."""
    if not topic.links:
        return []
    title = composer.text(composer.say("Nobody to ask?"), design.SUBSECTION, Tag.HEADING)
    facts = [(link.title, link.shown_address) for link in topic.links]
    table = composer.facts(facts, _LINKS, (design.CELL_STRONG, design.CELL))
    return [*keep_with_next([title]), table]


def _definitions(composer: Composer, topic: Topic) -> Story:
    if not topic.definitions:
        return []
    heading = composer.text(composer.say("Definitions"), design.SUBSECTION, Tag.HEADING)
    facts = [(definition.term, definition.meaning) for definition in topic.definitions]
    table = composer.facts(facts, _DEFINITIONS, (design.CELL_STRONG, design.CELL))
    return [*keep_with_next([heading]), table]


def compose_blank_questions(composer: Composer, topic: Topic) -> Story:
    """Every question with space to answer it. It prints hidden questions too, each with the rule for answering it."""
    story: Story = []
    before: Question | None = None
    for question in topic.questions:
        head = compose_section_head(composer, topic, question, before)
        with composer.inside(Tag.SECTION):
            line = [Divider()] if story and not head else []
            story += keep_with_block(head, _on_one_page(line + _question(composer, topic, question)))
        before = question
    return story


def _on_one_page(story: Story) -> Story:
    """Keep ``story`` on one page if it fits, because people fill it in by hand."""
    parts = [part for part in story if not isinstance(part, Indenter | CondPageBreak)]
    return keep_with_next(parts, width=_INDENTED_WIDTH, more=0)[:1] + story


def _question(composer: Composer, topic: Topic, question: Question) -> Story:
    number = Label(str(topic.number_of(question.id)), design.HANG)
    heading = composer.text(question.text, design.QUESTION, Tag.SUBHEADING, number)
    notes = _notes(composer, topic, question)
    return [
        heading,
        Indenter(left=design.HANG),
        *notes,
        *_answer_space(composer, topic, question),
        *_extra_fields(composer, topic, question),
        Indenter(left=-design.HANG),
    ]


def _notes(composer: Composer, topic: Topic, question: Question) -> Story:
    """The notes above the space to answer: when to answer the question at all, and its help."""
    words = [condition_sentence(topic, condition, composer.say) for condition in question.show_when]
    words += [question.help] if question.help else []
    words += [] if question.required else [composer.say("You may leave this question out.")]
    return [composer.text(text, design.HELP) for text in words]


def _answer_space(composer: Composer, topic: Topic, question: Question) -> Story:
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return [WritingLines(_LONG_TEXT_LINES)]
        case QuestionKind.SHORT_TEXT | QuestionKind.DATE | QuestionKind.NUMBER:
            return [WritingLines(_SHORT_TEXT_LINES)]
        case QuestionKind.PEOPLE:
            return _people(composer, question)
        case QuestionKind.FILE:
            return _label_with_lines(composer, "Names of the files you attach", 2)
        case QuestionKind.TABLE:
            return blank_table(composer, question)
        case _:
            return _options(composer, topic, question)


def _people(composer: Composer, question: Question) -> Story:
    story: Story = []
    for asked in question.people:
        label = composer.text(asked.label, design.LABEL, Tag.MINOR_HEADING)
        lines = [_label_on_line(composer, words) for words in DETAILS.values()]
        story += [*keep_with_next([label], more=96), *lines]
    return story


def _label_on_line(composer: Composer, words: str) -> FormField:
    return FormField([composer.text(composer.say(words), design.CELL_LABEL)], line=True)


def _options(composer: Composer, topic: Topic, question: Question) -> Story:
    scale = topic.scale_of(question)
    known = {option.code: option for option in scale.options} if scale else {}
    with composer.inside(Tag.LIST):
        return [_option(composer, topic, question, code, known.get(code)) for code in answer_codes(topic, question)]


def _option(composer: Composer, topic: Topic, question: Question, code: str, option: Option | None) -> FormField:
    with composer.inside(Tag.ITEM), composer.inside(Tag.ITEM_BODY):
        label = label_of(topic, question, code)
        words = composer.say("{}, namely:", label) if code == OTHER else label
        texts = [composer.text(words, design.CELL_STRONG if option else design.CELL)]
        texts += [composer.text(line, design.FINE) for line in _requirements(question, option)]
    return FormField(texts, box=True, line=code == OTHER)


def _requirements(question: Question, option: Option | None) -> Sequence[str]:
    if option is None:
        return ()
    wanted = [
        words
        for needed, words in (
            (option.needs_reason, "a reason"),
            (option.needs_reason_or_file, "a reason or evidence"),
            (option.needs_evidence, "evidence"),
            (option.needs_action, "a line in the action plan"),
        )
        if needed
    ]
    demand = f"Needs {' and '.join(wanted)}." if wanted else ""
    words = " ".join(part for part in (question.descriptor(option), demand) if part)
    return (words,) if words else ()


def _extra_fields(composer: Composer, topic: Topic, question: Question) -> Story:
    story: Story = []
    scale = topic.scale_of(question)
    if scale is not None:
        story += [_label_on_line(composer, words) for words in _reason_labels(composer, scale)]
    if topic.is_moderated(question):
        story.append(_label_on_line(composer, MODERATED_SCORE))
    if question.kind in {QuestionKind.JUDGEMENT, QuestionKind.YES_NO}:
        story += _label_with_lines(composer, "Comment", _COMMENT_LINES)
    if question.kind is not QuestionKind.FILE and topic.evidence_rule(question) is not None:
        story.append(_label_on_line(composer, "Evidence attached"))
    return story


def _reason_labels(composer: Composer, scale: Scale) -> tuple[str, ...]:
    """What the reason is for, once for each thing that the scale's options ask."""
    labels = [
        option.asks or composer.say("Reason, if it does not apply") for option in scale.options if option.takes_reason
    ]
    return tuple(dict.fromkeys(labels))


def _label_with_lines(composer: Composer, label: str, lines: int) -> Story:
    heading = composer.text(composer.say(label), design.LABEL, Tag.MINOR_HEADING)
    return [*keep_with_next([heading], more=lines * 24), WritingLines(lines)]


def compose_blank_plan(composer: Composer, topic: Topic) -> Story:
    """An action plan with empty rows."""
    columns = topic.plan_columns
    rows = [(str(number + 1), *("" for _ in columns)) for number in range(_PLAN_ROWS)]
    return [
        composer.text(composer.say("Action plan"), design.SECTION, Tag.HEADING),
        plan_table(composer, columns, rows, _PLAN_ROW_HEIGHT, to_fill=True),
    ]


def compose_paper_signatures(composer: Composer, topic: Topic) -> Story:
    """Lines on which everybody signs by hand."""
    story: Story = [composer.text(composer.say("Sign-off"), design.SECTION, Tag.HEADING)]
    for signs_as in (Role.COMPLETER, *topic.open_roles(())):
        who, role = "Completed by" if signs_as is Role.COMPLETER else "Approved by", topic.signing_role(signs_as)
        heading = composer.say(f"{who}: {{}}", role.title) if role is not None else composer.say(who)
        title = composer.text(heading, design.SUBSECTION, Tag.SUBHEADING)
        declared = [composer.text(role.declaration)] if role is not None and role.declaration else []
        lines = [_label_on_line(composer, words) for words in ("Name", "Job title", "Date", "Signature")]
        story += [*keep_with_next([title], more=100), *declared, *lines]
    return story
