"""Guidance beside a question, links for people who have nobody to ask, and who wrote the texts of the page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from s11desk.desktop.messages.origin_words import OPTIONS, QUESTION, credited_answers, help_text, origin_text
from s11desk.desktop.pages.nobody_to_ask import TopicLinks
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.kept_parts import KeptParts
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import FoldButton, fold_button
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.prose_view import ProseView
from s11desk.desktop.parts.text.text_parts import Kind
from s11desk.domain.topics.topic import Guidance, Question, Topic
from s11desk.wording.topics.reference_words import reference_lines


class GuidancePanel(QWidget):
    """The panel is open beside the question if there is room. Otherwise a button under the question opens it."""

    def __init__(self, services: Services, topic: Topic, question: Question) -> None:
        super().__init__()
        self.setObjectName("guidance")
        self._services = services
        self._theme = theme = services.theme
        self._beside = False
        layout = column(self, theme, spacing=8)
        self.toggle = self._button()
        self._topic = topic
        self._question = question
        self._card: Card | None = None
        self._texts: tuple[object, ...] = ()
        layout.addWidget(self.toggle)
        self._holder = QVBoxLayout()
        layout.addLayout(self._holder)
        layout.addStretch()
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """Show the guidance of another question, as a new panel in this place would."""
        self._question = question
        self.toggle.setText(_toggle_text(self._topic, question))
        self.toggle.setAccessibleName(self.toggle.text().replace("&", ""))
        self.toggle.setChecked(False)
        self.toggle.setAccessibleDescription("Hidden")
        if self._card is not None and self._texts != _texts(self._topic, question):
            self._card.hide()  # Qt lays out what is visible at each part that is shown, and what is hidden once
            self._fill()
        self.set_beside(beside=self._beside)

    def set_beside(self, *, beside: bool) -> None:
        """Lay the panel out for its place: always open beside the question, behind its button below it."""
        self._beside = beside
        self.toggle.setVisible(not beside)
        self._show_content(is_shown=beside or self.toggle.isChecked())

    def texts(self) -> list[str]:
        """What the content says, from its head to its foot; empty while it is not shown."""
        shown = [one for one in self.findChildren(QLabel) if one.text().strip() and one.isVisibleTo(self)]
        return [one.text() for one in sorted(shown, key=lambda one: one.mapTo(self, QPoint(0, 0)).y())]

    def open(self) -> None:
        """Show the content, wherever the panel is."""
        self.toggle.setChecked(True)

    def _button(self) -> FoldButton:
        toggle = fold_button("")
        toggle.setCheckable(True)
        toggle.setIcon(self._theme.icon("chevron-right", self._theme.colours.accent))
        toggle.setIconSize(QSize(self._theme.pixels(16), self._theme.pixels(16)))
        toggle.toggled.connect(self._on_toggled)
        return toggle

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.toggle.setIcon(
            self._theme.icon("chevron-down" if is_open else "chevron-right", self._theme.colours.accent)
        )
        self.toggle.setAccessibleDescription("Shown below" if is_open else "Hidden")
        self.toggle.show_expanded(is_expanded=is_open)
        self._show_content(is_shown=is_open or self._beside)

    def _show_content(self, *, is_shown: bool) -> None:
        """Make the content when it is first shown, because on most pages nobody opens it."""
        if self._card is None and is_shown:
            self._card = Card(self._theme, "panel", spacing=10)
            self._parts = KeptParts(self._card.column)
            self._fill()
            self._holder.addWidget(self._card)
        if self._card is not None:
            self._card.setVisible(is_shown)

    def _fill(self) -> None:
        topic, question, parts = self._topic, self._question, self._parts
        self._texts = _texts(topic, question)
        parts.begin()
        for piece in topic.guidance_of(question):
            self._add_piece(piece)
        if topic.links:
            parts.take("links", lambda: TopicLinks(self._services, topic))
        if question.references:
            parts.add_heading("Standards that this question answers to")
            for line in reference_lines(topic, question):
                parts.add_label(line)
        parts.add_heading("Who wrote this?")
        for line in wording_lines(topic, question):
            parts.add_label(line, Kind.SMALL)
        parts.end()

    def _add_piece(self, piece: Guidance) -> None:
        self._parts.add_heading(piece.title)
        self._parts.take("prose", lambda: ProseView(self._theme, "", Kind.QUIET)).show_text(piece.text)


def _texts(topic: Topic, question: Question) -> tuple[object, ...]:
    """Return all that the content shows. Many questions have the same guidance."""
    return topic.guidance_of(question), reference_lines(topic, question), wording_lines(topic, question)


def _toggle_text(topic: Topic, question: Question) -> str:
    if topic.guidance_of(question) or topic.links:
        return "Help with this q&uestion"
    return "Standards and so&urces" if question.references else "Who wrote this?"


def wording_lines(topic: Topic, question: Question) -> tuple[str, ...]:
    """Return the origins of the question's text, of the options it offers and of its help, one line for each."""
    lines = [origin_text(topic, question.origin, QUESTION)]
    scale, choices = topic.scale_of(question), topic.choices_of(question)
    if scale is not None:
        lines.append(origin_text(topic, scale.origin, credited_answers(scale)))
    if choices is not None:
        lines.append(origin_text(topic, choices.origin, OPTIONS))
    about_help = help_text(topic, tuple(one for piece in topic.guidance_of(question) for one in piece.rests_on))
    return (*lines, about_help) if about_help else tuple(lines)
