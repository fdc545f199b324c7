"""The action plan as a file: to print, to go on working in, or for a calendar."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.document_kind import DocumentKind

_KINDS = {
    DocumentKind.ACTION_PLAN: ("&PDF to print", "Save the action plan as PDF"),
    DocumentKind.ACTION_PLAN_DOCUMENT: ("&Word document", "Save the action plan as a Word document"),
    DocumentKind.ACTION_PLAN_WORKBOOK: ("Exce&l workbook", "Save the action plan as an Excel workbook"),
    DocumentKind.ACTION_PLAN_CALENDAR: ("Calen&dar file", "Save the dates of the action plan for a calendar"),
}


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

    def _save(self, kind: DocumentKind) -> None:
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        out = self._services.dialogs.save_as(_KINDS[kind][1], documents / f"Action plan{kind.ending}")
        if out is not None:
            self._opened.finish(lambda all_saved: self._write(kind, out) if all_saved else None)

    def _write(self, kind: DocumentKind, out: Path) -> None:
        audit_id = self._opened.draft.audit.id
        self._services.jobs.submit(
            lambda workspace, _: app.write_document(workspace, audit_id, out, kind),
            lambda _: self._saved(out),
            listener=self,
        )

    def _saved(self, out: Path) -> None:
        self._said.setText(f"{out.name} is saved in the folder {out.parent}.")
        self._said.show()
        announce(self, self._said.text())
