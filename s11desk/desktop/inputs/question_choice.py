"""A list of questions to choose from, section by section, with buttons for all, none and those without an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.pages.question_groups import QuestionGroup, question_groups
from s11desk.desktop.parts.layout.gradual_fill import Maker
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Question, Topic
from s11desk.wording.amounts import counted


class QuestionChoice(QWidget):
    """The list. ``chosen``: the ids of the questions that are ticked, which the caller keeps. ``changed``: a tick."""

    changed = Signal()

    def __init__(self, services: Services, topic: Topic, audit: Audit, chosen: set[str]) -> None:
        super().__init__()
        self._services = services
        self._topic, self._audit = topic, audit
        self._questions = asked_questions(topic, audit)
        self.chosen = chosen
        self.cards: dict[str, CheckCard] = {}
        layout = column(self, services.theme, spacing=8)
        row = WrappingRow(services.theme.pixels(16))
        self.all = self._link("Tick all", lambda _: True)
        self.unanswered = self._link("Tick those without an answer", lambda one: not audit.answer(one.id).is_given())
        self.none = self._link("Tick none", lambda _: False)
        for one in (self.all, self.unanswered, self.none):
            row.addWidget(one)
        layout.addLayout(row)
        self.count = label("", Kind.STRONG)
        layout.addWidget(self.count)
        for make in self._makers():  # all at once: a page that grows later is squeezed
            layout.addWidget(make())
        self._show_count()

    def _link(self, text: str, wants: Callable[[Question], bool]) -> QPushButton:
        link = button(text, "link", name=f"{text}, of the questions below")
        link.clicked.connect(lambda: self._choose(wants))
        return link

    def _makers(self) -> list[Maker]:
        makers: list[Maker] = []
        for group in question_groups(self._topic, self._questions):
            if group.title:
                makers.append(partial(self._heading, group))
            makers += [partial(self._card, question) for question in group.questions]
        return makers

    def _heading(self, group: QuestionGroup) -> QWidget:
        """The title of a section, and a link that ticks all of it."""
        part = QWidget()
        layout = column(part, self._services.theme, spacing=2)
        layout.addWidget(label(group.title, Kind.HEADING))
        ids = {question.id for question in group.questions}
        link = button("Tick this section", "link", name=f"Tick this section: {group.title}")
        link.clicked.connect(lambda: self._choose(lambda one: one.id in ids or one.id in self.chosen))
        row = WrappingRow(self._services.theme.pixels(16))
        row.addWidget(link)
        layout.addLayout(row)
        return part

    def _card(self, question: Question) -> QWidget:
        text = f"{self._topic.number_of(question.id)}. {question.name}"
        state = "Answered" if self._audit.answer(question.id).is_given() else "Not answered yet"
        card = CheckCard(self._services.theme, CardOption(question.id, text, state))
        card.setObjectName(f"ask-{question.id}")
        card.setChecked(question.id in self.chosen)
        card.toggled.connect(lambda is_on: self._turn(question.id, is_on=is_on))
        self.cards[question.id] = card
        return card

    def _turn(self, question_id: str, *, is_on: bool) -> None:
        if is_on:
            self.chosen.add(question_id)
        else:
            self.chosen.discard(question_id)
        self._show_count()

    def _choose(self, wants: Callable[[Question], bool]) -> None:
        wanted = {question.id for question in self._questions if wants(question)}
        self.chosen.clear()
        self.chosen.update(wanted)
        for name, card in self.cards.items():
            card.setChecked(name in wanted)
        self.chosen.clear()
        self.chosen.update(wanted)
        self._show_count()
        announce(self, self.count.text())

    def _show_count(self) -> None:
        self.count.setText(f"{counted(len(self.chosen), 'question')} of {len(self._questions)} ticked")
        self.changed.emit()
