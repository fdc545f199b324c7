"""Choose which questions a desk asks: returns about others are held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.parts.busy_button import begin_work
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.domain.topics.topic import Topic

_ABOUT = (
    "Tick what you ask agencies now. A return about anything else is then held, and you decide on it. The last day of "
    "the questions is that of your agencies, unless you set another on “Agencies”. If nothing is ticked, returns about "
    "any questions count."
)
_LATER = "What counts already goes on counting. What is held is read again now: it may be about what you ticked."
_ELSEWHERE = (
    "Are your questions not here? Choose File, For partnerships, Topics, “Open a workbook or topic pack…”, and add "
    "them. Then come back to this page."
)
_ANY = "It takes returns about any questions. Choose yours, and a return about others is held until you look at it."


class AskedTopicsPage(StandalonePage):
    """``chosen`` carries the topics that are ticked. ``asked``: those that the desk asks now."""

    chosen = Signal(object)

    def __init__(self, services: Services, topics: Sequence[Topic], asked: Sequence[Topic]) -> None:
        super().__init__(services, "What this desk asks")
        self.layout_.addWidget(label(_ABOUT))
        self.boxes: list[tuple[CheckCard, Topic]] = []
        for topic in topics:
            box = CheckCard(self.theme, CardOption(topic.id, short_line(_name(topic))))
            box.setChecked(topic in asked)
            self.boxes.append((box, topic))
            self.layout_.addWidget(box)
        self.layout_.addWidget(label(_LATER, Kind.QUIET))
        self.layout_.addWidget(label(_ELSEWHERE, Kind.QUIET))
        self.keep = button("&Ask these", "primary")
        self.keep.clicked.connect(self._keep)
        self.layout_.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = ProgressRow("Reading again what is held")
        self.layout_.addWidget(self.progress)

    @override
    def first_field(self) -> QWidget:
        return self.boxes[0][0] if self.boxes else self.keep

    def _keep(self) -> None:
        begin_work(self.keep)
        self.chosen.emit(tuple(topic for box, topic in self.boxes if box.isChecked()))


def asked_line(topics: Sequence[Topic]) -> str:
    """What a desk asks, in words."""
    return one_line(f"It asks: {'; '.join(map(_name, topics))}.") if topics else _ANY


def _name(topic: Topic) -> str:
    return f"{topic.title}, {topic.year}, version {topic.version}"
