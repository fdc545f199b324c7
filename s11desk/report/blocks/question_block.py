"""A whole question: its number and text, the answer, the comment, the evidence and the actions.

Most documents print a block for each question. One document prints a single question, to pass it to a colleague.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Indenter

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, Person
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import OTHER, Detail, Option, PersonAsked, Question, QuestionKind, Topic, label_of
from s11desk.report.blocks.answer_tables import filled_table
from s11desk.report.blocks.figures import compose_figures
from s11desk.report.blocks.pictures import Pictures
from s11desk.report.blocks.section_head import MODERATED_SCORE, compose_section_head
from s11desk.report.blocks.table_cells import action_cell, evidence_cells, option_colour
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, full_height, keep_with_block, keep_with_next
from s11desk.report.page.flowing_rows import FlowingTable, Layout
from s11desk.report.page.flowing_text import Label
from s11desk.report.page.shapes import Divider, FormField, Panel
from s11desk.report.page.structure_tree import Tag
from s11desk.wording.amounts import number_text
from s11desk.wording.dates import day
from s11desk.wording.field_words import DETAILS
from s11desk.wording.topics.reference_words import reference_words

_WITHIN = design.COLUMN - design.HANG
_REASON = "Why it does not apply"
_PERSON = Layout((110, _WITHIN - 110), padding=3.5)
_ACTION = Layout((128, design.COLUMN - 128), padding=4)
_EVIDENCE = Layout((_WITHIN - 280, 52, 58, 170), padding=4.5)
_SHORT_QUESTION = 240.0
_FLOWING_GAP = 11.0
_NEXT_LINES = 30.0
"""The space for the first lines after the first part of an answer, in points."""
_SMALL_TABLE = 150.0
"""A table up to this height is not separated from its heading, nor split over two pages."""
_FILES = Layout((_WITHIN - 130, 60, 70), padding=4.5)
_EVIDENCE_HEADER = ("File", "Type", "Size", "SHA-256")
_EVIDENCE_STYLES = (design.CELL, design.CELL, design.CELL_NUMBER, design.TINY)


def compose_answers(composer: Composer, topic: Topic, audit: Audit, pictures: Pictures) -> Story:
    """The blocks of all questions that are asked, in the topic's order."""
    story: Story = []
    before: Question | None = None
    for question in asked_questions(topic, audit):
        head = compose_section_head(composer, topic, question, before, explains=composer.rules.explains_options)
        follows = bool(story) and not head
        block = compose_question(composer, topic, audit, question, pictures, after_another=follows)
        story += keep_with_block(head, block, composer.most_kept)
        before = question
    return story


def compose_question(
    composer: Composer,
    topic: Topic,
    audit: Audit,
    question: Question,
    pictures: Pictures,
    *,
    after_another: bool = False,
) -> Story:
    """The block of one question. ``after_another``: it follows another block, so a line separates the two."""
    with composer.inside(Tag.SECTION):
        number = Label(str(topic.number_of(question.id)), design.HANG)
        heading = composer.text(question.text, design.QUESTION, Tag.SUBHEADING, number)
        below = _below(composer, topic, audit, question, pictures)
    divider = Divider(_FLOWING_GAP) if composer.rules.flows else Divider()
    lead = [divider, heading] if after_another else [heading]
    return [
        *_keep_together(lead, below, composer.most_kept),
        Indenter(left=design.HANG),
        *below,
        Indenter(left=-design.HANG),
    ]


def _below(composer: Composer, topic: Topic, audit: Audit, question: Question, pictures: Pictures) -> Story:
    """The answer, and everything that belongs to it."""
    answer = audit.answer(question.id)
    return [
        *_answer_story(composer, topic, question, answer),
        *_state(composer, answer),
        *_references(composer, topic, question),
        *_moderated_score(composer, topic, question),
        *_words_under_label(composer, composer.say("Comment"), answer.comment),
        *_words_under_label(composer, _reason_label(composer, topic, question, answer), answer.reason),
        *_evidence(composer, audit, question, pictures),
        *_actions(composer, audit, question),
    ]


def compose_single_question(
    composer: Composer, topic: Topic, audit: Audit, question: Question, pictures: Pictures
) -> Story:
    """A heading with the question's number, its block, and its actions in full."""
    number = topic.number_of(question.id)
    number = (
        composer.say("Question {} of {}", number, len(topic.questions))
        if number.isdecimal()
        else composer.say("Question {}", number)
    )
    story: Story = [composer.text(number, design.SECTION, Tag.HEADING)]
    story += compose_question(composer, topic, audit, question, pictures)
    for action in audit.actions_for(question.id):
        story += _whole_action(composer, topic, action)
    return story


def _whole_action(composer: Composer, topic: Topic, action: Action) -> Story:
    heading = composer.text(composer.say("Action {}", action.id), design.SUBSECTION, Tag.SUBHEADING)
    columns = topic.plan_columns
    facts = [(column.label, action_cell(topic, action, column.field)) for column in columns]
    written = [(label, value) for label, value in facts if value]
    return [*keep_with_next([heading]), composer.facts(written, _ACTION, (design.CELL_LABEL, design.CELL))]


def _keep_together(lead: Story, below: Story, most: float) -> Story:
    """``lead``, kept on one page with all of a short question, or with the first part of a longer one.

    ``most``: the most points that may be kept together; 0 if there is no limit.
    """
    parts = [part for part in below if not isinstance(part, CondPageBreak)]
    whole = sum(full_height(part, _WITHIN) for part in parts)
    first = full_height(parts[0], _WITHIN) if parts else 0.0
    if most:
        above = sum(full_height(part, design.COLUMN) for part in lead)
        begun = min(first, _SMALL_TABLE) + _NEXT_LINES
        return [CondPageBreak(above + whole if above + whole <= most else min(above + begun, most)), *lead]
    return keep_with_next(lead, more=whole if whole <= _SHORT_QUESTION else min(first, _SMALL_TABLE) + 50)


def _answer_story(composer: Composer, topic: Topic, question: Question, answer: Answer) -> Story:
    if question.kind is QuestionKind.FILE:
        return []
    if not answer.is_given():
        return [composer.text(composer.say("Not answered"), design.ABSENT)]
    if question.kind is QuestionKind.TABLE:
        return [filled_table(composer, topic, question, answer)]
    if question.scale:
        return _judgement(composer, topic, question, answer)
    if question.kind is QuestionKind.PEOPLE:
        return _people(composer, question, answer)
    return _plain(composer, topic, question, answer)


def _judgement(composer: Composer, topic: Topic, question: Question, answer: Answer) -> Story:
    option = topic.option_of(question, answer.choice)
    texts = [composer.text(label_of(topic, question, answer.choice), design.ANSWER)]
    if option is None:
        return [Panel(texts, design.NEUTRAL)]
    if meaning := _meaning(composer, question, option):
        texts.append(composer.text(meaning, design.HELP))
    return [Panel(texts, option_colour(option))]


def _meaning(composer: Composer, question: Question, option: Option) -> str:
    """What the option means for this question; what it means for all of them only where the layout explains it."""
    return question.descriptor(option) if composer.rules.explains_options else question.own_descriptor(option)


def _references(composer: Composer, topic: Topic, question: Question) -> Story:
    """The standards that the question answers to."""
    words = reference_words(topic, question)
    return [composer.text(composer.say("Answers to: {}", words), design.HELP)] if words else []


def _moderated_score(composer: Composer, topic: Topic, question: Question) -> Story:
    if not topic.is_moderated(question):
        return []
    return [FormField([composer.text(composer.say(MODERATED_SCORE), design.CELL_LABEL)], line=True)]


def _reason_label(composer: Composer, topic: Topic, question: Question, answer: Answer) -> str:
    option = topic.option_of(question, answer.choice)
    return option.asks if option is not None and option.asks else composer.say(_REASON)


def _plain(composer: Composer, topic: Topic, question: Question, answer: Answer) -> Story:
    """The choices, text, number or date of the answer; a field that the question's kind does not use is empty."""
    chosen = [_choice(topic, question, answer, code) for code in (answer.choice, *answer.choices) if code]
    story: Story = []
    if len(chosen) > 1:
        story += composer.bullets(chosen)
    elif chosen:
        story.append(Panel([composer.text(chosen[0], design.ANSWER)], design.NEUTRAL))
    if answer.text:
        story += composer.paragraphs(answer.text)
    if answer.number is not None:
        figure = f"{number_text(answer.number)} {question.unit}".rstrip()
        story.append(composer.text(figure, design.ANSWER))
    if answer.date is not None:
        story.append(composer.text(day(answer.date), design.ANSWER))
    return story


def _choice(topic: Topic, question: Question, answer: Answer, code: str) -> str:
    label = label_of(topic, question, code)
    return f"{label}: {answer.other}" if code == OTHER and answer.other else label


def _people(composer: Composer, question: Question, answer: Answer) -> Story:
    roles = {asked.id for asked in question.people}
    asked = [*question.people, *(PersonAsked(p.role, p.role) for p in answer.people if p.role not in roles)]
    return [part for one in asked for part in _person(composer, one, answer.person(one.id))]


def _person(composer: Composer, asked: PersonAsked, person: Person) -> Story:
    label = composer.text(asked.label, design.LABEL, Tag.MINOR_HEADING)
    if person.is_blank():
        return [*keep_with_next([label], more=15), composer.text(composer.say("Not given"), design.ABSENT)]
    facts = [(composer.say(DETAILS[detail]), person.detail(detail)) for detail in Detail if person.detail(detail)]
    return [*keep_with_next([label]), composer.facts(facts, _PERSON, (design.CELL_LABEL, design.CELL))]


def _state(composer: Composer, answer: Answer) -> Story:
    """The line for an answer that is unconfirmed or marked for review; empty in a return."""
    words = []
    if answer.unconfirmed:
        words.append("Carried over from another audit and not yet confirmed.")
    if answer.marked_for_review:
        words.append("Marked for review.")
    return [composer.text(composer.say(" ").join(words), design.ABSENT)] if words else []


def _words_under_label(composer: Composer, label: str, text: str) -> Story:
    if not text:
        return []
    heading = composer.text(label, design.LABEL, Tag.MINOR_HEADING)
    return [*keep_with_next([heading], more=30), *composer.paragraphs(text)]


def _evidence(composer: Composer, audit: Audit, question: Question, pictures: Pictures) -> Story:
    files = audit.evidence_for(question.id)
    if not files:
        return (
            [composer.text(composer.say("No file attached"), design.ABSENT)]
            if question.kind is QuestionKind.FILE
            else []
        )
    label = composer.text(composer.say("Evidence"), design.LABEL, Tag.MINOR_HEADING)
    table = _evidence_table(composer, files)
    whole = table.wrap(_WITHIN, 0)[1]
    figures = compose_figures(composer, files, pictures)
    return [*keep_with_next([label], more=min(whole, _SMALL_TABLE)), table, *figures]


def _evidence_table(composer: Composer, files: Sequence[Evidence]) -> FlowingTable:
    columns = len(_EVIDENCE_HEADER) - 1 if composer.rules.digests_last else len(_EVIDENCE_HEADER)
    header = tuple(map(composer.say, _EVIDENCE_HEADER[:columns]))
    layout = _FILES if composer.rules.digests_last else _EVIDENCE
    return composer.table(
        header, [evidence_cells(item)[:columns] for item in files], layout, _EVIDENCE_STYLES[:columns]
    )


def _actions(composer: Composer, audit: Audit, question: Question) -> Story:
    actions = audit.actions_for(question.id)
    if not actions:
        return []
    label = composer.text(composer.say("Actions"), design.LABEL, Tag.MINOR_HEADING)
    named = ", ".join(action.id for action in actions)
    return [*keep_with_next([label], more=20), composer.text(composer.say("{} in the action plan", named))]
