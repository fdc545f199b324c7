"""Guidance beside a question, and whose words everything on the page is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.rows import column
from s11desk.desktop.labels import Kind, button, frame, label
from s11desk.desktop.messages.states import origin_text
from s11desk.desktop.prose_view import prose_view
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.topic import Guidance, Question, Topic


class GuidancePanel(QWidget):
    """Open beside the question where there is room; otherwise closed behind a button under it."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__()
        self._theme = theme
        self._beside = False
        layout = column(self, theme, spacing=8)
        self.toggle = self._button()
        self._content = self._filled(topic, question)
        layout.addWidget(self.toggle)
        layout.addWidget(self._content)
        layout.addStretch()
        self.set_beside(beside=False)

    def set_beside(self, *, beside: bool) -> None:
        self._beside = beside
        self.toggle.setVisible(not beside)
        self._content.setVisible(beside or self.toggle.isChecked())

    def _button(self) -> QPushButton:
        toggle = button("G&uidance and sources", "link")
        toggle.setCheckable(True)
        toggle.setIcon(self._theme.icon("chevron-right", self._theme.colours.accent))
        toggle.setIconSize(QSize(self._theme.pixels(16), self._theme.pixels(16)))
        toggle.toggled.connect(self._toggled)
        return toggle

    def _toggled(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.toggle.setIcon(self._theme.icon("chevron-down" if opened else "chevron-right", self._theme.colours.accent))
        self.toggle.setAccessibleDescription("Shown below" if opened else "Hidden")
        self._content.setVisible(opened or self._beside)

    def _filled(self, topic: Topic, question: Question) -> QFrame:
        card = frame("panel")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*(self._theme.pixels(16) for _ in range(4)))
        layout.setSpacing(self._theme.pixels(10))
        for piece in topic.guidance_of(question):
            self._add_piece(layout, topic, piece)
        layout.addWidget(label("Whose words these are", Kind.STRONG))
        for line in whose_words(topic, question):
            layout.addWidget(label(line, Kind.SMALL))
        return card

    def _add_piece(self, layout: QVBoxLayout, topic: Topic, piece: Guidance) -> None:
        layout.addWidget(label(piece.title, Kind.STRONG))
        layout.addWidget(prose_view(self._theme, piece.text, Kind.QUIET))
        rests = "; ".join(dict.fromkeys(source_name(topic, origin.source) for origin in piece.rests_on))
        if rests:
            layout.addWidget(label(f"Rests on: {rests}", Kind.SMALL))


def source_name(topic: Topic, source_id: str) -> str:
    source = topic.source(source_id)
    return f"{source.title}, {source.publisher}, {source.year}" if source else source_id


def whose_words(topic: Topic, question: Question) -> tuple[str, ...]:
    """For the question, and for the options it offers."""
    lines = [f"Question. {origin_text(topic, question.origin)}"]
    scale, choices = topic.scale_of(question), topic.choices_of(question)
    if scale is not None:
        lines.append(f"Scale. {origin_text(topic, scale.origin)}")
    if choices is not None:
        lines.append(f"Options. {origin_text(topic, choices.origin)}")
    return tuple(lines)
