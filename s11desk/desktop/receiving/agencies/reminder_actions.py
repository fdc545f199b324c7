"""Opens the page of reminders, starts e-mails, copies texts, writes the sheet; each is recorded at the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from s11desk import app
from s11desk.app import receiving as desk_functions
from s11desk.desktop import receiving
from s11desk.desktop.parts.half_typed import STILL_HERE
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.receiving.saved_file import open_path
from s11desk.wording.desk.reminder_words import HAVE_REMINDED, kept_words, recorded_words
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.remind import AgencyReminder
    from s11desk.app.receiving.agencies.reminders_seen import RemindersSeen
    from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState, RemindersState
    from s11desk.desktop.receiving.desk_tab import DeskTab
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.domain.receiving.reminders import ReminderWords

_LONGEST_LINK = 1800
"""Characters. Windows opens no longer link."""
_OPENED = "Your e-mail program was asked to start an e-mail to {whom}. Check it, then press Send there."
_NOT_OPENED = "No e-mail was opened. The text for {whom} is copied: paste it into an e-mail."
_COPIED = "The text for {whom} is copied. Paste it into an e-mail."
_COPIED_ONLY = (
    "The text for {whom} is copied, for a letter or for the telephone. It is not recorded yet. Once you have done it, "
    f"press “{HAVE_REMINDED}”."
)
_RECORDED = "It is recorded as reminded today."
_BACK = "It is recorded that you have not reminded them after all."


class ReminderActions:
    """One for the window. ``choose_audits``: shows the page on which a person says what the desk asks. ``show_tab``:
    shows a page of the desk instead of every page that is shown.
    """

    def __init__(
        self, page_stack: PageStack, choose_audits: Callable[[OpenDesk], None], show_tab: Callable[[DeskTab], None]
    ) -> None:
        self._page_stack = page_stack
        self._choose_audits = choose_audits
        self._show_tab = show_tab

    def open(self, agencies: AgenciesState, only: str = "") -> None:
        """Read whom to remind, and show it. ``only``: the id of one agency; empty for all."""

        changes = agencies.desk.changes

        def shown(found: RemindersSeen) -> None:
            state = receiving.RemindersState(found, changes, only=only, typed=agencies.desk.reminder_words)
            state.was_typed_before = state.typed is not None

            def left() -> None:
                agencies.desk.reminder_words = state.typed

            self._page_stack.show(lambda services: self._page(services, agencies, state), left)

        agencies.desk.do(lambda sitting: sitting.work(desk_functions.look_at_reminders), shown)

    def _page(self, services: Services, agencies: AgenciesState, state: RemindersState) -> receiving.RemindersPage:
        page = receiving.RemindersPage(services, state)
        if state.was_typed_before and not page.is_text_kept():
            page.say_first(STILL_HERE)
        page.tabs.wanted.connect(self._show_tab)
        page.text_kept.connect(lambda words: self._keep_words(agencies, state, words))
        page.mail_wanted.connect(lambda one: self._record(agencies, state, one, _start_mail(one)))
        page.copy_wanted.connect(lambda one: self._copy_text(agencies, state, one))
        page.reminded.connect(lambda one: self._record(agencies, state, one))
        page.none_reminded.connect(lambda which: self._take_all_back(agencies, state, which))
        page.not_reminded.connect(lambda one: self._take_back(agencies, state, one))
        page.sheet_wanted.connect(lambda which: self._write_sheet(agencies, state, services.dialogs, which))
        page.record_wanted.connect(lambda: self._record_all(agencies, state))
        page.open_wanted.connect(lambda: _open(services.dialogs, state.sheet))
        page.audit_chosen.connect(lambda audit: self._choose_audit(state, audit))
        page.topics_wanted.connect(lambda: self._choose_audits(agencies.desk))
        self._keep_up(agencies, state, page)
        return page

    def _choose_audit(self, state: RemindersState, audit: str) -> None:
        """Show the reminders about one audit alone. A sheet for others is not said to be for these."""
        state.audit, state.sheet, state.status = audit, None, ""
        self._page_stack.rebuild(stays=True)

    def _keep_up(self, agencies: AgenciesState, state: RemindersState, page: receiving.RemindersPage) -> None:
        """Read whom to remind again if the person said on another page what the desk asks."""
        changes = agencies.desk.changes
        if state.changes == changes:
            return

        def done(found: RemindersSeen) -> None:
            state.found, state.changes = found, changes
            state.drop_old_sheet()
            if self._page_stack.page is page:
                self._page_stack.rebuild()

        agencies.desk.do(lambda sitting: sitting.work(desk_functions.look_at_reminders), done)

    def _do(
        self,
        agencies: AgenciesState,
        state: RemindersState,
        action: Callable[[ReceivingDesk], object],
        then: Callable[[], None],
    ) -> None:
        """Do something at the desk, and read whom to remind again."""
        agencies.desk.changes += 1
        changes = agencies.desk.changes

        def run(desk: ReceivingDesk) -> RemindersSeen:
            action(desk)
            return desk_functions.look_at_reminders(desk)

        def done(found: RemindersSeen) -> None:
            state.found, state.changes, agencies.seen = found, changes, found.seen
            state.drop_old_sheet()
            then()

        agencies.desk.do(lambda sitting: sitting.work(run), done)

    def _keep_words(self, agencies: AgenciesState, state: RemindersState, words: ReminderWords) -> None:
        before = state.found.words

        def done() -> None:
            state.typed, state.status, state.begins_at = None, kept_words(before, state.found.words), state.status_at
            self._show_again(state.status)

        self._do(agencies, state, lambda desk: desk_functions.keep_reminder_words(desk, words), done)

    def _copy_text(self, agencies: AgenciesState, state: RemindersState, one: AgencyReminder) -> None:
        """Copy the text. It goes into an e-mail only if there is an address, and is recorded only then."""
        if one.address:
            self._record(agencies, state, one, _copy(one, _COPIED))
        else:
            self._say_beside(one, _copy(one, _COPIED_ONLY))

    def _record(self, agencies: AgenciesState, state: RemindersState, one: AgencyReminder, said: str = "") -> None:
        agency, topic = one.standing.agency.id, one.standing.topic
        self._do(
            agencies,
            state,
            lambda desk: desk_functions.record_reminder(desk, agency, topic),
            lambda: self._say_beside(one, f"{said} {_RECORDED}".lstrip()),
        )

    def _take_back(self, agencies: AgenciesState, state: RemindersState, one: AgencyReminder) -> None:
        agency, topic = one.standing.agency.id, one.standing.topic
        self._do(
            agencies,
            state,
            lambda desk: desk_functions.take_back_reminders(desk, agency, topic),
            lambda: self._say_beside(one, _BACK),
        )

    def _take_all_back(self, agencies: AgenciesState, state: RemindersState, which: tuple[AgencyReminder, ...]) -> None:
        def done() -> None:
            state.status_at, state.status = receiving.RemindersPart.TOP, _BACK
            self._show_again(_BACK)

        self._do(agencies, state, lambda desk: desk_functions.take_all_back(desk, which), done)

    def _say_beside(self, one: AgencyReminder, words: str) -> None:
        page = self._page_stack.page
        if isinstance(page, receiving.RemindersPage):
            page.note_done(one.standing.agency.id, one.standing.topic, words)

    def _write_sheet(
        self, agencies: AgenciesState, state: RemindersState, dialogs: Dialogs, which: tuple[AgencyReminder, ...]
    ) -> None:
        """Ask where, and write it. Nobody is recorded as reminded before the person says so."""
        start = Path(desk_functions.sheet_name(state.found.seen.today))
        out = dialogs.save_as("Save the sheet with the reminders", start, may_replace=False)
        if out is None:
            return

        def done() -> None:
            state.status, state.sheet, state.in_sheet = "", out, which
            state.begins_at = receiving.RemindersPart.SHEET
            self._show_again(f"The sheet is written: {out.name}")

        self._do(agencies, state, lambda desk: desk_functions.save_reminders(desk, which, out), done)

    def _record_all(self, agencies: AgenciesState, state: RemindersState) -> None:
        due = state.in_sheet

        def done() -> None:
            state.sheet, state.status_at = None, receiving.RemindersPart.TOP
            reached = receiving.agencies_of(due) - len(receiving.no_address(due))
            state.status = recorded_words(reached, receiving.agencies_of(state.to_remind))
            self._show_again(state.status)

        self._do(agencies, state, lambda desk: desk_functions.record_reminders(desk, due), done)

    def _show_again(self, words: str) -> None:
        page = self._page_stack.page
        if isinstance(page, receiving.RemindersPage):
            announce(page, words)
            self._page_stack.rebuild()


def _open(dialogs: Dialogs, sheet: Path | None) -> None:
    if sheet is not None:
        open_path(dialogs, sheet)


def _start_mail(one: AgencyReminder) -> str:
    """Ask the mail program for an e-mail; copy the text if that cannot be done. Returns what to say."""
    letter = desk_functions.reminder_letter(one)
    link = app.mailto_link(letter)
    is_open = len(link) <= _LONGEST_LINK and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))
    return _OPENED.replace("{whom}", short_line(one.standing.agency.name)) if is_open else _copy(one, _NOT_OPENED)


def _copy(one: AgencyReminder, said: str) -> str:
    QGuiApplication.clipboard().setText(one.text)
    return said.replace("{whom}", short_line(one.standing.agency.name))
