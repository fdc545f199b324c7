"""Buttons that save the action plan as a file: to print, to edit further, or for a calendar."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.returns.document_kind import DocumentKind

_KINDS = {
    DocumentKind.ACTION_PLAN: ("&PDF to print", "Save the action plan as PDF"),
    DocumentKind.ACTION_PLAN_DOCUMENT: ("&Word document", "Save the action plan as a Word document"),
    DocumentKind.ACTION_PLAN_WORKBOOK: ("Exce&l workbook", "Save the action plan as an Excel workbook"),
    DocumentKind.ACTION_PLAN_CALENDAR: ("Calen&dar file", "Save the dates of the action plan for a calendar"),
}


class PlanFileButtons(QWidget):
    """One button for each format, and a line that names the file that was saved."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__()
        self._services = services
        self._open_draft = open_draft
        layout = column(self, services.theme, spacing=6)
        layout.addWidget(label("Save the plan as a file", Kind.HEADING))
        row = WrappingRow(services.theme.pixels(12))
        for kind, (text, name) in _KINDS.items():
            save = button(text, name=name)
            save.setObjectName(kind)
            save.clicked.connect(lambda _=False, kind=kind: self._save(kind))
            row.addWidget(save)
        layout.addLayout(row)
        self._status = label("", Kind.GOOD)
        self._status.hide()
        layout.addWidget(self._status)

    def _save(self, kind: DocumentKind) -> None:
        out = self._services.dialogs.save_as(_KINDS[kind][1], Path(f"Action plan{kind.ending}"))
        if out is not None:
            self._open_draft.finish(lambda all_saved: self._write(kind, out) if all_saved else None)

    def _write(self, kind: DocumentKind, out: Path) -> None:
        audit_id, language = self._open_draft.draft.audit.id, self._open_draft.draft.topic.language
        self._services.jobs.submit_long(
            lambda workspace, _: app.write_document(workspace, audit_id, out, kind, language=language),
            lambda _: self._show_saved(out),
            listener=self,
        )

    def _show_saved(self, out: Path) -> None:
        self._status.setText(f"{out.name} is saved in the folder {out.parent}.")
        self._status.show()
        announce(self, self._status.text())
