"""Reads the home in the worker, and shows on the home page what is in it: at the start, and again after changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from s11desk import desktop
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.errors import S11Error

if TYPE_CHECKING:
    from s11desk.desktop.pages.home.home_listing import HomeListing
    from s11desk.desktop.pages.home.home_page import HomePage


class HomeRefresh(QObject):
    """``listed``: the page now shows the drafts of the home, or why it cannot show them.

    It is deleted with the ``window``. ``page``: the home page that is in the window now. ``backup_watch``: made when
    the audits are on the screen.
    """

    listed = Signal()

    def __init__(
        self,
        window: QObject,
        jobs: JobRunner,
        page: Callable[[], HomePage],
        backup_watch: Callable[[], desktop.BackupWatch],
    ) -> None:
        super().__init__(window)
        self._jobs, self._page, self._backup_watch = jobs, page, backup_watch
        self._listing: HomeListing | None = None

    @property
    def shows_drafts(self) -> bool:
        """Whether the page shows the drafts of the home."""
        return self._listing is not None

    def read(self, *, reopens: Callable[[], bool]) -> None:
        """Ask the worker for drafts and topics. ``reopens``: as for ``list_home``, asked by the worker itself."""
        self._jobs.submit(
            lambda workspace, _: desktop.list_home(workspace, reopens=reopens()), self._show_read, self._show_refusal
        )

    def show_again(self) -> None:
        """Show what was read last on a page that was built in place of the one before."""
        if self._listing is not None:
            self._show(self._listing)
            self.show_backup()

    def show_backup(self) -> None:
        """Show how the last backup went, if there is a report."""
        if (report := self._backup_watch().report) is not None:
            self._page().show_backup(desktop.backup_words(report), failed=report.failure is not None)

    def _show_read(self, listing: HomeListing) -> None:
        if listing != self._listing:
            self._show(listing)
        self.listed.emit()
        # when the audits are on the screen: what is imported for it must not delay them
        QTimer.singleShot(0, self, lambda: self._backup_watch().start())

    def _show(self, listing: HomeListing) -> None:
        self._listing = listing
        self._page().show_all(listing, desktop.message(listing.refusal) if listing.refusal is not None else None)
        if listing.has_unread_news:
            self._jobs.submit_long(lambda workspace, _: desktop.read_news(workspace, listing), self._show_news)

    def _show_news(self, listing: HomeListing) -> None:
        if listing == self._listing:
            self._show(listing)

    def _show_refusal(self, error: S11Error) -> None:
        self._page().show_problem(desktop.message(error), desktop.ways_on(error))
        self.listed.emit()
