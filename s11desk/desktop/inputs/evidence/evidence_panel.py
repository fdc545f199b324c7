"""The files of a question: add some, see them, remove one. It explains each refusal."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.inputs.evidence.drop_area import PASTE_HINT, DropArea
from s11desk.desktop.inputs.evidence.dropped_files import Dropped, read_dropped
from s11desk.desktop.inputs.evidence.evidence_card import EvidenceCard
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.inputs.removed_row import RemovedRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work
from s11desk.desktop.parts.layout.layouts import column, delete_now, empty
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.reading.reader_parts import ListOfParts
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label, short_label
from s11desk.desktop.parts.visit import next_visit
from s11desk.desktop.saving.edits import Caption, Key
from s11desk.desktop.saving.jobs import Operation, Task
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.attach_remark import AttachRemark
from s11desk.domain.audits.audit import Audit, Evidence
from s11desk.domain.returns.mail_size import Budget, budget_state, evidence_total
from s11desk.domain.topics.topic import EvidenceRule, Question
from s11desk.errors import Cancelled, S11Error, UserError
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.audits.attach_words import attach_sentence

if TYPE_CHECKING:
    from s11desk.app.audits.attachments import ChosenFile, CopyOptions, PastedFile
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace

BUDGETS = {
    Budget.GREEN: "Small enough to send by e-mail.",
    Budget.AMBER: "Some mailboxes may refuse an e-mail of this size.",
    Budget.RED: "Too large for many mailboxes: take out what is not needed, or agree another way with the partnership.",
}
_PHOTOS = frozenset({"jpg", "jpeg", "png", "webp", "heic"})
_MAX_BUTTON_NAME = 40
"""Characters of a file's name on a button, which does not wrap."""
_NO_PICTURE = f"There is no picture to paste. Copy a picture or take a screenshot first, then {PASTE_HINT}."


class EvidencePanel(QWidget):
    """The area to add files, a card for each file, and the size of all files together."""

    def __init__(self, services: Services, open_draft: OpenDraft, question: Question, rule: EvidenceRule) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._open_draft = open_draft
        self._question = question
        self._rule = rule
        self._shown: tuple[Evidence, ...] | None = None
        self._tasks: list[Task] = []
        self._visit = next_visit(self)
        layout = column(self, self._theme, spacing=8)
        self.drop = DropArea(services, rule, self.add)
        self._problems, self._problem_column = _make_problems()
        self._busy = self._busy_row()
        self._count = label("", Kind.STRONG)
        cards = ListOfParts()
        cards.setAccessibleName("Files attached to this question")
        self._list = column(cards, self._theme, spacing=8)
        self._total = label("", Kind.SMALL)
        self.cards: dict[str, EvidenceCard] = {}
        self._removed: dict[str, RemovedRow] = {}
        self._remarks: list[AttachRemark] = []
        self.location_choice = self._make_location_choice()
        for part in (self.drop, self.location_choice, self._busy, self._problems, self._count):
            layout.addWidget(part)
        layout.addWidget(cards)
        layout.addWidget(self._total)
        self.drop.paste.clicked.connect(self.paste)
        self.drop.cited.connect(self._cite)
        self.setAccessibleName("Files for this question")

    def serve(self, question: Question, rule: EvidenceRule) -> bool:
        """Serve another question from now on, exactly as a new panel for it would.

        Files that are being copied go on to the former question. Returns False, and stays as it is, if the rule for
        files is another one.
        """
        if rule != self._rule:
            return False
        self._visit = next_visit(self, self._visit)
        self._question = question
        self._tasks, self._remarks = [], []
        self.drop.show_drag(is_over=False)
        for part in (*self.cards.values(), *self._removed.values()):
            delete_now(part)
        self.cards, self._removed = {}, {}
        self._shown = None
        self._clear_problems()
        self._show_busy()
        self.location_choice.setChecked(self._services.photo_location.is_removed)
        return True

    def show_evidence(self, evidence: tuple[Evidence, ...]) -> None:
        """Show the files of this question."""
        if evidence == self._shown:
            return
        self._shown = evidence
        self._count.setText(f"{counted(len(evidence), 'file')} attached" if evidence else "")
        self._count.setVisible(bool(evidence))
        self._drop_removed(evidence)
        self._show_cards(evidence)
        self.drop.set_full(len(evidence) >= self._rule.max_files)

    def show_others(self, audit: Audit) -> None:
        """Offer files that are attached elsewhere in the audit, and show the size of all files."""
        here = {item.id for item in self._shown or ()}
        self.drop.offer(tuple(item for item in audit.evidence if item.id not in here))
        total = evidence_total(audit)
        self._total.setText(f"All files of this audit together: {file_size(total)}. {BUDGETS[budget_state(total)]}")
        self._total.setVisible(bool(audit.evidence))

    def paste(self) -> None:
        """Attach the picture or the files on the clipboard."""
        dropped = read_dropped(QGuiApplication.clipboard().mimeData())
        self.take(dropped if dropped != Dropped() else Dropped(advice=_NO_PICTURE))

    def take(self, dropped: Dropped) -> None:
        """Attach what was dropped or pasted. If nothing of it can be attached, say what to do instead."""
        audit_id, question = self._open_draft.draft.audit.id, self._question.id
        if dropped.advice:
            self._show_problem(dropped.advice)
        self.add(dropped.files)
        for held in dropped.held:
            self._begin(_attach_bytes_operation(audit_id, question, app.PastedFile(held.name, held.content)), held.name)
        if dropped.picture is not None:
            name = self._new_name("png" if "png" in self._rule.types else "jpg")
            self._begin(_attach_picture_operation(audit_id, question, name, dropped.picture))

    def _new_name(self, ending: str) -> str:
        taken = {item.name for item in self._open_draft.draft.audit.evidence}
        names = (f"Pasted picture {number}.{ending}" for number in itertools.count(1 + len(self._tasks)))
        return next(name for name in names if name not in taken)

    def _cite(self, item: Evidence) -> None:
        audit_id, question = self._open_draft.draft.audit.id, self._question.id
        self._begin(lambda workspace, _: app.cite_evidence(workspace, audit_id, item.id, question), item.name)

    def _show_cards(self, evidence: tuple[Evidence, ...]) -> None:
        """Keep the card of a file that stays, so that typing in it is not interrupted."""
        wanted = {item.id for item in evidence}
        for gone in [name for name in self.cards if name not in wanted]:
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
        for item in evidence:
            if item.id in self.cards:
                self.cards[item.id].show_item(item)
            else:
                self._add_card(item)

    def _add_card(self, item: Evidence) -> None:
        card = EvidenceCard(self._services, self._open_draft, item, self._question.id)
        card.removed.connect(lambda: self._remove(card.item))
        self.cards[item.id] = card
        self._list.addWidget(card)
        card.show()

    def add(self, paths: tuple[Path, ...]) -> None:
        """Copy files in, in order. A refused file does not stop the others, and leaving the page stops none."""
        for path in paths:
            self._attach(app.ChosenFile(path, self._copy_options(), self._remarks.append))

    def _copy_options(self) -> CopyOptions:
        return app.CopyOptions(keeps_location=not self._services.photo_location.is_removed)

    def _attach(self, chosen: ChosenFile) -> None:
        operation = _attach_operation(self._open_draft.draft.audit.id, self._question.id, chosen)
        self._begin(operation, chosen.path.name, chosen)

    def _begin(self, operation: Operation[Draft], name: str = "", chosen: ChosenFile | None = None) -> None:
        """Run all as long tasks, so that they keep the order in which the person asked for them.

        ``chosen``: the file, if the person can choose another way for it after a refusal.
        """
        if not self._tasks:
            self._clear_problems()
        visit = self._visit
        task = self._open_draft.perform_long(
            operation,
            on_ok=lambda _: self._one_done(),
            on_error=lambda error: self._show_refusal(name, error, chosen),
            on_progress=lambda done, total: self._show_progress(visit, done, total),
            listener=visit,
        )
        self._tasks.append(task)
        self._show_busy()

    def _clear_problems(self) -> None:
        empty(self._problem_column)
        self._problems.hide()

    def _one_done(self) -> None:
        self._tasks.pop(0)
        self._show_busy()
        while self._remarks:
            self._show_remark(attach_sentence(self._remarks.pop(0)))
        if not self._tasks:
            self._show_result()

    def _show_result(self) -> None:
        """Scroll to the result below the button: out of sight, nothing would seem to have happened."""
        result = self._problems if self._problems.isVisible() else next(reversed(self.cards.values()), None)
        if result is not None:
            bring_into_sight(result)
        if not self._problems.isVisible() and self._count.text():
            announce(self, self._count.text())

    def _show_refusal(self, name: str, error: S11Error, chosen: ChosenFile | None) -> None:
        if not isinstance(error, Cancelled):
            self._show_problem(f"{name}: {message(error).whole}" if name else message(error).whole)
            self._offer_other_copy(error, chosen)
        self._one_done()

    def _show_problem(self, problem: str) -> None:
        words = label(problem, Kind.ERROR)
        if not self._tasks:
            empty(self._problem_column)
        self._problem_column.addWidget(words)
        words.show()
        self._problems.show()
        announce(self, problem)

    def _show_remark(self, text: str) -> None:
        words = label(text)
        self._problem_column.addWidget(words)
        words.show()
        self._problems.show()
        announce(self, text)

    def _make_location_choice(self) -> CheckCard:
        """Make the box that decides about photographs. It is hidden if the question takes no pictures."""
        about = "Phones write the place into photos. We take it out of our copy. Your own photo stays as it is."
        box = CheckCard(self._theme, CardOption("place", "Take out where a photo was taken", about))
        box.setChecked(self._services.photo_location.is_removed)
        box.toggled.connect(lambda removed: self._services.photo_location.choose(removed=removed))
        if _PHOTOS.isdisjoint(self._rule.types):
            box.hide()
        return box

    def _offer_other_copy(self, error: S11Error, chosen: ChosenFile | None) -> None:
        """Show a button below the problem, if the file can be attached in another way."""
        options = (
            app.suggest_copy_options(error, chosen.options)
            if chosen is not None and isinstance(error, UserError)
            else None
        )
        if options is None or chosen is None:
            return
        new_name = options.name if len(options.name) <= _MAX_BUTTON_NAME else "the name above"
        text = "Attach a JPEG of it" if options.to_jpeg else f"Keep it as {new_name}"
        offer, other = (
            button(text, name=f"{text}: {chosen.path.name}"),
            app.ChosenFile(chosen.path, options, self._remarks.append),
        )
        offer.clicked.connect(lambda: self._attach(other))
        offer.clicked.connect(lambda: begin_work(offer))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(offer)
        row.addStretch()
        self._problem_column.addWidget(holder)
        holder.show()

    def _show_busy(self) -> None:
        self._busy_text.setText(f"Copying {counted(len(self._tasks), 'file')}…")
        self._busy.setVisible(bool(self._tasks))

    def _show_progress(self, visit: QObject, done: int, total: int) -> None:
        if total and shiboken6.isValid(visit):
            self._busy_text.setText(f"Copying: {file_size(done)} of {file_size(total)}")

    def _busy_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self._busy_text = short_label("")
        stop = button("Stop", "link", name="Stop copying")
        stop.clicked.connect(self._stop)
        layout.addWidget(self._busy_text)
        layout.addWidget(stop)
        layout.addStretch()
        row.hide()
        return row

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _remove(self, item: Evidence) -> None:
        others = len(item.questions) > 1
        text = (
            "It stays attached to the other questions it is used for." if others else "Your own copy stays where it is."
        )
        if self._services.dialogs.confirm(f"Remove {item.name}?", text, yes="Remove", no="Keep it"):
            self._open_draft.forget(Key(Caption, item.id))
            audit_id, question = self._open_draft.draft.audit.id, self._question.id
            self._open_draft.perform(
                lambda workspace, _: app.detach(workspace, audit_id, item.id, question),
                on_ok=lambda _: self._offer_undo(item),
                listener=self._visit,
            )

    def _offer_undo(self, item: Evidence) -> None:
        """Show in the list that the file was removed. The line goes when the file comes back."""
        words = f"{item.name} was removed."
        row = RemovedRow(self._theme, words, item.name)
        audit_id, question = self._open_draft.draft.audit.id, self._question.id
        row.undone.connect(lambda: self._begin(lambda workspace, _: app.reattach(workspace, audit_id, item, question)))
        self._removed[item.id] = row
        self._list.addWidget(row)
        row.show()
        row.undo.setFocus()
        announce(self, words)

    def _drop_removed(self, evidence: tuple[Evidence, ...]) -> None:
        for item in evidence:
            row = self._removed.pop(item.id, None)
            if row is not None:
                row.hide()
                row.deleteLater()


def _make_problems() -> tuple[QWidget, QVBoxLayout]:
    """Make a hidden part for problems, and its column."""
    holder = QWidget()
    problems = QVBoxLayout(holder)
    problems.setContentsMargins(0, 0, 0, 0)
    holder.hide()
    return holder, problems


def _attach_operation(audit_id: str, question: str, chosen: ChosenFile) -> Operation[Draft]:
    return lambda workspace, task: app.attach(
        workspace, audit_id, question, chosen, progress=task.progress, cancel=task.is_cancelled
    )


def _attach_picture_operation(audit_id: str, question: str, name: str, image: QImage) -> Operation[Draft]:
    """Write the picture as a file in the worker, because a large screenshot takes time."""

    def run(workspace: Workspace, task: Task) -> Draft:
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(Path(name).suffix.removeprefix(".").encode())).write(image)
        pasted = app.PastedFile(name, bytes(content.data()))
        return _attach_bytes_operation(audit_id, question, pasted)(workspace, task)

    return run


def _attach_bytes_operation(audit_id: str, question: str, pasted: PastedFile) -> Operation[Draft]:
    return lambda workspace, task: app.attach_bytes(
        workspace, audit_id, question, pasted, progress=task.progress, cancel=task.is_cancelled
    )
