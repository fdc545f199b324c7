"""The sentences of the command line for errors about audits, answers and files."""

from __future__ import annotations

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
from s11desk.cli.fact_words import printable, printable_name, printable_names, suggestion
from s11desk.cli.terminal_asking_sentences import asking_sentence
from s11desk.cli.terminal_move_sentences import move_sentence
from s11desk.cli.terminal_refused_file_sentences import refused_file_sentence
from s11desk.domain.answer_rules import AnswerProblemKind, AnswerUnfit
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
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceGone,
    EvidenceTooMany,
    EvidenceUnknown,
    EvidenceUnwanted,
)
from s11desk.errors.file_errors import (
    DiskFull,
    FileChanged,
    FileExists,
    FileIsFolder,
    FileMissing,
    FileNameRefused,
    FileUnreadable,
    FolderUnwritable,
    PathTooLong,
)
from s11desk.errors.reader_errors import ReadingStopped
from s11desk.errors.topic_errors import (
    PartnershipChanged,
    TopicConflict,
    TopicNotNewer,
    TopicNotRemovable,
    TopicUnknown,
)
from s11desk.topics.topic_invalid import TopicInvalid
from s11desk.wording.pack_review_sentences import alike_lines
from s11desk.wording.pack_sentences import problem_sentence
from s11desk.wording.plain_text import aside
from s11desk.wording.reader_sentences import WHAT_IS_SAFE, WHAT_TO_DO, WHY_STOPPED
from s11desk.wording.text_length_words import too_long

_NO_DUE_DATE = "No action that is still to be done has a due date, so there is nothing to put into a calendar. Nothing was written."


def audit_sentence(error: AuditError) -> str:
    """The sentence for an error about an audit, an answer or a file."""
    if isinstance(error, TopicError):
        return topic_sentence(error)
    if isinstance(error, DraftError):
        return draft_sentence(error)
    if isinstance(error, MoveError):
        return move_sentence(error)
    if isinstance(error, AskingError):
        return asking_sentence(error)
    if isinstance(error, AnswerError):
        return answer_sentence(error)
    if isinstance(error, AnswersFileError):
        return answers_file_sentence(error)
    if isinstance(error, FileError):
        return file_sentence(error)
    if isinstance(error, AttachedFileError):
        return attached_file_sentence(error)
    if isinstance(error, RefusedFileError):
        return refused_file_sentence(error)
    assert_never(error)


def _pack_sentence(error: PartnershipChanged | TopicNotRemovable | TopicNotNewer) -> str:
    if isinstance(error, TopicNotNewer):
        return (
            f"The audit uses version {error.version} of “{printable(error.topic)}”, and no newer version is here. Nothing "
            "changed. Install the newer pack first: s11desk topics install FILE"
        )
    if isinstance(error, TopicNotRemovable):
        return f"The topic “{printable(error.topic)}” came with the program. Nothing was removed."
    places = (
        f"{printable(address) or 'no address'}, {printable(', '.join(keys)) or 'no key'}"
        for address, keys in ((error.before, error.keys_before), (error.now, error.keys_now))
    )
    before, now = places
    alike = "".join(f"{line} " for line in alike_lines(error.before, error.now))
    return (
        f"This pack of {printable(error.partnership)} sends returns elsewhere. Before: {before}. Now: {now}. {alike}Nothing "
        "was installed. Ring the partnership on a number that you already have. If they say so, add "
        "--confirm-change."
    )


def topic_sentence(error: TopicError) -> str:
    """The sentence for an error about a topic."""
    match error:
        case TopicUnknown():
            return f"There is no topic “{printable(error.topic)}”. Known topics: {printable_names(error.known)}."
        case TopicInvalid():
            return (
                f"{printable(error.file)} is not a usable topic pack. Nothing was installed. Problems found: "
                f"{len(error.problems)}\n{_problems(error)}"
            )
        case PartnershipChanged() | TopicNotRemovable() | TopicNotNewer():
            return _pack_sentence(error)
        case TopicConflict():
            return (
                f"Version {error.version} of the topic “{printable(error.topic)}” is here already, with other content. "
                f"Nothing was installed. Whoever made {printable(error.path)} should give it a new version number."
            )
    assert_never(error)


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


def answer_sentence(error: AnswerError) -> str:
    """The sentence for an error about an answer or an action."""
    match error:
        case QuestionUnknown():
            return (
                f"There is no question “{printable(error.question)}” in this topic.{suggestion(error.nearest)} Nothing was"
                " changed."
            )
        case OptionUnknown():
            return (
                f"Question {printable(error.number)} ({printable(error.question)}): “{printable(error.option)}” is not one of its "
                f"answers.{suggestion(error.nearest)} Allowed: {printable_names(error.allowed)}. Nothing was changed."
            )
        case AnswerUnfit():
            return f"Question {printable(error.number)} ({printable(error.question)}): {_misfit(error)}. Nothing was changed."
        case ActionUnknown():
            return (
                f"There is no action “{printable(error.action)}” in the action plan. Actions: {printable_names(error.known)}. "
                "Nothing was changed."
            )
        case PlanUndated():
            return _NO_DUE_DATE
        case TextTooLong():
            return f"{too_long(error)}. Nothing was changed."
        case ChangedElsewhere():
            return (
                "Another program has changed this answer since you read it. Your change was not saved, so that nothing is "
                "overwritten."
            )
    assert_never(error)


def answers_file_sentence(error: AnswersFileError) -> str:
    """The sentence for an error in a JSON file of answers."""
    match error:
        case JsonBroken():
            return (
                f"{printable(error.file)}, line {error.line}, column {error.column}: this is not valid JSON "
                f"({printable(error.detail)}). Nothing was changed."
            )
        case JsonShapeWrong():
            return f"{printable(error.file)}{_place(error)}: {printable(error.detail)}. Nothing was changed."
        case QuestionAnsweredTwice():
            return (
                f"Question “{printable(error.question)}” is answered twice in the file. Keep one of the answers. Nothing "
                "was changed."
            )
    assert_never(error)


def file_sentence(error: FileError) -> str:
    """The sentence for a file or folder that the system refuses to read or write."""
    match error:
        case FileMissing():
            return f"There is no file {printable(error.path)}. Nothing was changed."
        case FileIsFolder():
            return f"{printable(error.path)} is a folder. Give a file."
        case FileNameRefused() | FileExists():
            return _name_sentence(error)
        case FileUnreadable() | ReadingStopped():
            return _unread_sentence(error)
        case FileChanged():
            return (
                f"{printable(error.path)} changed while it was being copied, so it was not attached. Close it elsewhere "
                "and try again."
            )
        case FolderUnwritable():
            return f"{printable(error.path)} cannot be written{aside(printable(error.reason))}. Choose another folder. What you saved is safe."
        case PathTooLong():
            return (
                f"The name {printable(error.path)} is too long: this computer cannot use a file or folder with so many "
                "letters in its path. Nothing was changed. Use a folder with a shorter path, or a shorter name."
            )
        case DiskFull():
            return (
                f"The disk that holds {printable(error.path)} is full. Nothing half-written was left, and everything saved"
                " before is kept. Free some space and try again."
            )
    assert_never(error)


def _unread_sentence(error: FileUnreadable | ReadingStopped) -> str:
    if isinstance(error, FileUnreadable):
        return f"{printable(error.path)} cannot be read{aside(printable(error.reason))}. Nothing was changed."
    return f"{printable(error.path)} was not read. {WHY_STOPPED[error.reason]} {WHAT_IS_SAFE} {WHAT_TO_DO}"


def _name_sentence(error: FileNameRefused | FileExists) -> str:
    if isinstance(error, FileExists):
        return f"There is a file at {printable(error.path)} already. It was left as it is. Give a name that is free."
    return (
        f"{printable(error.path)}: this name is for hidden files, for programs, or for the computer itself. Nothing "
        "was written. Choose another name."
    )


def attached_file_sentence(error: AttachedFileError) -> str:
    """The sentence for an error about a file of evidence that is already attached."""
    match error:
        case EvidenceUnknown():
            return f"No file “{printable(error.evidence)}” is attached to this audit. Attached: {printable_names(error.known)}."
        case EvidenceUnwanted():
            return f"Question {printable(error.number)} ({printable(error.question)}) takes no files. Nothing was attached."
        case EvidenceTooMany():
            return (
                f"This question takes {error.limit} files and has them already. “Detach” one first; nothing was "
                "attached."
            )
        case EvidenceAltered():
            return (
                f"The kept copy of “{printable_name(error.name)}” is no longer the file that was attached. No return was made. "
                "Detach it and attach the file again."
            )
        case EvidenceGone():
            return (
                f"The kept copy of “{printable_name(error.name)}” is gone from the home folder. No return was made. Attach the "
                "file again."
            )
    assert_never(error)


def _problems(error: TopicInvalid) -> str:
    return "\n".join(f"  {problem_sentence(problem)}" for problem in error.problems)


def _place(error: JsonShapeWrong) -> str:
    return f", at {printable(error.place)}" if error.place else ""


def _misfit(error: AnswerUnfit) -> str:
    what = printable(error.what)
    match error.problem:
        case AnswerProblemKind.FIELD:
            return f"this kind of question has no “{what}”"
        case AnswerProblemKind.PERSON:
            return f"it does not ask for a person “{what}”"
        case AnswerProblemKind.OPTION:
            return f"“{what}” is not one of its answers"
        case AnswerProblemKind.NUMBER:
            return f"{what} is not a number that can be kept"
        case AnswerProblemKind.CELL:
            return f"its table does not take what is in “{what}”"
    assert_never(error.problem)
