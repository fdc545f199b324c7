"""Texts in an audit that may identify a person. A person decides on each. Nothing here blocks sending."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.place_words import FIELDS, IDENTIFIERS, where_words
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.flow import ACTION_PLAN, Step, StepKind
from s11desk.domain.audits.visibility import action_numbers
from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import local_day

if TYPE_CHECKING:
    from s11desk.app.audits.evidence_copies import AttachedFiles
    from s11desk.app.audits.identifier_review import Finding, ReviewedFinding
    from s11desk.app.audits.resume import ResumePoint

_ABOUT = "This program cannot recognise names or faces: please look for them yourself."
_MORE = "What to look for"
_MORE_WHAT = "What we looked for, and what only you can see"
_YOURSELF = (
    "Look through your comments and file names for names. Look for anything else that shows who a child or family is. "
    "This is a reminder: it does not stop you from sending."
)
_LOOKED_FOR = (
    "We looked at what you wrote, and at the names of your files. We looked for dates of birth, postcodes, e-mail "
    "addresses, telephone numbers, and numbers like an NHS number. We did not look at contact details that a question "
    "asks for."
)

_MAX_NAMED = 5


class IdentifierReview(QWidget):
    """The list of findings that a person decides on.

    ``wanted`` is emitted with the :class:`ResumePoint` of a finding that the person wants to change.
    """

    wanted = Signal(object)

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._open_draft = open_draft
        self._shown: tuple[tuple[ReviewedFinding, ...], Mapping[str, str]] | None = None
        self._undecided = self._files = 0
        layout = column(self, self._theme, spacing=8)
        layout.addWidget(label("Could anything here identify a child?", Kind.HEADING))
        self._holder = QWidget()
        self._list = column(self._holder, self._theme, spacing=8)
        self.places = label("", Kind.STRONG)
        self.places.hide()
        self._inside = QWidget()
        inside = column(self._inside, self._theme, spacing=8)
        self.files = label("")
        for line in (label(_YOURSELF), label(_LOOKED_FOR), self.files):
            inside.addWidget(line)
        self.more = Fold(self._theme, _MORE, _MORE_WHAT, lambda: [lambda: self._inside])
        for part in (self._holder, self.places, label(_ABOUT), self.more):
            layout.addWidget(part)

    @property
    def notices(self) -> tuple[str, ...]:
        """What there is to look at, in a few words for a screen reader."""
        texts = f"{counted(self._undecided, 'text')} that may show who a child is"
        words = texts if self._undecided else "whether what you wrote names a child"
        return (words, f"whether {counted(self._files, 'file')} shows names or faces") if self._files else (words,)

    def refresh(self) -> None:
        """Look through the saved draft again."""
        audit_id = self._open_draft.draft.audit.id
        self._services.jobs.submit(
            lambda workspace, _: app.review_identifiers(workspace, audit_id), self._show, listener=self
        )

        self._services.jobs.look_up(
            self, lambda workspace, _: app.review_files(workspace, audit_id), self._show_files, lambda _: None
        )

    def _show_files(self, files: AttachedFiles) -> None:
        self._files = files.number
        words = files_sentence(files.number, files.photographs)
        self.files.setText(words if files.number or self._open_draft.draft.topic.takes_files else "")
        self.files.setVisible(bool(self.files.text()))
        self.places.setText(places_sentence(files.with_location))
        self.places.setVisible(bool(self.places.text()))

    def _show(self, reviewed: tuple[ReviewedFinding, ...]) -> None:
        shown = reviewed, action_numbers(self._open_draft.draft.topic, self._open_draft.draft.audit)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._list)
        self._undecided = sum(one.decision is None for one in reviewed)
        self._list.addWidget(label(_summary(self._undecided, len(reviewed)), Kind.STRONG))
        add_first_few(self._list, [partial(self._card, one) for one in reviewed], "things to look at")

    def _card(self, one: ReviewedFinding) -> QWidget:
        finding = one.finding
        heading = f"{IDENTIFIERS[finding.kind]}: {finding.excerpt}"
        card = Card(self._theme, heading=heading, edges=(14, 10), spacing=4)
        draft = self._open_draft.draft
        where = where_words(draft.topic, draft.audit, finding.question, finding.where, finding.item)
        card.column.addWidget(label(where, Kind.SMALL))
        if one.decision is not None:
            by = f" by {one.decision.who}" if one.decision.who else ""
            card.column.addWidget(label(f"Kept: decided{by} on {local_day(one.decision.at)}", Kind.SMALL))
        card.column.addLayout(self._buttons(one))
        return card

    def _buttons(self, one: ReviewedFinding) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        what = f"{IDENTIFIERS[one.finding.kind]} {one.finding.excerpt}"
        change = button("Change", "link", name=f"Change: {what}")
        change.clicked.connect(lambda: self.wanted.emit(_resume_point(one.finding)))
        row.addWidget(change)
        if one.decision is None:
            accept = button("Keep it", "link", name=f"Keep it: {what}")
            accept.clicked.connect(lambda: self._accept(one.finding))
            row.addWidget(accept)
        return row

    def _accept(self, finding: Finding) -> None:
        audit_id = self._open_draft.draft.audit.id
        self._services.jobs.submit(
            lambda workspace, _: app.accept_identifier(workspace, audit_id, finding, workspace.stamp()),
            self._show,
            listener=self,
        )


def files_sentence(number: int, photographs: tuple[str, ...]) -> str:
    """Say how many files and photographs a return would have, and what to look for in them."""
    if not number:
        return "No files are attached."
    about = f"{counted(number, 'file')} attached, {_photographs(len(photographs), of=number)}."
    return f"{about} Look at each of them for children's names and faces."


def places_sentence(with_location: tuple[str, ...]) -> str:
    """Name the photographs that say where they were taken. Empty if none does."""
    if not with_location:
        return ""
    named = listed(with_location[:_MAX_NAMED])
    more = f" and {counted(len(with_location) - _MAX_NAMED, 'more')}" if len(with_location) > _MAX_NAMED else ""
    return f"Where it was taken is still written in {named}{more}."


def _photographs(number: int, *, of: int) -> str:
    """For example: 1 of them a photo. Of a single file there is no "of them"."""
    if of == 1:
        return "a photo" if number else "no photo"
    return counted(number, "of them a photo", "of them photos") if number else "no photos"


def _summary(undecided: int, found: int) -> str:
    if not found:
        return "We found nothing in what you wrote that looks like a child's date of birth, postcode or NHS number."
    return f"{counted(undecided, 'thing')} to look at" if undecided else "You have checked all of these."


def _resume_point(finding: Finding) -> ResumePoint:
    on_plan = finding.where is TextPlace.ACTION and not finding.question
    step = ACTION_PLAN if on_plan else Step(StepKind.QUESTION, finding.question)
    field = f"caption-{finding.item}" if finding.where is TextPlace.CAPTION else FIELDS.get(finding.where, "")
    return app.ResumePoint(step, field=field, caret=finding.end)
