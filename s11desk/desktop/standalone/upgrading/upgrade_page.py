"""What an audit takes over into a newer version of its questions, before the copy is made."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.audits.upgrade import Upgrade
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.plain_text import shown_text
from s11desk.wording.topics.carry_sentences import carry_lines, carry_summary
from s11desk.wording.topics.newer_version_words import newer_line
from s11desk.wording.topics.question_change_sentences import question_change_lines

_STAYS = "The audit stays as it is, with its files and returns. You can go on with either of the two."
_CONFIRM = "An answer to be confirmed is not complete until you have read it with its question."


class UpgradePage(StandalonePage):
    """``copy_wanted``: the person wants the copy."""

    copy_wanted = Signal()

    def __init__(self, services: Services, upgrade: Upgrade) -> None:
        draft, topic = upgrade.draft, upgrade.topic
        super().__init__(services, f"Copy into version {topic.version}", shown_text(draft.audit.agency))
        self.layout_.addWidget(label(newer_line(draft.topic.version, topic.version)))
        self.layout_.addWidget(label(_STAYS))
        self.layout_.addWidget(label("What the copy begins with", Kind.HEADING))
        self.layout_.addWidget(label(carry_summary(upgrade.carried)))
        self.layout_.addWidget(label(_CONFIRM, Kind.QUIET))
        self._add_lines(carry_lines(draft.topic, topic, upgrade.carried), "answers")
        self._add_buttons(topic.version)
        if changes := question_change_lines(draft.topic, topic):
            self.layout_.addWidget(label("What differs between the versions", Kind.HEADING))
            self._add_lines(changes, "differences")

    @override
    def first_field(self) -> QWidget:
        return self.make

    def _add_lines(self, lines: tuple[str, ...], what: str) -> None:
        if not lines:
            return
        whole = QWidget()
        makers = [partial(label, line) for line in lines]
        add_first_few(column(whole, self.theme, spacing=4), makers, what)
        self.layout_.addWidget(whole)

    def _add_buttons(self, version: int) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.make = button(f"&Make the copy with version {version}", "primary")
        self.make.setObjectName("make-copy")
        self.make.clicked.connect(self.copy_wanted)
        later = button("&Not now", "link")
        later.clicked.connect(self.left)
        row.addWidget(self.make)
        row.addWidget(later)
        self.layout_.addLayout(row)
