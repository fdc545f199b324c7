"""At the colleague: look at the questions in a file before answering them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.messages.progress_words import title_and_year
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import Cancelled, S11Error
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.asking_sentences import OWN_QUESTIONS
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


class QuestionsPage(StandalonePage):
    """The page. ``answering_wanted``: the person begins, or goes on."""

    answering_wanted = Signal()

    def __init__(self, services: Services, seen: SeenQuestions) -> None:
        super().__init__(services, "Questions for you", short_line(seen.path.name))
        self._add_facts(seen)
        about = _BEGUN if seen.begun else _ABOUT
        self.layout_.addWidget(label(about))
        if seen.is_own:
            self.layout_.addWidget(label(OWN_QUESTIONS, Kind.STRONG))
        self.layout_.addWidget(label(_NOBODY, Kind.SMALL))
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.progress = ProgressRow("Taking the questions in")
        self.begin_answering = button("&Go on answering" if seen.begun else "&Answer these questions", "primary")
        self.begin_answering.clicked.connect(self.answering_wanted)
        for part in (self.problem, self.progress):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self.begin_answering, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.begin_answering

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``; None: it has ended."""
        self.progress.follow(task)
        self.begin_answering.setEnabled(task is None)

    def refuse(self, error: S11Error) -> None:
        """Show why the questions were not taken in."""
        self.follow(None)
        problem = "Stopped. Nothing was taken in." if isinstance(error, Cancelled) else message(error).whole
        self.problem.setText(problem)
        self.problem.show()
        announce(self, problem, at_once=True)

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
