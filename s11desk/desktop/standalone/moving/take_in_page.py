"""Look at an audit that came as one file, before it is taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.moves.take_in_draft import SeenDraftFile
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.task_page import NOTHING_TAKEN_IN, TaskPage
from s11desk.domain.keeping.moved_audit import Relation
from s11desk.override import override
from s11desk.wording.amounts import counted, file_size, listed
from s11desk.wording.dates import local_moment
from s11desk.wording.keeping.move_sentences import RELATIONS, TEXT_TOO_LONG, TOPIC_IS_OTHER
from s11desk.wording.plain_text import short_line

_BUTTONS: dict[Relation, str] = {
    Relation.NEW: "Take it &in",
    Relation.COPY: "Take it &in",
    Relation.NEWER: "Bring it &up to date",
    Relation.SAME: "&Go on here",
    Relation.FORKED: "Take it &in beside",
}
_NOBODY = "Nothing in this file shows who made it. Take it in if you know where it comes from."


class TakeInPage(TaskPage):
    """The page that shows what is in a file. ``taking_wanted``: the person takes the audit in."""

    taking_wanted = Signal()

    def __init__(self, services: Services, seen: SeenDraftFile) -> None:
        super().__init__(
            services,
            "An audit to go on with",
            short_line(seen.path.name),
            doing="Taking the audit in",
            stopped=NOTHING_TAKEN_IN,
        )
        self._add_facts(seen)
        self.layout_.addWidget(label(RELATIONS[seen.relation]))
        if seen.is_topic_other:
            self.layout_.addWidget(label(TOPIC_IS_OTHER, Kind.STRONG))
        if seen.is_too_long:
            self.layout_.addWidget(label(TEXT_TOO_LONG, Kind.STRONG))
        self.layout_.addWidget(label(_NOBODY, Kind.SMALL))
        self.take = button(_BUTTONS[seen.relation], "primary")
        self.take.clicked.connect(self.taking_wanted)
        self.add_task(self.take)

    @override
    def first_field(self) -> QWidget:
        return self.take

    def _add_facts(self, seen: SeenDraftFile) -> None:
        draft, audit = seen.draft, seen.draft.audit
        card = self.card(heading=short_line(audit.agency))
        card.addWidget(label(short_line(title_and_year(seen.read.topic_title, seen.read.topic_year)), Kind.QUIET))
        card.addWidget(label(f"{_contents(seen)}."))
        card.addWidget(label(f"Last changed {local_moment(audit.changed)}.", Kind.SMALL))
        card.addWidget(label(f"Put into this file {local_moment(draft.made)}.", Kind.SMALL))


def _contents(seen: SeenDraftFile) -> str:
    draft, audit = seen.draft, seen.draft.audit
    size = sum(item.size for item in audit.evidence)
    parts = [counted(len(audit.answers), "answer"), counted(len(audit.actions), "action")]
    parts.append(
        f"{counted(len(audit.evidence), 'attached file')} ({file_size(size)})" if size else "no attached files"
    )
    if audit.exports:
        parts.append(f"{counted(len(audit.exports), 'return')} made")
    if draft.notes:
        parts.append(counted(len(draft.notes), "private note"))
    return listed(parts, "and")
