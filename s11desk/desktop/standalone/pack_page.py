"""A topic pack before it is added: its facts, or everything that is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.app.incoming import CheckedPack
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.pack_problems import Problem
from s11desk.domain.topic import Topic
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.pack_sentences import problem_advice, problem_place, problem_sentence
from s11desk.wording.plain_text import short_line

_ADVICE = "Add it only if it came from your partnership."
_MAX_SHOWN = 200


class PackPage(StandalonePage):
    """The page that shows a topic pack before it is added.

    ``keeping_wanted``: the person wants to add the topic.
    """

    keeping_wanted = Signal()

    def __init__(self, services: Services, seen: CheckedPack) -> None:
        heading = seen.topic.title if seen.topic is not None else "This topic pack cannot be used"
        super().__init__(services, heading, _caption(seen))
        if seen.topic is not None:
            self._add_topic(seen.topic, is_known=seen.is_known)
        else:
            self._add_problems(seen)

    @override
    def first_field(self) -> QWidget:
        return self.findChild(QWidget, "keep-pack") or self.back

    def _add_topic(self, topic: Topic, *, is_known: bool) -> None:
        for line in _facts(topic):
            self.layout_.addWidget(label(line))
        self.layout_.addWidget(label("You already have this topic." if is_known else _ADVICE, Kind.STRONG))
        if not is_known:
            self._add_buttons()

    def _add_buttons(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.keep = button("&Add this topic", "primary")
        self.keep.setObjectName("keep-pack")
        self.keep.clicked.connect(self.keeping_wanted)
        later = button("&Not now", "link")
        later.clicked.connect(self.left)
        row.addWidget(self.keep)
        row.addWidget(later)
        self.layout_.addLayout(row)

    def _add_problems(self, seen: CheckedPack) -> None:
        sentences = tuple(problem_sentence(problem) for problem in seen.problems)
        layout = self.card("problem", f"{counted(len(sentences), 'problem')} found. Nothing was added.")
        layout.addWidget(label("You do not need to understand the list below: send it to whoever made the pack."))
        self.copy = button("&Copy the list")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(sentences)))
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        for number, problem in enumerate(seen.problems[:_MAX_SHOWN], 1):
            self._add_problem(number, problem)
        if len(sentences) > _MAX_SHOWN:
            self.layout_.addWidget(label(f"{len(sentences) - _MAX_SHOWN} more are in the copied list.", Kind.QUIET))

    def _add_problem(self, number: int, problem: Problem) -> None:
        words = QVBoxLayout()
        words.setSpacing(self.theme.pixels(2))
        words.addWidget(label(f"{number}. {problem_place(problem)}", Kind.SMALL))
        words.addWidget(label(problem_advice(problem)))
        self.layout_.addLayout(words)


def _caption(seen: CheckedPack) -> str:
    if seen.topic is None:
        return short_line(seen.path.name)
    return "" if seen.is_known else "A topic to add"


def _facts(topic: Topic) -> tuple[str, ...]:
    due = f"To be returned by {day(topic.deadline)}." if topic.deadline else "It does not say when the return is due."
    return (
        f"{topic.partnership.name}, {topic.year}, version {topic.version}.",
        f"{counted(len(topic.questions), 'question')}. {due}",
        "The topic was checked and no problem was found.",
    )
