"""Where a return goes, shown before it is signed: whose questions these are, the address and the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.saving.jobs import Operation, Task
from s11desk.domain.topics.topic import Topic
from s11desk.wording.plain_text import short_line
from s11desk.wording.topics.pack_review_sentences import issuer_lines, kept_version_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace

_IF_WRONG = "Is one of these not your partnership's? Then do not send the file, and ask the partnership."
_WHAT = "Who asks, the address for the file, and who to ask"
_DIRECT = "To {}. You send it yourself, after you have signed."
_SIGNED_FIRST = "First to the person who approves it. When they have sent it back, you send it to {}."


class WhereItGoes(QWidget):
    """Empty until the worker has read the certificates in the topic."""

    def __init__(self, services: Services, topic: Topic) -> None:
        super().__init__()
        self._theme, self._partnership, self._is_encrypted = (
            services.theme,
            topic.partnership.name,
            bool(topic.encrypt_to),
        )
        self._layout = column(self, services.theme, spacing=4)
        self.way = label("")
        self.show_way(signs_after=False)
        services.jobs.look_up(self, _read(topic), self._show, lambda _: None)

    def show_way(self, *, signs_after: bool) -> None:
        """Say to whom the file goes. ``signs_after``: somebody signs it before the partnership gets it."""
        self.way.setText((_SIGNED_FIRST if signs_after else _DIRECT).format(short_line(self._partnership)))

    def _show(self, lines: tuple[str, ...]) -> None:
        self._layout.addWidget(label("Where your file goes", Kind.HEADING))
        self._layout.addWidget(self.way)
        makers = [partial(label, line) for line in (*lines, _IF_WRONG)]
        self.details = Fold(self._theme, "Details", _WHAT, lambda: makers)
        self._layout.addSpacing(self._theme.pixels(8))  # the fold begins with a line
        self._layout.addWidget(self.details)
        self.details.set_open(is_open=self._is_encrypted)


def _read(topic: Topic) -> Operation[tuple[str, ...]]:
    def run(workspace: Workspace, _: Task) -> tuple[str, ...]:
        versions = app.other_versions(workspace, topic.id)
        kept = kept_version_line(topic.version, versions[-1]) if versions else ""
        return (*issuer_lines(app.issuer_of(topic)), *filter(None, (kept,)))

    return run
