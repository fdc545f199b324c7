"""Guidance beside a question, and who wrote the texts of the page."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.messages.state_words import OPTIONS, QUESTION, based_on, credited_answers, origin_text
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.prose_view import prose_view
from s11desk.desktop.parts.reader_parts import FoldButton, fold_button
from s11desk.desktop.parts.text_parts import Kind, heading, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.topic import Guidance, Question, Topic
from s11desk.wording.reference_words import reference_lines


class GuidancePanel(QWidget):
    """The panel is open beside the question if there is room. Otherwise a button under the question opens it."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__()
        self.setObjectName("guidance")
        self._theme = theme
        self._beside = False
        layout = column(self, theme, spacing=8)
        self.toggle = self._button(_toggle_text(topic, question))
        self._topic = topic
        self._question = question
        self._content: QFrame | None = None
        layout.addWidget(self.toggle)
        self._holder = QVBoxLayout()
        layout.addLayout(self._holder)
        layout.addStretch()
        self.set_beside(beside=False)

    def set_beside(self, *, beside: bool) -> None:
        """Lay the panel out for its place: always open beside the question, behind its button below it."""
        self._beside = beside
        self.toggle.setVisible(not beside)
        self._show_content(is_shown=beside or self.toggle.isChecked())

    def open(self) -> None:
        """Show the content, wherever the panel is."""
        self.toggle.setChecked(True)

    def _button(self, text: str) -> FoldButton:
        toggle = fold_button(text)
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
        if self._content is None and is_shown:
            self._content = self._content_card(self._topic, self._question)
            self._holder.addWidget(self._content)
        if self._content is not None:
            self._content.setVisible(is_shown)

    def _content_card(self, topic: Topic, question: Question) -> QFrame:
        card = Card(self._theme, "panel", spacing=10)
        for piece in topic.guidance_of(question):
            self._add_piece(card.column, topic, piece)
        if question.references:
            card.column.addWidget(heading("Standards that this question answers to", Kind.STRONG))
            for line in reference_lines(topic, question):
                card.column.addWidget(label(line))
        card.column.addWidget(heading("Who wrote this question?", Kind.STRONG))
        for line in wording_lines(topic, question):
            card.column.addWidget(label(line, Kind.SMALL))
        return card

    def _add_piece(self, layout: QVBoxLayout, topic: Topic, piece: Guidance) -> None:
        layout.addWidget(heading(piece.title, Kind.STRONG))
        layout.addWidget(prose_view(self._theme, piece.text, Kind.QUIET))
        if piece.rests_on:
            layout.addWidget(label(based_on(topic, piece.rests_on), Kind.SMALL))


def _toggle_text(topic: Topic, question: Question) -> str:
    if topic.guidance_of(question):
        return "Help with this q&uestion"
    return "Standards and so&urces" if question.references else "Who wrote this?"


def wording_lines(topic: Topic, question: Question) -> tuple[str, ...]:
    """Return the origins of the question's text and of the options it offers, one line for each."""
    lines = [origin_text(topic, question.origin, QUESTION)]
    scale, choices = topic.scale_of(question), topic.choices_of(question)
    if scale is not None:
        lines.append(origin_text(topic, scale.origin, credited_answers(scale)))
    if choices is not None:
        lines.append(origin_text(topic, choices.origin, OPTIONS))
    return tuple(lines)
