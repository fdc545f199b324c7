"""Look at a whole home that came as one file, before it is taken in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.moves.take_in_home import SeenHomeFile
from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.messages.progress_words import title_and_year
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.first_few import add_first_few
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import Cancelled, S11Error
from s11desk.override import override
from s11desk.wording.dates import local_moment
from s11desk.wording.moved_home_sentences import MADE_BY, STAYS, key_lines, left_line, relation_lines
from s11desk.wording.plain_text import short_line

_STOPPED = "Stopped. What was taken in until now is whole. Take the file in again for the rest."


class TakeInHomePage(StandalonePage):
    """``taking_wanted``: the person takes everything in."""

    taking_wanted = Signal()

    def __init__(self, services: Services, seen: SeenHomeFile) -> None:
        super().__init__(services, "Everything from another computer", short_line(seen.path.name))
        self._add_facts(seen)
        for line in (*relation_lines(seen.relations), *key_lines(seen.keys, seen.keys_here), STAYS):
            self.layout_.addWidget(label(line))
        self.layout_.addWidget(label(MADE_BY, Kind.SMALL))
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.progress = ProgressRow("Taking everything in")
        self.take = button("Take everything &in", "primary")
        self.take.clicked.connect(self.taking_wanted)
        for part in (self.problem, self.progress):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.take

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``; None: it has ended."""
        self.progress.follow(task)
        self.take.setEnabled(task is None)

    def refuse(self, error: S11Error) -> None:
        """Show why not everything was taken in."""
        self.follow(None)
        problem = _STOPPED if isinstance(error, Cancelled) else message(error).whole
        self.problem.setText(problem)
        self.problem.show()
        announce(self, problem, at_once=True)

    def _add_facts(self, seen: SeenHomeFile) -> None:
        card = self.card(heading="What is in it")
        whole = QWidget()
        lines = [
            short_line(f"{audit.draft.audit.agency}: {title_and_year(audit.topic_title, audit.topic_year)}")
            for audit in seen.read.audits
        ]
        add_first_few(column(whole, self.theme, spacing=4), whole, [partial(label, line) for line in lines], "audits")
        card.addWidget(whole)
        made = f"Put into this file {local_moment(seen.read.home.made)}."
        for line in (left_line(seen.read.home.left), made):
            if line:
                card.addWidget(label(line, Kind.SMALL))
