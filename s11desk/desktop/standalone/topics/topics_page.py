"""The topics on this computer, for the person who writes them: begin one, go on with one, hand one out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from s11desk.domain.topics.topic import Topic

_ABOUT = (
    "A topic is the set of questions that a partnership asks. You write it in Excel. Then open the workbook here: the "
    "program lists what is still wrong, shows it as an agency will see it, and makes the file that you hand out."
)


class TopicsPage(StandalonePage):
    """The page with the topics of this computer.

    ``template_wanted``, ``open_wanted``: the person begins a topic, or opens a workbook or pack. The others have the
    topic: to look at it, to see it on paper, to save it as a workbook or as a pack, or to sign it.
    """

    template_wanted = Signal()
    open_wanted = Signal()
    preview_wanted = Signal(object)
    blank_wanted = Signal(object)
    workbook_wanted = Signal(object)
    pack_wanted = Signal(object)
    sign_wanted = Signal(object)

    def __init__(self, services: Services, topics: tuple[Topic, ...]) -> None:
        super().__init__(services, "Topics")
        self.layout_.addWidget(label(_ABOUT))
        row = WrappingRow(self.theme.pixels(12))
        self.begin_topic = button("Save an empty &workbook…", "primary")
        self.begin_topic.clicked.connect(self.template_wanted)
        opening = button("&Open a workbook or topic pack…")
        opening.clicked.connect(self.open_wanted)
        row.addWidget(self.begin_topic)
        row.addWidget(opening)
        self.layout_.addLayout(row)
        self.layout_.addWidget(label("Topics on this computer", Kind.HEADING))
        box = QWidget()
        add_first_few(column(box, self.theme), [partial(self._topic, topic) for topic in topics], "topics")
        self.layout_.addWidget(box)

    @override
    def first_field(self) -> QWidget:
        return self.begin_topic

    def _topic(self, topic: Topic) -> QWidget:
        title = short_line(topic.title)
        card = Card(self.theme, heading=title, edges=(14, 14), spacing=4)
        year = f"{topic.partnership.short_name}, {topic.year}, version {topic.version}"
        card.column.addWidget(label(f"{year}. {counted(len(topic.questions), 'question')}.", Kind.SMALL))
        row = WrappingRow(self.theme.pixels(16))
        for text, wanted in self._ways():
            one = button(text, "link", name=f"{text.rstrip('…')}: {title}")
            one.setObjectName(f"{text.split()[-1].rstrip('…')}-{topic.id}")
            one.clicked.connect(partial(_emit, wanted, topic))
            row.addWidget(one)
        card.column.addLayout(row)
        return card

    def _ways(self) -> tuple[tuple[str, SignalInstance], ...]:
        return (
            ("Preview", self.preview_wanted),
            ("See the blank form", self.blank_wanted),
            ("Save as a workbook…", self.workbook_wanted),
            ("Save as a pack…", self.pack_wanted),
            ("Sign and save…", self.sign_wanted),
        )


def _emit(wanted: SignalInstance, topic: Topic, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's click
    wanted.emit(topic)
