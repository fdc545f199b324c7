"""The sentences of the terminal for errors about answers, actions and files of answers."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import AnswerError, AnswersFileError
from s11desk.cli.sentences.fact_words import printable, printable_names, suggestion
from s11desk.domain.audits.answer_rules import AnswerProblemKind, AnswerUnfit
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
from s11desk.wording.audits.text_length_words import too_long

_NO_DUE_DATE = "No action that is still to be done has a due date, so there is nothing to put into a calendar. Nothing was written."


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
