"""What an audit begins with that goes on from an earlier one, before it is begun."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.audits.bring_forward import EarlierWork, Forward
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.topics.question_matches import MatchKind
from s11desk.override import override
from s11desk.wording.plain_text import short_line
from s11desk.wording.topics.before_begin_sentences import before_begin_lines
from s11desk.wording.topics.forward_sentences import files_line, forward_lines, forward_remarks, forward_summary

_CONFIRM = (
    "A copied answer counts only when you have looked at it on its page. The earlier audit stays as it is, with its "
    "files and returns. Private notes are not copied."
)
_FILES_STAY = "They may be out of date. Without this, they stay where they are, and you attach what is still right."


class ForwardPage(StandalonePage):
    """``begin_wanted``: the person wants to begin the audit. ``map_wanted``: they want to put answers to questions."""

    begin_wanted = Signal()
    map_wanted = Signal()

    def __init__(self, services: Services, forward: Forward) -> None:
        earlier, topic = forward.earlier, forward.topic
        super().__init__(services, "Copy earlier answers", short_line(earlier.audit.agency))
        self.files: CheckCard | None = None
        for remark in forward_remarks(earlier.audit.agency, earlier.outcome, is_foreign=earlier.is_foreign):
            self.card("problem").addWidget(label(remark, Kind.STRONG))
        self.layout_.addWidget(label(f"From: {_source(earlier)}"))
        self.layout_.addWidget(label(f"To: {_name(topic.title, topic.year)}", Kind.STRONG))
        for line in before_begin_lines(topic):
            self.layout_.addWidget(label(line))
        self.layout_.addWidget(label(forward_summary(forward.carried, forward.finished)))
        self.layout_.addWidget(label(_CONFIRM, Kind.QUIET))
        self._add_files(forward)
        self._add_buttons(can_map=_can_map(forward))
        self.layout_.addWidget(label("Question by question", Kind.HEADING))
        whole = QWidget()
        makers = [partial(label, line) for line in forward_lines(earlier.topic, topic, forward.carried)]
        add_first_few(column(whole, self.theme, spacing=4), makers, "lines")
        self.layout_.addWidget(whole)

    @property
    def takes_files(self) -> bool:
        """Whether the person wants the attached files too."""
        return self.files is not None and self.files.isChecked()

    def _add_files(self, forward: Forward) -> None:
        if forward.carried.evidence:
            text = f"{files_line(forward.carried)} {_FILES_STAY}"
            self.files = CheckCard(self.theme, CardOption("files", "Include the attached files", text))
            self.layout_.addWidget(self.files)

    @override
    def first_field(self) -> QWidget:
        return self.make

    def _add_buttons(self, *, can_map: bool) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.make = button("Begin the &audit", "primary")
        self.make.setObjectName("begin-forward")
        self.make.clicked.connect(self.begin_wanted)
        later = button("&Not now", "link")
        later.clicked.connect(self.left)
        row.addWidget(self.make)
        if can_map:
            self.map = button("&Put answers to their questions…")
            self.map.setObjectName("map-questions")
            self.map.clicked.connect(self.map_wanted)
            row.addWidget(self.map)
        row.addWidget(later)
        self.layout_.addLayout(row)


def _can_map(forward: Forward) -> bool:
    """Whether an answer has no place and a question no answer, or a choice has to be made again."""
    gone = any(one.match.kind is MatchKind.REMOVED for one in forward.carried.questions)
    is_new = any(one.kind is MatchKind.ADDED for one in forward.carried.matches)
    return (gone and is_new) or any(one.lost for one in forward.carried.questions)


def _source(earlier: EarlierWork) -> str:
    name = _name(earlier.topic.title, earlier.topic.year)
    return name if earlier.path is None else f"{name}, from the return {short_line(earlier.path.name)}"


def _name(title: str, year: str) -> str:
    return short_line(title_and_year(title, year))
