"""A topic as the agency will see it: a whole audit to try, below a line which says that nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.audit.preview_view import PreviewAuditView
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.flow import INTRODUCTION, Step
from s11desk.errors import S11Error
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.app.audits.resume import Resumed, ResumePoint
    from s11desk.app.home.workspace import Clock
    from s11desk.app.pack_preview import PackPreview

_WORDS = "Preview: this is what an agency will see. Try anything. Nothing that you type is kept."


class PreviewSession:
    """The audit of a preview while its page is open, with workers of its own. ``step``: the step that is shown."""

    def __init__(self, preview: PackPreview, clock: Clock, jobs: JobRunner) -> None:
        self.clock = clock
        self.step: Step = INTRODUCTION
        self.point: ResumePoint | None = None
        self.own_jobs = JobRunner(
            lambda: app.open_home(preview.home, clock, backs_up=False), lambda: app.open_home_again(preview.home, clock)
        )
        self.own_jobs.failed.connect(jobs.failed)
        self.own_jobs.bug_found.connect(jobs.bug_found)
        self.own_jobs.warned.connect(jobs.warned)
        self._jobs = jobs
        self.open_draft: OpenDraft | None = None
        self._preview = preview
        self._view: PreviewAuditView | None = None

    def open(self, then: Callable[[], None]) -> None:
        """Read the audit, and call ``then`` when it can be shown."""

        def opened(resumed: Resumed) -> None:
            self.open_draft = OpenDraft(self.own_jobs, resumed.draft, {})
            self.step = resumed.step
            then()

        def refused(error: S11Error) -> None:
            self.close()
            self._jobs.failed.emit(error)

        self.own_jobs.submit(lambda workspace, _: app.resume_draft(workspace, self._preview.audit), opened, refused)

    def make_view(self, services: Services) -> PreviewAuditView:
        """Make the view, at the place of the view before it if there was one. Only after :meth:`open`."""
        if self.open_draft is None:
            raise RuntimeError("the preview is not open yet")
        if self._view is not None:
            self.remember_place(self._view)
        own = services._replace(jobs=self.own_jobs, is_preview=True)
        self._view = PreviewAuditView(own, self.open_draft, self.step, self.clock, self.point)
        self._view.language_wanted.connect(lambda _: services.theme.changed.emit())
        self._view.refresh()
        return self._view

    def remember_place(self, view: PreviewAuditView) -> None:
        """Remember the place of a view that is about to be deleted. Another view may have replaced it already."""
        if view is self._view:
            self.step, self.point = view.step, view.resume_point()
            view.stop_listening()
            self._view = None

    def close(self) -> None:
        """End the workers, and remove everything that was typed. The page is gone."""
        self.own_jobs.close()
        app.end_preview(self._preview)


class PackPreviewPage(StandalonePage):
    """Shows the audit of a :class:`PreviewSession`, and the way back above it."""

    def __init__(self, services: Services, session: PreviewSession) -> None:
        super().__init__(services, "Preview of a topic")
        self._session = session
        self.view = self.audit_view = session.make_view(services)
        self.back.setText("&End the preview")
        self.back.setAccessibleName("End the preview")

    @override
    def lay_out(self) -> None:
        """The audit fills the page; it scrolls by itself."""
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = QFrame()
        bar.setProperty("kind", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(*(self.theme.pixels(n) for n in (12, 6, 12, 6)))
        row.addWidget(self.back)
        row.addWidget(label(_WORDS, Kind.STRONG), 1)
        layout.addWidget(bar)
        layout.addWidget(self.view, 1)
        self.setWidget(whole)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the place: another page comes on top, or colours and sizes change."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._session.remember_place(self.view)

    @override
    def begin(self) -> None:
        """Leave the keyboard where the audit has put it: at the first thing to fill in."""
