"""Answers, the action plan, and files that bring answers."""

from __future__ import annotations

from s11desk.errors import UserError


class QuestionUnknown(UserError, code="input.question-unknown"):
    """The topic has no such question. ``nearest``: the id that was perhaps meant, or empty; ``known``: all ids."""

    question: str
    nearest: str = ""
    known: tuple[str, ...] = ()


class OptionUnknown(UserError, code="input.option-unknown"):
    """``option`` is none of the codes that the question allows. ``nearest``: the one perhaps meant, or empty."""

    question: str
    number: int
    option: str
    allowed: tuple[str, ...]
    nearest: str


class ActionUnknown(UserError, code="input.action-unknown"):
    """The action plan has no such action. ``known``: the ids it has."""

    action: str
    known: tuple[str, ...]


class PlanUndated(UserError, code="input.plan-undated"):
    """No action that is still to be done has a due date, so a calendar would be empty."""


class ChangedElsewhere(UserError, code="environment.changed-elsewhere"):
    """Another program has changed what was being edited. ``question``: its number; 0 where it is not an answer."""

    question: int


class JsonBroken(UserError, code="input.json-broken"):
    """A file of answers is not JSON. ``line`` and ``column`` from 1; 0 where it is not even text."""

    file: str
    line: int
    column: int
    detail: str


class JsonShapeWrong(UserError, code="input.shape-wrong"):
    """A file of answers is JSON of another form. ``place``: where in it, or empty."""

    file: str
    detail: str
    place: str


class QuestionAnsweredTwice(UserError, code="input.answer-twice"):
    """A file of answers answers one question twice."""

    question: str


class SeveralErrors(UserError, code="input.several"):
    """More than one thing in a file of answers is wrong."""

    errors: tuple[UserError, ...]
