"""``s11desk backup``: list every copy of the drafts, and restore one of them."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.app.audits.bring_back_audit import bring_audit_back
from s11desk.app.home.drafts_copies import ComparedCopy, describe_copy, last_good_backup, list_copies
from s11desk.app.home.local_data import MissingFile, restore_backup
from s11desk.app.home.open_home import start_empty
from s11desk.app.home.own_drafts import accept_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import SecondState, decline_second_place
from s11desk.app.home.second_place import back_up_to_second_place, choose_second_place, restore_from_second_place
from s11desk.app.home.workspace import system_clock
from s11desk.cli.passphrase import (
    new_passphrase_file_option,
    passphrase_file_option,
    with_new_passphrase,
    with_passphrase,
)
from s11desk.cli.sentences.fact_words import printable
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.keeping.drafts_copy import Age
from s11desk.errors.draft_errors import SecondPlaceAbsent
from s11desk.files.presence import Presence, presence
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.keeping.copy_sentences import (
    STATES_OF_COPIES,
    copy_line,
    difference_line,
    differences_line,
    made_words,
    other_copy_words,
)

SECOND_STATES: dict[SecondState, str] = {
    SecondState.NOT_CHOSEN: "There is no second place yet. Give a folder, such as one on a memory stick.",
    SecondState.DECLINED: "No backups are kept in a second place.",
    SecondState.FAILED: "The second place could not be brought up to date:",
    SecondState.DONE: "The second place is up to date:",
}


@click.group("backup")
def backup() -> None:
    """Backups of the drafts: made while you work, when you close the window, and before an upgrade."""


@backup.command("list")
@shared_options
@pass_session
def list_all(session: Session) -> None:
    """List the backups and every other copy of the drafts, the newest first."""
    home = session.home_or_default()
    found = list_copies(home)
    lines = [_line(one) for one in found] or ["There are no backups in this home yet."]
    last = last_good_backup(home)
    if last is not None:
        lines.append(f"Last good backup: {made_words(last.made, system_clock())}.")
    session.show(found, lines)


@backup.command("restore")
@click.argument("name", metavar="NAME_OR_FILE")
@shared_options
@pass_session
def restore(session: Session, name: str) -> None:
    """Replace the drafts by a copy. They are set aside, not deleted. Close the window first."""
    home = session.home_or_default()
    restored = restore_backup(home, _find_copy(home, name), system_clock())
    lines = [f"Restored from {restored.backup}."]
    if restored.set_aside is not None:
        lines.append(f"The drafts there were before are kept in {restored.set_aside}.")
        lines.append(f"To undo this: s11desk backup restore {restored.set_aside.name}")
    session.show(restored, [*lines, *missing_lines(restored.missing)])


@backup.command("show")
@click.argument("name", metavar="NAME_OR_FILE")
@shared_options
@pass_session
def show(session: Session, name: str) -> None:
    """List the audits in a copy, and what differs from now. Nothing is changed."""
    home = session.home_or_default()
    seen = describe_copy(home, _find_copy(home, name))
    state = STATES_OF_COPIES[seen.copy.state]
    there = [one for one in seen.differences or () if one.age is not Age.ONLY_NOW]
    lines = [f"{one.audit}  {printable(one.agency)}, {printable(one.topic)}; {difference_line(one)}" for one in there]
    session.show(seen, [f"{copy_line(seen.copy, system_clock())}{f'. {state}' if state else ''}", *lines])


@backup.command("bring-back")
@click.argument("name", metavar="NAME_OR_FILE")
@click.argument("audit")
@click.option("--beside", is_flag=True, help="Add it as another audit and leave the present one as it is.")
@shared_options
@pass_session
def bring_back(session: Session, name: str, audit: str, *, beside: bool) -> None:
    """Bring one audit back from a copy. It can be undone in the audit; all other audits stay as they are."""
    home = session.home_or_default()
    chosen = _find_copy(home, name)
    with session.workspace() as workspace:
        done = bring_audit_back(workspace, chosen, audit, beside=beside)
    missing = [f"Attached file that is not in this home: {printable(one)}. Attach it again." for one in done.missing]
    session.show(done, [f"Brought back as {done.audit}.", *missing])


@backup.command("second-place")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--none", "declined", is_flag=True, help="Keep no backups in a second place.")
@new_passphrase_file_option
@shared_options
@pass_session
def second_place(session: Session, folder: Path | None, new_passphrase_file: Path | None, *, declined: bool) -> None:
    """Keep encrypted backups, with the attached files, in FOLDER too. Without FOLDER, update the second place."""
    home = session.home_or_default()
    if declined:
        decline_second_place(home)
    elif folder is not None:
        chosen = folder
        with_new_passphrase(new_passphrase_file, lambda new: choose_second_place(home, chosen, new, system_clock()))
    report = back_up_to_second_place(home, system_clock())
    if report.failure is not None:
        raise report.failure
    if report.state is SecondState.ABSENT and report.folder is not None:
        raise SecondPlaceAbsent(path=report.folder)
    lines = [f"{SECOND_STATES[report.state]}{f' {report.folder}' if report.folder else ''}"]
    session.show(report, lines + ([other_copy_words(report.passed_over)] if report.passed_over is not None else []))


@backup.command("from-second-place")
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_file_option
@shared_options
@pass_session
def from_second_place(session: Session, file: Path, passphrase_file: Path | None) -> None:
    """Bring back drafts and attached files from FILE, a backup in a second place. Close the window first."""
    home = session.home_or_default()
    restored = with_passphrase(
        passphrase_file, lambda given: restore_from_second_place(home, file, given, system_clock())
    )
    lines = [f"Restored from {file}."]
    if restored.set_aside is not None:
        lines.append(f"The drafts there were before are kept in {restored.set_aside}.")
    session.show(restored, [*lines, *unread_lines(restored.unread), *missing_lines(restored.missing)])


@backup.command("accept-drafts")
@shared_options
@pass_session
def accept_found_drafts(session: Session) -> None:
    """Accept the drafts file that is in this home now, if that of another home took the place of its own."""
    home = session.home_or_default()
    accept_drafts(home)
    session.show({"database": home.database}, [f"{printable(home.database)} is now the drafts of this home."])


@backup.command("start-empty")
@shared_options
@pass_session
def start_without_audits(session: Session) -> None:
    """Begin with no audits if the drafts file of a used home is missing or empty. Backups and evidence stay."""
    home = session.home_or_default()
    start_empty(home)
    session.show({"database": home.database}, ["This home has no audits now. Its backups and evidence were kept."])


def unread_lines(unread: tuple[Path, ...]) -> list[str]:
    """Name the files of a second place that are damaged. All others were brought back."""
    if not unread:
        return []
    lines = [
        f"Files of the second place that are damaged: {counted(len(unread), 'file')}. All others were brought back:"
    ]
    return [*lines, *(f"  {printable(one)}" for one in unread)]


def missing_lines(missing: tuple[MissingFile, ...]) -> list[str]:
    """Name the files that the restored audits refer to and that are not in the home."""
    if not missing:
        return []
    lines = [f"Attached files that are not in this home: {counted(len(missing), 'file')}. Attach them again:"]
    return [*lines, *(f"  {one.audit}  {printable(one.name)}, {file_size(one.size)}" for one in missing)]


def _find_copy(home: Home, name: str) -> Path:
    """The copy with this name in the home, else the file at this path."""
    if Path(name).name == name:
        for folder in (home.backups, home.folder):
            if presence(folder / name) is Presence.YES:
                return folder / name
    return Path(name).expanduser()


def _line(one: ComparedCopy) -> str:
    state = STATES_OF_COPIES[one.copy.state]
    differs = differences_line(one.differences) if one.differences is not None else ""
    return (
        f"{one.copy.path.name}  {copy_line(one.copy, system_clock())}{f'; {differs}' if differs else ''}"
        f"{f'. {state}' if state else ''}"
    )
