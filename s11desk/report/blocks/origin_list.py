"""The list of sources: which texts come from each of them, and which are this project's own choice."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.topics.language_tags import is_same_language
from s11desk.domain.topics.topic import Origin, OriginKind, Question, Source, Topic
from s11desk.report.blocks.table_cells import ORIGIN_LABELS
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.structure_tree import Tag

_ABOUT = "Where the texts of this questionnaire come from, as its topic pack states it."


def compose_origins(composer: Composer, topic: Topic, *, with_introduction: bool = False) -> Story:
    """The list. ``with_introduction``: the document prints the introduction too. Unused sources are left out."""
    lead = [
        composer.text(composer.say("Where the wording comes from"), design.SUBSECTION, Tag.HEADING),
        composer.text(composer.say(_ABOUT), design.HELP),
    ]
    story: Story = keep_with_next(lead)
    origins = [*_introduction_origins(topic), *_origins(topic)] if with_introduction else list(_origins(topic))
    for source in topic.sources:
        if uses := _uses(source.id, origins):
            story += _source(composer, source, uses)
    return story


def _source(composer: Composer, source: Source, uses: list[str]) -> Story:
    details = ", ".join(part for part in (source.publisher, source.year, source.licence) if part)
    details = details[:1].upper() + details[1:]
    with composer.inside(Tag.SECTION):
        title = composer.text(source.title, design.SOURCE, Tag.SUBHEADING)
        lines = [composer.text(details, design.HELP)] if details else []
        bullets = composer.bullets(uses, design.FINE)
    return [*keep_with_next([title], more=24), *lines, *bullets]


def _uses(source_id: str, origins: list[tuple[str, Origin]]) -> list[str]:
    """One line for each way in which the texts use the source."""
    uses: dict[tuple[OriginKind, str], list[str]] = {}
    for what, origin in origins:
        if origin.source == source_id:
            uses.setdefault((origin.how, origin.note), []).append(what)
    return [_use(how, note, named) for (how, note), named in uses.items()]


def _use(how: OriginKind, note: str, named: list[str]) -> str:
    words = f"{ORIGIN_LABELS[how]}: {', '.join(named)}."
    return f"{words} {note}" if note else words


def _introduction_origins(topic: Topic) -> Iterator[tuple[str, Origin]]:
    for section in topic.introduction:
        yield _named(topic, "", section.heading, f"introduction {section.id}"), section.origin
    for number, definition in enumerate(topic.definitions, 1):
        yield _named(topic, "definition of ", definition.term, f"definition {number}"), definition.origin


def _named(topic: Topic, what: str, title: str, plain: str) -> str:
    """``what`` with its title; ``plain`` for a topic in another language, whose titles would not fit the sentence."""
    return f"{what}\u201c{title}\u201d" if is_same_language(topic.language, "en") else plain


def _origins(topic: Topic) -> Iterator[tuple[str, Origin]]:
    yield from _question_origins(topic)
    for scale in topic.scales:
        yield _named(topic, "scale ", scale.title, f"scale {scale.id}"), scale.origin
    for choices in topic.choice_lists:
        yield f"list of {len(choices.choices)} choices", choices.origin
    if topic.evidence is not None:
        yield "rules for evidence", topic.evidence.origin
    if topic.action_plan is not None:
        yield "columns of the action plan", topic.action_plan.origin


def _question_origins(topic: Topic) -> Iterator[tuple[str, Origin]]:
    """One entry, such as "questions 1 to 11", for consecutive questions with the same origin."""
    begun: Question | None = None
    last = ""
    for question in (*topic.questions, None):
        if begun is not None and (question is None or question.origin != begun.origin):
            first = topic.number_of(begun.id)
            yield (f"question {first}" if first == last else f"questions {first} to {last}"), begun.origin
            begun = None
        if question is not None:
            begun = begun or question
            last = topic.number_of(question.id)
