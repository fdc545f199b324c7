"""Decide whether the window may close or leave an audit: only when everything is saved, or the person insists."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from s11desk.desktop.saving.jobs import JobRunner

if TYPE_CHECKING:
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.shell.dialogs import Dialogs


class Closing(QObject):
    """Decides whether the window may close now, and asks the person if it should not.

    It ends with ``window``. ``ready``: everything that delayed closing is done, and the window can close now.
    """

    ready = Signal()

    def __init__(
        self,
        window: QObject,
        jobs: JobRunner,
        dialogs: Callable[[], Dialogs],
        open_draft: Callable[[], OpenDraft | None],
    ) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._dialogs = dialogs
        self._open_draft = open_draft
        self._is_settled = False
        self._stops_to_close = False
        jobs.became_idle.connect(self._on_idle)

    def may_close(self) -> bool:
        """Whether the window can close now. If not, ``ready`` follows, unless the person chooses to stay."""
        if self._is_settled:
            return True
        if self._jobs.long_task:
            self._ask_about_long_task()
            return False
        open_draft = self._open_draft()
        if open_draft is not None:
            open_draft.finish(self._settle)
        return open_draft is None

    def may_leave(self, *, all_saved: bool) -> bool:
        """Whether the audit may be left: when all is saved, or when the person agrees to lose the last change."""
        return all_saved or self._leaves_anyway()

    def _settle(self, all_saved: bool) -> None:  # noqa: FBT001 - Qt-style callback
        if self.may_leave(all_saved=all_saved):
            self._is_settled = True
            QTimer.singleShot(0, self, self.ready.emit)

    def _ask_about_long_task(self) -> None:
        headline = f"{self._jobs.long_task} is not finished yet"
        text = "If it is stopped, nothing half-made is left behind and your answers are safe."
        if self._dialogs().choose(headline, text, ("Wait for it", "Stop it and close")) == 1:
            self._stops_to_close = True
            self._jobs.stop_long_tasks()
            self._on_idle()

    def _on_idle(self) -> None:
        if self._stops_to_close and self._jobs.is_idle:
            self._stops_to_close = False
            QTimer.singleShot(0, self, self.ready.emit)

    def _leaves_anyway(self) -> bool:
        open_draft = self._open_draft()
        state = open_draft.state if open_draft is not None else None
        reason = state.reason.whole if state is not None and state.reason is not None else ""
        return self._dialogs().confirm(
            "The last thing you typed is not saved",
            f"{reason} If you leave now, it is lost. Everything saved before that is safe.",
            yes="Leave without it",
            no="Stay",
        )
