"""All slips in JSON that a person typed are named in one run, each with its line and column."""

from __future__ import annotations

import json

import pytest

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.check_pack import examine
from s11desk.topics.files.json_slips import find_slips
from s11desk.topics.files.pack_file_names import PackFiles

P = ProblemCode
GOOD = '{\n "a": "one",\n "b": [1, 2],\n "c": true,\n "d": {"e": "f"},\n "g": 2\n}\n'
SLIPS: dict[str, tuple[str, str, ProblemCode, int]] = {
    "curly quotation marks": ('"one"', "“one”", P.JSON_CURLY_QUOTE, 2),
    "a curly one at the end": ('"a"', "”a”", P.JSON_CURLY_QUOTE, 2),
    "single quotation marks": ('"one"', "'one'", P.JSON_QUOTE_SINGLE, 2),
    "a single-quoted key": ('"c"', "'c'", P.JSON_QUOTE_SINGLE, 4),
    "a trailing comma": ("2]", "2,]", P.JSON_COMMA_TRAILING, 3),
    "a comma at the end": ('"g": 2\n', '"g": 2,\n', P.JSON_COMMA_TRAILING, 6),
    "a missing comma": ('"one",', '"one"', P.JSON_COMMA_MISSING, 3),
    "a line break inside a text": ('"one"', '"o\nne"', P.JSON_LINE_BREAK, 2),
    "a tab inside a text": ('"one"', '"o\tne"', P.JSON_LINE_BREAK, 2),
    "quotation marks inside": ('"one"', '"the "one" here"', P.JSON_QUOTE_INSIDE, 2),
    "doubled quotation marks": ('"one"', '"the ""one"" here"', P.JSON_QUOTE_INSIDE, 2),
    "a comment": ('"c"', '// see above\n "c"', P.JSON_COMMENT, 4),
    "TRUE": ("true", "TRUE", P.JSON_WORD, 4),
    "yes": ("true", "yes", P.JSON_WORD, 4),
    "a key without quotation marks": ('"c"', "c", P.JSON_WORD, 4),
    "per cent": ('"g": 2', '"g": 75 %', P.JSON_NUMBER_WRITTEN, 6),
    "a decimal comma": ('"g": 2', '"g": 1,5', P.JSON_NUMBER_WRITTEN, 6),
    "a zero before": ('"g": 2', '"g": 02', P.JSON_NUMBER_WRITTEN, 6),
    "a semicolon": ('"one",', '"one";', P.JSON_SIGN, 2),
    "an equals sign": ('"c":', '"c" =', P.JSON_SIGN, 4),
    "a no-break space": ('"c": true', '"c":\u00a0true', P.JSON_SPACE, 4),
    "a missing bracket at the end": ("2\n}", "2\n", P.JSON_UNFINISHED, 7),
    "a missing square bracket": ('"e": "f"}', '"e": ["f"}', P.JSON_UNFINISHED, 5),
    "a bracket too many": ("2\n}", "2\n}}", P.JSON_EXTRA, 7),
    "a quotation mark left out at the end": ('"one",', '"one,', P.JSON_UNFINISHED, 2),
    "a backslash": ('"one"', '"o\\ne\\q"', P.JSON_BACKSLASH, 2),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_and_repaired_in_thought(slip: str) -> None:
    before, after, code, line = SLIPS[slip]
    problems, document = find_slips("topic.json", GOOD.replace(before, after, 1))
    assert [problem.code for problem in problems] == [code]
    assert document is not None
    assert set(json.loads(document.text)) == {"a", "b", "c", "d", "g"}
    assert problems[0].line in {line, line + 1}


def test_many_slips_of_one_file_are_named_in_one_run() -> None:
    text = GOOD.replace('"one",', "“one”;").replace("2]", "2,]").replace("true", "TRUE").replace('"e"', "'e'")
    text = text.replace('"g": 2', '"g": 1,5')
    problems, document = find_slips("topic.json", text)
    assert [(problem.code, problem.line) for problem in problems] == [
        (P.JSON_CURLY_QUOTE, 2),
        (P.JSON_SIGN, 2),
        (P.JSON_COMMA_TRAILING, 3),
        (P.JSON_WORD, 4),
        (P.JSON_QUOTE_SINGLE, 5),
        (P.JSON_NUMBER_WRITTEN, 6),
    ]
    assert document is not None


def test_the_other_checks_go_on_after_a_slip() -> None:
    found = examine(PackFiles(b'{"format": 1, "id": "No id!",}', is_single=True))
    codes = {problem.code for problem in found.problems}
    assert {P.JSON_COMMA_TRAILING, P.ID_WRONG, P.KEY_MISSING} <= codes
    assert found.topic is None


@pytest.mark.parametrize(
    "text", ["", "{", "[", '"', "}", "{{{{", "'", "“", "::", "a b c", "{\\", '{"a" 1 2', ",", "//", "\u00a0"]
)
def test_no_text_stops_the_search(text: str) -> None:
    problems, document = find_slips("topic.json", text)
    assert problems or document is not None
