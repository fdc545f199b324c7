"""The sentences of the command line for errors in asking colleagues."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import AskingError
from s11desk.cli.sentences.fact_words import printable
from s11desk.errors.asking_errors import (
    AnswersForOtherAudit,
    AnswersToOtherQuestions,
    AnswersUndecided,
    AskedFilesTooLarge,
    AuditAsked,
    AuditNotAsked,
    NameMissing,
    NoQuestionChosen,
)
from s11desk.wording.amounts import file_size


def asking_sentence(error: AskingError) -> str:
    """The sentence for an error about questions to a colleague, or about their answers."""
    match error:
        case NoQuestionChosen():
            return (
                "No question was chosen, so no file was written. Name questions with --question, or ask all with --all."
            )
        case NameMissing():
            return "No file was written. Say who answers with --name, so that the person who asked knows."
        case AuditAsked():
            return (
                f"The audit {printable(error.audit)} has only questions that somebody at {printable(error.agency)} asked "
                "you, so no return is made from it. Your answers are safe. Send them back with “s11desk ask reply”."
            )
        case AuditNotAsked():
            return (
                f"The audit {printable(error.audit)} did not begin with a colleague's questions. So there are no "
                "answers to send back. Nothing was changed. To give a colleague a copy: s11desk move copy"
            )
        case AnswersUndecided() | AskedFilesTooLarge() | AnswersForOtherAudit() | AnswersToOtherQuestions():
            return _file_sentence(error)
    assert_never(error)


def _file_sentence(
    error: AnswersUndecided | AskedFilesTooLarge | AnswersForOtherAudit | AnswersToOtherQuestions,
) -> str:
    match error:
        case AnswersUndecided():
            return (
                f"{printable(error.path)} was not taken in: its answers and yours disagree at question "
                f"{_listed(error.questions)}. Nothing was changed. “s11desk ask show” prints both. Then take the file in "
                "again with --keep-mine, or with --theirs for each question of which you want the colleague's answer."
            )
        case AskedFilesTooLarge():
            return (
                f"The attached files have {file_size(error.size)}, more than fits into one file ({file_size(error.limit)}). "
                "Nothing was written. Leave out files, or ask fewer questions at once."
            )
        case AnswersForOtherAudit() | AnswersToOtherQuestions():
            return _elsewhere_sentence(error)
    assert_never(error)


def _elsewhere_sentence(error: AnswersForOtherAudit | AnswersToOtherQuestions) -> str:
    if isinstance(error, AnswersForOtherAudit):
        return (
            f"{printable(error.path)} answers questions of an audit of {printable(error.agency)}, which is not on this "
            "computer. Nothing was changed, and the file is as it was. Take it in on the computer that asked."
        )
    return (
        f"{printable(error.path)} answers another version of the questions than your audit of {printable(error.agency)} "
        "has. Nothing was changed, and the file is as it was. Ask the questions again from the audit that you use now."
    )


def _listed(numbers: tuple[str, ...]) -> str:
    return ", ".join(printable(number) for number in numbers)
