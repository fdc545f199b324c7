"""Files for a question: choose them or drop them, see what is attached, remove one. Refusals stand beside, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from s11desk.desktop.announcing import announce
from s11desk.desktop.equipment import Equipment
from s11desk.desktop.inputs.rows import column, empty
from s11desk.desktop.jobs import Task
from s11desk.desktop.labels import Kind, button, frame, label, picture, short_label
from s11desk.desktop.messages.errors import message
from s11desk.desktop.messages.numbers import counted, listed, local_day, size
from s11desk.desktop.saving import OpenDraft
from s11desk.domain.audit import Evidence
from s11desk.domain.topic import EvidenceRule, Question
from s11desk.errors import Cancelled, S11Error

if TYPE_CHECKING:
    from s11desk.app.drafts import Draft
    from s11desk.app.workspace import Workspace

_PICTURES = frozenset({"png", "jpg", "jpeg", "gif"})


class EvidencePanel(QWidget):
    def __init__(self, equipment: Equipment, opened: OpenDraft, question: Question, rule: EvidenceRule) -> None:
        super().__init__()
        self._equipment = equipment
        self._theme = equipment.theme
        self._opened = opened
        self._question = question
        self._rule = rule
        self._shown: tuple[Evidence, ...] | None = None
        self._tasks: list[Task] = []
        layout = column(self, self._theme, spacing=8)
        self.drop = DropArea(equipment, rule, self.add)
        self._problems = column_of_problems()
        self._busy = self._busy_row()
        self._count = label("", Kind.STRONG)
        self._list = QVBoxLayout()
        self._list.setSpacing(self._theme.pixels(8))
        for part in (self.drop, self._busy, self._problems, self._count):
            layout.addWidget(part)
        layout.addLayout(self._list)
        self.setAccessibleName("Files for this question")

    def show_evidence(self, evidence: tuple[Evidence, ...]) -> None:
        if evidence == self._shown:
            return
        self._shown = evidence
        self._count.setText(f"{counted(len(evidence), 'file')} attached" if evidence else "")
        self._count.setVisible(bool(evidence))
        empty(self._list)
        for item in evidence:
            self._list.addWidget(self._card(item))
        self.drop.set_full(len(evidence) >= self._rule.max_files)

    def add(self, paths: tuple[Path, ...]) -> None:
        """Copy files in, in order; a refused one does not keep the others out, nor does leaving the page."""
        if not self._tasks:
            empty(self._problems_layout())
            self._problems.hide()
        for path in paths:
            self._tasks.append(self._copy(path))
        self._show_busy()

    def _copy(self, path: Path) -> Task:
        return self._opened.perform(
            _attaching(self._opened.draft.audit.id, self._question.id, path),
            on_ok=lambda _: self._one_done(),
            on_error=lambda error: self._refused(path, error),
            on_progress=self._progressed,
            listener=self,
        )

    def _one_done(self) -> None:
        self._tasks.pop(0)
        self._show_busy()

    def _refused(self, path: Path, error: S11Error) -> None:
        if not isinstance(error, Cancelled):
            words = label(f"{path.name}: {message(error).whole}", Kind.ERROR)
            self._problems_layout().addWidget(words)
            self._problems.show()
            announce(self, words.text())
        self._one_done()

    def _show_busy(self) -> None:
        self._busy_text.setText(f"Copying {counted(len(self._tasks), 'file')}…")
        self._busy.setVisible(bool(self._tasks))

    def _progressed(self, done: int, total: int) -> None:
        if total and shiboken6.isValid(self):
            self._busy_text.setText(f"Copying: {size(done)} of {size(total)}")

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

    def _problems_layout(self) -> QVBoxLayout:
        layout = self._problems.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made by column_of_problems
        return layout

    def _card(self, item: Evidence) -> QWidget:
        card = frame("card")
        layout = QHBoxLayout(card)
        layout.setContentsMargins(*(self._theme.pixels(n) for n in (12, 8, 12, 8)))
        layout.setSpacing(self._theme.pixels(10))
        sign = QLabel()
        sign.setPixmap(self._theme.pixmap("image" if item.type in _PICTURES else "file-text"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(item.name, Kind.STRONG))
        words.addWidget(label(_facts(item, self._question), Kind.SMALL))
        remove = button("Remove", "link", name=f"Remove {item.name}")
        remove.clicked.connect(lambda: self._remove(item))
        layout.addWidget(picture(sign))
        layout.addLayout(words, 1)
        layout.addWidget(remove)
        return card

    def _remove(self, item: Evidence) -> None:
        others = len(item.questions) > 1
        text = "It stays attached to the other questions it is used for." if others else "Your own file is not touched."
        if self._equipment.questions.confirm(f"Remove {item.name}?", text, yes="Remove", no="Keep it"):
            self._opened.perform(_detaching(self._opened.draft.audit.id, item.id, self._question.id))


class DropArea(QWidget):
    """Where files can be dropped; the button inside does the same by keyboard."""

    def __init__(self, equipment: Equipment, rule: EvidenceRule, add: Callable[[tuple[Path, ...]], None]) -> None:
        super().__init__()
        self._equipment = equipment
        self._theme = theme = equipment.theme
        self._rule = rule
        self._add = add
        self._is_over = False
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.pixels(n) for n in (16, 14, 16, 14)))
        layout.setSpacing(theme.pixels(6))
        sign = QLabel()
        sign.setPixmap(theme.pixmap("upload", theme.colours.quiet, 24))
        self.choose = button("&Choose files…", name="Choose files to attach")
        self.choose.setIcon(theme.icon("paperclip"))
        self.choose.setIconSize(QSize(theme.pixels(16), theme.pixels(16)))
        self.choose.clicked.connect(self._ask)
        self._rule_text = label(rule_text(rule), Kind.SMALL)
        self._rule_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.choose.setAccessibleDescription(rule_text(rule))
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(picture(sign), 0, middle)
        layout.addWidget(short_label("Drag files here, or"), 0, middle)
        layout.addWidget(self.choose, 0, middle)
        layout.addWidget(self._rule_text)

    def set_full(self, full: bool) -> None:  # noqa: FBT001 - a state, as Qt names such setters
        self.choose.setEnabled(not full)
        limit = f"{counted(self._rule.max_files, 'file')} attached, which is as many as this question takes."
        self._rule_text.setText(limit if full else rule_text(self._rule))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._is_over = False
        self.update()
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        self._add(paths)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._theme.pixels(1.5)
        painter.setPen(QPen(QColor(colours.accent if self._is_over else colours.edge), width, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colours.accent_soft if self._is_over else colours.raised))
        radius = self._theme.pixels(4)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(width, width, -width, -width), radius, radius)
        painter.end()

    def _ask(self) -> None:
        paths = self._equipment.questions.files("Choose files to attach", self._rule.types)
        if paths:
            self._add(paths)


def rule_text(rule: EvidenceRule) -> str:
    kinds = listed(kind.upper() for kind in rule.types)
    return (
        f"{kinds}, up to {size(rule.max_file_bytes)} each, {counted(rule.max_files, 'file')} at most. "
        "Files are copied into this draft and stay on this computer until you export."
    )


def column_of_problems() -> QWidget:
    holder = QWidget()
    QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
    holder.hide()
    return holder


def _facts(item: Evidence, question: Question) -> str:
    others = len([name for name in item.questions if name != question.id])
    used = f" Also used for {counted(others, 'other question')}." if others else ""
    return f"{item.type.upper()}, {size(item.size)}. Attached {local_day(item.attached)}.{used}"


def _attaching(audit_id: str, question: str, path: Path) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, task: Task) -> Draft:
        from s11desk.app.attachments import attach

        return attach(workspace, audit_id, question, path, progress=task.progress, cancel=task.is_cancelled)

    return run


def _detaching(audit_id: str, evidence: str, question: str) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.attachments import detach

        return detach(workspace, audit_id, evidence, question)

    return run
