"""The introduction that the topic gives, before the first question."""

from __future__ import annotations

from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.messages.keeping_words import KeepingWords
from s11desk.desktop.messages.origin_words import MEANING, origin_text
from s11desk.desktop.pages.asked_card import AskedCard
from s11desk.desktop.pages.nobody_to_ask import TopicLinks
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.prose_view import ProseView
from s11desk.desktop.parts.text.text_parts import Kind, button, escape_shortcut_marks, heading, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.flow import INTRODUCTION
from s11desk.domain.topics.topic import OriginKind, Topic
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.topics.before_begin_sentences import carried_years, contact_lines

_QUOTED = "The partnership wrote this introduction for its online form. Skip what it says about buttons and saving."


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
                choose = button(escape_shortcut_marks(whole.language_name(language)))
                choose.setObjectName(f"language-{language}")
                choose.clicked.connect(lambda _=False, wanted=language: self.language_wanted.emit(wanted))
                row.addWidget(choose)
        if len(whole.languages) > 1:
            self.layout_.addLayout(row)

    def _add_definitions(self, topic: Topic) -> None:
        if topic.definitions:
            self.layout_.addWidget(label(say_for(topic)("Words used in this audit"), Kind.HEADING))
        for definition in topic.definitions:
            self.layout_.addWidget(heading(definition.term, Kind.STRONG))
            self.layout_.addWidget(ProseView(self.theme, definition.meaning))
            self.layout_.addWidget(label(origin_text(topic, definition.origin, MEANING), Kind.SMALL))

    def _add_contact(self, topic: Topic) -> None:
        say = say_for(topic)
        self.layout_.addWidget(label(say("Who to ask"), Kind.HEADING))
        self.layout_.addWidget(label("\n".join(contact_lines(topic, say))))
        if topic.links:
            self.layout_.addWidget(TopicLinks(self.services, topic))


def is_quoted(topic: Topic) -> bool:
    """Whether the partnership wrote the introduction, or a part of it, for its own form."""
    return any(section.origin.how in {OriginKind.QUOTED, OriginKind.CARRIED_OVER} for section in topic.introduction)


def origins_once(topic: Topic) -> tuple[str, ...]:
    """Return the origin line of each section. A section has an empty one if the next section has the same origin."""
    texts = [origin_text(topic, section.origin) for section in topic.introduction]
    return tuple(text if text != following else "" for text, following in zip(texts, (*texts[1:], ""), strict=False))


def _facts(topic: Topic, words: KeepingWords) -> tuple[str, ...]:
    most = "Up to " if any(question.show_when for question in topic.questions) else ""
    years = carried_years(topic)  # what it means was said before the audit was begun
    source = f" from the form of {years}" if years else ""
    how = f"{most}{counted(len(topic.questions), 'question')}{source}, in any order. {words.any_time}"
    return (f"To be returned by {day(topic.deadline)}.", how) if topic.deadline else (how,)
