"""At the head of a return that somebody sent: what the person did with it before, and whether a newer one is here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from s11desk.desktop.messages.trace_words import replaced_by_line
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.wording.dates import local_day

if TYPE_CHECKING:
    from s11desk.app.returns.approving.opened_returns import ReturnTrace

_REPLACED = "Do not approve this one: it is not the one that counts."
_APPROVED = "Your signature is in the approved file. The file that you see here is the one you were sent, without it."
_ASKED = "Did the answers change since? Then you get a new file, return {next}."


class ReturnTraceCard(Card):
    """Made when the worker has looked. ``words``: all that it says, for a screen reader."""

    def __init__(self, services: Services, trace: ReturnTrace) -> None:
        file, newer = trace.file, trace.replaced_by
        self.words = headline_of(trace)
        super().__init__(services.theme, "panel", self.words, edges=(14, 14), spacing=6)
        if newer is not None:
            self._add(replaced_by_line(newer), _REPLACED)
            self._offer(f"Open return {newer.number}", newer.path, services.open_file)
        if file.approved is not None:
            self._add(_APPROVED)
            if file.approved_path:
                self._offer("Open the approved file", file.approved_path, services.open_file)
        elif file.asked is not None and newer is None:
            self._add(_ASKED.format(next=file.number + 1))

    def _add(self, *lines: str) -> None:
        for line in lines:
            self.column.addWidget(label(line))
            self.words = f"{self.words}. {line}"

    def _offer(self, text: str, path: str, open_file: Callable[[Path], None]) -> None:
        opening = button(text)
        opening.clicked.connect(lambda: open_file(Path(path)))
        self.column.addWidget(opening, 0, Qt.AlignmentFlag.AlignLeft)


def headline_of(trace: ReturnTrace) -> str:
    """The most important of what is known; empty if nothing is to be said."""
    file, newer = trace.file, trace.replaced_by
    if newer is not None:
        return f"Return {newer.number} has replaced this return"
    if file.approved is not None:
        return f"You approved this return on {local_day(file.approved)}"
    return f"You asked for changes to this return on {local_day(file.asked)}" if file.asked is not None else ""
