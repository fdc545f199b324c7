"""The sentences of the window for errors about audits and answers: a headline, and what is safe and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from s11desk.app.every_error import (
    AnswerError,
    AnswersFileError,
    AskingError,
    AttachedFileError,
    AuditError,
    DraftError,
    FileError,
    MoveError,
    RefusedFileError,
    TopicError,
)
from s11desk.desktop.messages.errors.asking_error_sentences import asking_message
from s11desk.desktop.messages.errors.file_error_sentences import attached_file_message, file_message
from s11desk.desktop.messages.errors.move_error_sentences import move_message
from s11desk.desktop.messages.errors.refused_file_sentences import refused_file_message
from s11desk.domain.audits.answer_rules import AnswerUnfit
from s11desk.errors.answer_errors import (
    ActionUnknown,
    ChangedElsewhere,
    JsonBroken,
    JsonShapeWrong,
    OptionUnknown,
    PlanUndated,
    QuestionAnsweredTwice,
    QuestionUnknown,
    TextTooLong,
)
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
from s11desk.errors.topic_errors import (
    PartnershipChanged,
    TopicConflict,
    TopicNotNewer,
    TopicNotRemovable,
    TopicUnknown,
)
from s11desk.topics.topic_invalid import TopicInvalid
from s11desk.wording.audits.text_length_words import too_long


def audit_message(error: AuditError) -> tuple[str, str]:
    """Return headline and text for an error about audits, answers or files."""
    if isinstance(error, TopicError):
        return topic_message(error)
    if isinstance(error, DraftError):
        return draft_message(error)
    if isinstance(error, MoveError):
        return move_message(error)
    if isinstance(error, AskingError):
        return asking_message(error)
    if isinstance(error, AnswerError):
        return answer_message(error)
    if isinstance(error, AnswersFileError):
        return answers_file_message(error)
    if isinstance(error, FileError):
        return file_message(error)
    if isinstance(error, AttachedFileError):
        return attached_file_message(error)
    if isinstance(error, RefusedFileError):
        return refused_file_message(error)
    assert_never(error)


def topic_message(error: TopicError) -> tuple[str, str]:
    """Return headline and text for an error about topics."""
    match error:
        case TopicUnknown():
            return (
                "The questions of this audit are not on this computer",
                "Your audits are unchanged. Choose another audit under “Begin an audit”. Or ask the partnership for "
                "the file with its questions.",
            )
        case TopicInvalid():
            return (
                "This topic pack has mistakes in it",
                "It was not added and nothing changed. Tell the person who sent it that the pack has mistakes.",
            )
        case PartnershipChanged() | TopicNotRemovable() | TopicNotNewer():
            return _pack_message(error)
        case TopicConflict():
            return (
                "Another topic pack with the same name is already here",
                "The new one has the same name and version but other questions or words, so it was not added. Ask "
                "the partnership which of the two is right.",
            )
    assert_never(error)


def _pack_message(error: PartnershipChanged | TopicNotRemovable | TopicNotNewer) -> tuple[str, str]:
    if isinstance(error, TopicNotNewer):
        return (
            "There is no newer version of these questions here",
            f"The audit uses version {error.version}, and nothing changed. If your partnership sent a newer version, open "
            "its file first, and add the topic.",
        )
    if isinstance(error, TopicNotRemovable):
        return (
            "This topic came with the program",
            "It stays, and nothing changed. Only topics that were added from a pack can be removed.",
        )
    return (
        "This pack sends returns somewhere else",
        "Returns would now go to another address, or be locked with another key. Nothing was added. Ring the "
        "partnership on a number that you already have. Then open the pack again, and say that you asked.",
    )


def draft_message(error: DraftError) -> tuple[str, str]:
    """Return headline and text for an error about the audits on this computer."""
    match error:
        case AuditUnknown():
            return (
                "This audit is no longer here",
                "Another copy of this program may have removed it. Go back to the list of your audits to see all "
                "of them.",
            )
        case AgencyMissing():
            return (
                "Your organisation's name is missing",
                "Nothing was begun. Enter your organisation's name, then begin again.",
            )
        case HomeUnusable():
            return (
                "The folder with your audits cannot be used",
                f"{error.path} cannot be read. Nothing in it was changed. Check that the drive is connected and "
                "that you may open the folder, then try again.",
            )
        case HomeReadOnly():
            return (
                "Your audits can be read but not changed",
                f"Nothing can be saved in {error.path}, and nothing in it was changed. Allow changes to that folder, "
                "or copy the whole folder to this computer. The program tries again on its own.",
            )
        case DraftsMissing() | DraftsMoved() | DraftsOfOtherHome():
            return _place_message(error)
        case SecondPlaceInHome() | SecondPlaceAbsent() | SecondKeyChanged():
            return _second_place_message(error)
        case _:
            return _database_message(error)


def _second_place_message(error: SecondPlaceInHome | SecondPlaceAbsent | SecondKeyChanged) -> tuple[str, str]:
    match error:
        case SecondPlaceInHome():
            return (
                "This folder is too close to your audits",
                f"{error.path} holds the folder with your audits, or is in it. What happens to one would happen to "
                "both. Nothing was chosen. Choose a folder on a stick, on another disk or on a network drive.",
            )
        case SecondPlaceAbsent():
            return (
                "The second place is not there",
                f"{error.path} cannot be found. Your answers are safe on this computer. Connect the stick or the disk, "
                "and try again.",
            )
        case SecondKeyChanged():
            return (
                "The backups in the second place cannot be opened",
                f"{error.path} is damaged, or was replaced. Without it nobody can open the backups there. Your answers and "
                "the backups on this computer are safe. Choose the second place again, to begin a new folder in it.",
            )
    assert_never(error)


def _place_message(error: DraftsMissing | DraftsMoved | DraftsOfOtherHome) -> tuple[str, str]:
    """Return headline and text if the file with the audits is not at its place."""
    match error:
        case DraftsMissing():
            return (
                "The file with your audits is missing",
                f"{error.path} was moved or deleted. Nothing was changed. If you moved the folder, put it back and try "
                "again. If not, a backup brings your audits back as they were when it was made.",
            )
        case DraftsOfOtherHome():
            return (
                "These are not the audits that were here",
                f"{error.path} comes from another folder of this program. Nothing was changed. If you put it there, "
                "choose “Use these audits…”. If not, a backup brings back the audits that were here.",
            )
        case DraftsMoved(is_missing=True):
            return (
                "Your audits are not where they were",
                f"{error.path} was moved, renamed or deleted. What you typed is still on the screen. Put the file or "
                "its folder back, then choose “Try again”. Keep this window open until it is saved.",
            )
        case DraftsMoved():
            return (
                "Another file has taken the place of your audits",
                f"{error.path} was replaced, perhaps by a sync program or by a backup. What you typed is still on "
                "the screen. Choose “Try again” to save it in the file that is there now.",
            )
    assert_never(error)


def _database_message(
    error: DraftsLocked | DraftsTooNew | DraftsForeign | BackupUnsound | DraftsDamaged | AuditDamaged | TopicDamaged,
) -> tuple[str, str]:
    """Return headline and text for an error of the file with the audits."""
    match error:
        case DraftsLocked():
            return (
                "Another program is using your audits",
                "What you have saved is safe. Close other copies of this program. We try again on our own.",
            )
        case DraftsTooNew():
            return (
                "Your audits were saved by a newer version of this program",
                "Nothing was changed, so that nothing is lost. Install the newer version of s11desk to go on.",
            )
        case DraftsForeign():
            return (
                "The file with your audits belongs to another program",
                f"{error.path.name} was not changed. Move it to another folder, then start s11desk again.",
            )
        case _:
            return _damage_message(error)


def _damage_message(error: BackupUnsound | DraftsDamaged | AuditDamaged | TopicDamaged) -> tuple[str, str]:
    """Return headline and text for damage in the file with the audits."""
    match error:
        case BackupUnsound():
            return (
                "The backup could not be made",
                "The copy on the disk was not the same as your answers, so it was removed. Your answers are safe. The "
                "program tries again on its own. If this happens again, the disk may be failing.",
            )
        case DraftsDamaged():
            return (
                "The file with your audits is damaged",
                "Nothing was changed. Backups were made on each day that you used the program: “Your files "
                f"and backups” in the Help menu brings one back. The damaged file {error.path.name} is then "
                "kept aside, so that someone can still look for what is newer in it.",
            )
        case AuditDamaged():
            return (
                "This audit is damaged",
                "A part of it is not as it was saved, for example because the disk is failing. Nothing was changed, "
                "and your other audits are not affected. “Your files and backups” in the Help menu lists the backups. "
                "An earlier one may have it as it was.",
            )
        case TopicDamaged():
            return (
                "The questions of this audit are damaged",
                "Their text is not as it was saved, for example because the disk is failing. Your answers were not changed. “Your "
                "files and backups” in the Help menu lists the backups. An earlier one may have the questions as they were.",
            )
    assert_never(error)


def answer_message(error: AnswerError) -> tuple[str, str]:
    """Return headline and text for an error about an answer or an action."""
    match error:
        case QuestionUnknown():
            return (
                "This question is not in this audit",
                "What you have saved is safe. Go back to the list of your audits and open this one again.",
            )
        case OptionUnknown():
            return (
                "This option is not one the question offers",
                "What you have saved is safe. Choose one of the options shown.",
            )
        case AnswerUnfit():
            return (
                "This answer does not fit the question",
                f"What you have saved is safe. Change the answer to question {error.number} and it will be saved.",
            )
        case TextTooLong():
            return ("This text is too long", f"What you have saved is safe. {too_long(error)}.")
        case ChangedElsewhere():
            return (
                "This was changed somewhere else",
                "Another window or program saved other words here. Nothing is lost: both versions are kept until "
                "you choose.",
            )
        case _:
            return _plan_message(error)


def _plan_message(error: ActionUnknown | PlanUndated) -> tuple[str, str]:
    """Return headline and text for an error about the action plan."""
    match error:
        case ActionUnknown():
            return (
                "This action is no longer in the action plan",
                "Someone removed it while you worked. What you have saved is safe. Copy anything you typed, then open the "
                "action plan again.",
            )
        case PlanUndated():
            return (
                "No action has a due date",
                "There is nothing to put into a calendar, so no file was written. Give the actions their due "
                "dates first.",
            )
    assert_never(error)


def answers_file_message(error: AnswersFileError) -> tuple[str, str]:
    """Return headline and text for an error in a file of answers."""
    match error:
        case JsonBroken():
            return (
                "This file cannot be read",
                f"{Path(error.file).name} is damaged at line {error.line}. Nothing was taken from it and your "
                "audits are unchanged. Ask for the file again.",
            )
        case JsonShapeWrong():
            return (
                "This file is not in the expected form",
                f"{Path(error.file).name} does not hold what this program expects ({error.detail}). Nothing was "
                "taken from it. Ask for the file again, or check that it is the right one.",
            )
        case QuestionAnsweredTwice():
            return (
                "The file answers one question twice",
                "Nothing was taken from it. Keep one of the two answers in the file and try again.",
            )
    assert_never(error)
