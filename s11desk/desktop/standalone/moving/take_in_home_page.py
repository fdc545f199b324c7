"""Look at a whole home that came as one file, before it is taken in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.moves.take_in_home import SeenHomeFile
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.task_page import TaskPage
from s11desk.override import override
from s11desk.wording.dates import local_moment
from s11desk.wording.keeping.moved_home_sentences import MADE_BY, STAYS, key_lines, left_line, relation_lines
from s11desk.wording.plain_text import short_line

_STOPPED = "Stopped. What was taken in until now is whole. Take the file in again for the rest."


class TakeInHomePage(TaskPage):
    """``taking_wanted``: the person takes everything in."""

    taking_wanted = Signal()

    def __init__(self, services: Services, seen: SeenHomeFile) -> None:
        super().__init__(
            services,
            "Everything from another computer",
            short_line(seen.path.name),
            doing="Taking everything in",
            stopped=_STOPPED,
        )
        self._add_facts(seen)
        for line in (*relation_lines(seen.relations), *key_lines(seen.keys, seen.keys_here), STAYS):
            self.layout_.addWidget(label(line))
        self.layout_.addWidget(label(MADE_BY, Kind.SMALL))
        self.take = button("Take everything &in", "primary")
        self.take.clicked.connect(self.taking_wanted)
        self.add_task(self.take)

    @override
    def first_field(self) -> QWidget:
        return self.take

    def _add_facts(self, seen: SeenHomeFile) -> None:
        card = self.card(heading="What is in it")
        whole = QWidget()
        lines = [
            short_line(f"{audit.draft.audit.agency}: {title_and_year(audit.topic_title, audit.topic_year)}")
            for audit in seen.read.audits
        ]
        add_first_few(column(whole, self.theme, spacing=4), [partial(label, line) for line in lines], "audits")
        card.addWidget(whole)
        made = f"Put into this file {local_moment(seen.read.home.made)}."
        for line in (left_line(seen.read.home.left), made):
            if line:
                card.addWidget(label(line, Kind.SMALL))
