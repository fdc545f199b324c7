"""What the window says for errors about audits, answers and files: a headline, and what is safe and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from s11desk.app.every_error import (
    AnswerError,
    AnswersFileError,
    AttachedFileError,
    AuditError,
    DraftError,
    FileError,
    RefusedFileError,
    TopicError,
)
from s11desk.domain.answer_rules import AnswerUnfit
from s11desk.errors.answer_errors import (
    ActionUnknown,
    ChangedElsewhere,
    JsonBroken,
    JsonShapeWrong,
    OptionUnknown,
    PlanUndated,
    QuestionAnsweredTwice,
    QuestionUnknown,
)
from s11desk.errors.draft_errors import (
    AgencyMissing,
    AuditDamaged,
    AuditUnknown,
    DraftsDamaged,
    DraftsForeign,
    DraftsLocked,
    DraftsTooNew,
    HomeUnusable,
    TopicDamaged,
)
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceEncrypted,
    EvidenceGone,
    EvidenceHasMacros,
    EvidenceMislabelled,
    EvidenceTooLarge,
    EvidenceTooMany,
    EvidenceTypeRefused,
    EvidenceUnknown,
    EvidenceUnwanted,
)
from s11desk.errors.file_errors import (
    DiskFull,
    FileChanged,
    FileExists,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    FolderUnwritable,
    PathTooLong,
)
from s11desk.errors.topic_errors import TopicConflict, TopicUnknown
from s11desk.topics.topic_invalid import TopicInvalid
from s11desk.wording.amounts import file_size, listed
from s11desk.wording.plain_text import aside


def audit_message(error: AuditError) -> tuple[str, str]:
    if isinstance(error, TopicError):
        return topic_message(error)
    if isinstance(error, DraftError):
        return draft_message(error)
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
    match error:
        case TopicUnknown():
            return (
                "This topic is not on this computer",
                "Your audits are unchanged. Choose one of the topics in the list, or ask the partnership for the "
                "topic pack.",
            )
        case TopicInvalid():
            return (
                "This topic pack has mistakes in it",
                "It was not installed and nothing changed. Tell whoever sent it that the pack does not pass the "
                "check; “s11desk topics check” lists every mistake.",
            )
        case TopicConflict():
            return (
                "Another topic pack with the same name is already here",
                "The new one has the same name and version but other content, so it was not installed. Ask the "
                "partnership which of the two is right.",
            )
    assert_never(error)


def draft_message(error: DraftError) -> tuple[str, str]:
    match error:
        case AuditUnknown():
            return (
                "This audit is no longer here",
                "Another copy of this program may have removed it. Go back to the list of your audits to see all "
                "of them.",
            )
        case AgencyMissing():
            return (
                "The agency's name is missing",
                "Nothing was begun. Write the name of the agency that the audit is for, then begin again.",
            )
        case HomeUnusable():
            return (
                "The folder with your audits cannot be used",
                f"{error.path} cannot be read. Nothing in it was changed. Check that the drive is connected and "
                "that you may open the folder, then try again.",
            )
        case DraftsLocked():
            return (
                "Another program is using your audits",
                "What you have saved is safe. Close other copies of this program; it is tried again by itself.",
            )
        case DraftsTooNew():
            return (
                "Your audits were saved by a newer version of this program",
                "Nothing was changed, so that nothing is lost. Install the newer version of s11desk to go on.",
            )
        case DraftsForeign():
            return (
                "The file with your audits belongs to another program",
                f"{error.path.name} was not touched. Move it away from the folder, or start s11desk with another home.",
            )
        case DraftsDamaged():
            return (
                "The file with your audits is damaged",
                "Nothing was changed. Backups were made on each day that you used the program: “About this "
                f"computer's data” in the Help menu brings one back. The damaged file {error.path.name} is then "
                "kept aside, so that someone can still look for what is newer in it.",
            )
        case AuditDamaged():
            return (
                "This audit is damaged",
                "A part of it is not as it was saved, for example because the disk is failing. Nothing was changed, "
                "and your other audits are not affected. “About this computer's data” in the Help menu lists the "
                "backups; an earlier one has this audit as it was.",
            )
        case TopicDamaged():
            return (
                "The questions of this audit are damaged",
                "Their text is not as it was saved, for example because the disk is failing. Your answers were not "
                "changed. “About this computer's data” in the Help menu lists the backups; an earlier one has the "
                "questions as they were.",
            )
    assert_never(error)


def answer_message(error: AnswerError) -> tuple[str, str]:
    match error:
        case QuestionUnknown():
            return (
                "This question is not part of the topic",
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
        case ActionUnknown():
            return (
                "This action is no longer in the action plan",
                "It was removed meanwhile. What you have saved is safe. Copy anything you typed, then open the "
                "action plan again.",
            )
        case PlanUndated():
            return (
                "No action has a due date",
                "There is nothing to put into a calendar, so no file was written. Give the actions their due "
                "dates first.",
            )
        case ChangedElsewhere():
            return (
                "This was changed somewhere else",
                "Another window or program saved a different version. Nothing was overwritten; both versions are "
                "kept until you choose.",
            )
    assert_never(error)


def answers_file_message(error: AnswersFileError) -> tuple[str, str]:
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


def file_message(error: FileError) -> tuple[str, str]:
    match error:
        case FileMissing():
            return (
                "The file is no longer there",
                f"{error.path.name} was moved or renamed. Nothing changed. Choose the file again from where it is now.",
            )
        case FileIsFolder():
            return (
                "This is a folder, not a file",
                f"{error.path.name} was not attached. Open the folder and choose the files inside it.",
            )
        case FileExists():
            return (
                "There is another file with this name",
                f"{error.path.name} was left as it is and nothing was written. Choose another name.",
            )
        case FileUnreadable():
            return (
                "The file cannot be opened",
                f"{error.path.name}: the computer refuses to read it{aside(error.reason)}. Close it in other "
                "programs, or copy it to another folder, then choose it again.",
            )
        case FileChanged():
            return (
                "The file changed while it was being copied",
                f"{error.path.name} was not attached, so that no half-written file is kept. Save and close it in "
                "the other program, then choose it again.",
            )
        case FolderUnwritable():
            return (
                "This folder cannot be written to",
                f"{error.path}: the computer refuses{aside(error.reason)}. What you have saved is safe. Choose "
                "another folder, or ask whoever looks after this computer for permission to write there.",
            )
        case PathTooLong():
            return (
                "The name with its folders is too long",
                f"This computer cannot use so long a name: {error.path}. What you have saved is safe. Choose a folder "
                "that is inside fewer folders, or use a shorter name.",
            )
        case DiskFull():
            return (
                "The disk is full",
                "What you have saved is safe. What you are typing stays in this window and is tried again by "
                "itself. Delete files you no longer need, or empty the recycle bin.",
            )
    assert_never(error)


def attached_file_message(error: AttachedFileError) -> tuple[str, str]:
    match error:
        case EvidenceUnknown():
            return (
                "This file is no longer attached",
                "It was removed meanwhile. What you have saved is safe. The list now shows what is attached.",
            )
        case EvidenceUnwanted():
            return (
                "This question takes no files",
                "The file was not attached and nothing changed. Attach it to a question that asks for evidence.",
            )
        case EvidenceTooMany():
            return (
                "No more files can be attached to this question",
                f"The limit is {error.limit}. The file was not attached. Remove one from the list first, or attach"
                " this one to another question.",
            )
        case EvidenceAltered():
            return (
                "An attached file is not what it was",
                "Something outside this program changed the kept copy. What you have saved is safe. Remove the "
                "file from the list and attach it again.",
            )
        case EvidenceGone():
            return (
                "An attached file is missing",
                "The kept copy is no longer in the folder with your audits. What you have saved is safe. Attach "
                "the file again.",
            )
    assert_never(error)


def refused_file_message(error: RefusedFileError) -> tuple[str, str]:
    match error:
        case EvidenceEmpty():
            return (
                "The file is empty",
                f"{error.name} has nothing in it and was not attached. Open it to see whether it was saved "
                "properly, then choose it again.",
            )
        case EvidenceTooLarge():
            return (
                "The file is too large",
                f"{error.name} is {file_size(error.size)}; up to {file_size(error.limit)} is allowed for one file."
                " It was not attached. Save a smaller copy, for example a PDF made for e-mail, or split it.",
            )
        case EvidenceTypeRefused():
            return (
                "This kind of file cannot be attached",
                f"{error.name} was not attached. Allowed are {_types(error)}. Save it as a PDF, for example, and "
                "choose that.",
            )
        case EvidenceMislabelled():
            return (
                "The file's name does not match what is in it",
                f"{error.name} is really {error.detected}, so it was not attached. Save it again from the program "
                "that made it, then choose that copy.",
            )
        case EvidenceHasMacros():
            return (
                "The file contains macros",
                f"{error.name} was not attached, because a macro is a program and mail systems refuse it. Save it "
                "as a PDF, or as a document without macros, and choose that.",
            )
        case EvidenceEncrypted():
            return (
                "The file is locked with a password",
                f"{error.name} was not attached, because nobody at the partnership could open it. Save a copy "
                "without the password and choose that.",
            )
        case EvidenceDamaged():
            return (
                "The file is damaged",
                f"{error.name} cannot be read to its end and was not attached. Open it to see whether it still "
                "works, save it again, and choose that copy.",
            )
    assert_never(error)


def _types(error: EvidenceTypeRefused) -> str:
    return listed(extension.upper() for extension in error.allowed)
