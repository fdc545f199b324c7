"""A person's files and backups: show them, clean up, choose a second place, bring a backup back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.standalone.backups.copy_actions import CopyActions
from s11desk.desktop.standalone.window_calls import WindowCalls
from s11desk.wording.amounts import counted, file_size

if TYPE_CHECKING:
    from s11desk.app.home.backing_up import BackupReport
    from s11desk.app.home.leftovers import Leftover
    from s11desk.app.home.local_data import CleanUpResult, UnusedEvidence
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.errors import S11Error


class DataActions:
    """Shows what is kept on this computer, and changes it when the person asks."""

    def __init__(
        self,
        home: Home,
        clock: Clock,
        jobs: JobRunner,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        window: WindowCalls,
    ) -> None:
        self._home = home
        self._clock = clock
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._window = window
        self._copies = CopyActions(home, clock, jobs, page_stack, dialogs, window)

    def show(self, *, at_backups: bool = False) -> None:
        """Show what is kept on this computer. ``at_backups``: begin at the list of backups."""
        self._read_data(
            lambda seen: self._page_stack.show(lambda services: self._page(services, seen, at_backups=at_backups))
        )

    def open_copy(self, path: Path) -> None:
        """Look into a backup that the person opened as a file, or ask for its passphrase."""
        self._copies.open(path)

    def start_empty(self) -> None:
        """Begin with no audits if the file with the audits is missing and the person agrees."""
        headline = "Start with no audits?"
        text = (
            "Do this only if the missing audits are not needed. Backups and attached files are kept, so that a backup "
            "can still be brought back later."
        )
        if self._dialogs().confirm(headline, text, yes="Start with no audits", no="Cancel"):
            self._jobs.submit_closed(
                lambda: app.start_empty(self._home, self._clock), lambda _: self._window.reload_home()
            )

    def accept_drafts(self) -> None:
        """Use the drafts of another home that were put in the place of this home's own, if the person agrees."""
        headline = "Use these audits from now on?"
        text = "Do this only if you put the file there. The backups of the audits that were here are kept."
        if self._dialogs().confirm(headline, text, yes="Use these audits", no="Cancel"):
            self._jobs.submit_closed(lambda: app.accept_drafts(self._home), lambda _: self._window.reload_home())

    def _page(self, services: Services, seen: standalone.DataSeen, *, at_backups: bool = False) -> standalone.DataPage:
        page = standalone.DataPage(services, seen, at_backups=at_backups)
        page.restore_wanted.connect(self._copies.restore)
        page.looked_into.connect(lambda copy: self._copies.look_into(copy.path))
        page.choose_wanted.connect(self._copies.choose)
        page.second_wanted.connect(self._ask_for_second_place)
        page.second_declined.connect(self._decline_second_place)
        page.clean_up_wanted.connect(lambda: self._clean_up(seen.unused) if seen.unused else None)
        page.topics_changed.connect(self._window.reload_home)
        page.leftovers_unwanted.connect(lambda: self._remove_leftovers(seen.leftovers))
        return page

    def _ask_for_second_place(self) -> None:
        home, clock, side_jobs = self._home, self._clock, self._window.backup_watch.side_jobs

        def page_for(services: Services) -> standalone.SecondPlacePage:
            page = standalone.SecondPlacePage(services)
            page.chosen.connect(lambda folder, passphrase: choose(page, folder, passphrase))
            return page

        def choose(page: standalone.SecondPlacePage, folder: Path, passphrase: str) -> None:
            side_jobs.submit_closed(
                lambda: app.choose_second_place(home, folder, passphrase, clock()),
                self._second_chosen,
                lambda error: page.refuse(error) if self._page_stack.page is page else self._refuse(error),
            )

        self._page_stack.show(page_for)

    def _refuse(self, error: S11Error) -> None:
        words = message(error)
        self._dialogs().show_message(words.headline, words.text)

    def _second_chosen(self, folder: Path) -> None:
        if isinstance(self._page_stack.page, standalone.SecondPlacePage):
            self._page_stack.leave()
        self._dialogs().show_message(
            "The second place is chosen",
            f"The program now copies your answers and files to {folder}. Leave the stick in until the list of your "
            "audits says that the second place has everything.",
        )
        self._window.backup_watch.check()
        self._show_data_again()

    def _decline_second_place(self) -> None:
        home = self._home
        self._window.backup_watch.side_jobs.submit_closed(
            lambda: app.decline_second_place(home), lambda _: self._show_data_again()
        )

    def _show_data_again(self) -> None:
        self._read_data(lambda seen: self._page_stack.replace(lambda services: self._page(services, seen)))

    def _read_data(self, then: Callable[[standalone.DataSeen], None]) -> None:
        """Read the data even if the drafts cannot be opened, because this page offers their copies."""
        home, watch = self._home, self._window.backup_watch
        watch.side_jobs.submit_closed(lambda: _look_at_data(home, watch.report), then)

    def _clean_up(self, unused: UnusedEvidence) -> None:
        headline = f"Remove {counted(len(unused.files), 'file')} that no audit uses?"
        total = file_size(sum(file.size for file in unused.files))
        text = f"This frees {total}. Every file that an audit or a copy in the list needs stays."
        if self._dialogs().confirm(headline, text, yes="Remove them", no="Keep them"):
            home = self._home
            self._window.backup_watch.side_jobs.submit_closed(
                lambda: app.clean_up_evidence(home), self._show_cleaned_up
            )

    def _remove_leftovers(self, leftovers: tuple[Leftover, ...]) -> None:
        headline = f"Remove {counted(len(leftovers), 'unfinished file')}?"
        text = f"This frees {file_size(sum(one.size for one in leftovers))}. No audit and no finished file is removed."
        if self._dialogs().confirm(headline, text, yes="Remove them", no="Keep them"):
            home = self._home
            self._window.backup_watch.side_jobs.submit_closed(
                lambda: app.remove_leftovers(home), lambda left: self._leftovers_removed(len(leftovers), left)
            )

    def _leftovers_removed(self, wanted: int, left: tuple[Leftover, ...]) -> None:
        kept = f" {counted(len(left), 'file')} could not be removed." if left else ""
        self._dialogs().show_message("Cleaned up", f"{counted(wanted - len(left), 'file')} removed.{kept}")
        self._show_data_again()

    def _show_cleaned_up(self, done: CleanUpResult) -> None:
        left = f" {counted(len(done.left), 'file')} could not be removed." if done.left else ""
        self._dialogs().show_message("Cleaned up", f"{counted(len(done.removed), 'file')} removed.{left}")
        self._show_data_again()


def _look_at_data(home: Home, report: BackupReport | None) -> standalone.DataSeen:
    failure, second = (report.failure, report.second) if report is not None else (None, None)
    last = app.BackupReport(app.last_good_backup(home), failure, second)
    chosen, unused, leftovers = app.read_second_place(home), app.unused_evidence(home), app.find_leftovers(home)
    return standalone.DataSeen(app.measure_home(home), app.list_copies(home), last, chosen, unused, leftovers)
