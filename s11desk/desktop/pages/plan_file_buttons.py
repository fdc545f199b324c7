"""The action plan as a file: to print, to go on working in, or for a calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.saving.open_draft import OpenDraft

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace

_KINDS = {
    "action-plan": ("&PDF to print", "Save the action plan as PDF"),
    "action-plan-document": ("&Word document", "Save the action plan as a Word document"),
    "action-plan-workbook": ("Exce&l workbook", "Save the action plan as an Excel workbook"),
    "action-plan-calendar": ("Calen&dar file", "Save the dates of the action plan for a calendar"),
}
"""By the value of the document's kind, which is imported late."""


class PlanFiles(QWidget):
    def __init__(self, services: Services, opened: OpenDraft) -> None:
        super().__init__()
        self._services = services
        self._opened = opened
        layout = column(self, services.theme, spacing=6)
        layout.addWidget(label("Save the plan as a file", Kind.HEADING))
        ways = WrappingRow(services.theme.pixels(12))
        for kind, (text, name) in _KINDS.items():
            way = button(text, name=name)
            way.setObjectName(kind)
            way.clicked.connect(lambda _=False, kind=kind: self._save(kind))
            ways.addWidget(way)
        layout.addLayout(ways)
        self._said = label("", Kind.GOOD)
        self._said.hide()
        layout.addWidget(self._said)

    def _save(self, kind: str) -> None:
        from s11desk.app.write_documents import DocumentKind

        document = DocumentKind(kind)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        out = self._services.dialogs.save_as(_KINDS[kind][1], documents / f"Action plan{document.ending}")
        if out is not None:
            self._opened.finish(lambda everything: self._write(kind, out) if everything else None)

    def _write(self, kind: str, out: Path) -> None:
        operation = _writing(self._opened.draft.audit.id, out, kind)
        self._services.jobs.submit(operation, lambda _: self._saved(out), listener=self)

    def _saved(self, out: Path) -> None:
        self._said.setText(f"{out.name} is saved in the folder {out.parent}.")
        self._said.show()
        announce(self, self._said.text())


def _writing(audit_id: str, out: Path, kind: str) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.write_documents import DocumentKind, write_document

        write_document(workspace, audit_id, out, DocumentKind(kind))

    return run
