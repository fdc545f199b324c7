"""At the colleague: look at the questions in a file before answering them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.task_page import NOTHING_TAKEN_IN, TaskPage
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.asking.asking_sentences import OWN_QUESTIONS
from s11desk.wording.dates import local_moment
from s11desk.wording.plain_text import short_line, shown_text

if TYPE_CHECKING:
    from s11desk.app.asking.take_questions import SeenQuestions

_ABOUT = (
    "Only these questions are here. What you enter is saved on this computer as you type, and you can stop and come "
    "back. At the end you make a file with your answers and send it back. Nothing is sent unless you send it."
)
_MOST = 30
"""Questions that are listed. A longer list would hide the button below it."""
_BEGUN = "You have begun to answer them. Your answers are all here."
_NOBODY = "Nothing in this file shows who made it. Answer if you know where it comes from."


class QuestionsPage(TaskPage):
    """The page. ``answering_wanted``: the person begins, or goes on."""

    answering_wanted = Signal()

    def __init__(self, services: Services, seen: SeenQuestions) -> None:
        super().__init__(
            services,
            "Questions for you",
            short_line(seen.path.name),
            doing="Taking the questions in",
            stopped=NOTHING_TAKEN_IN,
        )
        self._add_facts(seen)
        about = _BEGUN if seen.begun else _ABOUT
        self.layout_.addWidget(label(about))
        if seen.is_own:
            self.layout_.addWidget(label(OWN_QUESTIONS, Kind.STRONG))
        self.layout_.addWidget(label(_NOBODY, Kind.SMALL))
        self.begin_answering = button("&Go on answering" if seen.begun else "&Answer these questions", "primary")
        self.begin_answering.clicked.connect(self.answering_wanted)
        self.add_task(self.begin_answering)

    @override
    def first_field(self) -> QWidget:
        return self.begin_answering

    def _add_facts(self, seen: SeenQuestions) -> None:
        file, topic = seen.file, seen.read.topic
        asked = counted(len(topic.questions), "question")
        card = self.card(heading=f"{short_line(file.agency)} asks you {asked}")
        card.addWidget(label(short_line(title_and_year(topic.title, topic.year)), Kind.QUIET))
        if file.asked.line:
            card.addWidget(label(f"“{shown_text(file.asked.line)}”"))
        for question in topic.questions[:_MOST]:
            card.addWidget(label(f"{topic.number_of(question.id)}. {short_line(question.text)}"))
        more = len(topic.questions) - _MOST
        if more > 0:
            card.addWidget(label(f"And {counted(more, 'more question')}."))
        card.addWidget(label(f"The file was made {local_moment(file.made)}.", Kind.SMALL))
