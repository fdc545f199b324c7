"""The sentences of the window for errors in asking colleagues."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import AskingError
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
from s11desk.wording.plain_text import short_line


def asking_message(error: AskingError) -> tuple[str, str]:
    """Return headline and text for an error about questions to a colleague, or about their answers."""
    match error:
        case NoQuestionChosen():
            return "No question is ticked", "No file was made. Tick the questions that you want to ask."
        case NameMissing():
            return (
                "Your name is missing",
                "No file was made. Enter your name, so that your colleague knows who answered.",
            )
        case AuditAsked():
            return (
                "No return is made from these questions",
                f"They are questions that somebody at {short_line(error.agency)} asked you. Your answers are safe. Send "
                "them back on the page “Send back my answers”.",
            )
        case AuditNotAsked():
            return (
                "Nobody is waiting for these answers",
                "This audit did not begin with questions from a colleague. Nothing was changed. To give a colleague a "
                "copy, use “Give to a colleague to go on…” in the File menu.",
            )
        case AnswersUndecided() | AskedFilesTooLarge() | AnswersForOtherAudit() | AnswersToOtherQuestions():
            return _file_message(error)
    assert_never(error)


def _file_message(
    error: AnswersUndecided | AskedFilesTooLarge | AnswersForOtherAudit | AnswersToOtherQuestions,
) -> tuple[str, str]:
    match error:
        case AnswersUndecided():
            return (
                "Some answers still need your choice",
                f"Your answers and your colleague's disagree at question {_listed(error.questions)}. Nothing was changed. "
                "Choose one of the two for each, then take the answers in.",
            )
        case AskedFilesTooLarge():
            return (
                "The attached files are too large for one file",
                f"They have {file_size(error.size)}; one file holds {file_size(error.limit)}. Nothing was written. Ask fewer "
                "questions at once, or leave the attached files out.",
            )
        case AnswersForOtherAudit() | AnswersToOtherQuestions():
            return _elsewhere_message(error)
    assert_never(error)


def _elsewhere_message(error: AnswersForOtherAudit | AnswersToOtherQuestions) -> tuple[str, str]:
    if isinstance(error, AnswersForOtherAudit):
        return (
            "These answers belong to an audit that is not here",
            f"They answer questions from {short_line(error.agency)}. Nothing was changed, and the file is as it was. Open "
            "it on the computer that asked the questions.",
        )
    return (
        "These answers are for another version of the questions",
        f"Your audit of {short_line(error.agency)} has other questions now. Nothing was changed, and the file is as it was. "
        "Ask your colleague again from the audit that you use now.",
    )


def _listed(numbers: tuple[str, ...]) -> str:
    return ", ".join(short_line(number) for number in numbers)
