"""The main window: the list of audits, an open audit, or a page outside an audit, below one menu bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from s11desk import app, desktop
from s11desk.desktop import shell
from s11desk.desktop.pages.home.home_page import HomePage, connect_home
from s11desk.desktop.pages.home.home_refresh import HomeRefresh
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.shell.alt_letters import LetterWindow
from s11desk.desktop.shell.appearance import Appearance
from s11desk.desktop.shell.boundary import Boundary
from s11desk.desktop.shell.closing import Closing
from s11desk.desktop.shell.titles import full_title
from s11desk.desktop.standalone.page_stack import PageStack
from s11desk.desktop.theme.theme import Theme
from s11desk.errors import S11Error
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.app.audits.resume import Resumed, ResumePoint
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.domain.audits.flow import Step
    from s11desk.domain.keeping.moved_audit import MovePurpose
    from s11desk.domain.returns.document_kind import DocumentKind


class Window(LetterWindow):
    """Owns the open audit and every page. It builds each page from the workspace's values, and can build it again.

    ``listed``: the window now shows the drafts of the home, or why it cannot show them.
    """

    listed = Signal()

    def __init__(self, home: Home, clock: Clock, theme: Theme, jobs: JobRunner) -> None:
        super().__init__()
        self._home, self._clock, self._theme = home, clock, theme
        self.appearance = Appearance(theme, home.settings, lambda words: desktop.announce(self, words))
        self.jobs = jobs
        self.open_draft: desktop.OpenDraft | None = None
        self.audit: desktop.AuditView | None = None
        self.boundary = Boundary(home.logs, self._show_unexpected)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.page_stack = PageStack(self._stack, self._services, self._bring_to_front)
        self._closing = Closing(self, jobs, lambda: self.dialogs, lambda: self.open_draft)
        self._closing.ready.connect(self.close)
        self._home_refresh = HomeRefresh(self, jobs, lambda: self.home_page, lambda: self.backup_watch)
        self._home_refresh.listed.connect(self.listed)
        self.home_page = self._new_home_page()
        self.setAcceptDrops(True)
        self.setWindowTitle(full_title(None, None))
        self.setMinimumSize(480, 360)
        self._is_complete = False
        theme.changing.connect(self.page_stack.note_place)
        theme.changed.connect(self._rebuild)
        jobs.failed.connect(self._show_failure)
        jobs.bug_found.connect(self.boundary.take_error)
        jobs.warned.connect(lambda warnings: self.show_warnings.show(warnings))

    @cached_property
    def dialogs(self) -> Dialogs:
        """The dialogs of the window."""
        return desktop.ModalDialogs(self)

    @cached_property
    def menus(self) -> shell.Menus:
        """The entries of the menus."""
        return shell.Menus(self, self.letter_bar.menus, self)

    @cached_property
    def show_warnings(self) -> desktop.ShowWarnings:
        """The messages about writes that succeeded with a warning."""
        return desktop.ShowWarnings(lambda: self.dialogs)

    @cached_property
    def print_documents(self) -> desktop.PrintDocuments:
        """The commands that save and print documents."""
        return desktop.PrintDocuments(self.jobs, self.page_stack, lambda: self.dialogs)

    @cached_property
    def file_opener(self) -> desktop.FileOpener:
        """The commands that open a file."""
        return desktop.FileOpener(
            desktop.OpeningRows(self.jobs, self.statusBar),
            self.page_stack,
            lambda: self.dialogs,
            self.pack_actions,
            self.print_documents,
            desktop.OtherFiles(
                lambda path: self.standalone.data.open_copy(path),
                lambda path, kind, is_locked: self.moves.open(path, kind, is_locked=is_locked),
                self.open_audit,
                lambda verdict: self.upgrades.begin_from(verdict),
                self.load_home,
            ),
        )

    @cached_property
    def pack_actions(self) -> desktop.PackActions:
        """The commands for a topic pack that is shown."""
        return desktop.PackActions(
            desktop.PackWindow(
                self._clock, self.jobs, self.page_stack, self.appearance, lambda: self.dialogs, self.load_home
            ),
            self.print_documents,
        )

    @cached_property
    def moves(self) -> desktop.MoveActions:
        """The commands that move an audit as one file."""
        return desktop.MoveActions(self.jobs, self.statusBar, self.page_stack, lambda: self.dialogs, self._calls())

    @cached_property
    def standalone(self) -> desktop.StandaloneActions:
        """The commands for the pages that need no audit."""
        return desktop.StandaloneActions(
            self._home, self._clock, self.jobs, self.page_stack, lambda: self.dialogs, self._calls()
        )

    @cached_property
    def upgrades(self) -> desktop.AuditUpgrades:
        """The commands that begin an audit with what is in another one."""
        return desktop.AuditUpgrades(
            self.jobs, self.page_stack, self.open_audit, lambda: self.dialogs, lambda path: self.file_opener.open(path)
        )

    def _calls(self) -> desktop.WindowCalls:
        commands = self.close_audit, self.load_home, self.backup_watch, self.open_audit
        return desktop.WindowCalls(*commands, lambda: self.open_draft, lambda one: self.pack_actions.topics.sign(one))

    @cached_property
    def backup_watch(self) -> desktop.BackupWatch:
        """Makes backups while the window is open."""
        watch = desktop.BackupWatch(self._home, self._clock, self)
        watch.reported.connect(self._home_refresh.show_backup)
        watch.side_jobs.failed.connect(self._show_failure)
        watch.side_jobs.bug_found.connect(self.boundary.take_error)
        return watch

    @property
    def shown_audit(self) -> desktop.AuditView | None:
        """The audit on the screen, which may be that of a preview."""
        return self.audit if self.page_stack.page is None else self.page_stack.page.audit_view

    @property
    def shows_drafts(self) -> bool:
        """Whether the home page shows the drafts of the home."""
        return self._home_refresh.shows_drafts

    def complete(self) -> None:
        """Add what the first paint does not need: the roles for screen readers, the focus ring, the menus' entries."""
        if not self._is_complete:
            self._is_complete = True
            desktop.install_reader_roles(lambda heading: desktop.HeadingInterface(heading))
            self._theme.complete()
            desktop.FocusRing(self, self._theme)
            self._update_menus()

    def load_home(self) -> None:
        """Ask the worker for drafts and topics. The page shows them when they arrive."""
        self.complete()  # first: beside the worker, the two would only wait for each other
        self._home_refresh.read(reopens=lambda: self.open_draft is None)

    def begin(self, topic_id: str, agency: str) -> None:
        """Begin an audit and open it."""

        def begun(resumed: Resumed) -> None:
            self.home_page.show_begun(begun=True)
            self._show_resumed(resumed)

        def refused(error: S11Error) -> None:
            self.home_page.show_begun(begun=False)
            self._show_failure(error)

        self.jobs.submit(
            lambda workspace, _: app.resume_draft(workspace, app.begin_draft(workspace, topic_id, agency).audit.id),
            begun,
            refused,
        )

    def open_audit(self, audit_id: str, step: Step | ResumePoint | None = None) -> None:
        """Open an audit at a step, or at a place on it; None: where the person left off."""
        self.jobs.submit(lambda workspace, _: app.resume_draft(workspace, audit_id, step), self._show_resumed)

    def go_home(self) -> None:
        """Return to the list of audits after everything typed is saved."""
        self.page_stack.leave_all()
        if self.open_draft is not None:
            self.open_draft.finish(self._leave)

    def close_audit(self, then: Callable[[], None]) -> None:
        """Save and close the open audit, then call ``then``. Where the person chooses to stay, it is not called."""
        if self.open_draft is None:
            then()
        else:
            self.open_draft.finish(lambda all_saved: self._leave(all_saved, then))

    def move_audit(self, purpose: MovePurpose) -> None:
        """Put the open audit into one file, for another computer or for a colleague."""
        if self.open_draft is not None:
            self.moves.begin(self.open_draft, purpose)

    def go(self, step: Step) -> None:
        """Show another step of the audit on the screen, otherwise of the open one."""
        if self.shown_audit is None:
            self.page_stack.leave_all()
        if self.shown_audit is not None:
            self.shown_audit.go(step)

    def save_document(self, kind: DocumentKind, name: str) -> None:
        """Ask for a file name and save a document of the open audit."""
        if self.open_draft is not None:
            self.print_documents.save_document(self.open_draft, kind, name)

    def print_copy(self) -> None:
        """Show the audit as it will look on paper; the page that shows it prints it."""
        if self.page_stack.page is not None and self.shown_audit is not None:
            self.shown_audit.copy_wanted.emit()
        elif self.open_draft is not None:
            self.print_documents.show_copy(self.open_draft)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Read the draft again: another program may have changed it while this window was in the background."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            if self.open_draft is not None:
                self.open_draft.look_again()
            elif self.shows_drafts:
                self.load_home()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when everything is on the disk. While a return is being made, ask the person first."""
        event.setAccepted(self._closing.may_close())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if desktop.dropped_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for path in desktop.dropped_files(event)[:1]:
            event.acceptProposedAction()
            self.file_opener.open(path)

    def save_now(self) -> bool:
        """Save what the person typed and wait until it is on the disk: the computer may be shutting down.

        Stops a long task, because the end would wait for it. Returns whether everything is saved.
        """
        self.jobs.stop_long_tasks()
        self.jobs.typing_ended.emit()
        if self.open_draft is not None:
            self.open_draft.keep_undecided()
            self.open_draft.flush()
        if self.audit is not None:
            self.audit.keep_place()
        self.jobs.wait()
        return self.open_draft is None or self.open_draft.is_all_saved

    def stop_listening(self) -> None:
        """Disconnect from the theme and the audit before the window is deleted."""
        if self.audit is not None:
            self.audit.stop_listening()
        self._theme.changing.disconnect(self.page_stack.note_place)
        self._theme.changed.disconnect(self._rebuild)

    def _show_resumed(self, resumed: Resumed) -> None:
        self.open_draft = desktop.OpenDraft(self.jobs, resumed.draft, desktop.unparsed_by_key(resumed.unparsed))
        self.open_draft.language, self.open_draft.left_off = self.appearance.form_language, resumed.left_off
        if resumed.refusal is not None:
            self.open_draft.show_refusal(resumed.refusal)
        self._show_audit(self.open_draft, resumed.step, resumed.point)

    def _show_audit(
        self, draft: desktop.OpenDraft, step: Step, point: ResumePoint | None, before: desktop.AuditView | None = None
    ) -> None:
        view = desktop.AuditView(self._services(), draft, step, self._clock, point, before)
        # The person asked for home: building the view saved the rest, which closed the audit.
        if self.open_draft is None:
            view.stop_listening()
            view.deleteLater()
            return
        view.refresh()
        self.appearance.serve(view.smaller, view.larger, view.colours_wanted, view.language_wanted)
        view.copy_wanted.connect(self.print_copy)
        view.ask_wanted.connect(lambda questions: self.moves.asking.ask(questions))
        view.home_wanted.connect(self.go_home)
        view.page_shown.connect(lambda _: self._update_title())
        self._drop_audit()
        self.audit = view
        self._stack.addWidget(view)
        self._bring_to_front()

    def _leave(self, all_saved: bool, then: Callable[[], None] | None = None) -> None:  # noqa: FBT001 - Qt-style callback
        if self._closing.may_leave(all_saved=all_saved):
            self._drop_audit()
            self.open_draft = None
            self._bring_to_front()
            desktop.announce(self.home_page, self.home_page.accessibleName())
            (then or self.load_home)()

    def _drop_audit(self) -> None:
        if self.audit is not None:
            self._stack.removeWidget(self.audit)
            self.audit.stop_listening()
            self.audit.deleteLater()
            self.audit = None

    def _rebuild(self) -> None:
        """Build every page again, at the same place, after a change of colours or sizes."""
        old, self.home_page = self.home_page, self._new_home_page()
        self._home_refresh.show_again()
        desktop.HalfTyped(old).fill(self.home_page)
        self._stack.removeWidget(old)
        old.deleteLater()
        self.page_stack.rebuild()
        if self.audit is not None and self.open_draft is not None:
            here = self.audit
            self._show_audit(self.open_draft, here.step, here.resume_point(), here)
            if self.audit is not None:
                self.audit.take_over(here)
        self.page_stack.return_to_place()
        self._update_menus()

    def _new_home_page(self) -> HomePage:
        page = HomePage(self._theme, self._clock, is_first=not self.shows_drafts)
        connect_home(page, self)
        self._stack.insertWidget(0, page)
        if self.open_draft is None and self.page_stack.page is None:
            self._stack.setCurrentWidget(page)
        return page

    def _services(self) -> Services:
        shows = self.file_opener.open, self.print_documents.show_return
        return desktop.Services(self._theme, self.jobs, self.dialogs, *shows, self.appearance.photo_location)

    def _bring_to_front(self) -> None:
        """Show the page outside an audit if there is one, else the audit, else home."""
        self._stack.setCurrentWidget(self.page_stack.page or self.audit or self.home_page)
        self._update_title()
        self._update_menus()

    def _show_failure(self, error: S11Error) -> None:
        words = desktop.message(error)
        self.dialogs.show_message(words.headline, words.text)

    def _show_unexpected(self) -> None:
        self.dialogs.show_message(desktop.UNEXPECTED.headline, desktop.UNEXPECTED.text)

    def _update_title(self) -> None:
        self.setWindowTitle(full_title(self.page_stack.page, self.open_draft))

    def _update_menus(self) -> None:
        if self._is_complete:
            page, has_audit = self.page_stack.page, self.open_draft is not None
            self.menus.update(page, self._theme.scheme, self._theme.zoom, has_audit=has_audit)
