"""The conditions of an XLSForm (``relevant``) and its limits (``constraint``), as far as a topic can say them.

XLSForm reference, "Relevant" and "Constraints". A condition may join comparisons by ``and`` and ``or``; inside an
``or`` an ``and`` may only join tests of one question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\s*(?:(?P<question>\$\{\s*(?P<name>[^{}\s]+)\s*\})|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign><=|>=|!=|=|<|>|\(|\)|,|\.))"
)
CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
"""Quotation marks that a word processor puts; an expression needs straight ones."""


class ExpressionUnusable(Exception):  # noqa: N818 - a finding about a cell, not a fault
    """An expression that a topic cannot say. ``found``: the part that is not understood."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison. ``subject``: the question's name, or ``.`` for the answer itself. ``operator``: ``=`` and so on.

    ``is_not``: it is negated. ``value``: a code, a number or a day; ``value_question``: or another question's name.
    """

    subject: str
    operator: str
    value: str = ""
    value_question: str = ""
    is_number: bool = False
    is_not: bool = False


Group = tuple[Test, ...]
"""Tests of one question, all of which must hold."""
Any = tuple[Group, ...]
"""Groups of which one must hold."""


def parse_expression(text: str) -> tuple[Any, ...]:
    """The alternatives that must all hold. Raises :class:`ExpressionUnusable`."""
    parser = _Parser(_tokens(text))
    parsed = parser.any_of_all()
    if parser.left():
        raise ExpressionUnusable(parser.left())
    return parsed


def _groups(alternative: tuple[Any, ...]) -> Any:
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
    """Reads tokens by the grammar: ``or`` binds less than ``and``, which binds less than a comparison."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def left(self) -> str:
        """What was not read, as text; empty at the end."""
        return " ".join(token.text for token in self._tokens[self._at :])[:60]

    def any_of_all(self) -> tuple[Any, ...]:
        alternatives = [self._all()]
        while self._take_word("or"):
            alternatives.append(self._all())
        if len(alternatives) == 1:
            return alternatives[0]
        return (tuple(group for one in alternatives for group in _groups(one)),)

    def _all(self) -> tuple[Any, ...]:
        parts = list(self._one())
        while self._take_word("and"):
            parts += self._one()
        return tuple(parts)

    def _one(self) -> tuple[Any, ...]:
        if self._take("sign", "("):
            inner = self.any_of_all()
            self._need("sign", ")")
            return inner
        if self._take_word("not"):
            self._need("sign", "(")
            inner = self.any_of_all()
            self._need("sign", ")")
            if len(inner) != 1 or len(inner[0]) != 1 or len(inner[0][0]) != 1:
                raise ExpressionUnusable("not(...)")
            return (((replace(inner[0][0][0], is_not=not inner[0][0][0].is_not),),),)
        if self._take_word("selected"):
            return (((self._selected(),),),)
        return (((self._comparison(),),),)

    def _selected(self) -> Test:
        self._need("sign", "(")
        subject = self._subject()
        self._need("sign", ",")
        value = self._need("text").text[1:-1]
        self._need("sign", ")")
        return Test(subject, "=", value)

    def _comparison(self) -> Test:
        subject = self._subject()
        operator = self._need("sign").text
        if operator not in {"=", "!=", "<", ">", "<=", ">="}:
            raise ExpressionUnusable(operator)
        token = self._next()
        match token.kind:
            case "text":
                return Test(subject, operator, token.text[1:-1])
            case "number":
                return Test(subject, operator, token.text, is_number=True)
            case "question":
                return Test(subject, operator, value_question=token.text)
            case "word" if token.text in {"today", "date"}:
                return Test(subject, operator, self._day(token.text))
            case _:
                raise ExpressionUnusable(token.text)

    def _day(self, word: str) -> str:
        self._need("sign", "(")
        day = "today" if word == "today" else self._need("text").text[1:-1]
        self._need("sign", ")")
        return day

    def _subject(self) -> str:
        token = self._next()
        if token.kind == "question" or token == _Token("sign", "."):
            return token.text
        raise ExpressionUnusable(token.text)

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            raise ExpressionUnusable("the end")
        self._at += 1
        return self._tokens[self._at - 1]

    def _need(self, kind: str, text: str = "") -> _Token:
        token = self._next()
        if token.kind != kind or (text and token.text != text):
            raise ExpressionUnusable(token.text)
        return token

    def _take(self, kind: str, text: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == _Token(kind, text):
            self._at += 1
            return True
        return False

    def _take_word(self, word: str) -> bool:
        return self._take("word", word)
