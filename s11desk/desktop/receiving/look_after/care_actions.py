"""What the page “Look after” does: backups, check, watched folder, deletion, a copy for an agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shiboken6

from s11desk.app import receiving as desk_functions
from s11desk.app.saved_names import stranger_name
from s11desk.desktop import receiving
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.receiving.look_after.care_state import CareSection
from s11desk.domain.receiving.desk_values import ReceivedReturn, TakenFile
from s11desk.errors import Cancelled, S11Error
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day, local_day, local_moment
from s11desk.wording.desk.count_effect_words import now_sentence, then_sentence
from s11desk.wording.desk.desk_backup_words import (
    GIVE_UP,
    backed_up_sentence,
    copies_kept_sentences,
    unreached_sentence,
)
from s11desk.wording.desk.desk_words import DELETED_WHERE
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.keeping.agency_copy import AgencyCopy
    from s11desk.app.receiving.keeping.care_sitting import CareSitting, MadeBackup, ToDelete
    from s11desk.app.receiving.keeping.desk_care import BackupPlace, DeskCare, SeenBackup
    from s11desk.app.receiving.keeping.desk_check import DeskCheck
    from s11desk.app.receiving.keeping.erasing import ErasedReturn
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.receiving.overview.desk_watch import DeskWatch
    from s11desk.desktop.saving.jobs import JobRunner, Task
    from s11desk.domain.receiving.desk_values import RetentionRule

Result = TypeVar("Result")

_RESTORE = (
    "What was taken in or decided after it is not in it. The list of today is kept in a file beside it, and every "
    "return stays in the folder: take them in again to put them back on the list."
)
_PROGRESS = {
    "The backup": CareSection.BACKUPS,
    "The check": CareSection.CHECK,
    "The deletion": CareSection.DELETION,
    "The copy": CareSection.COPY,
}
"""Where the progress of a long task is shown, by its name."""


class CareActions:
    """One for the window. ``watch``: looks into the watched folder."""

    def __init__(self, jobs: JobRunner, watch: DeskWatch) -> None:
        self._jobs = jobs
        self._watch = watch

    def page(self, services: Services, desk: OpenDesk, seen: DeskCare) -> LookAfterPage:
        """Make the page, with everything on it that needs no other page."""
        page = receiving.LookAfterPage(services, desk, seen, self._watch)
        backups, deletion = page.backups, page.deletion
        backups.back_up_wanted.connect(lambda: self._back_up(page, None))
        backups.elsewhere_wanted.connect(lambda: self._back_up_elsewhere(page))
        backups.again_wanted.connect(lambda place: self._back_up(page, place))
        backups.lost.connect(lambda place: self._give_up(page, place))
        backups.restore_wanted.connect(lambda backup: self._restore(page, backup))
        page.check_wanted.connect(lambda: self._check(page))
        page.watched.connect(lambda folder, is_on: self._set_watch(page, folder, is_on=is_on))
        page.name_given.connect(lambda name: self._keep_name(page, name))
        keeping = page.keeping
        keeping.rules_wanted.connect(lambda rules: self._keep_by(page, rules))
        keeping.hold_wanted.connect(lambda which, why: self._hold(page, which, why))
        keeping.until_wanted.connect(lambda which, last: self._keep_until(page, which, last))
        keeping.release_wanted.connect(lambda sha256: self._release(page, sha256))
        deletion.delete_wanted.connect(lambda which, why: self._ask_to_delete(page, which, why))
        deletion.copy_wanted.connect(lambda name: self._copy_agency(page, name))
        return page

    def _back_up_elsewhere(self, page: LookAfterPage) -> None:
        place = page.services.dialogs.folder("Choose a folder on another disk or a stick", documents_folder())
        if place is not None:
            self._back_up(page, place)

    def _back_up(self, page: LookAfterPage, place: Path | None) -> None:
        def done(made: MadeBackup) -> None:
            page.show_done(backed_up_sentence(made), CareSection.BACKUPS)

        self._run(page, lambda care, task: care.back_up(place, task.is_cancelled), done, "The backup")

    def _give_up(self, page: LookAfterPage, place: BackupPlace) -> None:
        headline = "Is this stick or disk lost, or was it emptied?"
        if not page.services.dialogs.confirm(headline, GIVE_UP, yes="Take it off the list", no="Leave it there"):
            return

        def done(_: None) -> None:
            page.show_done(f"{place.folder} is off the list.", CareSection.BACKUPS)

        self._run(page, lambda care, _: care.give_up(place), done, "")

    def _restore(self, page: LookAfterPage, backup: SeenBackup) -> None:
        headline = f"Bring back the list of returns as it was on {local_moment(backup.made)}?"
        if not page.services.dialogs.confirm(headline, _RESTORE, yes="Bring it back", no="Leave it as it is"):
            return

        def done(aside: Path | None) -> None:
            kept = f" The list of before is kept: {aside.name} in {aside.parent}." if aside is not None else ""
            page.show_done(
                f"The list of returns is as it was on {local_moment(backup.made)}.{kept}", CareSection.BACKUPS
            )

        self._run(page, lambda care, _: care.restore(backup.path), done, "The backup")

    def _check(self, page: LookAfterPage) -> None:
        def done(check: DeskCheck) -> None:
            page.desk.care_state.check = check
            words = "The check is done. " + ("All is well." if check.is_sound else "Something needs a look.")
            page.show_done(words, CareSection.CHECK)

        self._run(page, lambda care, task: care.check(task.progress, task.is_cancelled), done, "The check")

    def _set_watch(self, page: LookAfterPage, folder: Path, *, is_on: bool) -> None:
        desk = page.desk

        def done(_: None) -> None:
            self._watch.watch(desk, folder if is_on else None)
            page.show_done(f"{folder} is {'watched now' if is_on else 'not watched any more'}.", CareSection.WATCH)

        self._run(
            page, lambda _, __: desk_functions.choose_watched(desk.home, desk.folder, folder, is_on=is_on), done, ""
        )

    def _keep_name(self, page: LookAfterPage, name: str) -> None:
        def done(_: None) -> None:
            page.show_done(f"From now on, what you decide shows the name {name}.", CareSection.NAME)

        self._run(page, lambda _, __: desk_functions.note_officer(page.desk.home, name), done, "")

    def _keep_by(self, page: LookAfterPage, rules: tuple[RetentionRule, ...]) -> None:
        def done(_: None) -> None:
            page.show_done("The months are saved.", CareSection.KEEPING)

        self._run(page, lambda care, _: care.keep_by(rules), done, "")

    def _hold(self, page: LookAfterPage, which: str, why: str) -> None:
        typed = (page.keeping.reference, page.keeping.reason)

        def done(held: ReceivedReturn) -> None:
            page.show_done(f"{held.facts.reference} is on hold: it cannot be deleted.", CareSection.HOLD, typed)

        self._run(page, lambda care, _: care.hold(which, why), done, "")

    def _keep_until(self, page: LookAfterPage, which: str, last: dt.date | None) -> None:
        typed = (page.keeping.until_reference, page.keeping.until.line)

        def done(kept: ReceivedReturn) -> None:
            until = f"{{}} is kept until {day(last)}." if last is not None else "{} is kept without an end now."
            page.show_done(until.format(kept.facts.reference), CareSection.UNTIL, typed)

        self._run(page, lambda care, _: care.keep_until(which, last), done, "")

    def _release(self, page: LookAfterPage, sha256: str) -> None:
        def done(released: ReceivedReturn) -> None:
            page.show_done(f"{released.facts.reference} is not on hold any more.", CareSection.HOLD)

        self._run(page, lambda care, _: care.release(sha256), done, "")

    def _ask_to_delete(self, page: LookAfterPage, which: str, why: str) -> None:
        is_typed = page.deletion.reference.text().strip() == which  # one whose time is over has its own button

        def found(one: ToDelete) -> None:
            if page.services.dialogs.confirm(*_deletion_words(one), yes="Delete it", no="Keep it"):
                self._delete(page, one, why, is_typed=is_typed)

        self._run(page, lambda care, _: care.find_to_delete(which), found, "")

    def _delete(self, page: LookAfterPage, one: ToDelete, why: str, *, is_typed: bool) -> None:
        sha256 = one.found.facts.sha256 if isinstance(one.found, ReceivedReturn) else one.found.sha256

        typed = (page.deletion.reference, page.deletion.reason) if is_typed else ()

        def done(erased: ErasedReturn) -> None:
            what = erased.erasure.reference or "The file"
            now = now_sentence(one.effect.starts, erased.erasure.reference)
            copies = copies_kept_sentences(erased.copies)
            words = (f"{what} is deleted, and that is recorded.", now, unreached_sentence(erased.unreached), *copies)
            page.show_done(" ".join(filter(None, words)), CareSection.DELETION, typed)

        self._run(page, lambda care, _: care.erase(sha256, why), done, "The deletion")

    def _copy_agency(self, page: LookAfterPage, name: str) -> None:
        start = Path(stranger_name(f"Copy for {name}", ""))
        out = page.services.dialogs.save_as("Choose a new folder for the copy", start, may_replace=False)
        if out is None:
            return

        def done(copied: AgencyCopy) -> None:
            gone = (
                f" {counted(len(copied.missing), 'file')} are missing at the desk: check it." if copied.missing else ""
            )
            words = f"{counted(copied.returns, 'return')} and the record are in {copied.folder}.{gone}"
            page.show_done(words, CareSection.COPY, (page.deletion.agency,))

        self._run(page, lambda care, task: care.copy_agency(name, out, task.is_cancelled), done, "The copy")

    def _run(
        self,
        page: LookAfterPage,
        action: Callable[[CareSitting, Task], Result],
        done: Callable[[Result], None],
        what: str,
    ) -> None:
        """Do something in the worker. With ``what``, a name for it, the page shows its progress and can stop it."""

        def operation(_: Workspace, task: Task) -> Result:
            return action(page.desk.care(), task)

        def finished(result: Result) -> None:
            page.end_progress()
            done(result)

        def refused(error: S11Error) -> None:
            page.end_progress()
            if not isinstance(error, Cancelled):
                self._jobs.failed.emit(error)

        def show(made: int, total: int) -> None:
            if shiboken6.isValid(page):
                page.progress.show_progress(made, total)

        task = self._jobs.submit_long(operation, finished, refused, show, what=what)
        if what:
            page.progress_at(_PROGRESS[what])
            page.progress.follow(task)


def _deletion_words(one: ToDelete) -> tuple[str, str]:
    """The headline and the text of the question whether to delete it."""
    found = one.found
    if isinstance(found, TakenFile):
        return f"Delete {short_line(found.name)}?", f"It came on {local_day(found.taken)}. {DELETED_WHERE}"
    headline = f"Delete the return {found.facts.reference} of {short_line(found.agency)}?"
    made, then = f"It was made on {local_day(found.facts.made)}.", then_sentence(one.effect, found.facts.reference)
    return headline, " ".join(filter(None, (made, then, DELETED_WHERE)))
