"""The introduction that the topic gives, before the first question."""

from __future__ import annotations

from s11desk.desktop.messages.keeping_words import KeepingWords
from s11desk.desktop.messages.state_words import MEANING, origin_text
from s11desk.desktop.pages.asked_card import AskedCard
from s11desk.desktop.pages.nobody_to_ask import TopicLinks
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.prose_view import ProseView
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.flow import INTRODUCTION
from s11desk.domain.topic import OriginKind, Topic
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day

_CARRIED = "These are the {years} questions. We did not have the {year} form. Ask the partnership if you can use them."
_QUOTED = "The text below is from the partnership's own form. Ignore anything about buttons you cannot see."


class IntroductionPage(Page):
    """The step "Introduction": facts, introduction, definitions the contact and the links of the topic."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        topic = open_draft.draft.topic
        super().__init__(services, open_draft, INTRODUCTION, topic.title, f"{topic.partnership.name}, {topic.year}")
        self._add_languages(open_draft)
        words = self.keeping
        if open_draft.draft.is_asked:
            self.layout_.addWidget(AskedCard(services, open_draft.draft))
        for line in _facts(topic, words):
            self.layout_.addWidget(label(line, Kind.QUIET))
        self.layout_.addWidget(label(f"{_QUOTED} {words.introduction}" if is_quoted(topic) else words.introduction))
        if years := carried_years(topic):
            self.layout_.addWidget(label(_CARRIED.format(years=years, year=topic.year), Kind.STRONG))
        for section, origin in zip(topic.introduction, origins_once(topic), strict=True):
            self.layout_.addSpacing(self.theme.pixels(8))
            self.layout_.addWidget(label(section.heading, Kind.HEADING))
            self.layout_.addWidget(ProseView(self.theme, section.body))
            if origin:
                self.layout_.addWidget(label(origin, Kind.SMALL))
        self._add_definitions(topic)
        self._add_contact(topic)

    def _add_languages(self, open_draft: OpenDraft) -> None:
        """A button for each other language that the form has, in the name that its speakers give it."""
        whole, shown = open_draft.topic, open_draft.draft.topic
        row = WrappingRow(self.theme.pixels(12))
        for language in whole.languages:
            if language != shown.language:
                choose = button(whole.language_name(language))
                choose.setObjectName(f"language-{language}")
                choose.clicked.connect(lambda _=False, wanted=language: self.language_wanted.emit(wanted))
                row.addWidget(choose)
        if len(whole.languages) > 1:
            self.layout_.addLayout(row)

    def _add_definitions(self, topic: Topic) -> None:
        if topic.definitions:
            self.layout_.addWidget(label("Words used in this audit", Kind.HEADING))
        for definition in topic.definitions:
            self.layout_.addWidget(label(definition.term, Kind.STRONG))
            self.layout_.addWidget(ProseView(self.theme, definition.meaning))
            self.layout_.addWidget(label(origin_text(topic, definition.origin, MEANING), Kind.SMALL))

    def _add_contact(self, topic: Topic) -> None:
        contact = topic.contact
        self.layout_.addWidget(label("Who to ask", Kind.HEADING))
        details = (contact.name, contact.email, contact.telephone, contact.note)
        self.layout_.addWidget(label("\n".join(line for line in details if line)))
        if topic.links:
            self.layout_.addWidget(TopicLinks(self.services, topic))


def is_quoted(topic: Topic) -> bool:
    """Whether the partnership wrote the introduction, or a part of it, for its own form."""
    return any(section.origin.how in {OriginKind.QUOTED, OriginKind.CARRIED_OVER} for section in topic.introduction)


def carried_years(topic: Topic) -> str:
    """Return the years of earlier forms that questions come from. Empty if all questions are from this year's form."""
    carried = [question.origin.source for question in topic.questions if question.origin.how is OriginKind.CARRIED_OVER]
    sources = (topic.source(name) for name in dict.fromkeys(carried))
    years = dict.fromkeys(source.year for source in sources if source is not None and source.year != topic.year)
    return " and ".join(years)


def origins_once(topic: Topic) -> tuple[str, ...]:
    """Return the origin line of each section. A section has an empty one if the next section has the same origin."""
    texts = [origin_text(topic, section.origin) for section in topic.introduction]
    return tuple(text if text != following else "" for text, following in zip(texts, (*texts[1:], ""), strict=False))


def _facts(topic: Topic, words: KeepingWords) -> tuple[str, ...]:
    asked = counted(len(topic.questions), "question")
    how = f"{asked}, in any order. {words.any_time}"
    return (f"To be returned by {day(topic.deadline)}.", how) if topic.deadline else (how,)
