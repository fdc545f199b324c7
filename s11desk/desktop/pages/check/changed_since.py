"""What has changed since the last return of an audit: a card with links to the questions and to the action plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.returns.since_return import changes_since_last
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, heading, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.flow import ACTION_PLAN, Step, StepKind
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.return_change_words import plan_text

if TYPE_CHECKING:
    from s11desk.domain.returns.return_changes import ReturnChanges


class ChangedSince(Card):
    """The card. It is hidden until a page that has looked for changes wants it.

    ``wanted`` is emitted with the step that a link leads to, ``looked`` when there is something else to say. ``known``:
    the changes were looked for once more.

    ``changes``: None until they are known; they stay unknown if the history of the audit does not lead back to the
    return. ``needs_changes``: hide the card while it has none.
    """

    wanted = Signal(object)
    looked = Signal()
    known = Signal()

    def __init__(self, services: Services, open_draft: OpenDraft, *, needs_changes: bool) -> None:
        super().__init__(services.theme, "panel", edges=(14, 12), spacing=6)
        self._services, self._open_draft, self._needs_changes = services, open_draft, needs_changes
        self._is_wanted, self._has_looked, self._said = True, False, ""
        self.changes: ReturnChanges | None = None
        self._heading = heading("", Kind.STRONG)
        self.column.addWidget(self._heading)
        self.links = QWidget()
        self._rows = column(self.links, services.theme, spacing=2)
        self.column.addWidget(self.links)
        self._then = label("", Kind.STRONG)
        self.column.addWidget(self._then)
        if needs_changes:
            self._then.hide()
        self.hide()

    @property
    def words(self) -> str:
        """The heading, and what to do about the changes, for a screen reader; empty while the card is hidden."""
        return "" if self.isHidden() else spoken(self._heading.text(), "" if self._needs_changes else self._then.text())

    def look(self) -> None:
        """Look again for what has changed; before the first return there is nothing to look for."""
        audit = self._open_draft.draft.audit
        if audit.exports:
            self._heading.setText(self._heading_text())
            self._services.jobs.look_up(
                self,
                lambda workspace, _: changes_since_last(workspace, audit.id),
                self._show_changes,
                lambda _: self._show_changes(None),
            )

    def set_wanted(self, *, is_wanted: bool, then: str = "") -> None:
        """Say whether the page wants the card. ``then``: what to do about the changes."""
        self._is_wanted = is_wanted
        self._then.setText(then)
        self._show_if_wanted()

    def _show_changes(self, changes: ReturnChanges | None) -> None:
        """Show ``changes``; None: they are not known. Until now nothing was shown, which could have been untrue."""
        self._has_looked, self.changes = True, changes
        self._heading.setText(self._heading_text())
        empty(self._rows)
        if changes is not None:
            makers = [partial(self._question_link, name) for name in changes.questions]
            plan = plan_text(self._open_draft.draft.topic, changes)
            makers += [partial(self._plan_link, plan)] if plan else []
            add_first_few(self._rows, makers, "changes")
        self._show_if_wanted()
        self.known.emit()
        if self._heading.text() != self._said:  # a page looks again after every save
            self._said = self._heading.text()
            self.looked.emit()

    def _heading_text(self) -> str:
        number = self._open_draft.draft.audit.exports[-1].number
        is_same = self.changes is not None and self.changes.is_none
        return f"Nothing has changed since return {number}" if is_same else f"Changed since return {number}"

    def _question_link(self, name: str) -> QWidget:
        topic = self._open_draft.draft.topic
        asked = topic.question(name)
        words = f"Question {topic.number_of(name)}: {short_line(asked.text) if asked is not None else ''}"
        return self._link(words, Step(StepKind.QUESTION, name))

    def _plan_link(self, words: str) -> QWidget:
        return self._link(f"Action plan: {words}", ACTION_PLAN)

    def _link(self, words: str, step: Step) -> QWidget:
        one = WrappedLink(words, "link", self._services.theme.colours.accent)
        one.clicked.connect(lambda: self.wanted.emit(step))
        return one

    def _show_if_wanted(self) -> None:
        has_changes = self.changes is not None and not self.changes.is_none
        self.links.setVisible(has_changes)
        is_told = has_changes or not self._needs_changes
        self.setVisible(self._is_wanted and self._has_looked and bool(self._heading.text()) and is_told)
