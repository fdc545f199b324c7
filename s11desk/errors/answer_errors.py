"""Errors about answers, the action plan, and files of answers."""

from __future__ import annotations

from s11desk.errors import UserError


class QuestionUnknown(UserError, code="input.question-unknown"):
    """The topic has no such question. ``nearest``: the id that a person perhaps meant, or empty.

    ``known``: the ids of all its questions.
    """

    question: str
    nearest: str = ""
    known: tuple[str, ...] = ()


class OptionUnknown(UserError, code="input.option-unknown"):
    """The question does not allow ``option``. ``number``: the question's number.

    ``nearest``: the code that the person perhaps meant, or empty. ``allowed``: all codes that the question allows.
    """

    question: str
    number: str
    option: str
    allowed: tuple[str, ...]
    nearest: str


class ActionUnknown(UserError, code="input.action-unknown"):
    """The action plan has no such action. ``known``: the ids of its actions."""

    action: str
    known: tuple[str, ...]


class PlanUndated(UserError, code="input.plan-undated"):
    """A calendar would be empty, because no unfinished action has a due date."""


class ChangedElsewhere(UserError, code="environment.changed-elsewhere"):
    """Another program has changed the edited value. ``question``: its number; empty if the value is not an answer."""

    question: str


class TextTooLong(UserError, code="input.text-too-long"):
    """A text has ``length`` characters, and ``limit`` is the most. ``start``: its first characters, to know it by."""

    start: str
    length: int
    limit: int


class JsonBroken(UserError, code="input.json-broken"):
    """A file of answers is not JSON. ``line`` and ``column``: from 1; 0 if the file is not text."""

    file: str
    line: int
    column: int
    detail: str


class JsonShapeWrong(UserError, code="input.shape-wrong"):
    """A file of answers is JSON, but with the wrong structure. ``place``: the path of the wrong value, or empty."""

    file: str
    detail: str
    place: str


class QuestionAnsweredTwice(UserError, code="input.answer-twice"):
    """A file of answers has two answers to one question."""

    question: str


class SeveralErrors(UserError, code="input.several"):
    """A file of answers has several errors."""

    errors: tuple[UserError, ...]
