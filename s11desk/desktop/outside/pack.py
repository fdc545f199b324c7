"""A topic pack, before it is kept: what it is, or everything that is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from s11desk.app.received import PackSeen
from s11desk.desktop.equipment import Equipment
from s11desk.desktop.labels import Kind, button, label
from s11desk.desktop.messages.numbers import counted, day
from s11desk.desktop.messages.verdicts import short
from s11desk.desktop.outside.page import OutsidePage
from s11desk.domain.topic import Topic
from s11desk.wording.pack_messages import problem_sentence

_MOST_SHOWN = 200


class PackPage(OutsidePage):
    """``keeping_wanted``: add the topic to those that can be begun."""

    keeping_wanted = Signal()

    def __init__(self, equipment: Equipment, seen: PackSeen) -> None:
        heading = seen.topic.title if seen.topic is not None else "This topic pack cannot be used"
        super().__init__(equipment, heading, f"Topic pack: {short(seen.path.name)}")
        if seen.topic is not None:
            self._add_topic(seen.topic)
        else:
            self._add_problems(seen)

    def first(self) -> QWidget:
        return self.findChild(QWidget, "keep-pack") or self.back

    def _add_topic(self, topic: Topic) -> None:
        for line in _facts(topic):
            self.layout_.addWidget(label(line))
        self.keep = button("&Add this topic", "primary")
        self.keep.setObjectName("keep-pack")
        self.keep.clicked.connect(self.keeping_wanted)
        self.layout_.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_problems(self, seen: PackSeen) -> None:
        sentences = tuple(problem_sentence(problem) for problem in seen.problems)
        layout = self.card("problem")
        layout.addWidget(label(f"{counted(len(sentences), 'problem')} found. Nothing was added.", Kind.STRONG))
        advice = "Send this list to whoever made the pack, and ask for a corrected one."
        layout.addWidget(label(advice))
        self.copy = button("&Copy the list")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(sentences)))
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        for sentence in sentences[:_MOST_SHOWN]:
            self.layout_.addWidget(label(sentence))
        if len(sentences) > _MOST_SHOWN:
            self.layout_.addWidget(label(f"{len(sentences) - _MOST_SHOWN} more are in the copied list.", Kind.QUIET))


def _facts(topic: Topic) -> tuple[str, ...]:
    due = f"To be returned by {day(topic.deadline)}." if topic.deadline else "It gives no date for the return."
    return (
        f"{topic.partnership.name}, {topic.year}, version {topic.version}.",
        f"{counted(len(topic.questions), 'question')}. {due}",
        "The pack was checked and no problem was found. Add it only if it came from your partnership.",
    )
