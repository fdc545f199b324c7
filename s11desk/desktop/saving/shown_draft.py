"""A draft as the window shows it, and what the window knows of it as long as it is open but does not save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from s11desk.desktop.saving.edits import Key

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.audits.drafts import Draft
    from s11desk.domain.audits.audit import Audit
    from s11desk.domain.topics.topic import Topic


class ShownDraft(QObject):
    """``language``: the tag of the language in which the texts of the topic are shown, if the topic has it.

    ``return_folder``: where the person wants returns to be saved, as long as the audit is open; None if not chosen.
    ``signs_after``: what the person said, before a return is made, about somebody who signs after them; None if
    nothing. ``sent_known``: whether the person says that the last return is sent is known, or has changed.
    ``changes_asked``: the same for whether changes to it are asked for.
    ``checked``: the audit as "Check your answers" showed it last; None if it has not yet.
    ``told_keys``: a screen reader has said which keys help with a question.
    ``left_off``: the page that is shown next is where the person left off when the audit was closed.
    ``unparsed``: text typed for a date or a number that cannot be read as one yet. It is not in the draft, so it is
    kept here when the page changes, and with the resume point. ``unparsed_changed``: it is new. ``unfolded``: the
    groups that were opened on long pages. ``thumbnails``: of the files of evidence that were shown.
    """

    sent_known = Signal(bool)
    changes_asked = Signal(bool)
    unparsed_changed = Signal()

    def __init__(self, draft: Draft, unparsed: Mapping[Key, str]) -> None:
        super().__init__()
        self._draft = draft
        self.unparsed = dict(unparsed)
        self.unfolded: set[str] = set()
        self.thumbnails: dict[tuple[str, int], QImage] = {}
        self.language = ""
        self.return_folder: Path | None = None
        self.signs_after: bool | None = None
        self.checked: Audit | None = None
        self.told_keys = self.left_off = False

    def tell_changes(self, *, are_asked: bool) -> None:
        """Tell whether changes to the last return are asked for."""
        self.changes_asked.emit(are_asked)

    @property
    def draft(self) -> Draft:
        """The draft as it was last read back from the disk. Its topic is for showing, never for keeping."""
        shown = self._draft.topic.in_language(self.language)
        return self._draft if shown is self._draft.topic else replace(self._draft, topic=shown)

    @property
    def topic(self) -> Topic:
        """The topic with all its languages."""
        return self._draft.topic

    def keep_unparsed(self, key: Key, typed: str) -> None:
        """Keep ``typed`` until it can be read; empty text removes it."""
        before = self.unparsed.pop(key, "")
        if typed:
            self.unparsed[key] = typed
        if typed != before:
            self.unparsed_changed.emit()
