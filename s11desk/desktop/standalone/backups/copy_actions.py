"""What a person does with a copy of the drafts: look into it, bring all or one audit back, choose another file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.printing.page_pictures import read_page_sizes
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.standalone.documents.paper_pages import Paper, PaperPages
from s11desk.domain.keeping.drafts_copy import Age, AuditDifference
from s11desk.wording.amounts import counted, first_few
from s11desk.wording.dates import local_moment
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.audits.bring_back_audit import BroughtBack
    from s11desk.app.home.drafts_copies import ComparedCopy
    from s11desk.app.home.local_data import RestoredHome
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.window_calls import WindowCalls
    from s11desk.errors import S11Error
    from s11desk.store.saved_copies.copies import DraftsCopy

_UNDO = (
    "The list of your audits is now as it was then. Your answers of today are kept too: to undo this, choose File, "
    "“Backups…”, and bring back the newest copy, which was made just now."
)
_DAMAGED = "in the second place could not be read. All others were brought back:"
_MISSING = "could not be found on this computer. Attach them again before you make a return:"
_MAX_NAMED = 12
"""Names of missing files in a message: more would not fit on a small screen."""
_IN_PLACE, _BESIDE, _NOT = range(3)


class CopyActions:
    """Shows a copy, and brings back what the person asks for."""

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

    def choose(self) -> None:
        """Let the person choose a file from another place, and look into it."""
        chosen = self._dialogs().files("Choose a backup or another copy of your audits", ("db", "s11"))
        if chosen:
            self.open(chosen[0])

    def open(self, path: Path) -> None:
        """Look into a copy in a file; ask for the passphrase of one that is from a second place."""
        if path.suffix.lower() == ".s11":
            self._ask_for_passphrase(path)
        else:
            self.look_into(path)

    def look_into(self, path: Path) -> None:
        """Show the audits of a copy. Nothing is changed."""
        home = self._home
        self._window.backup_watch.side_jobs.submit_closed(lambda: app.describe_copy(home, path), self._show)

    def restore(self, copy: DraftsCopy) -> None:
        """Bring back all audits of a copy, if the person agrees."""
        when = local_moment(copy.made)
        headline = f"Bring back all answers as they were on {when}?"
        text = "Your answers as they are now are kept in the list of copies, and you can bring them back the same way."
        if self._dialogs().confirm(headline, text, yes="Bring them back", no="Leave everything as it is"):
            self._window.close_audit(lambda: self._restore_now(copy))

    def _show(self, seen: ComparedCopy) -> None:
        def page_for(services: Services) -> standalone.CopyPage:
            page = standalone.CopyPage(services, seen)
            page.all_wanted.connect(self.restore)
            page.read_wanted.connect(lambda difference: self._read(seen.copy.path, difference))
            page.audit_wanted.connect(lambda difference: self._bring_back(seen.copy.path, difference))
            return page

        self._page_stack.show(page_for)

    def _read(self, path: Path, difference: AuditDifference) -> None:
        home, clock = self._home, self._clock

        def write() -> Paper:
            pdf = app.print_copy_of_audit(home, path, difference.audit, clock)
            return Paper("Audit from a copy", pdf, read_page_sizes(pdf))

        papers = PaperPages(self._jobs, self._page_stack)
        self._window.backup_watch.side_jobs.submit_closed(write, lambda paper: papers.show(paper, verb="Read"))

    def _bring_back(self, path: Path, difference: AuditDifference) -> None:
        choice = self._where_to(difference)
        if choice != _NOT:
            beside = choice == _BESIDE
            self._window.close_audit(lambda: self._bring_back_now(path, difference.audit, beside=beside))

    def _where_to(self, difference: AuditDifference) -> int:
        headline = f"Bring back the audit of {short_line(difference.agency)}?"
        if difference.age is Age.ONLY_THERE:
            text = "You do not have this audit now. It comes back with its history. All other audits stay as they are."
            return self._choose(headline, text, ((_IN_PLACE, "Bring it back"),))
        text = (
            "It can replace the audit as it is now. Then “Undo” in that audit brings today's answers back, one by "
            "one. Or you can keep both: it is added as another audit. All other audits stay as they are."
        )
        return self._choose(headline, text, ((_IN_PLACE, "Replace it"), (_BESIDE, "Keep both")))

    def _choose(self, headline: str, text: str, choices: tuple[tuple[int, str], ...]) -> int:
        offered = (*choices, (_NOT, "Leave everything as it is"))
        return offered[self._dialogs().choose(headline, text, tuple(words for _, words in offered))][0]

    def _bring_back_now(self, path: Path, audit: str, *, beside: bool) -> None:
        self._jobs.submit_long(
            lambda workspace, _: app.bring_audit_back(workspace, path, audit, beside=beside), self._brought_back
        )

    def _brought_back(self, done: BroughtBack) -> None:
        self._page_stack.leave_all()
        self._window.reload_home()
        text = ["It is in the list of your audits.", *_missing_lines(done.missing)]
        self._dialogs().show_message("The audit was brought back", "\n\n".join(text))

    def _restore_now(self, copy: DraftsCopy) -> None:
        home, clock, alone = self._home, self._clock, self._window.backup_watch.run_without_backup
        self._jobs.submit_closed(
            lambda: alone(lambda: app.restore_backup(home, copy.path, clock())), self._show_restored
        )

    def _ask_for_passphrase(self, path: Path) -> None:
        """Show the page for a backup of a second place. It is brought back when the passphrase opens it."""

        def page_for(services: Services) -> standalone.SecondRestorePage:
            page = standalone.SecondRestorePage(services, path)
            page.entered.connect(
                lambda passphrase: self._window.close_audit(lambda: self._restore_from_second(page, path, passphrase))
            )
            return page

        self._page_stack.show(page_for)

    def _restore_from_second(self, page: standalone.SecondRestorePage, path: Path, passphrase: str) -> None:
        home, clock, alone = self._home, self._clock, self._window.backup_watch.run_without_backup

        def refuse(error: S11Error) -> None:
            if self._page_stack.page is page:
                page.refuse(error)
            else:
                self._jobs.failed.emit(error)

        self._jobs.submit_closed(
            lambda: alone(lambda: app.restore_from_second_place(home, path, passphrase, clock())),
            self._show_restored,
            refuse,
        )

    def _show_restored(self, restored: RestoredHome) -> None:
        self._page_stack.leave_all()
        self._window.reload_home()
        self._window.backup_watch.check()  # the line about the last backup is of the audits that were there before
        text = _UNDO if restored.set_aside is not None else "They are in the list of your audits."
        missing = _missing_lines([file.name for file in restored.missing])
        damaged = _damaged_lines([path.name for path in restored.unread])
        self._dialogs().show_message("Your answers were brought back", "\n\n".join([text, *damaged, *missing]))


def _damaged_lines(names: Sequence[str]) -> list[str]:
    """Name the files of a second place that are damaged."""
    return _warning_lines(f"{counted(len(names), 'file')} {_DAMAGED}", names)


def _missing_lines(names: Sequence[str]) -> list[str]:
    """Name the files that the audits refer to and that are not on this computer."""
    return _warning_lines(f"{counted(len(names), 'attached file')} {_MISSING}", names)


def _warning_lines(warning: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    shown, more = first_few(names, _MAX_NAMED)
    listed = "\n".join(f"• {one_line(name)}" for name in shown)
    return [f"{warning}\n{listed}" + (f"\nand {more} more" if more else "")]
