"""A look into one copy of the drafts: each audit in it, read only, and the way to bring one or all of them back."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal

from s11desk import app
from s11desk.app.home.drafts_copies import ComparedCopy
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.keeping.drafts_copy import Age, AuditDifference
from s11desk.wording.dates import local_moment
from s11desk.wording.keeping.copy_sentences import STATES_OF_COPIES, copy_line, difference_line, sentence_of
from s11desk.wording.plain_text import short_line

_ABOUT = (
    "You are looking into a copy. Nothing in it can be changed. You can bring back one audit, and the others stay as "
    "they are now, or bring back all of them."
)


class CopyPage(StandalonePage):
    """The page that shows one copy of the drafts.

    ``read_wanted`` and ``audit_wanted`` carry an :class:`AuditDifference`; ``all_wanted`` carries the copy.
    """

    read_wanted = Signal(object)
    audit_wanted = Signal(object)
    all_wanted = Signal(object)

    def __init__(self, services: Services, seen: ComparedCopy) -> None:
        super().__init__(services, "Look into a copy", short_line(seen.copy.path.name))
        self.layout_.addWidget(label(sentence_of(copy_line(seen.copy, app.system_clock())), Kind.STRONG))
        if not seen.copy.can_be_restored:
            self.layout_.addWidget(label(STATES_OF_COPIES[seen.copy.state]))
            return
        self.layout_.addWidget(label(_ABOUT))
        whole = button("Bring &all of it back…")
        whole.clicked.connect(lambda: self.all_wanted.emit(seen.copy))
        self.layout_.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)
        for difference in seen.differences or ():
            if difference.age is not Age.ONLY_NOW:
                self._add(difference)

    def _add(self, difference: AuditDifference) -> None:
        card = self.card()
        card.addWidget(label(short_line(difference.agency), Kind.STRONG))
        changed = f"last changed {_moment(difference.changed)}" if difference.changed else ""
        card.addWidget(label(f"{short_line(difference.topic)}, {changed}", Kind.QUIET))
        card.addWidget(label(sentence_of(difference_line(difference))))
        name = f"{short_line(difference.agency)}, {short_line(difference.topic)}"
        read = button("Read it", "link", name=f"Read the audit in this copy: {name}")
        read.clicked.connect(lambda: self.read_wanted.emit(difference))
        row = WrappingRow(self.theme.pixels(12))
        row.addWidget(read)
        if difference.age is not Age.SAME:
            back = button("Bring this audit back…", "link", name=f"Bring this audit back: {name}")
            back.clicked.connect(lambda: self.audit_wanted.emit(difference))
            row.addWidget(back)
        card.addLayout(row)


def _moment(stored: str) -> str:
    """A moment as the drafts store it; a damaged one is shown as it is."""
    try:
        return local_moment(dt.datetime.fromisoformat(stored))
    except ValueError:
        return short_line(stored)
