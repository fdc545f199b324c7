"""Where a return goes, shown before it is signed: whose questions these are, the address and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.parts.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, label
from s11desk.desktop.saving.jobs import Operation, Task
from s11desk.domain.topic import Topic
from s11desk.wording.pack_review_sentences import issuer_lines, kept_version_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace

_IF_WRONG = "If any of this is not your partnership's, do not send the return, and ask the partnership."


class WhereItGoes(QWidget):
    """Empty until the worker has read the certificates in the topic."""

    def __init__(self, services: Services, topic: Topic) -> None:
        super().__init__()
        self._layout = column(self, services.theme, spacing=4)
        services.jobs.submit_long(_read(topic), self._show, lambda _: None, listener=self)

    def _show(self, lines: tuple[str, ...]) -> None:
        empty(self._layout)
        self._layout.addWidget(label("Where the return goes", Kind.HEADING))
        for line in (*lines, _IF_WRONG):
            self._layout.addWidget(label(line))


def _read(topic: Topic) -> Operation[tuple[str, ...]]:
    def run(workspace: Workspace, _: Task) -> tuple[str, ...]:
        versions = app.other_versions(workspace, topic.id)
        kept = kept_version_line(topic.version, versions[-1]) if versions else ""
        return (*issuer_lines(app.issuer_of(topic)), *filter(None, (kept,)))

    return run
