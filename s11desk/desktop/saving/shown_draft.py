"""A draft as the window shows it: its topic in the language that the person chose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.audits.drafts import Draft
    from s11desk.domain.audit import Audit
    from s11desk.domain.topic import Topic


class ShownDraft(QObject):
    """``language``: the tag of the language in which the texts of the topic are shown, if the topic has it.

    ``return_folder``: where the person wants returns to be saved, as long as the audit is open; None if not chosen.
    ``signs_after``: what the person said, before a return is made, about somebody who signs after them; None if
    nothing. ``sent_known``: whether the person says that the last return is sent is known, or has changed.
    ``checked``: the audit as "Check your answers" showed it last; None if it has not yet.
    ``told_keys``: a screen reader has said which keys help with a question.
    ``left_off``: the page that is shown next is where the person left off when the audit was closed.
    """

    sent_known = Signal(bool)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.language = ""
        self.return_folder: Path | None = None
        self.signs_after: bool | None = None
        self.checked: Audit | None = None
        self.told_keys = self.left_off = False

    @property
    def draft(self) -> Draft:
        """The draft as it was last read back from the disk. Its topic is for showing, never for keeping."""
        shown = self._draft.topic.in_language(self.language)
        return self._draft if shown is self._draft.topic else replace(self._draft, topic=shown)

    @property
    def topic(self) -> Topic:
        """The topic with all its languages."""
        return self._draft.topic
