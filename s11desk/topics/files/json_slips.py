"""Finds every slip in JSON that people typed: it repairs a copy after each one and reads on.

The file itself never changes. A repair keeps the lines of the text, so that the places of later problems are right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.files.json_text import Document, parse_json, syntax_problem

_SLIPS_LIMIT = 50
_CURLY = "“”„‟‘’‚‛«»"
_WORDS = {
    "true": "true",
    "yes": "true",
    "wahr": "true",
    "false": "false",
    "no": "false",
    "null": "null",
    "none": "null",
}
_STRAY_SPACE = re.compile("[\u00a0\u2007\u202f\u200b\u200c\u200d\ufeff]+")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|#[^\n]*", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NEXT_KEY = re.compile(r"\s*\"[^\"\n]*\"\s*:")
_CLOSERS = re.compile(r"[\s\]}]*")


@dataclass(frozen=True, slots=True)
class _Repair:
    """Replace ``text[start:end]`` by ``new``. ``code``: the kind of slip, if the decoder says less."""

    start: int
    end: int
    new: str
    code: ProblemCode | None = None


def find_slips(file: str, text: str) -> tuple[tuple[Problem, ...], Document | None]:
    """Every slip of ``text``, and the document as perhaps meant; None if a slip cannot be repaired."""
    problems: list[Problem] = []
    drift: dict[int, int] = {}
    for _ in range(_SLIPS_LIMIT):
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            repair = _repair(text, error)
            problems.append(_with_place(syntax_problem(file, text, error), repair, drift))
            if repair is None:
                return tuple(problems), None
            line = text.count("\n", 0, repair.start) + 1
            drift[line] = drift.get(line, 0) + len(repair.new) - (repair.end - repair.start)
            text = text[: repair.start] + repair.new + text[repair.end :]
        except RecursionError:
            return tuple(problems), None
        else:
            document = parse_json(file, text)
            return tuple(problems), document if isinstance(document, Document) else None
    return tuple(problems), None


def _with_place(problem: Problem, repair: _Repair | None, drift: dict[int, int]) -> Problem:
    """The problem with its column in the file as it is, and the code that the repair knows."""
    line, _, column = problem.place.partition(", column ")
    place = f"{line}, column {max(1, int(column) - drift.get(problem.line, 0))}"
    code = repair.code if repair is not None and repair.code is not None else problem.code
    return Problem(code, problem.file, place, problem.line, problem.found)


def _repair(text: str, error: json.JSONDecodeError) -> _Repair | None:
    return next((repair for repair in _repairs(text, error) if repair is not None), None)


def _repairs(text: str, error: json.JSONDecodeError) -> Iterator[_Repair | None]:
    """The repairs that fit, the likeliest first."""
    at, message = error.pos, error.msg
    here, before = text[at : at + 1], text[:at].rstrip()[-1:]
    if message.startswith("Invalid control"):
        yield _line_break(text, at)
    if "escape" in message:
        start = text.rindex("\\", 0, at + 1)
        yield _Repair(start, start + 1, "\\\\")
    if space := _STRAY_SPACE.match(text, at):
        yield _Repair(at, space.end(), " ", ProblemCode.JSON_SPACE)
    if comment := _COMMENT.match(text, at):
        yield _Repair(at, comment.end(), "\n" * comment[0].count("\n"), ProblemCode.JSON_COMMENT)
    if message.startswith("Extra"):
        yield _extra(text, at)
    if "','" in message:
        yield _after_value(text, at, here, before)
    if "':'" in message:
        yield _Repair(at, at + (here in "=;"), ":", ProblemCode.JSON_SIGN if here in "=;" else None)
    yield from _before_value(text, at, here, before)
    if not text[at:].strip():
        yield _close_brackets(text)


def _line_break(text: str, at: int) -> _Repair | None:
    """Add a quotation mark at the end of the line if the next line begins with a key. Otherwise the text goes on."""
    if text[at] != "\n":
        return _Repair(at, at + 1, "\\t" if text[at] == "\t" else " ")
    if _NEXT_KEY.match(text, at + 1) or text[at + 1 :].lstrip()[:1] in {"}", "]"}:
        start = at - (text[at - 1] == ",")
        return _Repair(start, start, '"', ProblemCode.JSON_UNFINISHED)
    end = text.find('"', at)
    if end < 0:
        return None
    inside = text[at:end]
    return _Repair(at, end + 1, inside.replace("\n", "\\n").replace("\t", "\\t") + '"' + "\n" * inside.count("\n"))


def _extra(text: str, at: int) -> _Repair | None:
    rest = text[at:]
    return _Repair(at, len(text), "") if _CLOSERS.fullmatch(rest) else None


def _after_value(text: str, at: int, here: str, before: str) -> _Repair | None:
    """The repair if something else is found in place of a comma or the closing bracket."""
    if here == ";":
        return _Repair(at, at + 1, ",", ProblemCode.JSON_SIGN)
    if here == "%" and before.isdigit():
        return _Repair(at, at + 1, "", ProblemCode.JSON_NUMBER_WRITTEN)
    if here.isdigit() and before == "0":
        return _Repair(at - 1, at, "", ProblemCode.JSON_NUMBER_WRITTEN)
    if before == '"' and text[at - 1] == '"' and here not in "]}{[" and here:
        return _quotes_inside(text, at)
    if here in {"]", "}"}:
        opener = _open_bracket(text[:at])
        wanted = {"[": "]", "{": "}"}.get(opener, "")
        return _Repair(at, at, wanted, ProblemCode.JSON_UNFINISHED) if wanted and wanted != here else None
    return _Repair(at, at, ",") if here in {'"', "{", "["} or here.isalnum() or here in {"'", *_CURLY, "-"} else None


def _quotes_inside(text: str, at: int) -> _Repair | None:
    """Escape the quotation marks inside a text: all between its first one and the last one of the line."""
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at) if "\n" in text[at:] else len(text)
    key = re.match(r"\s*(?:[{,]\s*)?\"[^\"\n]*\"\s*:\s*\"", text[line_start:line_end])
    ending = re.search(r"\"\s*[,}\]]*\s*$", text[line_start:line_end])
    if key is None or ending is None or ending.start() + line_start < at:
        return None
    start, end = line_start + key.end(), line_start + ending.start()
    inner = re.sub(r'(?<!\\)"', r"\\" + '"', text[start:end])
    return _Repair(start, end, inner, ProblemCode.JSON_QUOTE_INSIDE)


def _before_value(text: str, at: int, here: str, before: str) -> Iterator[_Repair | None]:
    """The repairs if something else is found in place of a value or a key."""
    if here in {"]", "}"} and before == ",":
        yield _blank(text, text.rindex(",", 0, at))
    if here == "," and text[at + 1 :].lstrip()[:1] in {"}", "]", ","}:
        yield _blank(text, at)
    if here.isdigit() and before == "," and re.search(r"\d,$", text[:at]):
        yield _Repair(at - 1, at, ".", ProblemCode.JSON_NUMBER_WRITTEN)
    if here == "'" or (here and here in _CURLY):
        yield _repair_quotes(text, at, ProblemCode.JSON_QUOTE_SINGLE if here == "'" else None)
    if word := _WORD.match(text, at):
        is_key = text[word.end() :].lstrip()[:1] == ":"
        meant = f'"{word[0]}"' if is_key else _WORDS.get(word[0].lower(), f'"{word[0]}"')
        yield _Repair(at, word.end(), meant, ProblemCode.JSON_WORD)
    if here == "=":
        yield _blank(text, at)


def _blank(text: str, at: int) -> _Repair:
    return _Repair(at, at + 1, " " if text[at] == "," else "")


def _repair_quotes(text: str, at: int, code: ProblemCode | None) -> _Repair | None:
    """A text between single or curly quotation marks, with straight double ones."""
    ends = "'" if text[at] == "'" else f'{_CURLY}"'
    match = re.compile(rf"([^\n]*?)[{ends}](?=\s*[,:;=}}\]\n])").match(text, at + 1)
    if match is None:
        return None
    return _Repair(at, match.end(), json.dumps(match[1], ensure_ascii=False), code)


def _open_bracket(text: str) -> str:
    """The last bracket that is still open; empty if none is."""
    stack = _open_brackets(text)
    return stack[-1] if stack else ""


def _open_brackets(text: str) -> list[str]:
    stack: list[str] = []
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[][{}]', text):
        if token[0] in {"{", "["}:
            stack.append(token[0])
        elif token[0] in {"}", "]"} and stack:
            stack.pop()
    return stack


def _close_brackets(text: str) -> _Repair | None:
    """The brackets that are missing at the end."""
    closers = "".join({"{": "}", "[": "]"}[bracket] for bracket in reversed(_open_brackets(text)))
    end = len(text.rstrip().removesuffix(","))
    return _Repair(end, len(text), closers) if closers else None
