"""Turns the expressions of a workbook into the conditions and limits of a topic's JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s11desk.domain.topics.questions import Comparison, Condition
from s11desk.topics.workbook.expressions import (
    BoundUnusable,
    ExpressionTest,
    ExpressionUnusable,
    TestGroup,
    parse_expression,
)
from s11desk.topics.workbook.xlsform_names import id_from_name, xlsform_name

_NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def parse_conditions(expression: str, numbers: Mapping[str, bool]) -> list[dict[str, object]]:
    """Parse an expression into the JSON of ``show_when``. Raises :class:`ExpressionUnusable`.

    ``numbers``: the ids of the questions that ask for a number, and whether it is a whole one. To any other, ``= 1``
    names the code 1, as in XLSForm.
    """
    conditions: list[dict[str, object]] = []
    for alternatives in parse_expression(expression):
        comparisons = _merge_codes([_join_tests(group, numbers) for group in alternatives])
        conditions.append(comparisons[0] if len(comparisons) == 1 else {"any": comparisons})
    return _merge_bounds(conditions)


def _merge_codes(comparisons: list[dict[str, object]]) -> list[dict[str, object]]:
    """Merge alternatives about one question into one list of codes: ``a or b`` of the same question."""
    kept: list[dict[str, object]] = []
    for comparison in comparisons:
        same = next((one for one in kept if _takes_codes(one, comparison)), None)
        if same is None:
            kept.append(comparison)
        else:
            same["any_of"] = [*_codes(same), *_codes(comparison)]
    return kept


def _takes_codes(one: dict[str, object], other: dict[str, object]) -> bool:
    return set(one) == set(other) == {"question", "any_of"} and one["question"] == other["question"]


def _codes(comparison: dict[str, object]) -> list[object]:
    codes = comparison["any_of"]
    return codes if isinstance(codes, list) else []


def _merge_bounds(conditions: list[dict[str, object]]) -> list[dict[str, object]]:
    """Merge two bounds of one number into one condition."""
    kept: list[dict[str, object]] = []
    for condition in conditions:
        bound = set(condition) & {"at_least", "at_most"}
        same = next((one for one in kept if bound and one.get("question") == condition.get("question")), None)
        if same is not None and not set(same) & bound and set(same) <= {"question", "at_least", "at_most"}:
            same.update(condition)
        else:
            kept.append(condition)
    return kept


def _join_tests(group: TestGroup, numbers: Mapping[str, bool]) -> dict[str, object]:
    """The JSON of one comparison in which all tests of ``group`` hold. Raises :class:`ExpressionUnusable`."""
    whole: dict[str, object] = {}
    for test in group:
        one = _comparison(test, is_whole=numbers.get(id_from_name(test.subject)))
        if set(one) & set(whole) - {"question"}:
            raise ExpressionUnusable(test.value)
        whole |= one
    return whole


def _comparison(test: ExpressionTest, *, is_whole: bool | None) -> dict[str, object]:
    operator = _NEGATED[test.operator] if test.is_negated else test.operator
    question: dict[str, object] = {"question": id_from_name(test.subject)}
    if test.value_question or test.subject == ".":
        raise ExpressionUnusable(test.value_question or test.subject)
    if not test.is_number or (is_whole is None and operator in {"=", "!="}):
        if operator not in {"=", "!="} or not test.value:
            raise ExpressionUnusable(f"{operator} '{test.value}'")
        return question | {"any_of" if operator == "=" else "none_of": [id_from_name(test.value)]}
    return question | _bounds(operator, test.value, is_whole=is_whole is not False)


def _bounds(operator: str, text: str, *, is_whole: bool) -> dict[str, object]:
    """The bounds of one comparison. Above 5 is at least 6 only for a whole number."""
    number: float = float(text) if "." in text else int(text)
    step = 1 if is_whole and isinstance(number, int) else None
    match operator:
        case "=":
            return {"at_least": number, "at_most": number}
        case ">=":
            return {"at_least": number}
        case "<=":
            return {"at_most": number}
        case ">" if step:
            return {"at_least": number + step}
        case "<" if step:
            return {"at_most": number - step}
        case ">" | "<":
            raise BoundUnusable(f"{operator} {text}")
        case _:
            raise ExpressionUnusable(f"{operator} {text}")


def parse_limits(expression: str, *, is_whole: bool = True) -> dict[str, object]:
    """Parse the limits of a number or date into the keys minimum, maximum, not_above, earliest and latest.

    ``is_whole``: whether the numbers are whole. Raises :class:`ExpressionUnusable`.
    """
    limits: dict[str, object] = {}
    for alternatives in parse_expression(expression):
        if len(alternatives) != 1:
            raise ExpressionUnusable("or")
        for test in alternatives[0]:
            found = _limit(test, is_whole=is_whole)
            if set(found) & set(limits):
                raise ExpressionUnusable(f"{test.operator} {test.value or test.value_question}")
            limits |= found
    return limits


def _limit(test: ExpressionTest, *, is_whole: bool) -> dict[str, object]:
    if test.subject != "." or test.is_negated:
        raise ExpressionUnusable(test.subject)
    if test.value_question:
        if test.operator != "<=":
            raise ExpressionUnusable(test.operator)
        return {"not_above": id_from_name(test.value_question)}
    names = ("minimum", "maximum") if test.is_number else ("earliest", "latest")
    value: object = test.value
    if test.is_number:
        value = float(test.value) if "." in test.value else int(test.value)
    match test.operator:
        case ">=":
            return {names[0]: value}
        case "<=":
            return {names[1]: value}
        case ">" if is_whole and isinstance(value, int):
            return {names[0]: value + 1}
        case "<" if is_whole and isinstance(value, int):
            return {names[1]: value - 1}
        case ">" | "<" if test.is_number:
            raise BoundUnusable(f"{test.operator} {test.value}")
        case _:
            raise ExpressionUnusable(test.operator)


def write_relevant(conditions: Iterable[Condition], multiple_choice: frozenset[str]) -> str:
    """Write ``show_when`` as an expression. ``multiple_choice``: the ids of the questions that take several answers."""
    parts = []
    for condition in conditions:
        comparisons: Iterable[Comparison] = condition.any or (condition,)
        words = [_comparison_text(one, multiple_choice) for one in comparisons]
        words = [f"({text})" if len(words) > 1 and " and " in text else text for text in words]
        parts.append(words[0] if len(words) == 1 else f"({' or '.join(words)})")
    return " and ".join(parts)


def _comparison_text(comparison: Comparison, multiple_choice: frozenset[str]) -> str:
    subject = f"${{{xlsform_name(comparison.question)}}}"
    is_multiple_choice = comparison.question in multiple_choice
    tests = []
    if comparison.any_of:
        equal = [_code_text(subject, code, is_multiple_choice=is_multiple_choice) for code in comparison.any_of]
        tests.append(equal[0] if len(equal) == 1 else f"({' or '.join(equal)})")
    for code in comparison.none_of:
        text = _code_text(subject, code, is_multiple_choice=is_multiple_choice)
        tests.append(f"not({text})" if is_multiple_choice else f"{subject} != '{xlsform_name(code)}'")
    tests += [f"{subject} >= {comparison.at_least:.15g}"] if comparison.at_least is not None else []
    tests += [f"{subject} <= {comparison.at_most:.15g}"] if comparison.at_most is not None else []
    return " and ".join(tests)


def _code_text(subject: str, code: str, *, is_multiple_choice: bool) -> str:
    return (
        f"selected({subject}, '{xlsform_name(code)}')" if is_multiple_choice else f"{subject} = '{xlsform_name(code)}'"
    )
