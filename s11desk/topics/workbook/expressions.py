"""The conditions of an XLSForm (``relevant``) and its limits (``constraint``), as far as a topic can express them.

XLSForm reference, "Relevant" and "Constraints". A condition may join comparisons by ``and`` and ``or``; inside an
``or`` an ``and`` may only join tests of one question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\s*(?:(?P<question>\$\{\s*(?P<name>[^{}\s]+)\s*\})|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>-?\d{1,15}(?:\.\d{1,15})?(?!\d))|(?P<sign><=|>=|!=|=|<|>|\(|\)|,|\.))"
)
_DEEPEST = 20
"""Brackets inside brackets. Nobody needs as many, and the parser calls itself for each."""
CURLY_QUOTES = re.compile("[\u2018\u2019\u201c\u201d]")
"""The quotation marks of word processors. An expression needs straight ones."""


class ExpressionUnusable(Exception):  # noqa: N818 - a finding about a cell, not a fault
    """A topic cannot express the expression, or it has wrong syntax. ``found``: the part that shows it."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class BoundUnusable(ExpressionUnusable):
    """A topic can say at least and at most. Above and below are the same only for whole numbers."""


@dataclass(frozen=True, slots=True)
class ExpressionTest:
    """One comparison. ``subject``: the question's name, or ``.`` for the answer itself. ``operator``: ``=`` and so on.

    ``is_negated``: inside ``not(...)``. ``value``: a code, a number or a day; empty if ``value_question``, the name of
    another question, is compared instead.
    """

    subject: str
    operator: str
    value: str = ""
    value_question: str = ""
    is_number: bool = False
    is_negated: bool = False


TestGroup = tuple[ExpressionTest, ...]
"""Tests of one question, all of which must hold."""
AnyOf = tuple[TestGroup, ...]
"""Groups of which at least one must hold."""


def parse_expression(text: str) -> tuple[AnyOf, ...]:
    """Parse an expression into groups of alternatives, all of which must hold. Raises :class:`ExpressionUnusable`."""
    parser = _Parser(_tokens(text))
    parsed = parser.parse_or()
    if parser.unread():
        raise ExpressionUnusable(parser.unread())
    return parsed


def _groups(alternative: tuple[AnyOf, ...]) -> AnyOf:
    """The groups of one alternative of an ``or``; tests joined by ``and`` become one group."""
    if len(alternative) == 1:
        return alternative[0]
    tests = tuple(test for one in alternative for test in one[0])
    if any(len(one) != 1 for one in alternative) or len({test.subject for test in tests}) != 1:
        raise ExpressionUnusable("and inside or")
    return (tests,)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionUnusable(text[position : position + 30].strip())
        kind = str(match.lastgroup if match.lastgroup != "name" else "question")
        tokens.append(_Token(kind, match["name"] if kind == "question" else match[kind]))
        position = match.end()
    return tokens


class _Parser:
    """A recursive descent parser: ``or`` binds less than ``and``, which binds less than a comparison."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0

    def unread(self) -> str:
        """The text that is not parsed yet; empty at the end."""
        return " ".join(token.text for token in self._tokens[self._position :])[:60]

    def parse_or(self) -> tuple[AnyOf, ...]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionUnusable("(" * _DEEPEST)
        try:
            return self._parse_alternatives()
        finally:
            self._depth -= 1

    def _parse_alternatives(self) -> tuple[AnyOf, ...]:
        alternatives = [self._parse_and()]
        while self._take_word("or"):
            alternatives.append(self._parse_and())
        if len(alternatives) == 1:
            return alternatives[0]
        return (tuple(group for one in alternatives for group in _groups(one)),)

    def _parse_and(self) -> tuple[AnyOf, ...]:
        parts = list(self._parse_operand())
        while self._take_word("and"):
            parts += self._parse_operand()
        return tuple(parts)

    def _parse_operand(self) -> tuple[AnyOf, ...]:
        if self._take("sign", "("):
            inner = self.parse_or()
            self._expect("sign", ")")
            return inner
        if self._take_word("not"):
            self._expect("sign", "(")
            inner = self.parse_or()
            self._expect("sign", ")")
            if len(inner) != 1 or len(inner[0]) != 1 or len(inner[0][0]) != 1:
                raise ExpressionUnusable("not(...)")
            return (((replace(inner[0][0][0], is_negated=not inner[0][0][0].is_negated),),),)
        if self._take_word("selected"):
            return (((self._parse_selected(),),),)
        return (((self._parse_comparison(),),),)

    def _parse_selected(self) -> ExpressionTest:
        self._expect("sign", "(")
        subject = self._parse_subject()
        self._expect("sign", ",")
        value = self._expect("text").text[1:-1]
        self._expect("sign", ")")
        return ExpressionTest(subject, "=", value)

    def _parse_comparison(self) -> ExpressionTest:
        subject = self._parse_subject()
        operator = self._expect("sign").text
        if operator not in {"=", "!=", "<", ">", "<=", ">="}:
            raise ExpressionUnusable(operator)
        token = self._next()
        match token.kind:
            case "text":
                return ExpressionTest(subject, operator, token.text[1:-1])
            case "number":
                return ExpressionTest(subject, operator, token.text, is_number=True)
            case "question":
                return ExpressionTest(subject, operator, value_question=token.text)
            case "word" if token.text in {"today", "date"}:
                return ExpressionTest(subject, operator, self._parse_day(token.text))
            case _:
                raise ExpressionUnusable(token.text)

    def _parse_day(self, word: str) -> str:
        self._expect("sign", "(")
        day = "today" if word == "today" else self._expect("text").text[1:-1]
        self._expect("sign", ")")
        return day

    def _parse_subject(self) -> str:
        token = self._next()
        if token.kind == "question" or token == _Token("sign", "."):
            return token.text
        raise ExpressionUnusable(token.text)

    def _next(self) -> _Token:
        if self._position >= len(self._tokens):
            raise ExpressionUnusable(" ".join(token.text for token in self._tokens)[:60])
        self._position += 1
        return self._tokens[self._position - 1]

    def _expect(self, kind: str, text: str = "") -> _Token:
        token = self._next()
        if token.kind != kind or (text and token.text != text):
            raise ExpressionUnusable(token.text)
        return token

    def _take(self, kind: str, text: str) -> bool:
        if self._position < len(self._tokens) and self._tokens[self._position] == _Token(kind, text):
            self._position += 1
            return True
        return False

    def _take_word(self, word: str) -> bool:
        return self._take("word", word)
