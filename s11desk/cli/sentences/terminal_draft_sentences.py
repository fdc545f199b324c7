"""The sentences of the terminal for errors about a draft, or about where the drafts and their backups are."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import DraftError
from s11desk.cli.sentences.fact_words import printable, printable_names
from s11desk.errors.draft_errors import (
    AgencyMissing,
    AuditDamaged,
    AuditUnknown,
    BackupUnsound,
    DraftsDamaged,
    DraftsForeign,
    DraftsLocked,
    DraftsMissing,
    DraftsMoved,
    DraftsOfOtherHome,
    DraftsTooNew,
    HomeReadOnly,
    HomeUnusable,
    SecondKeyChanged,
    SecondPlaceAbsent,
    SecondPlaceInHome,
    TopicDamaged,
)


def draft_sentence(error: DraftError) -> str:
    """The sentence for an error about a draft, or about the database of the drafts."""
    match error:
        case AuditUnknown():
            return f"There is no audit “{printable(error.audit)}” in this home. Audits here: {printable_names(error.known)}."
        case AgencyMissing():
            return "An audit needs your agency's name. Give it with --agency."
        case HomeUnusable():
            return (
                f"The drafts in {printable(error.path)} cannot be opened or made there: the folder is read-only, is a "
                "file, or this user may not use it. Nothing was changed. Choose another folder with --home."
            )
        case HomeReadOnly():
            return (
                f"Nothing can be written in {printable(error.path)}, and nothing in it was changed. The audits there "
                "can be read. To change them, allow changes to that folder, or copy the whole folder and name the copy "
                "with --home."
            )
        case DraftsLocked():
            return "Another program is busy with these drafts. Nothing was changed. Try again in a moment."
        case DraftsTooNew():
            return (
                f"The drafts in {printable(error.path)} were written by a newer s11desk. They were not touched. Install "
                "the newer version to open them."
            )
        case DraftsForeign():
            return f"{printable(error.path)} was not made by s11desk. It was not touched. Choose another home."
        case DraftsMissing() | DraftsMoved() | DraftsOfOtherHome():
            return _place_sentence(error)
        case SecondPlaceInHome() | SecondPlaceAbsent() | SecondKeyChanged():
            return _second_place_sentence(error)
        case _:
            return _damage_sentence(error)


def _second_place_sentence(error: SecondPlaceInHome | SecondPlaceAbsent | SecondKeyChanged) -> str:
    match error:
        case SecondPlaceInHome():
            return (
                f"{printable(error.path)} holds the home, or is in it: what happens to one would happen to both. "
                "Nothing was chosen. Give a folder on a stick, on another disk or on a network drive."
            )
        case SecondPlaceAbsent():
            return (
                f"The second place is not there now: {printable(error.path)} Nothing was copied, and the backups in this "
                "home are as they were. Connect it and try again."
            )
        case SecondKeyChanged():
            return (
                f"{printable(error.path)} is damaged, or was replaced. Without it nobody can open the backups there. The "
                "backups in this home are as they were. Give the folder to “s11desk backup second-place” again, to begin "
                "a new one in it."
            )
    assert_never(error)


def _place_sentence(error: DraftsMissing | DraftsMoved | DraftsOfOtherHome) -> str:
    match error:
        case DraftsMissing():
            return (
                f"The drafts file {printable(error.path)} is missing, although this home has been used. Nothing was "
                "changed. If the folder was moved, give its place with --home. “s11desk backup list” shows the backups, "
                "and “s11desk backup restore” puts one back. “s11desk backup start-empty” begins with no audits."
            )
        case DraftsOfOtherHome():
            return (
                f"The drafts file {printable(error.path)} comes from another home. Nothing was changed. “s11desk backup "
                "list” shows the backups of this home, and “s11desk backup restore” puts one back. If you put the file "
                "there yourself, “s11desk backup accept-drafts” makes it the drafts of this home."
            )
        case DraftsMoved():
            return (
                f"Not saved: the drafts file {printable(error.path)} was moved, deleted or replaced while it was in use. "
                "Put it back, or give the folder's place with --home, and try again."
            )
    assert_never(error)


def _damage_sentence(error: BackupUnsound | DraftsDamaged | AuditDamaged | TopicDamaged) -> str:
    match error:
        case BackupUnsound():
            return (
                f"The backup {printable(error.path)} did not read back the same, so it was removed. The drafts are kept. "
                "Try again; if it happens again, the disk may be failing."
            )
        case DraftsDamaged():
            return (
                f"The drafts file {printable(error.path)} is damaged. It was not changed. “s11desk backup list” shows the "
                "backups, and “s11desk backup restore” puts one back; the damaged file is kept aside."
            )
        case AuditDamaged():
            return (
                f"The audit {printable(error.audit)} is damaged: a part of it is not as it was saved. Nothing was changed, "
                "and your other audits are not affected. “s11desk backup list” shows the backups; an earlier one may have "
                "this audit as it was."
            )
        case TopicDamaged():
            return (
                "The questions of this audit are damaged: their text is not as it was saved. Nothing was changed. "
                "“s11desk backup list” shows the backups; an earlier one may have them as they were."
            )
    assert_never(error)
